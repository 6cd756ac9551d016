"""MLA: expanded, absorbed and token by token give the same; the cache is counted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from scripts.reference import mla
from scripts.reference.masks import causal_mask
from scripts.reference.positions import rope
from tests.unit.properties import normal, seeds, steady

SMALL = {
    "d_model": 24, "n_heads": 3, "q_rank": 10, "kv_rank": 8,
    "head_dim": 6, "rope_dim": 4, "v_dim": 5,
}  # fmt: skip
V2_HEAD = {
    "d_model": 5120, "n_heads": 2, "q_rank": 1536, "kv_rank": 512,
    "head_dim": 128, "rope_dim": 64, "v_dim": 128,
}  # fmt: skip


@steady
@given(seed=seeds)
def test_absorbed_equals_expanded(seed: int) -> None:
    w, x, positions = mla.random_weights(seed, **SMALL), normal(seed, 7, 24), np.arange(7)
    queries, cache = mla.mla_queries(x, w, positions), mla.mla_cache(x, w, positions)
    mask = causal_mask(7)
    expanded = mla.mla_expanded(queries, cache, w, mask)
    np.testing.assert_allclose(mla.mla_absorbed(queries, cache, w, mask), expanded, atol=1e-12)
    assert expanded.shape == x.shape


def test_absorbed_equals_expanded_with_the_widths_of_deepseek_v2() -> None:
    w, x, positions = mla.random_weights(1, **V2_HEAD), normal(2, 5, 5120), np.arange(5)
    queries, cache = mla.mla_queries(x, w, positions), mla.mla_cache(x, w, positions)
    assert [part.shape for part in cache] == [(5, 512), (5, 64)]
    assert [part.shape for part in queries] == [(2, 5, 128), (2, 5, 64)]
    mask = causal_mask(5)
    expanded = mla.mla_expanded(queries, cache, w, mask)
    np.testing.assert_allclose(mla.mla_absorbed(queries, cache, w, mask), expanded, atol=1e-10)


def test_decoding_from_the_cache_equals_the_whole_sequence() -> None:
    w, x, positions = mla.random_weights(3, **SMALL), normal(4, 6, 24), np.arange(6)
    queries, cache = mla.mla_queries(x, w, positions), mla.mla_cache(x, w, positions)
    whole = mla.mla_expanded(queries, cache, w, causal_mask(6))
    kept = (np.empty((0, 8)), np.empty((0, 4)))
    for t in range(6):
        now, where = x[t : t + 1], positions[t : t + 1]
        added = mla.mla_cache(now, w, where)
        kept = (np.vstack([kept[0], added[0]]), np.vstack([kept[1], added[1]]))
        seen = np.ones((1, t + 1), dtype=bool)
        step = mla.mla_absorbed(mla.mla_queries(now, w, where), kept, w, seen)
        np.testing.assert_allclose(step[0], whole[t], atol=1e-12)


def test_only_distance_counts_for_the_turned_part() -> None:
    w, x = mla.random_weights(5, **SMALL), normal(6, 6, 24)
    results = []
    for start in (0, 1000):
        positions = start + np.arange(6)
        queries, cache = mla.mla_queries(x, w, positions), mla.mla_cache(x, w, positions)
        results.append(mla.mla_absorbed(queries, cache, w, causal_mask(6)))
    np.testing.assert_allclose(results[0], results[1], atol=1e-9)


def test_turning_the_expanded_key_puts_a_matrix_between_that_depends_on_the_distance() -> None:
    """Why the turned key stands apart: one absorbed query would have to serve all distances."""
    w_uk, q, c = normal(7, 8, 6), normal(8, 1, 6), normal(9, 1, 8)
    scores = [(rope(q, np.array([9])) @ rope(c @ w_uk, np.array([n])).T).item() for n in (9, 8, 0)]
    absorbed = (q @ w_uk.T @ c.T).item()
    assert scores[0] == pytest.approx(absorbed)
    assert abs(scores[1] - absorbed) > 0.01
    assert abs(scores[2] - absorbed) > 0.01


def test_counts_of_deepseek_v2() -> None:
    assert mla.mla_numbers(512, 64) == 576
    assert mla.mla_numbers(512, 64) / mla.mha_numbers(1, 128) == 2.25
    assert mla.mha_numbers(128, 128) == 32_768
    assert mla.pair_multiplications(512, 128, 64, 128, absorbed=True) == 1088
    assert mla.pair_multiplications(512, 128, 64, 128, absorbed=False) == 320
