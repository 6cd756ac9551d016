"""The explorer of the router reckons like the Python reference."""

from __future__ import annotations

import numpy as np
import pytest
from py_mini_racer import MiniRacer

from scripts.reference import routing
from scripts.reference.attention import softmax
from tests.unit.javascript import engine_of, value

LOGITS = routing.example_logits()


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    engine = engine_of("routing-formulas")
    engine.eval("var logits = exampleLogits(48, 8);")
    return engine


def test_the_same_scores(engine: MiniRacer) -> None:
    np.testing.assert_allclose(value(engine, "logits"), LOGITS, rtol=0, atol=1e-14)


@pytest.mark.parametrize("k", [1, 2, 5, 8])
@pytest.mark.parametrize("rounds", [0, 1, 30, 60])
def test_choices_room_and_losses(engine: MiniRacer, k: int, rounds: int) -> None:
    bias = routing.balanced_bias(LOGITS, k, 0.01, rounds)
    chosen, _ = routing.route_with_bias(LOGITS, bias, k)
    engine.eval(f"var bias = balancedBias(logits, {k}, 0.01, {rounds});")
    engine.eval(f"var chosen = route(logits, bias, {k});")
    np.testing.assert_allclose(value(engine, "bias"), bias, atol=1e-12)
    assert value(engine, "chosen") == chosen.tolist()
    for factor in (0.5, 1.0, 1.25):
        limit = routing.capacity(48, 8, k, factor)
        assert engine.eval(f"capacityOf(48, 8, {k}, {factor})") == limit
        kept = np.bincount(chosen[routing.accepted(chosen, 8, limit)], minlength=8)
        assert value(engine, f"acceptedCounts(chosen, 8, {limit})") == kept.tolist()
    loss = routing.switch_loss(softmax(LOGITS), chosen)
    assert engine.eval("switchLoss(logits, chosen)") == pytest.approx(loss)
    assert engine.eval("imbalanceOf(counts(chosen, 8))") == pytest.approx(
        routing.imbalance(chosen, 8)
    )
