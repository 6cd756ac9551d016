"""Multi-head attention taken apart: head by head, as a sum, and counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from scripts.reference.arrays import Array, Mask, require
from scripts.reference.attention import attention


# --8<-- [start:head]
class Head(NamedTuple):
    """The four matrices of one head.

    w_q, w_k, w_v: (d_model, head_dim); w_o: (head_dim, d_model), this head's rows of W_O.
    """

    w_q: Array
    w_k: Array
    w_v: Array
    w_o: Array


# --8<-- [end:head]


# --8<-- [start:split_projections]
def split_projections(
    w_q: Array, w_k: Array, w_v: Array, w_o: Array, n_heads: int
) -> list[Head]:
    """Return the heads that the four wide matrices of an implementation hold side by side.

    w_q, w_k, w_v: (d_model, n_heads * head_dim); w_o: (n_heads * head_dim, d_model).
    """
    width = w_q.shape[1]
    require(
        width % n_heads == 0,
        f"{width} columns cannot be split into {n_heads} heads",
    )
    columns = [np.split(w, n_heads, axis=1) for w in (w_q, w_k, w_v)]
    return [
        Head(*four)
        for four in zip(*columns, np.split(w_o, n_heads), strict=True)
    ]


# --8<-- [end:split_projections]


# --8<-- [start:concatenated_heads]
def concatenated_heads(
    x: Array, heads: Sequence[Head], mask: Mask | None = None
) -> Array:
    """Return Concat(head_1, ..., head_h) W_O, as the paper writes it.

    x: (n, d_model), mask: (n, n); result: (n, d_model). Source: Vaswani et al. 2017, 3.2.2.
    """
    outputs = [
        attention(x @ h.w_q, x @ h.w_k, x @ h.w_v, mask) for h in heads
    ]
    w_o = np.concatenate([h.w_o for h in heads])
    return np.asarray(np.concatenate(outputs, axis=-1) @ w_o)


# --8<-- [end:concatenated_heads]


# --8<-- [start:summed_heads]
def summed_heads(
    x: Array, heads: Sequence[Head], mask: Mask | None = None
) -> Array:
    """Return the sum of what each head writes, head_i W_O_i: equal to concatenating and mixing.

    x: (n, d_model), mask: (n, n); result: (n, d_model). A product of matrices split into
    blocks is the sum of the blocks' products.
    """
    total = np.zeros_like(x)
    for h in heads:
        total = (
            total + attention(x @ h.w_q, x @ h.w_k, x @ h.w_v, mask) @ h.w_o
        )
    return total


# --8<-- [end:summed_heads]


def pointing_head(
    n: int, targets: Sequence[Sequence[int]], sharpness: float = 12.0
) -> Head:
    """Return a head on one-hot positions, with which position i attends to targets[i] equally.

    It shows what one softmax can do; d_model = head_dim = n, values and output are the identity.
    """
    wanted = np.zeros((n, n))
    for i, columns in enumerate(targets):
        wanted[i, list(columns)] = sharpness * np.sqrt(n)
    return Head(wanted, np.eye(n), np.eye(n), np.eye(n))


def weights_of(x: Array, head: Head, mask: Mask) -> Array:
    """Return the attention weights of one head. x: (n, d_model), mask: (n, n); result: (n, n)."""
    return attention(x @ head.w_q, x @ head.w_k, np.eye(len(x)), mask)


# --8<-- [start:attention_weights_count]
def attention_weights_count(
    d_model: int, n_heads: int, head_dim: int, n_kv_heads: int | None = None
) -> int:
    """Return how many weights the four projections have, biases left out.

    W_Q and W_O: d_model * n_heads * head_dim each; W_K and W_V: d_model * n_kv_heads * head_dim.
    """
    n_kv_heads = n_heads if n_kv_heads is None else n_kv_heads
    return 2 * d_model * head_dim * (n_heads + n_kv_heads)


# --8<-- [end:attention_weights_count]
