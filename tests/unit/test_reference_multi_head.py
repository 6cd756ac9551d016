"""Multi-head attention taken apart: against ONNX, against its other form, and counted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reference import attention, multi_head
from scripts.reference.arrays import Array
from scripts.reference.masks import causal_mask
from tests.unit.onnx_oracle import run
from tests.unit.properties import normal, seeds, steady

N, D_MODEL, HEAD_DIM = 5, 12, 4


def _wide(seed: int, n_heads: int) -> tuple[Array, Array, Array, Array]:
    width = n_heads * HEAD_DIM
    w_q, w_k, w_v = (normal(seed + i, D_MODEL, width) for i in range(3))
    return w_q, w_k, w_v, normal(seed + 3, width, D_MODEL)


@pytest.mark.parametrize("n_heads", [1, 2, 3])
@pytest.mark.parametrize("causal", [False, True])
def test_head_by_head_is_what_onnx_computes(n_heads: int, causal: bool) -> None:
    x, (w_q, w_k, w_v, w_o) = normal(1, N, D_MODEL), _wide(2, n_heads)
    theirs = run(
        "Attention", (x @ w_q)[None], (x @ w_k)[None], (x @ w_v)[None],
        q_num_heads=n_heads, kv_num_heads=n_heads, is_causal=int(causal),
    )[0]  # fmt: skip
    heads = multi_head.split_projections(w_q, w_k, w_v, w_o, n_heads)
    mask = causal_mask(N) if causal else None
    ours = multi_head.concatenated_heads(x, heads, mask)
    np.testing.assert_allclose(ours, theirs @ w_o, atol=1e-5)


@steady
@given(seed=seeds, n_heads=st.integers(1, 4))
def test_concatenating_and_mixing_is_summing(seed: int, n_heads: int) -> None:
    x, wide = normal(seed, N, D_MODEL), _wide(seed + 1, n_heads)
    heads = multi_head.split_projections(*wide, n_heads)
    mixed = multi_head.concatenated_heads(x, heads, causal_mask(N))
    np.testing.assert_allclose(multi_head.summed_heads(x, heads, causal_mask(N)), mixed, atol=1e-9)
    together = attention.multi_head_attention(x, *wide, n_heads, n_heads, causal_mask(N))
    np.testing.assert_allclose(together, mixed, atol=1e-9)


@steady
@given(seed=seeds)
def test_the_order_of_heads_does_not_matter(seed: int) -> None:
    x, heads = normal(seed, N, D_MODEL), multi_head.split_projections(*_wide(seed + 1, 3), 3)
    np.testing.assert_allclose(
        multi_head.concatenated_heads(x, heads[::-1]),
        multi_head.concatenated_heads(x, heads),
        atol=1e-9,
    )


@pytest.mark.parametrize("n_heads", [1, 2, 4, 8, 16])
def test_more_heads_of_the_same_width_together_have_no_more_weights(n_heads: int) -> None:
    assert multi_head.attention_weights_count(64, n_heads, 64 // n_heads) == 4 * 64 * 64


def test_heads_wider_than_their_share_do_have_more() -> None:
    assert multi_head.attention_weights_count(64, 8, 16) == 2 * 4 * 64 * 64
    assert multi_head.attention_weights_count(64, 8, 8, n_kv_heads=2) == 2 * 64 * 8 * 10


def test_the_scores_of_a_head_have_at_most_its_width_as_rank() -> None:
    x, w_q, w_k = normal(1, 16, 32), normal(2, 32, 4), normal(3, 32, 4)
    assert np.linalg.matrix_rank((x @ w_q) @ (x @ w_k).T) == 4


def test_columns_that_do_not_split_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be split"):
        multi_head.split_projections(*_wide(1, 1), 3)


def test_a_pointing_head_attends_where_it_is_told() -> None:
    targets = [[0], [0], [0, 1], [0, 2]]
    head = multi_head.pointing_head(4, targets)
    weights = multi_head.weights_of(np.eye(4), head, causal_mask(4))
    wanted = np.array([[1, 0, 0, 0], [1, 0, 0, 0], [0.5, 0.5, 0, 0], [0.5, 0, 0.5, 0]])
    np.testing.assert_allclose(weights, wanted, atol=1e-4)
