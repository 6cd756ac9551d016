"""Files where authored files belong that nothing reads, or that would be published unseen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from scripts.base.problems import Problem

#: What may lie below `docs/` and `data/`, as patterns of paths.
EXPECTED = (
    "docs/zh/*.md",
    "docs/zh/*/*.md",
    "docs/en/*.md",
    "docs/en/*/*.md",
    "docs/assets/images/*.svg",
    "docs/assets/scripts/*.js",
    "docs/assets/styles/*.css",
    "docs/assets/vendor/*/*",
    "data/*.yaml",
    "data/models/*.yaml",
    "data/sources/*.yaml",
    "data/published/*.txt",
    "data/runs/*.yaml",
    "data/experiments/*.json",
)
_REMEDY = "take it away, or move it where its kind is read"


def problems(root: Path) -> Iterator[Problem]:
    """Yield every file below docs and data that no pattern expects; hidden ones do not count."""
    for folder in ("docs", "data"):
        for file in sorted((root / folder).rglob("*")):
            path = PurePosixPath(file.relative_to(root).as_posix())
            is_hidden = any(part.startswith(".") for part in path.parts)
            if file.is_dir() or is_hidden or any(path.match(pattern) for pattern in EXPECTED):
                continue
            yield Problem(path.as_posix(), "", "", "nothing reads the file", _REMEDY)
