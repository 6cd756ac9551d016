"""Pages that end blank, or hold a gap, for more than a third of their text area."""

from __future__ import annotations

import numpy as np

from tests.book.pdf import Pdf

#: Dots an inch: so coarse that a line of text is a few rows of the image.
_DPI = 36
_POINTS_PER_MM = 72 / 25.4
#: Above and below the text of an upright page and of a turned one, in millimetres.
_UPRIGHT, _TURNED = (28.0, 26.0), (22.0, 22.0)
#: What is lighter is paper.
_PAPER = 250
MOST = 1 / 3


def half_empty(pdf: Pdf) -> list[str]:
    """Return the pages with so large a blank behind which the chapter goes on.

    The cover, the colophon and the contents are no chapters. With the page before turned ones the
    text of a chapter ends: its wide tables stand behind it.
    """
    opens = {mark.page for mark in pdf.bookmarks if mark.level < 2}
    first = min(page for page in range(len(pdf.structure.pages)) if _is_first(pdf, page))
    return [
        f"page {pdf.printed_number(page)}, sheet {page + 1}: {blank:.0%} blank"
        for page in range(first, len(pdf.structure.pages) - 1)
        if page + 1 not in opens
        and (_is_turned(pdf, page) or not _is_turned(pdf, page + 1))
        and (blank := _blank(pdf, page)) > MOST
    ]


def _is_first(pdf: Pdf, page: int) -> bool:
    return pdf.printed_number(page) == "1"


def _is_turned(pdf: Pdf, page: int) -> bool:
    _, _, width, height = map(float, pdf.structure.pages[page].mediabox)
    return width > height


def _blank(pdf: Pdf, page: int) -> float:
    """Return the part of the height of the text area of a page that its largest gap takes."""
    height = float(pdf.structure.pages[page].mediabox[3])
    margins = _TURNED if _is_turned(pdf, page) else _UPRIGHT
    above, below = (mm * _POINTS_PER_MM for mm in margins)
    rows = pdf.image(page, _DPI).min(axis=1) < _PAPER
    per_point = len(rows) / height
    text = rows[round(above * per_point) : round((height - below) * per_point)]
    inked = np.flatnonzero(np.concatenate(([True], text, [True])))
    return float(np.diff(inked).max() - 1) / len(text)
