"""Files are written whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def write_whole(file: Path, data: bytes) -> Path:
    """Write a file whole or not at all, and return its path."""
    temporary = file.with_suffix(".part")
    try:
        temporary.write_bytes(data)
        return temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def write_all(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files into `folder` by their names, which may have folders; return their paths."""
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    return [write_whole(folder / name, data) for name, data in files.items()]
