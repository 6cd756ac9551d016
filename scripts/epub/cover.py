"""The cover of the EPUB as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typst

from scripts.base.edition import Edition
from scripts.publication.site_reader import Volume
from scripts.publication.wording import WORDING

_TEMPLATE = Path(__file__).parent / "cover.typ"
#: Pixels an inch: the picture becomes 1134 × 1701.
_SHARPNESS = 240.0


def picture(volume: Volume, edition: Edition, fonts: Sequence[Path]) -> bytes:
    """Return the cover as a PNG; the same input gives the same bytes."""
    told = {
        "lang": volume.lang,
        "title": volume.title,
        "subtitle": volume.description,
        "author": WORDING[volume.lang].author,
        "version": edition.version,
    }
    made = typst.compile(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=list(fonts),
        ignore_system_fonts=True,
        sys_inputs=told,
        format="png",
        ppi=_SHARPNESS,
    )
    if not isinstance(made, bytes):
        raise TypeError("one picture was expected")
    return made
