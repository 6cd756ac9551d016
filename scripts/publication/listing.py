"""Code in pieces that each stay on a page, so that no signature is torn from what it names."""

from __future__ import annotations

import re
from typing import NamedTuple

#: A piece of so many lines stays whole: more would leave too much of a page blank.
_WHOLE = 16
#: So many names tell what a listing holds.
_MOST_NAMES = 3
#: A line that begins something of its own, behind lines without signs.
_BEGINS = re.compile(r"(?<=\n)\n+(?=\S)")
_BLANK = re.compile(r"\n{2,}")
_DEFINED = re.compile(r"^(?:def|class) (\w+)", re.MULTILINE)


class Piece(NamedTuple):
    """Lines of code: whether they stay on one page, and whether they go on without a blank line."""

    code: str
    whole: bool
    goes_on: bool = False


def pieces(code: str) -> list[Piece]:
    """Return code in pieces, between which a page may end.

    The lines without signs between pieces are left out. Of a long function, the signature and the
    line behind it are a piece, and what is behind them is parted at its lines without signs.
    """
    found: list[Piece] = []
    for part in _BEGINS.split(code):
        lines = part.rstrip("\n").split("\n")
        end = next((at for at, line in enumerate(lines) if line.rstrip().endswith(":")), -1) + 2
        if len(lines) <= _WHOLE or not 1 < end < _WHOLE:
            found.append(_piece(lines))
            continue
        goes_on = bool(lines[end])
        found.append(_piece(lines[:end]))
        for paragraph in _paragraphs("\n".join(lines[end:]).strip("\n")):
            found.append(_piece(paragraph.split("\n"), goes_on))
            goes_on = False
    return found


def _piece(lines: list[str], goes_on: bool = False) -> Piece:
    return Piece("\n".join(lines), len(lines) <= _WHOLE, goes_on)


def _paragraphs(code: str) -> list[str]:
    """Return code parted at its lines without signs, unless one stands within a string."""
    found = _BLANK.split(code)
    in_string = any(paragraph.count('"""') % 2 for paragraph in found)
    return [code] if in_string else found


def names(code: str) -> str:
    """Return the names that code defines, empty where it defines none."""
    found = _DEFINED.findall(code)
    return ", ".join(found[:_MOST_NAMES]) + (", …" if len(found) > _MOST_NAMES else "")
