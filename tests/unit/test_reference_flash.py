"""Tiled attention equals plain attention to rounding; what both move is counted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reference import flash
from scripts.reference.arrays import Array
from scripts.reference.attention import attention, softmax
from scripts.reference.masks import causal_mask
from tests.unit.properties import normal, seeds, steady


@steady
@given(seed=seeds, size=st.sampled_from([1.0, 30.0, 1000.0]))
def test_online_normaliser_gives_softmax(seed: int, size: float) -> None:
    x = size * normal(seed, 13)
    largest, total = flash.online_normaliser(x)
    assert largest == x.max()
    np.testing.assert_allclose(np.exp(x - largest) / total, softmax(x), rtol=1e-12, atol=0)


@steady
@given(
    seed=seeds,
    n=st.integers(1, 17),
    rows=st.integers(1, 20),
    columns=st.integers(1, 20),
    causal=st.booleans(),
)
def test_tiles_equal_plain_attention(
    seed: int, n: int, rows: int, columns: int, causal: bool
) -> None:
    q, k, v = (3 * normal(seed + part, n, 4) for part in range(3))
    plain = attention(q, k, v, causal_mask(n) if causal else None)
    tiled = flash.tiled_attention(q, k, v, rows, columns, causal=causal)
    np.testing.assert_allclose(tiled, plain, atol=1e-12)


def test_scores_that_would_overflow_do_no_harm() -> None:
    q = np.array([[1000.0], [-1000.0]])
    k, v = np.array([[1.0], [-1.0], [0.5]]), np.array([[1.0], [2.0], [3.0]])
    assert flash.tiled_attention(q, k, v, 1, 1).tolist() == [[1.0], [2.0]]


def test_in_half_precision_the_results_differ_by_rounding_alone() -> None:
    """16-bit tiles are no further from the truth than plain attention in 16 bits."""
    q, k, v = (normal(seed, 256, 64) for seed in range(3))
    truth = attention(q, k, v)
    q, k, v = (part.astype(np.float16).astype(np.float64) for part in (q, k, v))

    def error(result: Array) -> float:
        return float(np.abs(result.astype(np.float16) - truth).max())

    plain = softmax((q @ k.T / 8).astype(np.float16).astype(np.float64))
    plain = plain.astype(np.float16).astype(np.float64) @ v
    assert error(flash.tiled_attention(q, k, v, 64, 64)) <= error(plain)


def test_traffic_of_a_head_of_gpt_2() -> None:
    counted = flash.traffic(1024, 64, 128)
    assert counted.plain_bytes == 8_912_896
    assert counted.tiled_bytes == 2_359_296
    assert counted.flops == 268_435_456


@pytest.mark.parametrize("rows", [16, 64, 128, 256])
def test_operations_per_byte_approach_the_rows_of_a_tile(rows: int) -> None:
    counted = flash.traffic(2**17, 64, rows)
    assert counted.tiled_intensity == pytest.approx(rows, rel=0.01)
    assert counted.plain_intensity == pytest.approx(32, rel=0.01)


def test_one_tile_moves_every_matrix_once_and_tiles_of_one_row_move_more_than_plain() -> None:
    assert flash.tiled_numbers(512, 64, 512) == 4 * 512 * 64
    assert flash.tiled_numbers(512, 64, 1) > flash.plain_numbers(512, 64)


def test_traffic_counts_what_the_loops_touch() -> None:
    """A mock of algorithm 1 that counts its loads and stores agrees with the formula."""
    for n, d, rows, columns in ((12, 4, 3, 5), (10, 2, 4, 3)):
        moved = 0
        for i in range(0, n, rows):
            tile = min(rows, n - i)
            moved += tile * d
            for j in range(0, n, columns):
                moved += 2 * min(columns, n - j) * d
            moved += tile * d
        assert moved == flash.tiled_numbers(n, d, rows)


@pytest.mark.parametrize("columns", [1, 2, 4, 6])
def test_what_a_row_keeps_ends_in_plain_attention(columns: int) -> None:
    last = flash.running(flash.SCORES, flash.VALUES, columns)[-1]
    weights = np.exp(flash.SCORES)
    assert last.mixed / last.total == pytest.approx(weights @ flash.VALUES / weights.sum())
    assert last.mixed / last.total == pytest.approx(29.5625)
