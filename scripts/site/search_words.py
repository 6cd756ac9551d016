"""Text as a sequence of numbers of words, so that a reader's browser need not cut it into words.

The pieces of a text are words, single Han characters, and what stands between them. Each text is
written with one character for each piece, the commonest pieces with the shortest characters; the
browser gets the list of pieces once and reads texts by looking up numbers
(`docs/assets/scripts/search-words.js`). A space between two words is not written, unless both are
Han characters; where two words meet without one, an empty piece says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_HAN = r"々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PIECE = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+(?:_[^\W_{_HAN}]+)*|√|[^\w√]+|[\W_]")
_IS_HAN = re.compile(f"[{_HAN}]")
#: Code points that stand for no piece, each range with the point after it: what JSON or a script
#: would have to escape, what cannot be seen or is changed in passing, and half characters.
GAPS = ((0x00, 0x23), (0x3C, 0x3D), (0x5C, 0x5D), (0x7F, 0xA1), (0x2000, 0x3000), (0xD800, 0x10000))


@dataclass(frozen=True)
class Written:
    """Texts in the order given, as written with `pieces`, the commonest first."""

    pieces: list[str]
    texts: list[str]


def _character(number: int) -> str:
    """Return the character that stands for the piece of this number."""
    point = number
    for first, following in GAPS:
        if point >= first:
            point += following - first
    return chr(point)


def _is_word(piece: str) -> bool:
    return piece[:1].isalnum()


def _implies_space(left: str, right: str) -> bool:
    both_han = _IS_HAN.match(left) and _IS_HAN.match(right)
    return _is_word(left) and _is_word(right) and not both_han


def _pieces(text: str) -> Iterator[str]:
    """Yield the pieces to be written for a text without line breaks."""
    found = ["", *_PIECE.findall(text), ""]
    for before, piece, after in zip(found, found[1:], found[2:], strict=False):
        if _implies_space(before, piece):
            yield ""
        if piece != " " or not _implies_space(before, after):
            yield piece


def write(texts: Iterable[str]) -> Written:
    """Return the texts as characters that stand for pieces."""
    cut = [list(_pieces(text)) for text in texts]
    counts = Counter(piece for pieces in cut for piece in pieces)
    pieces = sorted(counts, key=lambda piece: (-counts[piece], piece))
    characters = {piece: _character(number) for number, piece in enumerate(pieces)}
    return Written(pieces, ["".join(characters[piece] for piece in found) for found in cut])
