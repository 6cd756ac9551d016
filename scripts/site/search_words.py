"""Text as a sequence of numbers of words, so that a reader's browser need not cut it into words.

The pieces of a text are words, single Han characters, and what stands between them. The browser
gets the list of pieces once and reads texts as numbers of pieces, which are coded with what a model
expects after those before (`docs/assets/scripts/search-model.js`). A space between two words is not
written, unless both are Han characters; where two words meet without one, an empty piece says so.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from py_mini_racer import MiniRacer

from scripts.base.paths import DOCS
from scripts.site import bundle

_HAN = r"々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PIECE = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+(?:_[^\W_{_HAN}]+)*|√|[^\w√]+|[\W_]")
_IS_HAN = re.compile(f"[{_HAN}]")
#: Stands after each text.
END = "\n"
_SCRIPTS = (
    DOCS / "assets/scripts/search-bits.js",
    DOCS / "assets/scripts/search-model.js",
    Path(__file__).with_name("search_encoder.js"),
)


@dataclass(frozen=True)
class Written:
    """Texts one after the other, each with its end, as bits of the codes of their pieces.

    Attributes:
        pieces: all that occur, with the end, by the length of their code.
        lengths: how many of them have a code of 1, 2, ... bits.
        size: how many pieces the texts have, ends included.
        text: the bits, six in a sign.
    """

    pieces: list[str]
    lengths: list[int]
    size: int
    text: str


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


def code_lengths(counts: Mapping[str, int]) -> dict[str, int]:
    """Return how many bits the code of each piece has, the fewest for all in sum (Huffman 1952)."""
    lengths = dict.fromkeys(counts, 0)
    rarest = [(count, order, [piece]) for order, (piece, count) in enumerate(counts.items())]
    heapq.heapify(rarest)
    for order in range(len(counts), max(2 * len(counts) - 1, len(counts) + 1)):
        joined = [heapq.heappop(rarest) for _ in rarest[:2]]
        pieces = [piece for _, _, found in joined for piece in found]
        for piece in pieces:
            lengths[piece] += 1
        heapq.heappush(rarest, (sum(count for count, _, _ in joined), order, pieces))
    return lengths


def _kind(piece: str) -> int:
    """Return by what pieces of codes of one length are sorted: their first bits then tell more."""
    if _IS_HAN.match(piece):
        return 2
    return 3 if piece[:1].isalpha() else int(piece[:1].isdigit())


@cache
def _engine() -> MiniRacer:
    engine = MiniRacer()
    for script in _SCRIPTS:
        engine.eval(bundle.without_exports(script.read_text(encoding="utf-8")))
    return engine


def write(texts: Iterable[str]) -> Written:
    """Return texts without line breaks or tabs as bits that stand for pieces."""
    cut = [piece for text in texts for piece in (*_pieces(text), END)]
    counts = Counter(cut)
    lengths = code_lengths(counts)
    pieces = sorted(counts, key=lambda piece: (lengths[piece], _kind(piece), piece))
    numbers = {piece: number for number, piece in enumerate(pieces)}
    by_length = Counter(lengths.values())
    n_by_length = [by_length[length] for length in range(1, max(by_length, default=0) + 1)]
    text = _engine().call("encode", n_by_length, [numbers[piece] for piece in cut])
    return Written(pieces, n_by_length, len(cut), str(text))
