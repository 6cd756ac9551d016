"""Position encodings: sinusoidal, learned, T5's relative bias, RoPE and ALiBi."""

from __future__ import annotations

import math
from typing import Literal, get_args

import numpy as np

from scripts.reference.arrays import Array, Integers, require

Layout = Literal["interleaved", "half"]


# --8<-- [start:sinusoidal_positions]
def sinusoidal_positions(n: int, d_model: int) -> Array:
    """Return PE(pos, 2i) = sin(pos / 10000^(2i/d_model)) and PE(pos, 2i+1) = cos of the same.

    Shape: (n, d_model), added to the embeddings. Source: Vaswani et al. 2017.
    """
    require(d_model % 2 == 0, f"d_model must be even, got {d_model}")
    frequencies = 10_000.0 ** (-np.arange(0, d_model, 2) / d_model)
    angles = np.outer(np.arange(n), frequencies)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(
        n, d_model
    )


# --8<-- [end:sinusoidal_positions]


# --8<-- [start:learned_positions]
def learned_positions(table: Array, n: int) -> Array:
    """Return the first n rows of a trained table, to be added to the embeddings.

    table: (n_positions, d_model); result: (n, d_model). There is no row past the last.
    """
    n_positions = len(table)
    require(
        0 <= n <= n_positions,
        f"the table has {n_positions} positions, {n} were asked for",
    )
    return table[:n]


# --8<-- [end:learned_positions]


# --8<-- [start:t5_relative_bucket]
def t5_relative_bucket(
    relative_position: Integers,
    bidirectional: bool,
    n_buckets: int = 32,
    max_distance: int = 128,
) -> Integers:
    """Return the bucket of each offset key - query: exact when near, logarithmic when far.

    All offsets of max_distance and beyond share a bucket. Bidirectional: half of the buckets serve
    keys after the query. Causal: keys after the query fall into bucket 0, which the mask hides.
    Source: Raffel et al. 2020 (T5) and its published code.
    """
    offset = np.asarray(relative_position)
    n_side = n_buckets // 2 if bidirectional else n_buckets
    n_exact = n_side // 2
    require(n_exact >= 1, f"{n_buckets} buckets are too few")
    require(
        max_distance > n_exact,
        f"max_distance must exceed {n_exact}, got {max_distance}",
    )
    distance = np.abs(offset) if bidirectional else np.maximum(-offset, 0)
    ratio = np.log(np.maximum(distance, n_exact) / n_exact) / math.log(
        max_distance / n_exact
    )
    far = np.minimum(
        n_exact + (ratio * (n_side - n_exact)).astype(np.int64), n_side - 1
    )
    bucket = np.where(distance < n_exact, distance, far)
    return np.asarray(
        bucket + n_side * (bidirectional & (offset > 0)), dtype=np.int64
    )


# --8<-- [end:t5_relative_bucket]


# --8<-- [start:t5_relative_bias]
def t5_relative_bias(
    table: Array,
    n_queries: int,
    n_keys: int,
    bidirectional: bool,
    max_distance: int = 128,
) -> Array:
    """Return the bias added to the attention scores, one learned number a bucket and head.

    table: (n_buckets, n_heads); result: (n_heads, n_queries, n_keys).
    Source: Raffel et al. 2020 (T5).
    """
    offset = np.arange(n_keys)[None, :] - np.arange(n_queries)[:, None]
    buckets = t5_relative_bucket(
        offset, bidirectional, len(table), max_distance
    )
    return np.moveaxis(table[buckets], -1, 0)


# --8<-- [end:t5_relative_bias]


# --8<-- [start:rope_angles]
def rope_angles(
    positions: Integers, head_dim: int, rope_theta: float = 10_000.0
) -> Array:
    """Return the angle, in radians, by which each pair turns: position * rope_theta^(-2i/head_dim).

    positions: (n,); result: (n, head_dim / 2), column i for pair i = 0, 1, ...
    Source: Su et al. 2021 (RoFormer), who count pairs from 1.
    """
    require(head_dim % 2 == 0, f"head_dim must be even, got {head_dim}")
    require(rope_theta > 1, f"rope_theta must exceed 1, got {rope_theta}")
    return np.outer(
        positions, rope_theta ** (-np.arange(0, head_dim, 2) / head_dim)
    )


# --8<-- [end:rope_angles]


# --8<-- [start:rope]
def rope(
    x: Array,
    positions: Integers,
    rope_theta: float = 10_000.0,
    layout: Layout = "interleaved",
) -> Array:
    """Return x, queries or keys, with each pair of dimensions turned by its position's angle.

    x: (..., n, head_dim); positions: (n,). The pairs are (0, 1), (2, 3) ... when "interleaved"
    (RoFormer) and (0, head_dim/2), (1, head_dim/2 + 1) ... when "half" (GPT-NeoX).
    Source: Su et al. 2021 (RoFormer).
    """
    require(layout in get_args(Layout), f"unknown layout {layout!r}")
    angles = rope_angles(positions, x.shape[-1], rope_theta)
    cos, sin = np.cos(angles), np.sin(angles)
    if layout == "interleaved":
        first, second = x[..., 0::2], x[..., 1::2]
    else:
        first, second = np.split(x, 2, axis=-1)
    turned = (first * cos - second * sin, first * sin + second * cos)
    if layout == "interleaved":
        return np.stack(turned, axis=-1).reshape(x.shape)
    return np.concatenate(turned, axis=-1)


# --8<-- [end:rope]


# --8<-- [start:alibi_slopes]
def alibi_slopes(n_heads: int) -> Array:
    """Return the slope of each head: 2^(-8/n_heads), its square, its cube ... Shape: (n_heads,).

    Where n_heads is no power of two, the slopes of the power p below come first, then every
    second slope of 2p heads, as in the authors' code. Source: Press, Smith and Lewis 2022.
    """
    require(n_heads >= 1, f"n_heads must be at least 1, got {n_heads}")
    power = 2 ** (n_heads.bit_length() - 1)
    slopes = 2.0 ** (-8.0 * np.arange(1, power + 1) / power)
    between = 2.0 ** (-8.0 * np.arange(1, 2 * power + 1, 2) / (2 * power))
    return np.concatenate([slopes, between])[:n_heads]


# --8<-- [end:alibi_slopes]


# --8<-- [start:alibi_bias]
def alibi_bias(n_heads: int, n: int) -> Array:
    """Return -slope * |i - j|, added to the scores of query i and key j; nothing is learned.

    Shape: (n_heads, n, n). A causal model masks j > i besides. Source: Press, Smith and Lewis 2022.
    """
    slopes = alibi_slopes(n_heads)[:, None, None]
    distance = np.abs(np.arange(n)[:, None] - np.arange(n)[None, :])
    return np.asarray(-slopes * distance)


# --8<-- [end:alibi_bias]
