"""Files are written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from scripts.problems import all_made


def write_whole(file: Path, data: bytes) -> Path:
    """Write a file whole or not at all, and return its path."""
    temporary = file.with_suffix(".part")
    try:
        temporary.write_bytes(data)
        return temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def write_all(folder: Path, files: Mapping[str, Callable[[], bytes]]) -> list[Path]:
    """Make files by their names and write them into `folder`, all or none; return their paths.

    Raises:
        HandbookError: with all that is wrong in all files.
    """
    made = all_made(files)
    folder.mkdir(parents=True, exist_ok=True)
    return [write_whole(folder / name, data) for name, data in made.items()]
