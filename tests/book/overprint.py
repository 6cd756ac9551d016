"""Words printed upon other words, as where a cell holds more lines than its row is high."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pymupdf

#: In formulas a root or a brace may well reach over other signs.
_MATH = "Math"
#: Of a sign, in its size: from the line it stands on to the top of capitals.
_HEIGHT = 0.7
#: So far may two words reach into each other: up and down in their size, sideways in points.
_TOUCH, _BESIDE = 0.15, 1.5
#: Half of such a sign is empty, and what stands beside it may lie there.
_HALF_EMPTY = "，。、；：！？（）《》〈〉「」『』【】“”‘’·"


@dataclass(frozen=True)
class _Word:
    text: str
    size: float
    left: float
    right: float
    base: float

    @property
    def top(self) -> float:
        return self.base - _HEIGHT * self.size

    def lies_upon(self, other: _Word) -> bool:
        high = min(self.base, other.base) - max(self.top, other.top)
        wide = min(self.right, other.right) - max(self.left, other.left)
        return high > _TOUCH * max(self.size, other.size) and wide > _BESIDE


def overprinted(file: Path) -> list[str]:
    """Return the pairs of words of a PDF that lie upon each other, with their pages."""
    with pymupdf.open(file) as document:  # type: ignore[no-untyped-call]
        return [
            f"page {number}: {one.text!r} and {other.text!r}"
            for number, page in enumerate(document, start=1)
            for one, other in _pairs(sorted(_words(page), key=lambda word: word.top))
        ]


def _pairs(words: list[_Word]) -> Iterator[tuple[_Word, _Word]]:
    for at, word in enumerate(words):
        for other in words[at + 1 :]:
            if other.top > word.base:
                break
            if word.lies_upon(other):
                yield word, other


def _words(page: pymupdf.Page) -> Iterator[_Word]:
    found = page.get_text("rawdict")  # type: ignore[no-untyped-call]
    lines = (line for block in found["blocks"] for line in block["lines"])
    for span in (span for line in lines for span in line["spans"]):
        signs = [sign for sign in span["chars"] if sign["c"].strip(_HALF_EMPTY + " ")]
        if signs and _MATH not in span["font"]:
            left = min(sign["bbox"][0] for sign in signs)
            right = max(sign["bbox"][2] for sign in signs)
            text = "".join(sign["c"] for sign in signs)
            yield _Word(text, span["size"], left, right, signs[0]["origin"][1])
