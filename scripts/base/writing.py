"""Files are written whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def write_whole(file: Path, data: bytes) -> Path:
    """Write a file whole or not at all, and return its path."""
    temporary = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        temporary.write_bytes(data)
        return temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def write_all(folder: Path, *groups: Mapping[str, bytes]) -> list[Path]:
    """Write files into `folder` by their names, which may have folders; return their paths."""
    files = {name: data for group in groups for name, data in group.items()}
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    return [write_whole(folder / name, data) for name, data in files.items()]


@contextmanager
def whole_folder(folder: Path, beside: Path) -> Iterator[Path]:
    """Give an empty folder to fill, which takes the place of `folder` when all went well.

    Args:
        beside: where to fill it, on the same disk; what an interrupted run left there is removed.
    """
    before = beside.with_name(f"{beside.name}-before")
    if before.exists() and not folder.exists():  # a run was interrupted while the two changed place
        before.rename(folder)
    for left in (beside, before):
        shutil.rmtree(left, ignore_errors=True)
    beside.mkdir(parents=True)
    yield beside
    if folder.exists():
        folder.rename(before)
    beside.rename(folder)
    shutil.rmtree(before, ignore_errors=True)
