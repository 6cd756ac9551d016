"""How wide the text of a table's cell is, and in how many lines it folds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from scripts.base.numbers import alone
from scripts.publication.fonts import Measure
from scripts.publication.typst_text import HAN, IDEOGRAPHS

_BREAK = re.compile(rf"(?<=[{HAN}])|(?=[{HAN}])|(?<=[-/–—])(?!\d)")
#: Where a line may break for certain; of the other places programs differ.
_SURE_BREAK = re.compile(rf"(?<=[{IDEOGRAPHS}])(?=[{IDEOGRAPHS}])")
#: Where these follow each other a line must not break, so they count as one word.
_CLOSING = "，。、；：！？）」』》”’%"
#: Between a Chinese sign and a letter or digit Typst puts so much space, in em.
_GAP = 0.25
_GAPS = re.compile(rf"(?<=[{IDEOGRAPHS}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[{IDEOGRAPHS}])")
#: Signs that Typst may set half as wide.
PUNCTUATION = re.compile("[\u3000-\u303f\uff00-\uffef“”‘’]")
#: Bold type is about so much wider; kerning makes text narrower, but hardly by more than this.
_BOLD, _KERNED = 1.08, 0.94


@dataclass(frozen=True)
class Extent:
    """Widths in em: of a text on one line, and of its longest word."""

    line: float
    word: float


@cache
def extent(text: str, measure: Measure, bold: bool = False) -> Extent:
    """Return how wide `text` is."""
    factor = _BOLD if bold else 1.0
    longest = max(map(measure.width, words(text)), default=0.0)
    return Extent(factor * _width(text, measure), factor * longest)


def _width(text: str, measure: Measure) -> float:
    return measure.width(text) + _GAP * len(_GAPS.findall(text))


def words(text: str) -> list[str]:
    """Return the pieces of `text` between which a line may break; a number with its unit is one."""
    if alone(text):
        return [text]
    return [piece for word in text.split() for piece in _pieces(word)]


def _pieces(word: str) -> list[str]:
    pieces: list[str] = []
    for piece in filter(None, _BREAK.split(word)):
        if pieces and piece[0] in _CLOSING:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


@cache
def line_count(text: str, width: float, measure: Measure, bold: bool = False) -> int | None:
    """Return how many lines `text` takes in a column of `width` em, None where that is not sure.

    It is where the most that it may take, broken only where a line breaks for certain, is the
    least as well.
    """
    factor = _BOLD if bold else 1.0
    if alone(text):
        return 1 if factor * _width(text, measure) <= width else None
    space, spaced = measure.width(" "), text.split()
    sure = [_SURE_BREAK.split(word) for word in spaced]
    most = _folded([[factor * _width(p, measure) for p in word] for word in sure], space, width)
    if most is None or most == 1:
        return most
    narrow = [[_KERNED * _narrowest(p, measure) for p in _pieces(word)] for word in spaced]
    least = _folded(narrow, _KERNED * space, width)
    return most if most == least else None


def _narrowest(piece: str, measure: Measure) -> float:
    return measure.width(piece) - 0.5 * len(PUNCTUATION.findall(piece))


def _folded(words: Sequence[Sequence[float]], space: float, width: float) -> int | None:
    """Return in how many lines words fold of whose pieces each takes so much, None if one is wider.

    Like Typst where it does not justify, a line takes what it has room for.
    """
    lines, taken = 1, -space
    for gap, piece in _spaced(words, space):
        if piece > width:
            return None
        taken += gap + piece
        if taken > width:
            lines, taken = lines + 1, piece
    return lines


def _spaced(words: Sequence[Sequence[float]], space: float) -> Iterator[tuple[float, float]]:
    """Give the pieces, each behind the width of the space in front of it."""
    for word in words:
        for at, piece in enumerate(word):
            yield (0.0 if at else space), piece
