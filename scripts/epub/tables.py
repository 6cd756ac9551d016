"""Tables fitted to a phone: groups of columns, of long ones runs of rows under their heads."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from scripts.epub.markup import E, Element
from scripts.publication import tables
from scripts.publication.fonts import Measure
from scripts.publication.tables import Cell, Table

#: Width of a phone's page of 360 px in em of the text of tables, and what a cell takes of it
#: beside its text.
ROOM = 26.0
_PADDING = 0.85
#: What is so short in a column stays on one line, in em; names in the first one a little longer.
_BRIEF = 4.0
_NAMES = 7.0
#: So many lines a row may take where the table could be split instead.
_LINES = 4.0
#: A table of so few columns stays whole as long as its words fit.
_FEW = 4
#: A table of more rows is set in runs of so many.
_LONG, _RUN = 48, 24

#: Returns a cell with its content.
Render = Callable[[Cell], Element]


@dataclass(frozen=True)
class Piece:
    """Some columns and rows of a table, to be set as a table of its own.

    `group` counts the groups of columns and `run` the runs of rows, both from 0. `shares` are
    those of its columns in the width of the page, in per cent: they are fixed where the columns
    are to be as wide in each run, or where words are so long that they must break.
    """

    table: Table
    group: int
    run: int
    shares: tuple[int, ...] | None


def fitted(table: Table, measure: Measure) -> list[Piece]:
    """Return the table in pieces that each fit the width of a phone."""
    columns = _Columns(
        tables.natural_widths(table, measure),
        tables.minimal_widths(table, measure, _BRIEF, _NAMES),
    )
    pieces: list[Piece] = []
    for at, group in enumerate(columns.groups()):
        runs = list(_runs(tables.columns_of(table, group)))
        fixed = len(runs) > 1 or not columns.fit(group)
        shares = columns.shares(group) if fixed else None
        pieces += [Piece(rows, at, run, shares) for run, rows in enumerate(runs)]
    return pieces


@dataclass(frozen=True)
class _Columns:
    """The widths of the columns of a table: of their longest cells, and the least possible."""

    natural: Sequence[float]
    minimal: Sequence[float]

    def groups(self) -> list[list[int]]:
        """Return the columns behind the first in groups that fit beside it."""
        others = list(range(1, len(self.natural)))
        if len(others) < _FEW and self.fit(others):
            return [others]
        groups: list[list[int]] = [[]]
        for column in others:
            longer = [*groups[-1], column]
            if groups[-1] and not self.fit(longer, _LINES):
                groups.append([column])
            else:
                groups[-1] = longer
        even = tables.evenly(others, len(groups))
        return even if all(self.fit(group, _LINES) for group in even) else groups

    def shares(self, columns: Sequence[int]) -> tuple[int, ...]:
        """Return how the page is shared out: to each its words, of the rest as it would like."""
        shown = [0, *columns]
        words = [self.minimal[at] + _PADDING for at in shown]
        wishes = [self.natural[at] - self.minimal[at] for at in shown]
        rest = max(0.0, min(ROOM - sum(words), sum(wishes)))
        widths = [
            w + rest * wish / (sum(wishes) or 1.0) for w, wish in zip(words, wishes, strict=True)
        ]
        return tuple(round(100 * width / sum(widths)) for width in widths)

    def fit(self, columns: Sequence[int], lines: float = math.inf) -> bool:
        """Return whether columns fit beside the first, in rows of at most so many lines."""
        shown = [0, *columns]
        room = ROOM - _PADDING * len(shown)
        words, cells = (sum(w[at] for at in shown) for w in (self.minimal, self.natural))
        return words <= room and cells <= room * lines


def _runs(table: Table) -> Iterator[Table]:
    """Give the table in runs of rows with its head above each, or whole when it is short."""
    count = max((cell.row for cell in table.cells), default=-1) + 1
    first = table.head_rows
    whole = count - first <= _LONG or any(cell.rows > 1 for cell in table.cells)
    head = [cell for cell in table.cells if cell.row < first]
    for start in [first] if whole else range(first, count, _RUN):
        end = count if whole else start + _RUN
        body = (c for c in table.cells if start <= c.row < end)
        moved = (replace(cell, row=cell.row - start + first) for cell in body)
        yield replace(table, cells=(*head, *moved))


def markup(piece: Piece, render: Render) -> Element:
    """Return a piece as a table."""
    table = piece.table
    rows = [E.tr(*(render(cell) for cell in row)) for row in _rows(table)]
    head, body = rows[: table.head_rows], rows[table.head_rows :]
    made = E.table(*([E.thead(*head)] if head else []), *([E.tbody(*body)] if body else []))
    if piece.shares is not None:
        made.set("class", "fixed")
        made.insert(0, E.colgroup(*(E.col(style=f"width: {share}%") for share in piece.shares)))
    return made


def _rows(table: Table) -> Iterator[list[Cell]]:
    for number in sorted({cell.row for cell in table.cells}):
        yield [cell for cell in table.cells if cell.row == number]


def names(table: Table) -> list[str]:
    """Return the names of the columns behind the first."""
    heads = [cell for cell in table.cells if cell.row < table.head_rows and cell.column > 0]
    return [cell.text for cell in heads]
