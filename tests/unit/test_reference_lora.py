"""LoRA: merging exactly, gradients, the least error of a rank, first steps, parameters, bytes."""

from __future__ import annotations

from fractions import Fraction

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.base.paths import ROOT
from scripts.content import records
from scripts.figures import lora as figure
from scripts.fragments.of_questions import lora as tables
from scripts.reference import lora, quantization
from scripts.reference.arrays import Array
from tests.unit.properties import normal, seeds, steady


@steady
@given(seeds, st.integers(1, 5))
def test_merging_is_exact(seed: int, r: int) -> None:
    rng = np.random.default_rng(seed)
    w, a, b = (rng.integers(-9, 10, shape).astype(float) for shape in ((4, 6), (r, 6), (4, r)))
    x = rng.integers(-9, 10, (3, 6)).astype(float)
    assert np.array_equal(lora.forward(x, w, a, b, 2.0), x @ lora.merge(w, a, b, 2.0).T)


@steady
@given(seeds)
def test_merging_of_any_numbers(seed: int) -> None:
    w, a, b, x = (
        normal(seed + i, *shape) for i, shape in enumerate(((4, 6), (2, 6), (4, 2), (3, 6)))
    )
    np.testing.assert_allclose(lora.forward(x, w, a, b, 0.5), x @ lora.merge(w, a, b, 0.5).T)


def test_it_starts_as_the_model_it_was() -> None:
    a, b = lora.start(np.random.default_rng(0), 4, 6, 2)
    w, x = normal(1, 4, 6), normal(2, 3, 6)
    assert np.array_equal(lora.forward(x, w, a, b, 8.0), x @ w.T)
    assert np.abs(a).max() <= 6**-0.5


def loss(w: Array, a: Array, b: Array, scale: float, x: Array, y: Array) -> float:
    return float(0.5 * np.sum((lora.forward(x, w, a, b, scale) - y) ** 2))


@steady
@given(seeds)
def test_gradients_are_those_of_the_loss(seed: int) -> None:
    shapes = ((4, 6), (2, 6), (4, 2), (3, 6), (3, 4))
    w, a, b, x, y = (normal(seed + i, *shape) for i, shape in enumerate(shapes))
    g = (lora.forward(x, w, a, b, 0.5) - y).T @ x
    at_a, at_b = lora.gradients(g, a, b, 0.5)
    step = 1e-6
    for found, moved in ((at_a, "a"), (at_b, "b")):
        d = normal(seed + 9, *found.shape)
        near = [
            loss(w, a + t * d, b, 0.5, x, y) if moved == "a" else loss(w, a, b + t * d, 0.5, x, y)
            for t in (step, -step)
        ]
        assert (near[0] - near[1]) / (2 * step) == pytest.approx(
            np.sum(found * d), rel=1e-4, abs=1e-4
        )


def test_at_the_start_only_b_learns_and_two_zeros_never_do() -> None:
    g = normal(0, 4, 6)
    a, b = lora.start(np.random.default_rng(0), 4, 6, 2)
    at_a, at_b = lora.gradients(g, a, b, 1.0)
    assert not at_a.any()
    assert at_b.any()
    assert not any(found.any() for found in lora.gradients(g, 0 * a, b, 1.0))


def test_least_errors_of_the_page() -> None:
    found = {
        (kind, r): round(lora.least_error(lora.made_up_change(kind), r), 2)
        for kind, r in (("few", 4), ("falling", 4), ("equal", 16), ("equal", 4))
    }
    assert found == {
        ("few", 4): 0.26,
        ("falling", 4): 0.34,
        ("equal", 16): 0.71,
        ("equal", 4): 0.94,
    }
    assert lora.least_error(lora.made_up_change("equal"), 32) == 0


@pytest.mark.parametrize("kind", figure.KINDS)
def test_training_reaches_the_least_error(kind: str) -> None:
    least = lora.least_error(lora.made_up_change(kind), 4)
    assert figure.fitted(kind, 4) == pytest.approx(least, abs=2e-3)


def move(r: int, seed: int, *, stabilised: bool, adam: bool, other: bool) -> float:
    scale = lora.scaling(16, r, stabilised=stabilised)
    return lora.first_step(r, scale, adam=adam, seed=seed)[other]


def ratio(*, stabilised: bool, adam: bool, other: bool) -> float:
    """Return the mean move of rank 128 over that of rank 8."""
    kind = {"stabilised": stabilised, "adam": adam, "other": other}
    means = [np.mean([move(r, seed, **kind) for seed in range(24)]) for r in (8, 128)]
    return float(means[1] / means[0])


def test_how_the_first_step_depends_on_the_rank() -> None:
    assert ratio(stabilised=False, adam=False, other=False) == pytest.approx(1 / 16, rel=0.25)
    assert ratio(stabilised=True, adam=False, other=False) == pytest.approx(1, rel=0.25)
    assert ratio(stabilised=False, adam=True, other=False) == pytest.approx(1, rel=0.25)
    assert ratio(stabilised=True, adam=True, other=False) == pytest.approx(4, rel=0.25)
    assert ratio(stabilised=True, adam=True, other=True) == pytest.approx(1, rel=0.35)


def test_scaling() -> None:
    assert lora.scaling(16, 64) == 0.25
    assert lora.scaling(16, 64, stabilised=True) == 2
    with pytest.raises(ValueError, match="positive"):
        lora.scaling(16, 0)


def test_llama_2_7b_as_the_page_counts_it() -> None:
    entry = records.load(ROOT).entry("llama-2-7b")
    assert tables.adapters(entry, "qv") == 8_388_608
    assert tables.adapters(entry, "all") == 39_976_960
    assert tables.adapters(entry, "all", 256) == 639_631_360
    sums = {name: sum(parts) for name, parts in figure.memory().items()}
    assert sums == {name: pytest.approx(tables.memory(entry, name)) for name in sums}
    assert [round(size / 1e9, 1) for size in sums.values()] == [107.8, 14.1, 4.5]


def test_bits_of_nf4() -> None:
    assert lora.nf4_bits(double=False) == 4.5
    assert Fraction(lora.nf4_bits()) == 4 + Fraction(1, 8) + Fraction(1, 512)


def test_merging_in_bfloat16_swallows_small_changes() -> None:
    w = np.array([0.75], dtype=ml_dtypes.bfloat16)
    change = np.array([0.001], dtype=ml_dtypes.bfloat16)
    assert (w + change)[0] == w[0]


def test_merging_into_rounded_weights_is_not_exact() -> None:
    w, a, b, x = normal(0, 8, 64), normal(1, 2, 64), normal(2, 8, 2), normal(3, 5, 64)
    rounded = quantization.round_to_nearest(w, 4, 64)
    beside = lora.forward(x, rounded, a, b, 0.05)
    onto_the_original = x @ lora.merge(w, a, b, 0.05).T
    again = x @ quantization.round_to_nearest(lora.merge(rounded, a, b, 0.05), 4, 64).T
    np.testing.assert_allclose(beside, x @ lora.merge(rounded, a, b, 0.05).T)
    assert not np.allclose(beside, onto_the_original, atol=0.1)
    assert not np.allclose(beside, again, atol=0.1)
