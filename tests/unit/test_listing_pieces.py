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
    assert not any(piece.code.startswith("\n") or piece.code.endswith("\n") for piece in found)
    assert [piece.goes_on for piece in found].count(False) == 2


def test_code_of_a_few_lines_stays_whole() -> None:
    code = f"def wait():\n{_LINES}"
    assert listing.pieces(code) == [listing.Piece(code.strip("\n"), True)]


def test_a_long_function_is_parted_between_statements_of_its_body() -> None:
    signature, *rest = listing.pieces(LONG)
    assert signature.code.endswith("step_0 = 0")
    assert all(3 <= len(piece.code.split("\n")) <= 7 for piece in rest)
    assert all(piece.whole and piece.goes_on and not piece.kept for piece in rest)


@pytest.mark.parametrize(
    "held",
    [
        "    if heron:\n        wait()",
        "    heron = wait(\n        water,\n        )",
        "    else:\n        wait()",
        "    # the heron\n    wait()",
        "    @wait\n    def heron():\n        wait()",
        '    """A heron\n\n    waits."""',
    ],
)
def test_no_page_ends_within_what_belongs_together(held: str) -> None:
    for before in range(4, 9):
        code = f"def wait():\n{_LINES[: before * 15]}{held}\n{_LINES}"
        assert sum(held in piece.code for piece in listing.pieces(code)) == 1


def test_what_is_no_python_is_parted_by_its_lines() -> None:
    code = "".join(f"$ catch 'heron {at}\n" for at in range(20))
    assert len(listing.pieces(code)) > 1


def test_a_line_or_two_do_not_stand_alone_where_a_page_ends() -> None:
    code = f"import numpy as np\n\n\n{CLASS}\n\nheron = Heron()\n"
    head, *_, last = (piece.kept for piece in listing.pieces(code)[1:])
    assert head
    assert last
    assert not any(piece.kept for piece in listing.pieces(f"{_LINES}\n\n{_LINES}\n\n{_LINES}"))


def test_a_string_is_not_parted() -> None:
    """Behind the place the rest of it would have the colours of code."""
    assert {piece.code.count('"""') for piece in listing.pieces(NOTED)} == {0, 2}
