"""The page on choosing a model counts like the reference."""

from __future__ import annotations

import pytest
from py_mini_racer import MiniRacer

from scripts.reference import evaluation
from tests.unit.javascript import engine_of, value


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("evaluation-formulas")


@pytest.mark.parametrize(("right", "n"), [(0, 50), (80, 100), (50, 50), (4000, 5000)])
def test_intervals(engine: MiniRacer, right: int, n: int) -> None:
    found = value(engine, f"wilson({right}, {n})")
    assert found == pytest.approx(list(evaluation.wilson(right, n)), abs=1e-12)


@pytest.mark.parametrize(("a", "b"), [(0, 0), (3, 7), (9, 1), (40, 60), (900, 1000)])
def test_paired(engine: MiniRacer, a: int, b: int) -> None:
    assert value(engine, f"pairedP({a}, {b})") == pytest.approx(evaluation.paired_p(a, b))


@pytest.mark.parametrize(("a", "b"), [(0.04, 0.06), (0.0, 0.02), (0.1, 0.02)])
def test_questions(engine: MiniRacer, a: float, b: float) -> None:
    assert value(engine, f"questionsPaired({a}, {b})") == evaluation.questions_paired(a, b)
