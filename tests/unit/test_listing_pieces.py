"""Code of the books is parted at its blank lines, and where it has none it shows none."""

from __future__ import annotations

import re

import pytest

from scripts.publication import listing

_LINES = "".join(f"    step_{at} = {at}\n" for at in range(9))
SHORT = "import numpy as np\n\nwidth = 3\n"
LONG = f"def wait(\n    heron,\n):\n{_LINES}{_LINES}"
CLASS = f"class Heron:\n    legs: int\n{_LINES}\n\n{_LINES}"
NOTED = f'class Heron:\n    """A bird.\n{_LINES}\n    Waits."""\n{_LINES}'


@pytest.mark.parametrize("code", [SHORT, LONG, CLASS, NOTED, f"{CLASS}\n\n{LONG}\n{SHORT}"])
def test_the_pieces_with_their_blank_lines_are_the_code(code: str) -> None:
    found = listing.pieces(code)
    joined = "".join(f"{'' if p.goes_on else chr(10)}\n{p.code}" for p in found)
    assert joined.strip("\n") == re.sub(r"\n{2,}", "\n\n", code).strip("\n")


def test_no_page_begins_with_a_blank_line_of_code() -> None:
    found = listing.pieces(CLASS)
    assert [(len(p.code.split("\n")), p.whole, p.goes_on) for p in found] == [
        (2, True, False),
        (9, True, True),
        (9, True, False),
    ]


def test_a_signature_keeps_with_what_goes_on_behind_it() -> None:
    [signature, rest, end] = listing.pieces(LONG)
    assert signature.code.endswith("step_0 = 0")
    assert (rest.whole, rest.goes_on, rest.kept) == (True, True, True)
    assert (end.whole, end.goes_on, end.kept) == (True, True, False)
    [_, rest] = listing.pieces("def wait():\n" + _LINES + _LINES[: len(_LINES) // 9 * 7])
    assert (rest.whole, rest.goes_on, rest.kept) == (True, True, True)


def test_a_line_or_two_do_not_stand_alone_where_a_page_ends() -> None:
    code = f"import numpy as np\n\n\n{CLASS}\n\nheron = Heron()\n"
    head, *_, last = (piece.kept for piece in listing.pieces(code)[1:])
    assert head
    assert last
    assert not any(piece.kept for piece in listing.pieces(f"{_LINES}\n\n{_LINES}\n\n{_LINES}"))


def test_a_blank_line_within_a_string_stays() -> None:
    """Parted there, the rest of the string would have the colours of code."""
    assert [p.code.count('"""') for p in listing.pieces(NOTED)] == [1, 1]
