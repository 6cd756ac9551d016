from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reference.arrays import Array
from scripts.reference.attention import attention, multi_head_attention, softmax
from scripts.reference.masks import causal_mask
from tests.unit.properties import matrices, normal, numbers, seeds, steady

D_MODEL, HEAD_DIM, N = 6, 4, 5


def weights(n_heads: int, n_kv_heads: int) -> tuple[Array, Array, Array, Array]:
    return (
        normal(1, D_MODEL, n_heads * HEAD_DIM),
        normal(2, D_MODEL, n_kv_heads * HEAD_DIM),
        normal(3, D_MODEL, n_kv_heads * HEAD_DIM),
        normal(4, n_heads * HEAD_DIM, D_MODEL),
    )


@steady
@given(matrices(3, 5), numbers)
def test_softmax_rows_sum_to_one_and_ignore_a_shift(x: Array, shift: float) -> None:
    np.testing.assert_allclose(softmax(x).sum(axis=-1), 1)
    np.testing.assert_allclose(softmax(x + shift), softmax(x))


def test_softmax_of_huge_scores_is_finite() -> None:
    np.testing.assert_allclose(softmax(np.array([1e4, 1e4, -1e4])), [0.5, 0.5, 0])


def test_equal_scores_average_the_values() -> None:
    v = normal(1, 4, 3)
    out = attention(np.zeros((2, 8)), normal(2, 4, 8), v)
    np.testing.assert_allclose(out, [v.mean(axis=0)] * 2)


def test_a_query_that_sees_one_key_returns_its_value() -> None:
    q, k, v = normal(1, 3, 4), normal(2, 3, 4), normal(3, 3, 2)
    np.testing.assert_allclose(attention(q, k, v, np.eye(3, dtype=bool)), v)


def test_scores_are_divided_by_the_root_of_the_head_dimension() -> None:
    q, k, v = normal(1, 3, 16), normal(2, 4, 16), normal(3, 4, 2)
    np.testing.assert_allclose(attention(q, k, v), softmax(q @ k.T / 4) @ v)


def test_a_bias_is_added_to_the_scaled_scores() -> None:
    q, k, v, bias = normal(1, 3, 4), normal(2, 3, 4), normal(3, 3, 2), normal(4, 3, 3)
    np.testing.assert_allclose(attention(q, k, v, bias=bias), softmax(q @ k.T / 2 + bias) @ v)


def test_one_kv_head_serves_all_query_heads() -> None:
    x, (w_q, w_k, w_v, w_o) = normal(9, N, D_MODEL), weights(4, 1)
    mqa = multi_head_attention(x, w_q, w_k, w_v, w_o, 4, 1)
    repeated = np.tile(w_k, 4), np.tile(w_v, 4)
    np.testing.assert_allclose(mqa, multi_head_attention(x, w_q, *repeated, w_o, 4, 4))


def test_gqa_shares_a_kv_head_among_neighbours() -> None:
    x, (w_q, w_k, w_v, w_o) = normal(9, N, D_MODEL), weights(4, 2)
    columns = np.r_[0:4, 0:4, 4:8, 4:8]
    np.testing.assert_allclose(
        multi_head_attention(x, w_q, w_k, w_v, w_o, 4, 2),
        multi_head_attention(x, w_q, w_k[:, columns], w_v[:, columns], w_o, 4, 4),
    )


def test_heads_work_apart_and_are_joined_by_the_output_matrix() -> None:
    x, (w_q, w_k, w_v, w_o) = normal(9, N, D_MODEL), weights(2, 2)
    parts = [
        attention(x @ w_q[:, s], x @ w_k[:, s], x @ w_v[:, s]) @ w_o[s]
        for s in (slice(0, 4), slice(4, 8))
    ]
    np.testing.assert_allclose(multi_head_attention(x, w_q, w_k, w_v, w_o, 2, 2), sum(parts))


@steady
@given(seeds, st.sampled_from([1, 2, 4]))
def test_without_positions_the_order_of_what_is_seen_does_not_matter(
    seed: int, n_kv_heads: int
) -> None:
    x, order = normal(seed, N, D_MODEL), np.random.default_rng(seed).permutation(N)
    out = multi_head_attention(x, *weights(4, n_kv_heads), 4, n_kv_heads)
    moved = multi_head_attention(x[order], *weights(4, n_kv_heads), 4, n_kv_heads)
    np.testing.assert_allclose(moved, out[order], atol=1e-9)


def test_a_causal_model_can_be_run_a_token_at_a_time() -> None:
    x = normal(9, N, D_MODEL)
    whole = multi_head_attention(x, *weights(4, 2), 4, 2, mask=causal_mask(N))
    for n in range(1, N + 1):
        so_far = multi_head_attention(x[:n], *weights(4, 2), 4, 2, mask=causal_mask(n))
        np.testing.assert_allclose(so_far, whole[:n])


def test_bad_input_is_refused() -> None:
    x = normal(9, N, D_MODEL)
    with pytest.raises(ValueError, match="4 heads, no multiple of 3 key/value heads"):
        multi_head_attention(x, *weights(4, 3), 4, 3)
    with pytest.raises(ValueError, match="16 columns cannot be split into 5 heads"):
        multi_head_attention(x, *weights(4, 1), 5, 1)
    with pytest.raises(ValueError, match="may attend to nothing"):
        attention(x, x, x, np.zeros((N, N), dtype=bool))
