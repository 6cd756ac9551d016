"""Files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path


def write_whole(file: Path, data: bytes) -> Path:
    """Write a file whole or not at all, and return its path."""
    temporary = file.with_suffix(".part")
    try:
        temporary.write_bytes(data)
        return temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)
