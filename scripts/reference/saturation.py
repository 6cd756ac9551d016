"""Why attention scores are divided: how wide dot products spread, and what that does to softmax."""

from __future__ import annotations

import math
from typing import Literal, get_args

import numpy as np

from scripts.reference.arrays import Array, require
from scripts.reference.attention import softmax

Divisor = Literal["one", "root", "width"]


# --8<-- [start:dot_products]
def dot_products(
    head_dim: int, count: int, rng: np.random.Generator
) -> Array:
    """Return products q . k of random vectors whose components have mean 0 and variance 1.

    Shape: (count,). Their variance is head_dim. Source: Vaswani et al. 2017, section 3.2.1.
    """
    require(head_dim >= 1, f"head_dim must be at least 1, got {head_dim}")
    q, k = rng.normal(size=(2, count, head_dim))
    return np.asarray((q * k).sum(axis=-1))


# --8<-- [end:dot_products]


# --8<-- [start:softmax_jacobian]
def softmax_jacobian(p: Array) -> Array:
    """Return the derivatives of the weights p = softmax(s) by the scores: p_i ([i = j] - p_j).

    p: (..., n), rows that sum to 1; result: (..., n, n), row i for weight i, column j for score j.
    """
    return np.asarray(
        p[..., :, None] * (np.eye(p.shape[-1]) - p[..., None, :])
    )


# --8<-- [end:softmax_jacobian]


# --8<-- [start:room]
def room(p: Array) -> Array:
    """Return 1 - sum of p_i^2, the trace of the softmax's Jacobian: 0 where it is saturated.

    p: (..., n); result: (...), from 0 (one weight is 1) to 1 - 1/n (all weights are equal).
    """
    return np.asarray(1 - (p**2).sum(axis=-1))


# --8<-- [end:room]


# --8<-- [start:score_divisor]
def score_divisor(head_dim: int, divisor: Divisor) -> float:
    """Return what scores are divided by: 1, the square root of head_dim, or head_dim itself.

    Sources: Vaswani et al. 2017 (root); Yang et al. 2022, the code of mup (width).
    """
    require(divisor in get_args(Divisor), f"unknown divisor {divisor!r}")
    return {
        "one": 1.0,
        "root": math.sqrt(head_dim),
        "width": float(head_dim),
    }[divisor]


# --8<-- [end:score_divisor]


# --8<-- [start:query_gradient]
def query_gradient(q: Array, k: Array, g: Array, divisor: Divisor) -> Array:
    """Return the gradient that reaches a query through its attention weights.

    q: (..., head_dim), k: (..., n, head_dim), g: (..., n), the derivative of the loss by each
    weight. Result: (..., head_dim), J^T g by the scores, times the keys over the divisor.
    """
    scale = 1 / score_divisor(q.shape[-1], divisor)
    p = softmax((k @ q[..., None])[..., 0] * scale)
    by_score = p * (g - (p * g).sum(axis=-1, keepdims=True))
    return np.asarray((by_score[..., None, :] @ k)[..., 0, :] * scale)


# --8<-- [end:query_gradient]


def query_gradients(
    head_dim: int,
    n: int,
    count: int,
    divisor: Divisor,
    rng: np.random.Generator,
) -> Array:
    """Return the lengths of `query_gradient` for random queries, n keys and derivatives.

    All components have mean 0 and variance 1. Shape: (count,).
    """
    q, k = (
        rng.normal(size=(count, head_dim)),
        rng.normal(size=(count, n, head_dim)),
    )
    g = rng.normal(size=(count, n))
    return np.asarray(
        np.linalg.norm(query_gradient(q, k, g, divisor), axis=-1)
    )


def uniforms(seed: int, count: int) -> Array:
    """Return numbers of mean 0 and variance 1, evenly spread from -sqrt(3) to sqrt(3).

    The linear congruential generator of "Numerical Recipes" modulo 2^32, which a page can repeat
    in JavaScript number by number. Shape: (count,).
    """
    state, numbers = seed, []
    for _ in range(count):
        state = (1_664_525 * state + 1_013_904_223) % 2**32
        numbers.append((2 * state / 2**32 - 1) * math.sqrt(3))
    return np.array(numbers)


def sentence_weights(
    n: int, head_dim: int, divisor: Divisor, seed: int
) -> Array:
    """Return attention weights among n tokens of random queries and keys, without a mask.

    Shape: (n, n), a row for each query. The numbers are those of `uniforms`, queries first.
    """
    q, k = uniforms(seed, 2 * n * head_dim).reshape(2, n, head_dim)
    return softmax(q @ k.T / score_divisor(head_dim, divisor))
