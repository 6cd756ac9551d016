"""Code in pieces that each stay on a page, so that no signature is torn from what it names."""

from __future__ import annotations

import re
from itertools import pairwise

#: A piece of so many lines stays whole: more would leave too much of a page blank.
_WHOLE = 16
#: So many names tell what a listing holds.
_MOST_NAMES = 3
#: A line that begins something of its own, behind lines without signs.
_BEGINS = re.compile(r"(?<=\n)\n+(?=\S)")
_DEFINED = re.compile(r"^(?:def|class) (\w+)", re.MULTILINE)


def pieces(code: str) -> list[tuple[str, bool]]:
    """Return code in pieces, each with whether it stays on one page.

    The lines without signs between pieces are left out. Of a long function, the signature and the
    line behind it are a piece.
    """
    found: list[tuple[str, bool]] = []
    for part in _BEGINS.split(code):
        lines = part.rstrip("\n").split("\n")
        if len(lines) <= _WHOLE:
            found.append(("\n".join(lines), True))
            continue
        end = next((at for at, line in enumerate(lines) if line.rstrip().endswith(":")), -1) + 2
        starts = [0, end, len(lines)] if 1 < end < _WHOLE else [0, len(lines)]
        cuts = [lines[start:stop] for start, stop in pairwise(starts)]
        found += [("\n".join(cut), len(cut) <= _WHOLE) for cut in cuts]
    return found


def names(code: str) -> str:
    """Return the names that code defines, empty where it defines none."""
    found = _DEFINED.findall(code)
    return ", ".join(found[:_MOST_NAMES]) + (", …" if len(found) > _MOST_NAMES else "")
