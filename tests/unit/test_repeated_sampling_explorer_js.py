"""The page on test-time compute votes, verifies and covers like the reference."""

from __future__ import annotations

import pytest
from py_mini_racer import MiniRacer

from scripts.reference import repeated_sampling as sampling
from tests.unit.javascript import engine_of


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("repeated-sampling-formulas")


@pytest.mark.parametrize("n", [1, 4, 64, 256])
@pytest.mark.parametrize(("p", "rival"), [(0.3, 0.4), (0.5, 0.5), (0.01, 0.0), (0.95, 0.05)])
def test_votes(engine: MiniRacer, p: float, rival: float, n: int) -> None:
    expected = sampling.majority(p, rival, n)
    assert engine.eval(f"majority({p}, {rival}, {n})") == pytest.approx(expected)


@pytest.mark.parametrize("n", [1, 16, 256])
@pytest.mark.parametrize("slip", [0.0, 0.1, 0.6])
def test_verifiers(engine: MiniRacer, n: int, slip: float) -> None:
    expected = sampling.with_verifier(0.3, n, 0.9, slip)
    assert engine.eval(f"withVerifier(0.3, {n}, 0.9, {slip})") == pytest.approx(expected)
    assert engine.eval(f"coverage(0.3, {n})") == pytest.approx(sampling.coverage(0.3, n))


def test_the_ceiling_is_where_many_samples_lead(engine: MiniRacer) -> None:
    expected = sampling.with_verifier(0.1, 10_000, 0.9, 0.1)
    assert engine.eval("ceiling(0.1, 0.9, 0.1)") == pytest.approx(expected)
