"""Tables of the book fit their page and lose nothing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml.html import HtmlElement, fromstring

from scripts.publication import table_markup, tables
from scripts.publication.column_alignment import padding
from scripts.publication.fonts import figure_font
from scripts.publication.paper import A4, US_LETTER, Paper
from scripts.publication.typst_text import string

MEASURE = figure_font()


def _table(columns: int, rows: int, cell: str) -> HtmlElement:
    head = "".join(f"<th>h{column}</th>" for column in range(columns))
    line = "".join(f"<td>{cell}</td>" for _ in range(columns))
    return fromstring(f"<table><thead><tr>{head}</tr></thead>{f'<tr>{line}</tr>' * rows}</table>")


def _fitted(table: HtmlElement) -> list[tuple[tables.Table, tables.Fit]]:
    return tables.fitted(tables.read(table), MEASURE, A4)


def _plain(cell: HtmlElement) -> str:
    return f"#{string(cell.text_content())};"


def _typst(table: HtmlElement, render: table_markup.Render = _plain) -> str:
    return "".join(table_markup.typst(part, fit, A4, render) for part, fit in _fitted(table))


def test_a_narrow_table_stays_in_the_text_at_full_size() -> None:
    [(_, fit)] = _fitted(_table(3, 2, "short"))
    assert (fit.room, fit.size, fit.filling) == ("text", 9.0, False)


def test_prose_folds_before_numbers_do() -> None:
    prose = "a sentence that goes on for quite a while and would not fit beside the others " * 2
    row = f"<tr><td>name</td><td>123,456,789</td><td>{prose}</td></tr>"
    [(_, fit)] = _fitted(fromstring(f"<table>{row}</table>"))
    assert fit.widths is not None
    assert fit.widths[1] >= MEASURE.width("123,456,789")
    assert fit.widths[2] == max(fit.widths)


@pytest.mark.parametrize("columns", [6, 9, 12, 15, 20, 40])
def test_no_word_is_wider_than_its_column_and_no_table_than_its_page(columns: int) -> None:
    for part, fit in _fitted(_table(columns, 3, "1,234,567,890")):
        minimal = tables.minimal_widths(part, MEASURE)
        widths = fit.widths or tuple(w + 1.1 for w in tables.natural_widths(part, MEASURE))
        assert all(width >= word for width, word in zip(widths, minimal, strict=True))
        assert sum(widths) * fit.size <= A4.widths[fit.room] + 0.01


def test_a_wide_table_is_turned_and_a_wider_one_falls_into_groups() -> None:
    assert [fit.turned for _, fit in _fitted(_table(12, 3, "1,234,567,890"))] == [True]
    assert len(_fitted(_table(40, 3, "1,234,567,890"))) > 1


def test_a_few_columns_of_prose_are_not_turned() -> None:
    prose = "a sentence that goes on for quite a while and would not fit beside the others " * 2
    [(_, fit)] = _fitted(_table(4, 6, prose))
    assert (fit.room, fit.size) == ("wide", 8.0)


def test_groups_keep_every_column_and_repeat_the_first() -> None:
    shown = _typst(_table(40, 1, "1,234,567,890"))
    names = re.findall(r'"(h\d+)"', shown)
    assert set(names) == {f"h{column}" for column in range(40)}
    assert names.count("h0") == shown.count("#book.grid(") > 1
    assert names.count("h7") == 1


def test_spans_keep_their_cells_in_their_columns() -> None:
    table = tables.read(
        fromstring(
            "<table><tr><td rowspan=2>a</td><td colspan=2>b</td></tr>"
            "<tr><td>c</td><td>d</td></tr></table>"
        )
    )
    assert table.width == 3
    assert [(c.text, c.row, c.column) for c in table.cells] == [
        ("a", 0, 0),
        ("b", 0, 1),
        ("c", 1, 1),
        ("d", 1, 2),
    ]
    assert "colspan: 2" in _typst(
        fromstring("<table><tr><td colspan=2>b</td></tr><tr><td>c</td><td>d</td></tr></table>")
    )


def test_an_amount_is_not_parted_from_its_unit() -> None:
    assert '#box[#"12.55 GiB";]' in _typst(fromstring("<table><tr><td>12.55 GiB</td></tr></table>"))


def test_rows_of_one_line_are_given_their_height_and_others_find_it() -> None:
    shown = _typst(
        fromstring(
            "<table><tr><td>a</td><td>b</td></tr><tr><td rowspan=2>c</td><td>d</td></tr>"
            "<tr><td>e</td></tr><tr><td>f</td><td>g<sup>2</sup></td></tr></table>"
        ),
        lambda cell: f"#{string(cell.text or '')};" + "#super[2]" * len(cell),
    )
    assert "lines: (1, 1, 1, 0, )" in shown
    assert re.search(r"columns: \([\d.]+em, auto, \)", shown)


def test_a_line_has_a_space_beside_it_where_that_looks_like_an_inset() -> None:
    row = "<tr><td>a</td><td style='text-align: right'>b</td><td>（c</td></tr>"
    shown = _typst(fromstring(f"<table>{row}</table>"))
    assert '[#book.gap;#"a";]' in shown
    assert 'table.cell(align: right)[#"b";#book.gap;]' in shown
    assert 'table.cell(inset: book.inset)[#"（c";]' in shown


def test_a_line_in_a_row_that_finds_its_height_is_as_high_as_with_an_inset() -> None:
    table = fromstring("<table><tr><td>a</td><td>b<sup>2</sup></td></tr></table>")
    shown = _typst(table, lambda cell: f"#{string(cell.text or '')};" + "#super[2]" * len(cell))
    assert '[#book.strut;#"a";]' in shown
    assert 'table.cell(inset: book.inset)[#"b";#super[2]]' in shown


def test_numbers_of_a_column_stand_on_the_right_with_their_decimals_in_line() -> None:
    rows = "".join(
        f"<tr><th>{name}</th><td>{number}</td><td>{word}</td></tr>"
        for name, number, word in (("a", "25%", "one"), ("b", "1.758%", "2"), ("c", "unknown", "3"))
    )
    head = "<thead><tr><th>x</th><th>part</th><th>y</th></tr></thead>"
    shown = _typst(fromstring(f"<table>{head}<tbody>{rows}</tbody></table>"))
    assert '#"25%";#hide(".000")' in shown
    assert '[#"1.758%";#book.gap;]' in shown
    assert shown.count("align: right") == 3
    assert shown.count("align: center") == 1  # the head above them


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1", "2.50"], {"1": ".00", "2.50": ""}),
        (["1.5 GB", "12 MB"], {"1.5 GB": "", "12 MB": ""}),
        (["—", "3"], {"—": "", "3": ""}),
        (["2024-05-01", "3"], None),
        (["—"], None),
    ],
)
def test_what_is_missing_to_the_most_decimals_is_padded(
    texts: list[str], expected: dict[str, str] | None
) -> None:
    assert padding(texts) == expected


def test_a_head_that_is_a_number_stands_above_the_digits_of_its_column() -> None:
    head = "<thead><tr><th>c</th><th>0</th></tr></thead>"
    shown = _typst(
        fromstring(
            f"<table>{head}<tr><td>a</td><td>7</td></tr><tr><td>b</td><td>0.25</td></tr></table>"
        )
    )
    assert '#"0";#hide(".00")' in shown
    assert '#"7";#hide(".00")' in shown


@pytest.mark.parametrize(
    ("head", "end"),
    [
        ("注意力的强度", "强度"),
        ("GiB，8,192 词元", "词元"),
        ("临界词元数", "词元数"),
        ("次运算）", "运算）"),
    ],
)
def test_the_last_line_of_a_chinese_head_is_not_a_single_sign(head: str, end: str) -> None:
    """Where it folds: the others fill the width."""
    filling = "苍鹭站着不动" * 9
    heads = f"<thead><tr><th>量</th><th>{filling}{head}</th></tr></thead>"
    shown = _typst(
        fromstring(f"<table>{heads}<tr><td>{filling}</td><td>{filling}</td></tr></table>")
    )
    assert f'#box[#"{end}";]' in shown


def test_alignment_is_kept() -> None:
    table = fromstring('<table><tr><td style="text-align: right;">1</td><td>a</td></tr></table>')
    assert "table.cell(align: right)" in _typst(table)


def test_a_short_table_is_not_parted_by_a_page_break() -> None:
    assert "whole: true" in _typst(_table(2, 3, "x"))
    assert "whole: false" in _typst(_table(2, 30, "x"))


@pytest.mark.parametrize("paper", [A4, US_LETTER])
def test_a_table_stays_whole_only_where_a_page_has_room_for_it(paper: Paper) -> None:
    for columns in (3, 8):
        for rows in range(20, 70):
            table = replace(tables.read(_table(columns, rows, "1,234,567,890")), dense=True)
            [(part, fit)] = tables.fitted(table, MEASURE, paper)
            if tables.stays_whole(part, fit, paper):
                assert tables.height(part, fit) <= paper.table_heights[fit.room]
        assert not tables.stays_whole(part, fit, paper)


def test_a_head_with_a_link_does_not_come_again_since_what_repeats_may_lead_nowhere() -> None:
    def with_link(cell: HtmlElement) -> str:
        return f'{_plain(cell)}#book.inward("n")[#"a source";]'

    assert "head-again: true" in _typst(_table(2, 60, "x"))
    assert "head-again: false" in _typst(_table(2, 60, "x"), with_link)


def test_two_numbers_of_sources_stand_on_one_line() -> None:
    sources = '<td class="table-sources"><a href="https://a.example">a</a> <a href="https://b.example">b</a></td>'
    prose = f"<td>{'A heron waits. ' * 18}</td>" * 3
    table = tables.read(fromstring(f"<table><tr>{prose}{sources}</tr></table>"))
    fit = tables.fit(table, MEASURE, A4)
    assert fit is not None
    assert fit.widths is not None
    assert fit.widths[-1] - tables.PADDING >= MEASURE.width("[100, 100")
