"""What the columns of a page's tables hold, and how much room a line of each needs."""

from __future__ import annotations

import re

import pytest

from scripts.base.numbers import alone
from scripts.site.columns import marked

NOTE = '<sup id="fnref:a"><a href="#fn:a">[12345678901]</a></sup>'


def _table(*rows: tuple[str, ...], attributes: str = "") -> str:
    head, *body = rows
    lines = ["".join(f"<td>{cell}</td>" for cell in row) for row in body]
    names = "".join(f"<th>{cell}</th>" for cell in head)
    body_rows = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table{attributes}><thead><tr>{names}</tr></thead><tbody>{body_rows}</tbody></table>"


def _letters(table: str) -> list[int]:
    return [int(found) for found in re.findall(r"--letters:(\d+)", table)]


def test_what_is_short_stays_on_a_line_and_a_sentence_gets_more_than_a_word() -> None:
    sentence = "在回答与偏好上训练，能把基座变成助手，而且不止一次"
    table = _table(("说法", "状态"), (sentence * 2, "已有定论" + NOTE))
    assert _letters(marked(table)) == [15, 8]


def test_the_longest_sentence_leaves_room_for_other_columns() -> None:
    assert _letters(marked(_table(("A", "B"), ("word " * 99, "b")))) == [24, 1]


def test_numbers_and_the_names_over_them_stand_at_the_right() -> None:
    table = marked(
        _table(
            ("Step", "Loss", "Since", "Heads"),
            ("1", f"−0.81{NOTE}", "2023", "32 of 64"),
            ("2", "—", "2024", "8"),
        )
    )
    cells = re.findall(r'<t[hd][^>]*class="number"[^>]*>([^<]*)', table)
    assert cells == ["Loss", "−0.81", "—"]


def test_a_cell_keeps_what_it_says() -> None:
    table = (
        '<table class="models models--names"><thead><tr><th scope="col">A</th>'
        '<th scope="col">B</th></tr></thead><tbody><tr><th scope="row">a</th>'
        '<td data-value="2">2 GiB</td></tr><tr><th scope="row">b</th>'
        '<td class="unknown">unknown</td></tr></tbody></table>'
    )
    found = marked(table)
    assert '<th scope="col" class="number" style="--letters:7">B</th>' in found
    assert '<td data-value="2" class="number">' in found
    assert '<td class="number unknown">' in found


def test_what_an_author_aligns_keeps_its_style() -> None:
    table = '<table><thead><tr><th>A</th><th style="text-align: right;">B</th></tr></thead></table>'
    assert '<th style="--letters:1;text-align: right;">B</th>' in marked(table)


def test_other_tables_stay() -> None:
    table = _table(("A", "B"), ("a", "1"), attributes=' class="models"')
    assert marked(table) == table


@pytest.mark.parametrize(
    "text",
    [
        "7",
        "11,008",
        "1 600",
        "−0.5",
        "98.3%",
        "6.74B",
        "2 × 24 GB",
        "3.40 × 10³⁸",
        "10⁻⁶",
        "1e-6",
        "15.6 万亿",
    ],
)
def test_a_number_with_its_unit_is_one(text: str) -> None:
    assert alone(text)


@pytest.mark.parametrize("text", ["", "a", "2018, 2021", "8 / 256", "1024x", "RTX 4090", "3 of 4"])
def test_a_phrase_or_a_list_is_no_number(text: str) -> None:
    assert not alone(text)
