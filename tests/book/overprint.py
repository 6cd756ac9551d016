"""Words printed upon other words, as where a cell holds more lines than its row is high."""

from __future__ import annotations

from collections.abc import Iterator

from tests.book.mupdf import Word
from tests.book.pdf import Pdf

#: Of a sign, in its size: from the line it stands on to the top of capitals.
_HEIGHT = 0.7
#: So far may two words reach into each other: up and down in their size, sideways in points.
_TOUCH, _BESIDE = 0.15, 1.5


def overprinted(pdf: Pdf) -> list[str]:
    """Return the pairs of words of a PDF that lie upon each other, with their pages."""
    return [
        f"page {number}: {one.text!r} and {other.text!r}"
        for number, sheet in enumerate(pdf.sheets, start=1)
        for one, other in _pairs(sorted(sheet.words, key=_top))
    ]


def _top(word: Word) -> float:
    return word.base - _HEIGHT * word.size


def _pairs(words: list[Word]) -> Iterator[tuple[Word, Word]]:
    for at, word in enumerate(words):
        for other in words[at + 1 :]:
            if _top(other) > word.base:
                break
            if _lies_upon(word, other):
                yield word, other


def _lies_upon(word: Word, other: Word) -> bool:
    wide = min(word.right, other.right) - max(word.left, other.left)
    if wide <= _BESIDE:
        return False
    high = min(word.base, other.base) - max(_top(word), _top(other))
    return high > _TOUCH * max(word.size, other.size)
