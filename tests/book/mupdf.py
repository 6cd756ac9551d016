"""A PDF as MuPDF reads it: each page once, for all that is asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pymupdf

#: Left, top, right and foot, in points from the upper left corner.
Box = tuple[float, float, float, float]

#: In formulas a root or a brace may well reach over other signs.
_MATH = "Math"
#: Half of such a sign is empty, and what stands beside it may lie there.
_HALF_EMPTY = "，。、；：！？（）《》〈〉「」『』【】“”‘’·"
#: Most printers leave so much at each edge white: 5 mm, in points.
_EDGE = 14.0


@dataclass(frozen=True)
class Word:
    """Signs that stand together; `base` is the line they stand on."""

    text: str
    size: float
    left: float
    right: float
    base: float


@dataclass(frozen=True)
class Sheet:
    """A page. outside: what lies where no printer prints, each with its kind."""

    text: str
    words: list[Word]
    outside: list[tuple[str, Box]]


def read(file: Path) -> list[Sheet]:
    """Return the pages of a PDF in their order."""
    with pymupdf.open(file) as document:  # type: ignore[no-untyped-call]
        return [_sheet(page) for page in document]


def _sheet(page: pymupdf.Page) -> Sheet:
    found = page.get_textpage(flags=pymupdf.TEXTFLAGS_TEXT)
    return Sheet(found.extractText(), [*_words(found.extractRAWDICT())], [*_outside(page)])


def _words(found: dict) -> Iterator[Word]:  # type: ignore[type-arg]
    lines = (line for block in found["blocks"] for line in block["lines"])
    for span in (span for line in lines for span in line["spans"]):
        signs = [sign for sign in span["chars"] if sign["c"].strip(_HALF_EMPTY + " ")]
        if signs and _MATH not in span["font"]:
            left = min(sign["bbox"][0] for sign in signs)
            right = max(sign["bbox"][2] for sign in signs)
            text = "".join(sign["c"] for sign in signs)
            yield Word(text, span["size"], left, right, signs[0]["origin"][1])


def _outside(page: pymupdf.Page) -> Iterator[tuple[str, Box]]:
    right, foot = page.rect.width - _EDGE, page.rect.height - _EDGE
    for kind, box in page.get_bboxlog():  # type: ignore[no-untyped-call]
        within = box[0] >= _EDGE and box[1] >= _EDGE and box[2] <= right and box[3] <= foot
        if not within:
            yield kind, box
