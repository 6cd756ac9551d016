"""Bytes of training: as the calculators, as the published formula, enough for a backward pass."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.base.paths import ROOT
from scripts.content import records
from scripts.counts import comparison, costs
from scripts.reference import training_memory as memory
from scripts.reference.arrays import Array
from tests.unit.properties import steady


def test_the_recipe_of_the_calculators() -> None:
    assert memory.MIXED_ADAM.total == costs.training_bytes(1) == 16
    assert memory.MIXED_ADAM.master + memory.MIXED_ADAM.states == costs.STATE_BYTES


def test_other_recipes() -> None:
    totals = {name: recipe.total for name, recipe in memory.RECIPES.items()}
    assert totals == {
        "mixed": 16,
        "fp32-gradients": 18,
        "fp32": 16,
        "one-momentum": 12,
        "adam-8bit": 10,
        "bf16": 8,
    }


def test_llama_7b_keeps_what_the_page_says() -> None:
    kept = memory.kept_numbers(4096, 32, 32, 128, 11008)
    assert kept == 65_792
    assert memory.activation_bytes(32, 4096, 4096, kept, 32000) / 2**30 == pytest.approx(
        16.61, abs=0.005
    )
    inputs = memory.activation_bytes(32, 4096, 4096, 0, 0, recompute=True)
    assert inputs == 2**30 + 4 * 4096 * 4096


@given(
    layers=st.integers(1, 100),
    tokens=st.integers(1, 10**5),
    d_model=st.integers(1, 10**4),
    more=st.integers(0, 10**5),
    vocabulary=st.integers(1, 10**6),
)
@steady
def test_recomputation_never_keeps_more(
    layers: int, tokens: int, d_model: int, more: int, vocabulary: int
) -> None:
    kept = d_model + more
    arguments = (layers, tokens, d_model, kept, vocabulary)
    assert memory.activation_bytes(*arguments, recompute=True) <= memory.activation_bytes(
        *arguments
    )


def test_the_published_formula_part_by_part() -> None:
    s, d, h, b = 2048, 12288, 96, 1
    attention = 11 * s * b * d + 5 * h * s * s * b
    feed_forward, norms = 19 * s * b * d, 4 * s * b * d
    assert memory.gpt_block_bytes(s, d, h, b) == attention + feed_forward + norms
    assert memory.gpt_block_bytes(s, d, h, b, scores=False) == 34 * s * b * d


def test_the_worked_model_is_that_of_the_data() -> None:
    entry = records.load(ROOT).entry("llama-2-7b")
    count = comparison.best_count(entry.checkpoint)
    assert count == 6_738_415_616
    gib = [round(costs.training_bytes(count, 8, stage) / 2**30, 2) for stage in range(4)]
    assert gib == [100.41, 34.52, 23.53, 12.55]


def _silu(x: Array) -> Array:
    return np.asarray(x / (1 + np.exp(-x)))


def test_what_a_gated_layer_keeps_is_enough_for_its_gradients() -> None:
    """Its input, gate, up and their product: nothing else of the forward pass is used."""
    rng = np.random.default_rng(0)
    x, (w_gate, w_up) = rng.normal(size=(5, 4)), rng.normal(size=(2, 4, 6))
    w_down, out = rng.normal(size=(6, 4)), rng.normal(size=(5, 4))

    def loss(x: Array, w_gate: Array, w_up: Array, w_down: Array) -> float:
        return float(((_silu(x @ w_gate) * (x @ w_up)) @ w_down * out).sum())

    gate, up = x @ w_gate, x @ w_up
    product = _silu(gate) * up
    d_product = out @ w_down.T
    sigmoid = 1 / (1 + np.exp(-gate))
    d_gate = d_product * up * sigmoid * (1 + gate * (1 - sigmoid))
    d_up = d_product * _silu(gate)
    gradients = (d_gate @ w_gate.T + d_up @ w_up.T, x.T @ d_gate, x.T @ d_up, product.T @ out)
    given_ = (x, w_gate, w_up, w_down)
    for index, gradient in enumerate(gradients):
        for at in np.ndindex(*given_[index].shape):
            moved = [[array.copy() for array in given_] for _ in range(2)]
            moved[0][index][at] += 1e-6
            moved[1][index][at] -= 1e-6
            slope = (loss(*moved[0]) - loss(*moved[1])) / 2e-6
            assert gradient[at] == pytest.approx(slope, rel=1e-6, abs=1e-6)
