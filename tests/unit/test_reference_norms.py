from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scripts.reference.arrays import Array
from scripts.reference.norms import (
    deepnorm_constants,
    deepnorm_residual,
    layer_norm,
    rms_norm,
)
from tests.unit.properties import matrices, normal, steady

D = 6
GAIN, BIAS = normal(1, D), normal(2, D)
ONES, ZEROS = np.ones(D), np.zeros(D)


def spread(x: Array) -> float:
    return float(x.std(axis=-1).min())


@steady
@given(matrices(3, D), st.floats(0.1, 50))
def test_both_norms_ignore_a_positive_factor(x: Array, factor: float) -> None:
    assume(spread(x) > 0.1)
    np.testing.assert_allclose(
        rms_norm(factor * x, GAIN, eps=0), rms_norm(x, GAIN, eps=0), atol=1e-9
    )
    np.testing.assert_allclose(
        layer_norm(factor * x, GAIN, BIAS, eps=0), layer_norm(x, GAIN, BIAS, eps=0), atol=1e-9
    )


@steady
@given(matrices(3, D), st.floats(1, 20))
def test_layer_norm_ignores_a_shift_and_rms_norm_does_not(x: Array, shift: float) -> None:
    assume(spread(x) > 0.1)
    np.testing.assert_allclose(
        layer_norm(x + shift, GAIN, BIAS, eps=0), layer_norm(x, GAIN, BIAS, eps=0), atol=1e-9
    )
    assert not np.allclose(rms_norm(x + shift, ONES, eps=0), rms_norm(x, ONES, eps=0))


@steady
@given(matrices(3, D))
def test_on_centred_input_the_two_are_one(x: Array) -> None:
    assume(spread(x) > 0.1)
    centred = x - x.mean(axis=-1, keepdims=True)
    np.testing.assert_allclose(
        layer_norm(centred, GAIN, ZEROS, eps=1e-5), rms_norm(centred, GAIN, eps=1e-5), atol=1e-12
    )


@steady
@given(matrices(3, D))
def test_what_each_norm_leaves(x: Array) -> None:
    assume(spread(x) > 0.1)
    normed = layer_norm(x, ONES, ZEROS, eps=0)
    np.testing.assert_allclose(normed.mean(axis=-1), 0, atol=1e-9)
    np.testing.assert_allclose(normed.std(axis=-1), 1)
    np.testing.assert_allclose((rms_norm(x, ONES, eps=0) ** 2).mean(axis=-1), 1)


def test_a_vector_by_hand() -> None:
    x = np.array([1.0, 2.0, 3.0, 6.0])
    np.testing.assert_allclose(
        layer_norm(x, np.ones(4), np.zeros(4), eps=0), (x - 3) / np.sqrt(3.5)
    )
    np.testing.assert_allclose(rms_norm(x, np.ones(4), eps=0), x / np.sqrt(12.5))


def test_deepnorm_constants_by_hand() -> None:
    encoder, absent = deepnorm_constants(8, 0)
    assert absent is None
    assert encoder == pytest.approx((2.0, 64**-0.25))
    absent, decoder = deepnorm_constants(0, 8)
    assert absent is None
    assert decoder == pytest.approx((2.0, 64**-0.25))
    encoder, decoder = deepnorm_constants(16, 16)
    # (16^4 * 16)^(1/16) = 2^(20/16)
    assert encoder == pytest.approx((0.81 * 2**1.25, 0.87 * 2**-1.25))
    assert decoder == pytest.approx((48**0.25, 192**-0.25))


@steady
@given(st.integers(1, 500))
def test_deeper_models_weigh_the_residual_more(n_layers: int) -> None:
    _, shallow = deepnorm_constants(0, n_layers)
    _, deep = deepnorm_constants(0, n_layers + 1)
    assert shallow is not None
    assert deep is not None
    assert deep.alpha > shallow.alpha > 1
    assert deep.beta < shallow.beta < 1


def test_deepnorm_with_alpha_one_is_post_ln() -> None:
    x, update = normal(3, 4, D), normal(4, 4, D)
    np.testing.assert_allclose(
        deepnorm_residual(x, update, 1.0, GAIN, BIAS), layer_norm(x + update, GAIN, BIAS)
    )


def test_a_large_alpha_makes_the_update_fade() -> None:
    x, update = normal(3, 4, D), normal(4, 4, D)
    near = deepnorm_residual(x, update, 1e6, GAIN, BIAS)
    np.testing.assert_allclose(near, layer_norm(x, GAIN, BIAS, eps=0), atol=1e-4)


def test_bad_input_is_refused() -> None:
    with pytest.raises(ValueError, match="eps must not be negative"):
        layer_norm(ONES, GAIN, BIAS, eps=-1.0)
    with pytest.raises(ValueError, match="eps must not be negative"):
        rms_norm(ONES, GAIN, eps=-1.0)
    with pytest.raises(ValueError, match="at least one of encoder and decoder"):
        deepnorm_constants(0, 0)
    with pytest.raises(ValueError, match="must not be negative"):
        deepnorm_constants(-1, 4)
    with pytest.raises(ValueError, match="alpha must be positive"):
        deepnorm_residual(ONES, ONES, 0.0, GAIN, BIAS)
