"""Rounding keeps its bound, GPTQ and AWQ do what they claim, and bits per weight are counted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reference import quantization as qu
from tests.unit.properties import normal, seeds, steady


@steady
@given(seed=seeds, bits=st.integers(2, 8), group=st.sampled_from([1, 4, 16]))
def test_no_weight_moves_further_than_half_a_step(seed: int, bits: int, group: int) -> None:
    w = normal(seed, 3, 16)
    step = qu.steps_of(w, bits, group)
    quantised = qu.round_to_nearest(w, bits, group)
    assert np.all(np.abs(quantised - w) <= step / 2 + 1e-12)
    assert np.all(np.abs(np.rint(quantised / step)) <= 2 ** (bits - 1) - 1)


def test_a_group_of_zeros_and_groups_that_do_not_fit() -> None:
    np.testing.assert_array_equal(qu.round_to_nearest(np.zeros((1, 4)), 4, 2), np.zeros((1, 4)))
    with pytest.raises(ValueError, match="fill a row"):
        qu.round_to_nearest(np.ones((1, 5)), 4, 2)


def test_what_the_page_computes_by_hand() -> None:
    calm, outlier = np.array([[0.9, -0.5, 0.2, 0.1]]), np.array([[0.9, -0.5, 0.2, 6.0]])
    np.testing.assert_allclose(qu.round_to_nearest(calm, 3, 4), [[0.9, -0.6, 0.3, 0]])
    np.testing.assert_allclose(qu.round_to_nearest(outlier, 3, 4), [[0, 0, 0, 6]])
    np.testing.assert_allclose(qu.round_to_nearest(outlier, 3, 2), [[0.9, -0.6, 0, 6]])


def test_errors_are_spread_evenly_so_their_square_is_a_twelfth_of_the_step() -> None:
    w = np.random.default_rng(0).uniform(-1, 1, size=(64, 1024))
    step = qu.steps_of(w, 4, 1024)
    error = qu.round_to_nearest(w, 4, 1024) - w
    assert np.mean((error / step) ** 2) == pytest.approx(1 / 12, rel=0.03)


def test_gptq_with_unrelated_inputs_is_plain_rounding() -> None:
    x, _ = np.linalg.qr(normal(1, 64, 16))
    w = normal(2, 8, 16)
    np.testing.assert_allclose(qu.gptq(w, 8 * x, 4, 16), qu.round_to_nearest(w, 4, 16))


def test_gptq_makes_later_weights_pay_for_earlier_ones() -> None:
    """Equal inputs: 0.4 + 0.4 with steps of one becomes 0 + 1, where plain rounding gives 0 + 0."""
    w = np.array([[0.4, 0.4, 3.0]])  # the third, on an input of its own, sets the step to 1
    x = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    np.testing.assert_array_equal(qu.round_to_nearest(w, 3, 3), [[0, 0, 3]])
    np.testing.assert_array_equal(qu.gptq(w, x, 3, 3, damping=1e-6), [[0, 1, 3]])


@pytest.mark.parametrize("seed", range(5))
def test_the_update_of_gptq_is_the_least_squares_answer(seed: int) -> None:
    """With the first weight fixed at q, the rest that keeps the output is found by lstsq."""
    x, w = normal(seed, 40, 5), normal(seed + 100, 5)
    inverse, q = np.linalg.inv(x.T @ x), 0.5
    formula = w[1:] - (w[0] - q) / inverse[0, 0] * inverse[0, 1:]
    wanted = x @ w - q * x[:, 0]
    np.testing.assert_allclose(formula, np.linalg.lstsq(x[:, 1:], wanted, rcond=None)[0])


def test_awq_with_equal_inputs_is_plain_rounding() -> None:
    x = np.where(normal(3, 32, 16) > 0, 2.0, -2.0)
    w = normal(4, 8, 16)
    np.testing.assert_allclose(qu.awq(w, x, 4, 16), qu.round_to_nearest(w, 4, 16))


@pytest.mark.parametrize("bits", [3, 4, 8])
def test_both_methods_beat_plain_rounding_on_inputs_they_have_not_seen(bits: int) -> None:
    w, x = qu.toy_layer(32, 128, 512)
    seen, new = x[:256], x[256:]
    plain = qu.output_error(w, qu.round_to_nearest(w, bits, 32), new)
    assert qu.output_error(w, qu.gptq(w, seen, bits, 32), new) < 0.9 * plain
    assert qu.output_error(w, qu.awq(w, seen, bits, 32), new) < 0.9 * plain


def test_smaller_groups_and_more_bits_help() -> None:
    w, x = qu.toy_layer(32, 128, 128)
    errors = [qu.output_error(w, qu.round_to_nearest(w, 4, group), x) for group in (128, 32, 8)]
    assert errors == sorted(errors, reverse=True)
    half = qu.output_error(w, qu.round_to_nearest(w, 5, 32), x)
    assert half == pytest.approx(errors[1] * 7 / 15, rel=0.15)


def test_bits_of_blocks_are_those_stated_in_the_source() -> None:
    assert {block.name: block.bits for block in qu.GGUF} == {
        "Q8_0": 8.5, "Q6_K": 6.5625, "Q5_K": 5.5, "Q4_K": 4.5, "Q4_0": 4.5, "MXFP4": 4.25,
        "Q3_K": 3.4375, "Q2_K": 2.625,
    }  # fmt: skip
    assert qu.bits_per_weight(4, 128, 16) == 4.125
    assert qu.bits_per_weight(4, 128, 16, 4) == 4.15625
    assert qu.bits_per_weight(4, 32, 16) == 4.5
