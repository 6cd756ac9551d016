"""Six operations per weight and token, counted on gradients that are right."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.base.paths import ROOT
from scripts.content import records
from scripts.counts import costs, parameters
from scripts.reference import training_compute as compute
from scripts.reference.arrays import Array
from tests.unit.properties import normal, seeds, steady


def _loss(x: Array, weights: list[Array], d_out: Array) -> float:
    for w in weights[:-1]:
        x = np.maximum(x @ w, 0)
    return float((x @ weights[-1] * d_out).sum())


@steady
@given(seed=seeds, sizes=st.lists(st.integers(1, 6), min_size=2, max_size=5))
def test_six_operations_per_weight_and_token(seed: int, sizes: list[int]) -> None:
    tokens = 7
    weights = [normal(seed + i, a, b) for i, (a, b) in enumerate(itertools.pairwise(sizes))]
    step = compute.training_step(
        normal(seed, tokens, sizes[0]), weights, normal(seed + 9, tokens, sizes[-1])
    )
    count = sum(w.size for w in weights)
    assert step.forward == 2 * count * tokens
    assert step.backward == 4 * count * tokens


def test_the_gradients_are_right() -> None:
    x, d_out = normal(1, 5, 3), normal(2, 5, 2)
    weights = [normal(3, 3, 4), normal(4, 4, 2)]
    step = compute.training_step(x, weights, d_out)
    for layer, gradient in enumerate(step.weight_gradients):
        for at in np.ndindex(*gradient.shape):
            up, down = ([w.copy() for w in weights] for _ in range(2))
            up[layer][at] += 1e-6
            down[layer][at] -= 1e-6
            slope = (_loss(x, up, d_out) - _loss(x, down, d_out)) / 2e-6
            assert gradient[at] == pytest.approx(slope, rel=1e-5, abs=1e-7)
    for at in np.ndindex(*x.shape):
        more, less = x.copy(), x.copy()
        more[at] += 1e-6
        less[at] -= 1e-6
        slope = (_loss(more, weights, d_out) - _loss(less, weights, d_out)) / 2e-6
        assert step.input_gradient[at] == pytest.approx(slope, rel=1e-5, abs=1e-7)


@pytest.mark.parametrize("id_", ["gpt-2-124m", "llama-2-7b", "llama-3.1-405b"])
def test_equal_to_the_calculators(id_: str) -> None:
    arch = records.load(ROOT).entry(id_).checkpoint.architecture
    assert arch is not None
    multiplied = parameters.multiplied_parameters(arch) or 0
    width = 2 * (arch.n_heads or 0) * (arch.head_dim or 0)
    for attended in (0, 2048):
        ours = compute.flops_per_token(multiplied, arch.n_layers or 0, width, attended)
        assert ours == 3 * (costs.forward_flops(arch, attended) or 0)


def test_recomputation_is_a_third_more() -> None:
    plain = compute.flops_per_token(10, 2, 8, 5)
    assert compute.flops_per_token(10, 2, 8, 5, recompute=True) == pytest.approx(plain * 4 / 3)


def test_utilisation() -> None:
    assert compute.utilisation(6e9, 1e6, 10, 1e15) == pytest.approx(0.6)
