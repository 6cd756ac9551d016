"""In-context learning taken apart: an induction circuit built by hand, and a step of descent."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scripts.reference.arrays import Array, Integers, require
from scripts.reference.attention import softmax
from scripts.reference.masks import causal_mask
from scripts.reference.multi_head import Head, weights_of

BEGINNING = 0
SHARPNESS = 24.0


# --8<-- [start:induction_heads]
class Circuit(NamedTuple):
    """Two heads, one in each of two layers, that only together continue a pattern."""

    previous: Head
    induction: Head


def induction_circuit(
    n_vocab: int, n: int, sharpness: float = SHARPNESS
) -> Circuit:
    """Return the heads of a two-layer model without feed-forward layers, weights set by hand.

    The stream has four parts: token, position, previous token, prediction; d_model is
    3 * n_vocab + n. Token 0 begins every text. Source: Elhage et al. 2021, Olsson et al. 2022.
    """
    ends = [n_vocab, n_vocab + n, 2 * n_vocab + n]
    token, position, previous, prediction = np.split(
        np.eye(3 * n_vocab + n), ends
    )
    back = (
        np.eye(n, k=-1) * sharpness * np.sqrt(n)
    )  # position i asks for i - 1
    copies = np.eye(n_vocab)
    copies[BEGINNING] = 0  # the beginning has nothing to say
    rest = np.zeros((n_vocab, 1))
    rest[BEGINNING] = 1  # ... and is where a query rests that finds nothing
    key = np.hstack([previous.T, token.T @ rest])
    query = token.T @ np.hstack(
        [np.eye(n_vocab), np.full((n_vocab, 1), 0.5)]
    )
    query *= sharpness * np.sqrt(n_vocab + 1)
    return Circuit(
        Head(position.T @ back, position.T, token.T, previous),
        Head(query, key, token.T @ copies, prediction),
    )


# --8<-- [end:induction_heads]


class Run(NamedTuple):
    """Weights of both heads, (n, n) each, and the probabilities of the next token, (n, n_vocab)."""

    previous: Array
    induction: Array
    probabilities: Array


# --8<-- [start:run_circuit]
def run_circuit(
    tokens: Integers, n_vocab: int, with_previous: bool = True
) -> Run:
    """Return what the circuit attends to and predicts for each token; token 0 must come first.

    tokens: (n,), numbers below n_vocab. Without the first layer's head nothing is found.
    """
    n = len(tokens)
    require(n >= 1 and tokens[0] == BEGINNING, "a text begins with token 0")
    heads, mask = induction_circuit(n_vocab, n), causal_mask(n)
    stream = np.zeros((n, 3 * n_vocab + n))
    stream[np.arange(n), tokens] = 1
    stream[np.arange(n), n_vocab + np.arange(n)] = 1
    first = weights_of(stream, heads.previous, mask)
    if with_previous:
        stream = (
            stream
            + first @ stream @ heads.previous.w_v @ heads.previous.w_o
        )
    second = weights_of(stream, heads.induction, mask)
    stream = (
        stream + second @ stream @ heads.induction.w_v @ heads.induction.w_o
    )
    logits = 10.0 * stream[:, -n_vocab:]
    logits[:, BEGINNING] = -np.inf  # a text begins once
    return Run(first, second, softmax(logits))


# --8<-- [end:run_circuit]


def next_token_losses(
    tokens: Integers, n_vocab: int, with_previous: bool = True
) -> Array:
    """Return -ln of the probability given to each next token. Shape: (n - 1,)."""
    found = run_circuit(tokens, n_vocab, with_previous).probabilities
    return np.asarray(
        -np.log(found[np.arange(len(tokens) - 1), tokens[1:]])
    )


def repeated_text(
    n_vocab: int, length: int, times: int, seed: int
) -> Integers:
    """Return token 0 and then `length` different random tokens, the same ones `times` times."""
    block = np.random.default_rng(seed).permutation(np.arange(1, n_vocab))[
        :length
    ]
    return np.concatenate([[BEGINNING], np.tile(block, times)])


# --8<-- [start:one_step]
def linear_attention_prediction(
    x: Array, y: Array, query: Array, rate: float
) -> float:
    """Return rate * sum of y_i (x_i . query): attention without softmax over the examples.

    x: (n, d), y: (n,), query: (d,). Source: von Oswald et al. 2022, as in Mahankali et al. 2023.
    """
    return float(rate * y @ (x @ query))


def one_step_prediction(
    x: Array, y: Array, query: Array, rate: float
) -> float:
    """Return w . query after one step of descent from w = 0 on half the sum of squared errors."""
    w = np.zeros(x.shape[1])
    gradient = x.T @ (x @ w - y)
    return float((w - rate * gradient) @ query)


# --8<-- [end:one_step]


def posterior(prior: Array, likelihood: Array) -> Array:
    """Return the probabilities of tasks after examples. prior: (m,), likelihood: (n, m)."""
    joint = prior * np.prod(likelihood, axis=0)
    return np.asarray(joint / joint.sum())
