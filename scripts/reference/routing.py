"""Routing in a mixture of experts: top-k, capacity, auxiliary losses, and balance by a bias.

Symbols: T tokens, E experts, k experts for each token. Scores have shape (T, E); choices are
(T, k), the best expert first.
"""

from __future__ import annotations

import math

import numpy as np

from scripts.reference.activations import sigmoid, swish
from scripts.reference.arrays import Array, Integers, Mask, require
from scripts.reference.attention import softmax


# --8<-- [start:top_k]
def top_k(scores: Array, k: int) -> Integers:
    """Return for each token its k experts of highest score, the best first.

    scores: (T, E); result: (T, k). Of equal scores the smaller index wins.
    """
    experts = scores.shape[-1]
    require(1 <= k <= experts, f"k is {k}, there are {experts} experts")
    return np.argsort(-scores, axis=-1, kind="stable")[:, :k]


def gates(logits: Array, chosen: Integers) -> Array:
    """Return the weights of the chosen, (T, k): the softmax over their logits alone.

    Source: Shazeer et al. 2017, equations 3 to 5; Jiang et al. 2024, section 2.1.
    """
    return softmax(np.take_along_axis(logits, chosen, axis=-1))


# --8<-- [end:top_k]


# --8<-- [start:moe_layer]
def moe_layer(
    x: Array,
    w_router: Array,
    experts: list[tuple[Array, Array, Array]],
    k: int,
) -> Array:
    """Return the weighted sum of k SwiGLU experts for each token.

    x: (T, d); w_router: (d, E); experts: w_gate and w_up, (d, f), and w_down, (f, d).
    Only the chosen experts compute. Source: Jiang et al. 2024, section 2.1.
    """
    logits = x @ w_router
    chosen = top_k(logits, k)
    weights = gates(logits, chosen)
    y = np.zeros_like(x)
    for e, (w_gate, w_up, w_down) in enumerate(experts):
        token, place = np.nonzero(chosen == e)
        inner = swish(x[token] @ w_gate) * (x[token] @ w_up)
        y[token] += weights[token, place, None] * (inner @ w_down)
    return y


# --8<-- [end:moe_layer]


# --8<-- [start:capacity]
def capacity(tokens: int, experts: int, k: int, factor: float) -> int:
    """Return how many choices one expert accepts: ceil(factor * k * T / E).

    Source: Fedus et al. 2021, equation 3, for k = 1; with k the slots asked for are k T.
    """
    return math.ceil(round(factor * k * tokens / experts, 9))


def accepted(chosen: Integers, experts: int, limit: int) -> Mask:
    """Return which choices find room, (T, k): all first choices before all second ones.

    Within a rank earlier tokens come first. Source: Lepikhin et al. 2020, algorithm 1.
    """
    taken = np.zeros(experts, dtype=int)
    room = np.zeros(chosen.shape, dtype=bool)
    for rank in range(chosen.shape[1]):
        for token, expert in enumerate(chosen[:, rank]):
            room[token, rank] = taken[expert] < limit
            taken[expert] += room[token, rank]
    return room


# --8<-- [end:capacity]


# --8<-- [start:aux_loss]
def load(chosen: Integers, experts: int) -> Array:
    """Return the share of all choices that falls to each expert, (E,); it sums to 1."""
    return np.bincount(chosen.ravel(), minlength=experts) / chosen.size


def switch_loss(probabilities: Array, chosen: Integers) -> float:
    """Return E * sum(f * P): 1 where both are uniform, up to E where one expert has all.

    probabilities: (T, E), after the softmax. f is the share of choices, P the mean probability.
    Source: Fedus et al. 2021, equations 4 to 6, without their factor alpha; there k = 1.
    """
    experts = probabilities.shape[1]
    return float(
        experts * (load(chosen, experts) * probabilities.mean(axis=0)).sum()
    )


def gshard_loss(probabilities: Array, chosen: Integers) -> float:
    """Return mean(c / T * m): c counts first choices only, m is the mean gate of an expert.

    Equal to `switch_loss` of the first choices, divided by E^2.
    Source: Lepikhin et al. 2020, algorithm 1.
    """
    first = load(chosen[:, :1], probabilities.shape[1])
    return float((first * probabilities.mean(axis=0)).mean())


# --8<-- [end:aux_loss]


# --8<-- [start:bias]
def route_with_bias(
    logits: Array,
    bias: Array,
    k: int,
) -> tuple[Integers, Array]:
    """Return choices and weights, (T, k) each: the bias takes part in choosing alone.

    Scores are sigmoids; weights are the scores without bias, divided by their sum.
    Source: DeepSeek-AI 2024 (V3), equations 12 to 16.
    """
    scores = sigmoid(logits)
    chosen = top_k(scores + bias, k)
    picked = np.take_along_axis(scores, chosen, axis=-1)
    return chosen, picked / picked.sum(axis=-1, keepdims=True)


def updated_bias(bias: Array, chosen: Integers, step: float) -> Array:
    """Return the bias after a batch: a step up at too low a load, down at too high.

    Source: Wang et al. 2024, algorithm 1; DeepSeek-AI 2024 (V3), section 2.1.2.
    """
    share = load(chosen, len(bias))
    return bias + step * np.sign(1 / len(bias) - share)


# --8<-- [end:bias]


def imbalance(chosen: Integers, experts: int) -> float:
    """Return the largest load over the mean load, less one: 0 for perfect balance.

    Source: Wang et al. 2024, section 4.1 (MaxVio).
    """
    return float(load(chosen, experts).max() * experts - 1)


def example_logits(tokens: int = 48, experts: int = 8) -> Array:
    """Return the scores that figures and the page's interactive part route, (T, E).

    A fixed pattern of spread 3 plus a preference for experts of small index, as a router that has
    begun to collapse would have it; whole numbers inside, so that two languages agree on it.
    """
    t, e = np.meshgrid(np.arange(tokens), np.arange(experts), indexing="ij")
    pattern = (
        389 * t + 617 * e + 173 * t * e + 53 * t * t + 7 * e * e * t
    ) % 997
    return np.asarray(
        pattern * 3 / 997 + 0.3 * (experts - 1 - e) - 1.5, dtype=np.float64
    )


def balanced_bias(logits: Array, k: int, step: float, rounds: int) -> Array:
    """Return the bias after `rounds` updates on one and the same batch of logits, from 0."""
    bias = np.zeros(logits.shape[1])
    for _ in range(rounds):
        chosen, _ = route_with_bias(logits, bias, k)
        bias = updated_bias(bias, chosen, step)
    return bias
