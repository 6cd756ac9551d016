"""The page on scaling laws divides a budget like the reference."""

from __future__ import annotations

import pytest
from py_mini_racer import MiniRacer

from scripts.reference import scaling
from tests.unit.javascript import engine_of

LAWS = {"refit": scaling.BESIROGLU, "hoffmann": scaling.HOFFMANN}


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("budget-formulas")


@pytest.mark.parametrize("name", LAWS)
@pytest.mark.parametrize("exponent", [18, 22, 26])
def test_optima_and_losses(engine: MiniRacer, name: str, exponent: int) -> None:
    n, d = LAWS[name].optimum(10.0**exponent)
    assert engine.eval(f"optimalSize(LAWS.{name}, 1e{exponent})") == pytest.approx(n)
    assert engine.eval(f"tokensFor(1e{exponent}, {n})") == pytest.approx(d)
    assert engine.eval(f"lossOf(LAWS.{name}, {n}, {d})") == pytest.approx(LAWS[name].loss(n, d))


def test_kaplans_size(engine: MiniRacer) -> None:
    assert engine.eval("kaplanSize(1e24)") == pytest.approx(scaling.kaplan_optimum(1e24)[0])


@pytest.mark.parametrize("name", LAWS)
def test_the_budget_for_the_best_loss_is_the_budget(engine: MiniRacer, name: str) -> None:
    n, d = LAWS[name].optimum(1e22)
    loss = LAWS[name].loss(n, d)
    assert engine.eval(f"budgetForLoss(LAWS.{name}, {loss})") == pytest.approx(1e22)
