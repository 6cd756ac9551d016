"""Tables of the EPUB fit a phone and lose nothing."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from scripts.epub import tables
from scripts.publication.fonts import figure_font
from scripts.publication.tables import Table, minimal_widths, read

MEASURE = figure_font()


def _table(columns: int, rows: int, cell: str = "1,234,567") -> Table:
    head = "".join(f"<th>h{column}</th>" for column in range(columns))
    body = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for _ in range(columns))}</tr>" for _ in range(rows)
    )
    return read(fromstring(f"<table><thead><tr>{head}</tr></thead>{body}</table>"))


def _pieces(table: Table) -> list[tables.Piece]:
    return tables.fitted(table, MEASURE)


def test_a_small_table_stays_whole() -> None:
    [piece] = _pieces(_table(3, 10))
    assert piece.table.width == 3
    assert piece.shares is None


@pytest.mark.parametrize("columns", [6, 15, 40])
def test_no_piece_is_wider_than_a_phone(columns: int) -> None:
    for piece in _pieces(_table(columns, 3)):
        assert sum(minimal_widths(piece.table, MEASURE)) <= tables.ROOM


def test_each_group_begins_with_the_first_column_and_none_is_lost() -> None:
    pieces = _pieces(_table(15, 3))
    assert [name for piece in pieces for name in tables.names(piece.table)] == [
        f"h{column}" for column in range(1, 15)
    ]
    for piece in pieces:
        assert next(cell.text for cell in piece.table.cells if cell.column == 0) == "h0"


def test_long_tables_go_in_runs_under_their_heads_with_columns_as_wide_in_each() -> None:
    pieces = _pieces(_table(3, 60))
    assert [piece.run for piece in pieces] == [0, 1, 2]
    assert sum(len({cell.row for cell in piece.table.cells}) - 1 for piece in pieces) == 60
    assert len({piece.shares for piece in pieces}) == 1
    assert sum(pieces[0].shares or ()) == pytest.approx(100, abs=2)


def test_words_wider_than_a_phone_get_fixed_columns_in_which_they_break() -> None:
    [piece] = _pieces(_table(2, 1, "x" * 80))
    assert piece.shares is not None


def test_rows_that_belong_together_are_not_parted() -> None:
    rows = "<tr><td rowspan='2'>a</td><td>b</td></tr><tr><td>c</td></tr>" * 40
    [piece] = _pieces(read(fromstring(f"<table>{rows}</table>")))
    assert len({cell.row for cell in piece.table.cells}) == 80
