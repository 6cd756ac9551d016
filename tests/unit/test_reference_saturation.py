"""Why scores are divided: the spread of dot products and the saturation of the softmax."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given

from scripts.reference import saturation
from scripts.reference.attention import softmax
from tests.unit.properties import matrices, normal, seeds, steady


@pytest.mark.parametrize("head_dim", [1, 4, 64, 256])
def test_the_variance_of_dot_products_is_the_width(head_dim: int) -> None:
    products = saturation.dot_products(head_dim, 20_000, np.random.default_rng(0))
    assert products.mean() == pytest.approx(0, abs=0.03 * math.sqrt(head_dim))
    assert products.var() == pytest.approx(head_dim, rel=0.08)


@steady
@given(scores=matrices(3, 5))
def test_the_jacobian_is_the_derivative_of_the_softmax(scores: np.ndarray) -> None:
    step = 1e-6
    jacobian = saturation.softmax_jacobian(softmax(scores))
    for j in range(5):
        moved = np.eye(5)[j] * step
        difference = (softmax(scores + moved) - softmax(scores - moved)) / (2 * step)
        np.testing.assert_allclose(jacobian[:, :, j], difference, atol=1e-8)


@steady
@given(scores=matrices(4, 6))
def test_the_room_is_the_trace_of_the_jacobian(scores: np.ndarray) -> None:
    p = softmax(scores)
    trace = np.trace(saturation.softmax_jacobian(p), axis1=-2, axis2=-1)
    np.testing.assert_allclose(saturation.room(p), trace, atol=1e-12)


def test_the_room_at_its_ends() -> None:
    assert saturation.room(np.array([1.0, 0.0, 0.0])) == 0
    assert saturation.room(np.full(4, 0.25)) == pytest.approx(0.75)


def test_the_three_divisors() -> None:
    kinds: tuple[saturation.Divisor, ...] = ("one", "root", "width")
    assert [saturation.score_divisor(64, kind) for kind in kinds] == [1, 8, 64]
    with pytest.raises(ValueError, match="unknown divisor"):
        saturation.score_divisor(64, "d_model")  # type: ignore[arg-type]


def test_the_uniform_numbers_have_mean_0_and_variance_1() -> None:
    numbers = saturation.uniforms(1, 20_000)
    assert numbers.mean() == pytest.approx(0, abs=0.03)
    assert numbers.var() == pytest.approx(1, rel=0.03)
    assert np.abs(numbers).max() <= math.sqrt(3)


def test_undivided_scores_let_one_token_win_as_heads_grow_wider() -> None:
    for head_dim, least in ((64, 0.8), (256, 0.85)):
        undivided = saturation.sentence_weights(6, head_dim, "one", seed=1).max(axis=-1).mean()
        divided = saturation.sentence_weights(6, head_dim, "root", seed=1).max(axis=-1).mean()
        assert undivided > least > 0.6 > divided


def test_without_the_root_gradients_are_rare_not_small_on_average() -> None:
    undivided = saturation.query_gradients(256, 16, 2000, "one", np.random.default_rng(0))
    divided = saturation.query_gradients(256, 16, 2000, "root", np.random.default_rng(0))
    assert np.median(undivided) < 0.5 * np.median(divided)
    assert undivided.mean() > divided.mean()
    assert np.quantile(undivided, 0.95) > 5 * np.quantile(divided, 0.95)


@pytest.mark.parametrize("divisor", ["one", "root", "width"])
def test_gradients_by_the_query_are_those_of_finite_differences(
    divisor: saturation.Divisor,
) -> None:
    q, k, g = normal(1, 8), normal(2, 5, 8), normal(3, 5)

    def loss(query: np.ndarray) -> float:
        scores = k @ query / saturation.score_divisor(8, divisor)
        return float(g @ softmax(scores))

    step = 1e-6
    numeric = [(loss(q + step * unit) - loss(q - step * unit)) / (2 * step) for unit in np.eye(8)]
    np.testing.assert_allclose(saturation.query_gradient(q, k, g, divisor), numeric, atol=1e-8)


@steady
@given(seed=seeds)
def test_weights_of_the_sentence_are_weights(seed: int) -> None:
    weights = saturation.sentence_weights(5, 16, "root", seed)
    np.testing.assert_allclose(weights.sum(axis=-1), 1)
    assert (weights > 0).all()
