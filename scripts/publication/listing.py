"""Code in pieces that each stay on a page, so that no signature is torn from what it names."""

from __future__ import annotations

import re
import tokenize
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import groupby
from typing import NamedTuple

#: Code of so many lines between lines without signs stays whole: more would leave too much of a
#: page blank.
_WHOLE = 12
#: A longer piece, of one statement, may be parted anywhere: it could fill a page.
_MOST_WHOLE = 40
#: So many lines at least stand before a place where a page may end within a function, and behind.
_BEFORE, _BEHIND = 4, 3
#: So few lines look lost where a page ends.
_ALONE = 2
#: So many names tell what a listing holds.
_MOST_NAMES = 3
_DEFINED = re.compile(r"^(?:def|class) (\w+)", re.MULTILINE)
#: Lines that belong to what is above them, and such to which what is below belongs.
_HELD_ABOVE = re.compile(r"\s*(?:(?:else|elif|except|finally)\b|[)\]}])")
_HELD_BELOW = re.compile(r"\s*[@#]")
_NO_STATEMENT = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT})


class Piece(NamedTuple):
    """Lines of code.

    whole: whether they stay on one page. goes_on: whether no blank line is before them. kept:
    whether they stay with the piece before.
    """

    code: str
    whole: bool
    goes_on: bool = False
    kept: bool = False


class _Statement(NamedTuple):
    """Lines of code that are one statement, or the head of one; behind a blank line or not."""

    lines: Sequence[str]
    apart: bool

    @property
    def indent(self) -> int:
        return len(self.lines[0]) - len(self.lines[0].lstrip())


def pieces(code: str) -> list[Piece]:
    """Return code in pieces, between which a page may end.

    The lines without signs between pieces are left out. A long function is parted between its
    statements, not before the first one of a body. A line or two do not stand alone before or
    behind a page break.
    """
    found = [piece for part in _parts(_statements(code)) for piece in _parted(part)]
    return [piece._replace(kept=_is_torn(found, at)) for at, piece in enumerate(found)]


def _statements(code: str) -> Iterator[_Statement]:
    lines = code.strip("\n").split("\n")
    going_on = _going_on("\n".join(lines))
    begins = [at for at, line in enumerate(lines) if line.strip() and at not in going_on]
    for start, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        own = "\n".join(lines[start:end]).rstrip("\n").split("\n")
        yield _Statement(own, start == 0 or not lines[start - 1].strip())


def _going_on(code: str) -> set[int]:
    """Return the lines, counted from 0, that go on with a statement; none where it is no Python."""
    found: set[int] = set()
    first = None
    try:
        for token in tokenize.generate_tokens(StringIO(code).readline):
            if token.type == tokenize.NEWLINE:
                found |= set(range(first or token.end[0], token.end[0]))
                first = None
            elif first is None and token.type not in _NO_STATEMENT:
                first = token.start[0]
    except (tokenize.TokenError, SyntaxError):
        return set()
    return found


def _parts(statements: Iterator[_Statement]) -> Iterator[list[_Statement]]:
    """Give the statements in groups, each of which begins something of its own."""
    part = 0

    def number(statement: _Statement) -> int:
        nonlocal part
        part += statement.apart and statement.indent == 0
        return part

    yield from (list(group) for _, group in groupby(statements, number))


def _parted(part: Sequence[_Statement]) -> list[Piece]:
    """Return a part as one piece, or as several where it is too long for a page's end."""
    left = sum(len(statement.lines) for statement in part)
    groups: list[list[_Statement]] = [[]]
    taken, whole = 0, left <= _WHOLE
    for before, statement in zip([None, *part], part, strict=False):
        enough = taken >= (_ALONE if statement.apart else _BEFORE) and left >= _BEHIND
        if not whole and before and enough and _may_end(before, statement):
            groups.append([])
            taken = 0
        groups[-1].append(statement)
        taken += len(statement.lines)
        left -= len(statement.lines)
    return [_piece(group) for group in groups]


def _may_end(before: _Statement, statement: _Statement) -> bool:
    """Return whether a page may end between two statements."""
    begins_body = statement.indent > before.indent
    held = _HELD_ABOVE.match(statement.lines[0]) or _HELD_BELOW.match(before.lines[0])
    return not begins_body and not held


def _piece(statements: Sequence[_Statement]) -> Piece:
    lines: list[str] = []
    for statement in statements:
        lines += [*([""] if statement.apart and lines else []), *statement.lines]
    return Piece("\n".join(lines), len(lines) <= _MOST_WHOLE, not statements[0].apart)


def _is_torn(found: Sequence[Piece], at: int) -> bool:
    """Return whether a page break before a piece would leave a line or two alone."""
    if at == 0:
        return False
    before = found[0].code if at == 1 else ""
    behind = found[-1].code if at == len(found) - 1 else ""
    return any(0 < len(code.splitlines()) <= _ALONE for code in (before, behind))


def names(code: str) -> str:
    """Return the names that code defines, empty where it defines none."""
    found = _DEFINED.findall(code)
    return ", ".join(found[:_MOST_NAMES]) + (", …" if len(found) > _MOST_NAMES else "")
