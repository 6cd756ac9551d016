"""Scaled dot-product attention, and its heads: MHA, GQA and MQA."""

from __future__ import annotations

import math

import numpy as np

from scripts.reference.arrays import Array, Mask, require


# --8<-- [start:softmax]
def softmax(x: Array) -> Array:
    """Return exp(x) / sum of exp(x) over the last axis; each row is positive and sums to 1.

    The largest entry is subtracted first: the result is the same and exp cannot overflow.
    """
    weights: Array = np.exp(x - x.max(axis=-1, keepdims=True))
    total: Array = weights.sum(axis=-1, keepdims=True)
    return weights / total


# --8<-- [end:softmax]


# --8<-- [start:log_softmax]
def log_softmax(x: Array) -> Array:
    """Return log(softmax(x)) over the last axis, exact also where softmax underflows to 0."""
    shifted: Array = x - x.max(axis=-1, keepdims=True)
    total: Array = np.exp(shifted).sum(axis=-1, keepdims=True)
    return shifted - np.log(total)


# --8<-- [end:log_softmax]


# --8<-- [start:attention]
def attention(
    q: Array,
    k: Array,
    v: Array,
    mask: Mask | None = None,
    bias: Array | None = None,
) -> Array:
    """Return softmax(q k^T / sqrt(head_dim) + bias) v; masked scores are -inf before the softmax.

    q: (..., n_queries, head_dim); k: (..., n_keys, head_dim); v: (..., n_keys, v_dim).
    mask, bias: (..., n_queries, n_keys); in a mask True means may attend.
    Result: (..., n_queries, v_dim). Source: Vaswani et al. 2017.
    """
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])
    if bias is not None:
        scores = scores + bias
    if mask is not None:
        require(
            bool(mask.any(axis=-1).all()),
            "a query position may attend to nothing",
        )
        scores = np.where(mask, scores, -np.inf)
    return softmax(scores) @ v


# --8<-- [end:attention]


# --8<-- [start:multi_head_attention]
def split_heads(x: Array, n_heads: int) -> Array:
    """Return (n, n_heads * head_dim) as (n_heads, n, head_dim)."""
    n, width = x.shape
    require(
        width % n_heads == 0,
        f"{width} columns cannot be split into {n_heads} heads",
    )
    return x.reshape(n, n_heads, width // n_heads).swapaxes(0, 1)


def multi_head_attention(
    x: Array,
    w_q: Array,
    w_k: Array,
    w_v: Array,
    w_o: Array,
    n_heads: int,
    n_kv_heads: int,
    mask: Mask | None = None,
    bias: Array | None = None,
) -> Array:
    """Return attention in n_heads heads, whose keys and values n_kv_heads heads supply.

    n_kv_heads = n_heads is MHA, 1 is MQA, between them GQA: each key/value head serves a group of
    n_heads / n_kv_heads neighbouring query heads. x: (n, d_model); w_q: (d_model, n_heads *
    head_dim); w_k, w_v: (d_model, n_kv_heads * head_dim); w_o: (n_heads * head_dim, d_model).
    Sources: Vaswani et al. 2017 (MHA), Shazeer 2019 (MQA), Ainslie et al. 2023 (GQA).
    """
    require(
        n_heads % n_kv_heads == 0,
        f"{n_heads} heads, no multiple of {n_kv_heads} key/value heads",
    )
    q = split_heads(x @ w_q, n_heads)
    k = np.repeat(
        split_heads(x @ w_k, n_kv_heads), n_heads // n_kv_heads, axis=0
    )
    v = np.repeat(
        split_heads(x @ w_v, n_kv_heads), n_heads // n_kv_heads, axis=0
    )
    heads = attention(q, k, v, mask, bias)
    return heads.swapaxes(0, 1).reshape(len(x), -1) @ w_o


# --8<-- [end:multi_head_attention]
