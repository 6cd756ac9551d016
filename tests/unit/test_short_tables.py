"""Short tables on the pages of questions: numbers to the right, words to the left."""

from __future__ import annotations

from lxml import html

from scripts.base.paths import ROOT
from scripts.content import records
from scripts.fragments.cells import Cell
from scripts.fragments.of_questions import inference_memory
from scripts.fragments.short_tables import Row, short_table


def _columns(table: str) -> list[set[bool]]:
    """For each column whether its cells, the head's too, stand to the right."""
    rows = html.fragment_fromstring(table).xpath(".//tr")
    aligned = [["number" in (cell.get("class") or "").split() for cell in row] for row in rows]
    return [set(column) for column in zip(*aligned, strict=True)]


def test_columns_of_numbers_stand_to_the_right_whole() -> None:
    rows = [
        Row("first", [Cell("1 GiB", 1.0), Cell("2", 2), Cell("2026", "2026-01-02")]),
        Row("second", [Cell("unknown", None), Cell("none", "none"), Cell("2025", "2025-01-02")]),
    ]
    table = short_table("invented", "en", "Invented", ["Name", "Size", "Count", "Day"], rows)
    assert _columns(table) == [{False}, {True}, {False}, {False}]


def test_heads_begin_with_a_capital_unless_they_are_names_from_code() -> None:
    head = ["Name", "query heads", "d_model", "ε"]
    rows = [Row("first", [Cell("1", 1), Cell("2", 2), Cell("3", 3)])]
    table = html.fragment_fromstring(short_table("invented", "en", "Invented", head, rows))
    shown = [cell.text_content().strip() for cell in table.xpath(".//thead//th")]
    assert shown == ["Name", "Query heads", "d_model", "ε"]


def test_names_of_models_are_words() -> None:
    table = inference_memory.fits_on_cards(records.load(ROOT), "en")
    assert set.union(*_columns(table)) == {False}
    assert "data-value" not in table
