"""What is printed off the sheet, or so near its edge that a printer would not put it on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pymupdf

#: Most printers leave so much at each edge white: 5 mm, in points.
_EDGE = 14.0


def off_sheet(file: Path) -> list[str]:
    """Return the pages of a PDF with text, lines or pictures outside of what can be printed."""
    with pymupdf.open(file) as document:  # type: ignore[no-untyped-call]
        return [
            f"page {number}: {kind} at {[round(side) for side in box]}"
            for number, page in enumerate(document, start=1)
            for kind, box in _outside(page)
        ]


def _outside(page: pymupdf.Page) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    right, foot = page.rect.width - _EDGE, page.rect.height - _EDGE
    for kind, box in page.get_bboxlog():  # type: ignore[no-untyped-call]
        within = box[0] >= _EDGE and box[1] >= _EDGE and box[2] <= right and box[3] <= foot
        if not within:
            yield kind, box
