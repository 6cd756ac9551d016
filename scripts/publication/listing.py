"""Code in pieces that each stay on a page, so that no signature is torn from what it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

#: A piece of so many lines stays whole: more would leave too much of a page blank.
_WHOLE = 16
#: So few lines look lost where a page ends.
_ALONE = 2
#: So many names tell what a listing holds.
_MOST_NAMES = 3
#: A line that begins something of its own, behind lines without signs.
_BEGINS = re.compile(r"(?<=\n)\n+(?=\S)")
_BLANK = re.compile(r"\n{2,}")
_DEFINED = re.compile(r"^(?:def|class) (\w+)", re.MULTILINE)


class Piece(NamedTuple):
    """Lines of code.

    whole: whether they stay on one page. goes_on: whether no blank line is before them. kept:
    whether they stay with the piece before.
    """

    code: str
    whole: bool
    goes_on: bool = False
    kept: bool = False


def pieces(code: str) -> list[Piece]:
    """Return code in pieces, between which a page may end.

    The lines without signs between pieces are left out. Of a long function, the signature and the
    line behind it are a piece, and what is behind them is parted at its lines without signs, or
    where it has none after some lines. A line or two do not stand alone before or behind a page
    break.
    """
    found: list[Piece] = []
    for part in _BEGINS.split(code):
        lines = part.rstrip("\n").split("\n")
        end = next((at for at, line in enumerate(lines) if line.rstrip().endswith(":")), -1) + 2
        if len(lines) <= _WHOLE or not 1 < end < _WHOLE:
            found += _lines(lines)
            continue
        found += _lines(lines[:end])
        goes_on = bool(lines[end])
        for paragraph in _paragraphs("\n".join(lines[end:]).strip("\n")):
            first, *others = _lines(paragraph.split("\n"))
            found += [first._replace(goes_on=goes_on, kept=goes_on), *others]
            goes_on = False
    return [
        piece._replace(kept=piece.kept or _is_torn(found, at)) for at, piece in enumerate(found)
    ]


def _lines(lines: Sequence[str]) -> list[Piece]:
    """Return lines as one piece, in even shares where they are too many."""
    code = "\n".join(lines)
    if len(lines) <= _WHOLE or '"""' in code:
        return [Piece(code, len(lines) <= _WHOLE)]
    count = -(-len(lines) // _WHOLE)
    ends = [len(lines) * at // count for at in range(count + 1)]
    shares = ("\n".join(lines[start:end]) for start, end in pairwise(ends))
    return [Piece(share, True, goes_on=at > 0) for at, share in enumerate(shares)]


def _is_torn(found: Sequence[Piece], at: int) -> bool:
    """Return whether a page break before a piece would leave a line or two alone."""
    if at == 0:
        return False
    before = found[0].code if at == 1 else ""
    behind = found[-1].code if at == len(found) - 1 else ""
    return any(0 < len(code.splitlines()) <= _ALONE for code in (before, behind))


def _paragraphs(code: str) -> list[str]:
    """Return code parted at its lines without signs, unless one stands within a string."""
    found = _BLANK.split(code)
    in_string = any(paragraph.count('"""') % 2 for paragraph in found)
    return [code] if in_string else found


def names(code: str) -> str:
    """Return the names that code defines, empty where it defines none."""
    found = _DEFINED.findall(code)
    return ", ".join(found[:_MOST_NAMES]) + (", …" if len(found) > _MOST_NAMES else "")
