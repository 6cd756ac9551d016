"""Multi-head latent attention (MLA): keys and values expanded, and read from the latent itself."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from scripts.reference.arrays import Array, Integers, Mask
from scripts.reference.attention import attention, softmax
from scripts.reference.positions import rope


@dataclass(frozen=True)
class MlaWeights:
    """The matrices of one layer, those of all heads stacked; vectors are rows.

    Widths: q_rank and kv_rank of the latents, head_dim of the part without position, rope_dim of
    the part that is turned. Source: DeepSeek-V2 (2024), §2.1 and appendix C.
    """

    w_dq: Array  # (d_model, q_rank), down to the queries' latent
    w_uq: Array  # (n_heads, q_rank, head_dim), up to queries
    w_qr: (
        Array  # (n_heads, q_rank, rope_dim), to the turned part of queries
    )
    w_dkv: Array  # (d_model, kv_rank), down to the latent that is cached
    w_uk: Array  # (n_heads, kv_rank, head_dim), up to keys
    w_uv: Array  # (n_heads, kv_rank, v_dim), up to values
    w_kr: (
        Array  # (d_model, rope_dim), to the turned key that all heads share
    )
    w_o: Array  # (n_heads, v_dim, d_model), from the heads to the output


def random_weights(
    seed: int,
    *,
    d_model: int,
    n_heads: int,
    q_rank: int,
    kv_rank: int,
    head_dim: int,
    rope_dim: int,
    v_dim: int,
) -> MlaWeights:
    """Return weights that keep the size of a vector about as it is; the same for the same seed."""
    rng = np.random.default_rng(seed)

    def matrix(*shape: int) -> Array:
        drawn: Array = rng.normal(size=shape) / math.sqrt(shape[-2])
        return drawn

    return MlaWeights(
        w_dq=matrix(d_model, q_rank),
        w_uq=matrix(n_heads, q_rank, head_dim),
        w_qr=matrix(n_heads, q_rank, rope_dim),
        w_dkv=matrix(d_model, kv_rank),
        w_uk=matrix(n_heads, kv_rank, head_dim),
        w_uv=matrix(n_heads, kv_rank, v_dim),
        w_kr=matrix(d_model, rope_dim),
        w_o=matrix(n_heads, v_dim, d_model),
    )


# --8<-- [start:mla_parts]
def mla_cache(
    x: Array, w: MlaWeights, positions: Integers
) -> tuple[Array, Array]:
    """Return all that MLA caches: latents (n, kv_rank) and turned keys (n, rope_dim).

    x: (n, d_model); positions: (n,).
    """
    return x @ w.w_dkv, rope(x @ w.w_kr, positions)


def mla_queries(
    x: Array, w: MlaWeights, positions: Integers
) -> tuple[Array, Array]:
    """Return queries without position (n_heads, n, head_dim) and the turned part.

    The turned part is (n_heads, n, rope_dim).
    """
    latent = x @ w.w_dq
    return latent @ w.w_uq, rope(latent @ w.w_qr, positions)


# --8<-- [end:mla_parts]


# --8<-- [start:mla_expanded]
def mla_expanded(
    queries: tuple[Array, Array],
    cache: tuple[Array, Array],
    w: MlaWeights,
    mask: Mask,
) -> Array:
    """Return MLA as it is defined: all keys and values are made from the latents.

    mask: (n_queries, n_keys), True = may attend. Result: (n_queries, d_model).
    Source: DeepSeek-V2 (2024), equations 9 to 19.
    """
    (q, q_turned), (c, k_turned) = queries, cache
    k, v = c @ w.w_uk, c @ w.w_uv
    shared = np.broadcast_to(k_turned, (len(k), *k_turned.shape))
    whole_q = np.concatenate([q, q_turned], axis=-1)
    whole_k = np.concatenate([k, shared], axis=-1)
    heads = attention(whole_q, whole_k, v, mask)
    outputs: Array = (heads @ w.w_o).sum(axis=0)
    return outputs


# --8<-- [end:mla_expanded]


# --8<-- [start:mla_absorbed]
def mla_absorbed(
    queries: tuple[Array, Array],
    cache: tuple[Array, Array],
    w: MlaWeights,
    mask: Mask,
) -> Array:
    """Return what `mla_expanded` does without making a key or a value.

    q (c W_UK)^T = (q W_UK^T) c^T, and p (c W_UV) = (p c) W_UV for attention weights p.
    Source: DeepSeek-V2 (2024), §2.1.2 and appendix C.
    """
    (q, q_turned), (c, k_turned) = queries, cache
    q_latent = q @ np.swapaxes(w.w_uk, -1, -2)
    scores = q_latent @ c.T + q_turned @ k_turned.T
    scores /= math.sqrt(q.shape[-1] + q_turned.shape[-1])
    weights = softmax(np.where(mask, scores, -np.inf))
    outputs: Array = (weights @ c @ w.w_uv @ w.w_o).sum(axis=0)
    return outputs


# --8<-- [end:mla_absorbed]


def mha_numbers(n_kv_heads: int, head_dim: int) -> int:
    """Return how many numbers a token adds to a layer's cache under MHA, GQA or MQA."""
    return 2 * n_kv_heads * head_dim


def mla_numbers(kv_rank: int, rope_dim: int) -> int:
    """Return how many numbers a token adds to a layer's cache under MLA."""
    return kv_rank + rope_dim


def pair_multiplications(
    kv_rank: int,
    head_dim: int,
    rope_dim: int,
    v_dim: int,
    *,
    absorbed: bool,
) -> int:
    """Return the multiplications of one head for one pair of query and key, score and mixing."""
    if absorbed:
        return (kv_rank + rope_dim) + kv_rank
    return (head_dim + rope_dim) + v_dim
