"""The page on speculative decoding gains like the reference."""

from __future__ import annotations

import pytest
from py_mini_racer import MiniRacer

from scripts.reference import speculative as sp
from tests.unit.javascript import engine_of


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("speculative-formulas")


@pytest.mark.parametrize("alpha", [0, 0.5, 0.8, 1])
@pytest.mark.parametrize("cost", [0, 0.05, 0.5])
@pytest.mark.parametrize("load", [0.01, 0.25, 1.5])
def test_gains_alike(engine: MiniRacer, alpha: float, cost: float, load: float) -> None:
    for gamma in (0, 1, 4, 16):
        theirs = engine.eval(f"speedUp({alpha}, {gamma}, {cost}, {load})")
        assert theirs == pytest.approx(sp.speed_up(alpha, gamma, cost, load))
    best = engine.eval(f"bestGamma({alpha}, {cost}, {load}, 16)")
    assert best == sp.best_gamma(alpha, cost, load, 16).gamma


def test_what_the_explorer_of_gains_asks() -> None:
    best = sp.best_gamma(0.8, 0.05, 0.02)
    assert best.gamma == 8
    assert best.speed_up == pytest.approx(3.09, abs=0.005)
    seven = sp.speed_up(0.8, 7, 0.05, 0.02)
    eighth, ninth = (0.8**n / 0.05 for n in (8, 9))
    assert [round(x, 2) for x in (seven, eighth, ninth)] == [3.08, 3.36, 2.68]
