"""The calculators write numbers as the tables do, and read back the tokens that they write."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

from scripts.base import numbers
from tests.unit.javascript import engine_of
from tests.unit.properties import steady


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("calculator-numbers")


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ("short(999885952)", "1B"),
        ("short(6738415616)", "6.74B"),
        ("binary(0)", "0 B"),
        ("binary(524288)", "512 KiB"),
        ("binary(1024 ** 3 - 1)", "1 GiB"),
        ("binary(15624315000)", "14.6 GiB"),
        ("decimal(15624315000)", "15.6 GB"),
        ("decimal(7632)", "7.63 kB"),
        ("power(7.93e22)", "7.93 × 10²²"),
        ("power(1e-7)", "1.00 × 10⁻⁷"),
    ],
)
def test_numbers_are_written(engine: MiniRacer, call: str, text: str) -> None:
    assert engine.eval(call) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2T", 2e12),
        ("1.4 t", 1.4e12),
        ("300B", 3e11),
        ("15e12", 15e12),
        ("1,400,000,000", 1.4e9),
        ("1.4 万亿", 1.4e12),
        ("3000亿", 3e11),
        ("5 万", 5e4),
        ("", None),
        ("T", None),
        ("-2T", None),
        ("0x10", None),
        ("1e999", None),
        ("<b>1</b>", None),
        ("9" * 400, None),
    ],
)
def test_tokens_are_read(engine: MiniRacer, text: str, value: float | None) -> None:
    assert engine.eval(f"readAmount({json.dumps(text)})") == value


@steady
@given(st.integers(1, 10**15), st.sampled_from(["zh", "en"]))
def test_what_is_written_is_read_back(engine: MiniRacer, tokens: int, lang: str) -> None:
    assert engine.eval(f"readAmount(amount({tokens}, {json.dumps(lang)}))") == tokens


@steady
@given(st.integers(10**6, 10**13))
def test_short_counts_are_those_of_the_tables(engine: MiniRacer, count: int) -> None:
    """The tables keep trailing zeros."""
    theirs = str(engine.eval(f"short({count})"))
    ours = numbers.short(count)
    assert (float(theirs[:-1].replace(",", "")), theirs[-1]) == (
        float(ours[:-1].replace(",", "")),
        ours[-1],
    )
