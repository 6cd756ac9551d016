"""The wiring of the blocks, seen through layers whose effect can be told apart."""

from __future__ import annotations

import numpy as np
import pytest

from scripts.reference.arrays import Array
from scripts.reference.blocks import (
    deepnorm_block,
    post_ln_block,
    pre_ln_block,
    sandwich_ln_block,
)
from scripts.reference.norms import layer_norm
from tests.unit.properties import normal

X = normal(1, 3, 4)


def norm(x: Array) -> Array:
    return layer_norm(x, np.ones(4), np.zeros(4))


def attention(x: Array) -> Array:
    return np.tanh(x @ normal(2, 4, 4))


def feed_forward(x: Array) -> Array:
    return np.tanh(x @ normal(3, 4, 4))


def silent(x: Array) -> Array:
    return np.zeros_like(x)


def same(x: Array) -> Array:
    return x


def test_post_ln_normalises_each_sum() -> None:
    middle = norm(X + attention(X))
    expected = norm(middle + feed_forward(middle))
    np.testing.assert_allclose(post_ln_block(X, attention, feed_forward, norm, norm), expected)


def test_pre_ln_normalises_each_input() -> None:
    middle = X + attention(norm(X))
    expected = middle + feed_forward(norm(middle))
    np.testing.assert_allclose(pre_ln_block(X, attention, feed_forward, norm, norm), expected)


def test_sandwich_ln_normalises_both_ends_of_a_branch() -> None:
    middle = X + norm(attention(norm(X)))
    expected = middle + norm(feed_forward(norm(middle)))
    actual = sandwich_ln_block(X, attention, feed_forward, (norm, norm), (norm, norm))
    np.testing.assert_allclose(actual, expected)


def test_pre_ln_passes_x_on_when_its_sublayers_are_silent_and_post_ln_does_not() -> None:
    np.testing.assert_array_equal(pre_ln_block(X, silent, silent, norm, norm), X)
    assert not np.allclose(post_ln_block(X, silent, silent, norm, norm), X)


def test_sandwich_ln_without_its_outer_norms_is_pre_ln() -> None:
    np.testing.assert_allclose(
        sandwich_ln_block(X, attention, feed_forward, (norm, norm), (same, same)),
        pre_ln_block(X, attention, feed_forward, norm, norm),
    )


def test_deepnorm_with_alpha_one_is_post_ln() -> None:
    np.testing.assert_allclose(
        deepnorm_block(X, attention, feed_forward, norm, norm, alpha=1.0),
        post_ln_block(X, attention, feed_forward, norm, norm),
    )


def test_deepnorm_scales_the_residual_and_not_the_branch() -> None:
    middle = norm(3.0 * X + attention(X))
    expected = norm(3.0 * middle + feed_forward(middle))
    actual = deepnorm_block(X, attention, feed_forward, norm, norm, alpha=3.0)
    np.testing.assert_allclose(actual, expected)
    with pytest.raises(ValueError, match="alpha must be positive"):
        deepnorm_block(X, attention, feed_forward, norm, norm, alpha=-1.0)


def test_post_ln_keeps_the_stream_at_one_size_while_pre_ln_lets_it_grow() -> None:
    post = pre = X
    for _ in range(50):
        post = post_ln_block(post, attention, feed_forward, norm, norm)
        pre = pre_ln_block(pre, attention, feed_forward, norm, norm)
    np.testing.assert_allclose((post**2).mean(axis=-1), 1, rtol=1e-3)
    assert (pre**2).mean() > 10 * (X**2).mean()
