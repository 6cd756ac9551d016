"""Online softmax, tiled attention (FlashAttention), and what each moves through memory."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from scripts.reference.arrays import Array, require


# --8<-- [start:online_softmax]
def online_normaliser(x: Array) -> tuple[float, float]:
    """Return max(x) and the sum of exp(x - max(x)), seeing each entry of x (n,) once.

    Source: Milakov and Gimelshein 2018, algorithm 3.
    """
    largest, total = -math.inf, 0.0
    for entry in map(float, x):
        before, largest = largest, max(largest, entry)
        total = total * math.exp(before - largest) + math.exp(
            entry - largest
        )
    return largest, total


# --8<-- [end:online_softmax]


# --8<-- [start:tiled_attention]
def tiled_attention(
    q: Array,
    k: Array,
    v: Array,
    rows: int,
    columns: int,
    *,
    causal: bool = False,
) -> Array:
    """Return softmax(q k^T / sqrt(head_dim)) v, made tile by tile.

    q, k: (n, head_dim); v: (n, v_dim). A tile: up to `rows` queries, `columns` keys.
    Source: Dao 2023 (FlashAttention-2), algorithm 1.
    """
    n, scale = len(q), 1 / math.sqrt(q.shape[1])
    out = np.empty((n, v.shape[1]))
    for i in range(0, n, rows):
        q_tile = q[i : i + rows] * scale
        largest = np.full((len(q_tile), 1), -np.inf)
        total, mixed = (
            np.zeros((len(q_tile), 1)),
            np.zeros((len(q_tile), v.shape[1])),
        )
        end = (
            min(i + rows, n) if causal else n
        )  # later keys are seen by no query here
        for j in range(0, end, columns):
            scores = q_tile @ k[j : j + columns].T
            if causal:
                seen = np.tri(
                    len(q_tile), scores.shape[1], i - j, dtype=bool
                )
                scores = np.where(seen, scores, -np.inf)
            before, highest = largest, scores.max(axis=1, keepdims=True)
            largest = np.maximum(before, highest)
            weights, shrink = (
                np.exp(scores - largest),
                np.exp(before - largest),
            )
            total = total * shrink + weights.sum(axis=1, keepdims=True)
            mixed = mixed * shrink + weights @ v[j : j + columns]
        out[i : i + rows] = mixed / total
    return out


# --8<-- [end:tiled_attention]


#: Scores of one query with six keys, and their values: powers of two, so that readers can redo it.
SCORES = np.log([1.0, 2.0, 8.0, 1.0, 4.0, 16.0])
VALUES = np.array([11.0, 22.0, 33.0, 11.0, 22.0, 33.0])


@dataclass(frozen=True)
class Running:
    """What one row keeps after a tile: `shrink` is what the sums before it were multiplied by."""

    largest: float
    shrink: float
    total: float
    mixed: float


def running(scores: Array, values: Array, columns: int) -> list[Running]:
    """Return what a row of tiled attention keeps after each tile of `columns` keys.

    scores, values: (n,), of one query and one entry of the values.
    """
    largest, total, mixed = -math.inf, 0.0, 0.0
    states = []
    for j in range(0, len(scores), columns):
        tile = scores[j : j + columns]
        before, largest = largest, max(largest, float(tile.max()))
        shrink, weights = (
            math.exp(before - largest),
            np.exp(tile - largest),
        )
        total = total * shrink + float(weights.sum())
        mixed = mixed * shrink + float(weights @ values[j : j + columns])
        states.append(Running(largest, shrink, total, mixed))
    return states


# --8<-- [start:traffic]
def plain_numbers(n: int, head_dim: int) -> int:
    """Return how many numbers of one head plain attention reads and writes.

    Read q and k, write the scores; read them, write the weights; read these and v,
    write the output. Source: Dao et al. 2022 (FlashAttention), algorithm 0.
    """
    return 4 * n * head_dim + 4 * n * n


def tiled_numbers(n: int, head_dim: int, rows: int) -> int:
    """Return the same for tiles: k and v once for each tile of queries, the rest once.

    The n log-sum-exps kept for the backward pass are left out.
    Source: Dao 2023 (FlashAttention-2), algorithm 1.
    """
    return 2 * n * head_dim + math.ceil(n / rows) * 2 * n * head_dim


# --8<-- [end:traffic]


def matmul_flops(n: int, head_dim: int) -> int:
    """Return the operations of both matrix products of one head, a multiply-add counted as two."""
    return 4 * n * n * head_dim


@dataclass(frozen=True)
class Traffic:
    """What one head of attention moves and computes in a forward pass, 16-bit numbers."""

    plain_bytes: int
    tiled_bytes: int
    flops: int

    @property
    def plain_intensity(self) -> float:
        """Operations per byte moved by plain attention."""
        return self.flops / self.plain_bytes

    @property
    def tiled_intensity(self) -> float:
        """Operations per byte moved by tiled attention."""
        return self.flops / self.tiled_bytes


def traffic(n: int, head_dim: int, rows: int, element: int = 2) -> Traffic:
    """Return the traffic of both ways for n tokens; element: the bytes of one number."""
    require(
        n >= 1 and head_dim >= 1 and rows >= 1, "sizes must be positive"
    )
    return Traffic(
        plain_numbers(n, head_dim) * element,
        tiled_numbers(n, head_dim, rows) * element,
        matmul_flops(n, head_dim),
    )


def tile_numbers(rows: int, columns: int, head_dim: int) -> int:
    """Return how many numbers a tile keeps on the chip: q, output, k, v and the scores."""
    return 2 * rows * head_dim + 2 * columns * head_dim + rows * columns
