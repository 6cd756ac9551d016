from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reference import positions as pos
from scripts.reference.arrays import Array
from tests.unit.properties import normal, seeds, steady

places = st.integers(0, 4000)
layouts = st.sampled_from(["interleaved", "half"])


def turn(x: Array, position: int, layout: pos.Layout) -> Array:
    return pos.rope(x[None], np.array([position]), layout=layout).reshape(-1)


@steady
@given(seeds, places, places, st.integers(0, 4000), layouts)
def test_rope_scores_depend_on_the_distance_alone(
    seed: int, m: int, n: int, shift: int, layout: pos.Layout
) -> None:
    q, k = normal(seed, 8), normal(seed + 1, 8)
    here = turn(q, m, layout) @ turn(k, n, layout)
    there = turn(q, m + shift, layout) @ turn(k, n + shift, layout)
    assert here == pytest.approx(there, abs=1e-9)


@steady
@given(seeds, places)
def test_the_two_layouts_differ_by_the_order_of_dimensions(seed: int, position: int) -> None:
    x = normal(seed, 8)
    order = np.concatenate([np.arange(0, 8, 2), np.arange(1, 8, 2)])
    interleaved = turn(x, position, "interleaved")
    np.testing.assert_allclose(turn(x[order], position, "half"), interleaved[order])


@steady
@given(seeds, places, layouts)
def test_rope_keeps_lengths_and_leaves_position_zero(
    seed: int, position: int, layout: pos.Layout
) -> None:
    x = normal(seed, 8)
    assert np.linalg.norm(turn(x, position, layout)) == pytest.approx(np.linalg.norm(x))
    np.testing.assert_allclose(turn(x, 0, layout), x)


def test_rope_turns_a_pair_by_its_angle() -> None:
    turned = pos.rope(np.array([[1.0, 0.0, 1.0, 0.0]]), np.array([3]), rope_theta=100.0)
    expected = [np.cos(3), np.sin(3), np.cos(0.3), np.sin(0.3)]
    np.testing.assert_allclose(turned[0], expected)


def test_rope_takes_many_heads_at_once() -> None:
    x = normal(1, 2, 5, 8)
    whole = pos.rope(x, np.arange(5))
    np.testing.assert_allclose(whole[1], pos.rope(x[1], np.arange(5)))


def test_sinusoidal_positions_by_hand() -> None:
    table = pos.sinusoidal_positions(3, 4)
    expected = [np.sin(2), np.cos(2), np.sin(0.02), np.cos(0.02)]
    np.testing.assert_allclose(table[2], expected)
    np.testing.assert_array_equal(table[0], [0, 1, 0, 1])


@steady
@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_sinusoidal_products_depend_on_the_distance_alone(m: int, n: int, shift: int) -> None:
    table = pos.sinusoidal_positions(121, 16)
    assert table[m] @ table[n] == pytest.approx(table[m + shift] @ table[n + shift])


def test_learned_positions_end_with_the_table() -> None:
    table = normal(1, 4, 3)
    np.testing.assert_array_equal(pos.learned_positions(table, 3), table[:3])
    with pytest.raises(ValueError, match="the table has 4 positions, 5 were asked for"):
        pos.learned_positions(table, 5)


@pytest.mark.parametrize(
    ("offset", "bucket"),
    [(0, 0), (-1, 1), (-15, 15), (-16, 16), (-127, 31), (-128, 31), (-9999, 31), (1, 0), (50, 0)],
)
def test_t5_buckets_of_a_causal_model(offset: int, bucket: int) -> None:
    assert pos.t5_relative_bucket(np.array([offset]), bidirectional=False)[0] == bucket


@pytest.mark.parametrize(
    ("offset", "bucket"),
    [
        (0, 0),
        (-1, 1),
        (-7, 7),
        (-8, 8),
        (-16, 10),
        (-64, 14),
        (-128, 15),
        (1, 17),
        (8, 24),
        (500, 31),
    ],
)
def test_t5_buckets_of_a_bidirectional_model(offset: int, bucket: int) -> None:
    assert pos.t5_relative_bucket(np.array([offset]), bidirectional=True)[0] == bucket


def test_t5_buckets_widen_and_use_all_numbers() -> None:
    buckets = pos.t5_relative_bucket(-np.arange(200), bidirectional=False)
    assert sorted(set(buckets.tolist())) == list(range(32))
    widths = np.bincount(buckets)[:-1]
    assert (widths[:16] == 1).all()
    assert widths[30] > widths[16] > 1
    both = pos.t5_relative_bucket(np.arange(-200, 201), bidirectional=True)
    assert set(range(32)) - set(both.tolist()) == {16}


def test_t5_bias_is_the_same_along_diagonals() -> None:
    table = normal(1, 32, 3)
    bias = pos.t5_relative_bias(table, 5, 7, bidirectional=True)
    assert bias.shape == (3, 5, 7)
    np.testing.assert_array_equal(bias[:, 1:, 1:], bias[:, :-1, :-1])
    np.testing.assert_array_equal(bias[:, 0, 0], table[0])
    np.testing.assert_array_equal(bias[:, 3, 0], table[3])
    np.testing.assert_array_equal(bias[:, 0, 3], table[19])


@pytest.mark.parametrize("n_heads", [1, 2, 4, 8, 16, 64])
def test_alibi_slopes_of_a_power_of_two(n_heads: int) -> None:
    expected = [2 ** (-8 * (i + 1) / n_heads) for i in range(n_heads)]
    np.testing.assert_allclose(pos.alibi_slopes(n_heads), expected)


def test_alibi_slopes_of_eight_heads_written_out() -> None:
    assert pos.alibi_slopes(8).tolist() == [2.0**-i for i in range(1, 9)]


def test_alibi_slopes_of_twelve_heads_written_out() -> None:
    expected = [2.0**-i for i in range(1, 9)] + [2.0**-i for i in (0.5, 1.5, 2.5, 3.5)]
    np.testing.assert_allclose(pos.alibi_slopes(12), expected)


@steady
@given(st.integers(1, 128))
def test_alibi_slopes_of_any_head_count(n_heads: int) -> None:
    slopes = pos.alibi_slopes(n_heads)
    power = 1 << (n_heads.bit_length() - 1)
    assert len(set(slopes.tolist())) == n_heads
    assert ((slopes > 0) & (slopes < 1)).all()
    np.testing.assert_array_equal(slopes[:power], pos.alibi_slopes(power))
    assert (np.diff(slopes[:power]) < 0).all()
    assert (np.diff(slopes[power:]) < 0).all()


def test_alibi_bias_falls_with_the_distance() -> None:
    bias = pos.alibi_bias(8, 5)
    np.testing.assert_array_equal(bias[0, 4], [-2, -1.5, -1, -0.5, 0])
    np.testing.assert_array_equal(bias[1], bias[0] / 2)


def test_bad_input_is_refused() -> None:
    with pytest.raises(ValueError, match="head_dim must be even, got 3"):
        pos.rope(np.ones((1, 3)), np.array([0]))
    with pytest.raises(ValueError, match="unknown layout 'other'"):
        pos.rope(np.ones((1, 4)), np.array([0]), layout="other")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="rope_theta must exceed 1"):
        pos.rope_angles(np.array([0]), 4, rope_theta=0.5)
    with pytest.raises(ValueError, match="d_model must be even"):
        pos.sinusoidal_positions(4, 5)
    with pytest.raises(ValueError, match="2 buckets are too few"):
        pos.t5_relative_bucket(np.array([0]), bidirectional=True, n_buckets=2)
    with pytest.raises(ValueError, match="max_distance must exceed 16"):
        pos.t5_relative_bucket(np.array([0]), bidirectional=False, max_distance=16)
    with pytest.raises(ValueError, match="n_heads must be at least 1"):
        pos.alibi_slopes(0)


@pytest.mark.parametrize("n_heads", range(1, 129))
def test_alibi_slopes_as_mpt_writes_them(n_heads: int) -> None:
    """MPT takes every second slope of the next higher power first, then the rest."""
    power = 1 << (n_heads - 1).bit_length()
    slopes = 2.0 ** (-8 * np.arange(1, power + 1) / power)
    if power != n_heads:
        slopes = np.concatenate([slopes[1::2], slopes[::2]])[:n_heads]
    np.testing.assert_allclose(pos.alibi_slopes(n_heads), slopes)
