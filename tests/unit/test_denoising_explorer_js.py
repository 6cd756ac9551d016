"""The training examples of the page's interactive part are those of the reference."""

from __future__ import annotations

import json

import pytest
from py_mini_racer import MiniRacer

from scripts.reference import denoising
from tests.unit.javascript import engine_of, value

TEN = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("denoising-formulas")


@pytest.mark.parametrize(
    "spans", [[], [(0, 2)], [(2, 4), (7, 8)], [(0, 1), (2, 3), (4, 5), (6, 7)]]
)
def test_spans_become_the_same_marks(engine: MiniRacer, spans: list[denoising.Span]) -> None:
    found = value(engine, f"corruptSpans({json.dumps(TEN)}, {json.dumps(spans)})")
    assert denoising.Example(**found) == denoising.corrupt_spans(TEN, spans)


@pytest.mark.parametrize("order", ["psm", "spm"])
@pytest.mark.parametrize("cut", [(0, 0), (0, 4), (3, 6), (5, 10), (10, 10)])
def test_the_middle_moves_alike(
    engine: MiniRacer, order: denoising.Order, cut: denoising.Span
) -> None:
    found = value(engine, f"fillInMiddle({json.dumps(TEN)}, {cut[0]}, {cut[1]}, '{order}')")
    assert found == denoising.fill_in_middle(TEN, *cut, order)


@pytest.mark.parametrize(
    ("objective", "asked", "given", "scored"),
    [
        ("causal", 9, 1, 9),
        ("mlm", 3, 10, 3),
        ("span", 3, 8, 5),
        ("prefix", 6, 4, 6),
        ("psm", 10, 1, 13),
        ("spm", 10, 1, 13),
    ],
)
def test_what_the_loss_asks_for(
    engine: MiniRacer, objective: str, asked: int, given: int, scored: int
) -> None:
    found = value(engine, f"exampleOf('{objective}', {json.dumps(TEN)}, 4, 7)")
    marks = [is_scored for sequence in found["sequences"] for _, is_scored in sequence]
    assert (found["asked"], marks.count(False), marks.count(True)) == (asked, given, scored)
