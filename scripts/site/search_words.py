"""Text as a sequence of numbers of words, so that a reader's browser need not cut it into words.

The pieces of a text are words, single Han characters, and what stands between them. Each text is
written with one to three signs for each piece, the commonest pieces with the fewest; the browser
gets the list of pieces once and reads texts by looking up numbers
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
#: What pieces are written with: signs of one byte that neither JSON nor a script must escape.
_SIGNS = "".join(sign for sign in map(chr, range(0x20, 0x7F)) if sign not in '"\\<')
#: How many pieces are written with one sign. More would leave fewer for two; the size of the site's
#: texts, compressed, is least about here.
_N_ONE = 60


@dataclass(frozen=True)
class Code:
    """How pieces are written: the first with one sign, the next with two, the others with three.

    Attributes:
        n_three: how many signs begin three; they are the last of `signs`. The first `n_one` of
            `signs` stand alone.
    """

    n_three: int
    signs: str = _SIGNS
    n_one: int = _N_ONE

    @property
    def n_short(self) -> int:
        """How many pieces are written with at most two signs."""
        return self.n_one + (len(self.signs) - self.n_one - self.n_three) * len(self.signs)

    @property
    def n_pieces(self) -> int:
        """How many pieces can be written."""
        return self.n_short + self.n_three * len(self.signs) ** 2

    def written(self, number: int) -> str:
        """Return the signs of the piece of this number."""
        if number < self.n_one:
            return self.signs[number]
        base, signs = len(self.signs), self.signs
        if number < self.n_short:
            lead, last = divmod(number - self.n_one, base)
            return signs[self.n_one + lead] + signs[last]
        rest, last = divmod(number - self.n_short, base)
        lead, middle = divmod(rest, base)
        return signs[base - self.n_three + lead] + signs[middle] + signs[last]


def code_for(n_pieces: int) -> Code:
    """Return the code of so many pieces with the fewest signs that begin three."""
    codes = (Code(n_three) for n_three in range(len(_SIGNS) - _N_ONE))
    return next(code for code in codes if code.n_pieces >= n_pieces)


@dataclass(frozen=True)
class Written:
    """Texts in the order given, as written with `code`, and the pieces by their number.

    The commonest come first; those of three signs stand by the alphabet, which compresses better.
    """

    code: Code
    pieces: list[str]
    texts: list[str]


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
    """Return the texts as signs that stand for pieces."""
    cut = [list(_pieces(text)) for text in texts]
    counts = Counter(piece for pieces in cut for piece in pieces)
    common = sorted(counts, key=lambda piece: (-counts[piece], piece))
    code = code_for(len(common))
    pieces = [*common[: code.n_short], *sorted(common[code.n_short :])]
    signs = {piece: code.written(number) for number, piece in enumerate(pieces)}
    return Written(code, pieces, ["".join(signs[piece] for piece in found) for found in cut])
