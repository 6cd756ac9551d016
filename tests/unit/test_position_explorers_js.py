"""The explorers of RoPE, ALiBi and stretched contexts reckon like the reference code."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

from scripts.reference import context_extension as ext
from scripts.reference import positions as pos
from tests.unit.javascript import engine_of
from tests.unit.properties import normal, seeds, steady

MODULES = ("rope-pairs-formulas", "alibi-slopes-formulas", "context-stretch-formulas")


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of(*MODULES)


def call(engine: MiniRacer, function: str, *values: Any) -> Any:
    given_values = ", ".join(json.dumps(value) for value in values)
    return json.loads(str(engine.eval(f"JSON.stringify({function}({given_values}))")))


@steady
@given(
    seeds,
    st.integers(-20, 200),
    st.sampled_from([1e4, 1e6]),
    st.sampled_from(["interleaved", "half"]),
)
def test_turned_vectors(
    engine: MiniRacer, seed: int, position: int, base: float, layout: pos.Layout
) -> None:
    x = normal(seed, 8)
    expected = pos.rope(x[None], np.array([position]), base, layout)[0]
    found = call(engine, "turned", x.tolist(), position, base, layout)
    np.testing.assert_allclose(found, expected, atol=1e-12)


@pytest.mark.parametrize("heads", range(1, 130))
def test_slopes(engine: MiniRacer, heads: int) -> None:
    np.testing.assert_allclose(call(engine, "alibiSlopes", heads), pos.alibi_slopes(heads))


def test_half_of_the_attention_falls_within_the_reach(engine: MiniRacer) -> None:
    distance = call(engine, "reach", 1 / 256, 0.5)
    assert call(engine, "shareWithin", 1 / 256, distance) == pytest.approx(0.5)
    weights = np.exp(-np.arange(100_000) / 256)
    assert weights[:178].sum() / weights.sum() == pytest.approx(0.5, abs=0.002)


@pytest.mark.parametrize("base", [1e4, 1e6])
@pytest.mark.parametrize("trained", [4096, 32_768])
@pytest.mark.parametrize("factor", [1, 2, 8, 32])
def test_stretched_frequencies(engine: MiniRacer, factor: int, trained: int, base: float) -> None:
    original = ext.rope_frequencies(128, base)
    expected = {
        "none": original,
        "pi": ext.pi_frequencies(128, factor, base),
        "ntk": ext.ntk_frequencies(128, factor, base),
        "yarn": ext.yarn_frequencies(128, factor, trained, base),
    }
    for method, frequencies in expected.items():
        found = call(engine, "stretched", method, 128, factor, trained, base)
        np.testing.assert_allclose(found, frequencies)
        beyond = call(engine, "overshoot", found, original.tolist(), factor, trained)
        np.testing.assert_allclose(beyond, ext.overshoot(frequencies, original, factor, trained))
