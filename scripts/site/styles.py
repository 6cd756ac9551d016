"""Our style sheets, one concern a file, as one minified sheet: a page asks for it once."""

from __future__ import annotations

from pathlib import Path

import minify

#: Below the site's root; in the folder of the sources, so that addresses in them hold.
SHEET = "assets/styles/handbook.css"
#: What the others build upon comes first; they may stand in any order, which is the alphabet's.
_FIRST = "base.css"


def joined(folder: Path, **replaced: str) -> str:
    """Return the sheets of `folder` as one, minified.

    Args:
        replaced: by the name of a sheet without its ending, the text that takes its place.
    """
    files = sorted(folder.glob("*.css"), key=lambda file: (file.name != _FIRST, file.name))
    texts = (replaced.get(file.stem) or file.read_text(encoding="utf-8") for file in files)
    return str(minify.string("text/css", "\n".join(texts)))
