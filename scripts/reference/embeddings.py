"""Embeddings as matrices: looking up, scoring, the gradients of both, and their geometry."""

from __future__ import annotations

import numpy as np

from scripts.reference.arrays import Array, Integers, require
from scripts.reference.attention import softmax


def one_hot(tokens: Integers, vocabulary: int) -> Array:
    """Return the matrix (tokens, vocabulary) with a single 1 per row."""
    found: Array = np.eye(vocabulary)[tokens]
    return found


# --8<-- [start:gradients]
def input_gradient(
    tokens: Integers, upstream: Array, vocabulary: int
) -> Array:
    """Return the gradient of a looked-up table: X^T G without making X.

    tokens: (T,), numbers below `vocabulary`; upstream: (T, d), the gradient
    of the loss by each looked-up row; result: (vocabulary, d).
    """
    gradient = np.zeros((vocabulary, upstream.shape[1]))
    # a token that occurs twice adds twice
    np.add.at(gradient, tokens, upstream)
    return gradient


def output_gradient(
    hidden: Array, table: Array, targets: Integers
) -> Array:
    """Return the gradient of the output table by the mean cross-entropy.

    hidden: (T, d); table: (V, d); targets: (T,); result: (V, d), every row of
    it filled, because the softmax gives each token some probability.
    """
    errors = softmax(hidden @ table.T)
    errors[np.arange(len(targets)), targets] -= 1
    return errors.T @ hidden / len(targets)


# --8<-- [end:gradients]


def cross_entropy(hidden: Array, table: Array, targets: Integers) -> float:
    """Return the mean of -log p(target); hidden (T, d), table (V, d), targets (T,)."""
    chosen = softmax(hidden @ table.T)[np.arange(len(targets)), targets]
    return float(-np.log(chosen).mean())


def mean_cosine(vectors: Array) -> float:
    """Return the mean cosine of all pairs of different rows of (n, d)."""
    require(len(vectors) > 1, "there are pairs")
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    n = len(units)
    return float(((units @ units.T).sum() - n) / (n * (n - 1)))


def padded(vocabulary: int, multiple: int) -> int:
    """Return the least multiple that holds the vocabulary."""
    return -(-vocabulary // multiple) * multiple


def power_of_two(number: int) -> int:
    """Return the largest power of two that divides a positive number."""
    require(number > 0, "the number is positive")
    return number & -number
