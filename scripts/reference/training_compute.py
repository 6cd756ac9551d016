"""Operations of training: counted while gradients are computed, and what follows for time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scripts.counts.costs import TRAINING_PASSES
from scripts.reference.arrays import Array


@dataclass(frozen=True)
class Step:
    """Gradients of a training step and the operations of its matrix products."""

    weight_gradients: Sequence[Array]
    input_gradient: Array
    forward: int
    backward: int


# --8<-- [start:counted_step]
def counted_product(a: Array, b: Array) -> tuple[Array, int]:
    """Return a b and its operations: a multiplication and an addition each."""
    return a @ b, 2 * a.shape[0] * a.shape[1] * b.shape[1]


def training_step(x: Array, weights: Sequence[Array], d_out: Array) -> Step:
    """Return the gradients of sum(out * d_out) for layers with ReLU between them.

    x: (tokens, width); weights: one matrix a layer; d_out: like the output.
    """
    inputs, forward, backward = [x], 0, 0
    for w in weights:
        y, cost = counted_product(inputs[-1], w)
        forward += cost
        inputs.append(np.maximum(y, 0) if w is not weights[-1] else y)
    gradients, d = [], d_out
    for x_in, w in zip(inputs[-2::-1], weights[::-1], strict=True):
        d_w, first = counted_product(x_in.T, d)  # what to change here
        d, second = counted_product(d, w.T)  # what to pass on
        backward += first + second
        gradients.append(d_w)
        if x_in is not x:
            d = d * (x_in > 0)
    return Step(gradients[::-1], d, forward, backward)


# --8<-- [end:counted_step]


def flops_per_token(
    multiplied: int,
    layers: int,
    score_width: int,
    attended: float,
    *,
    recompute: bool = False,
) -> float:
    """Return the operations that training does for one token.

    multiplied: weights of the matrices that a token meets; score_width: heads times (key + value
    width); attended: tokens it attends to, on average. Source: Kaplan et al. 2020
    (arXiv:2001.08361), section 2.1 and table 1; recomputation of all blocks is one forward pass
    more (Korthikanti et al. 2022, arXiv:2205.05198).
    """
    forward = 2 * multiplied + 2 * layers * score_width * attended
    return (TRAINING_PASSES + recompute) * forward


def utilisation(
    flops_of_token: float, tokens_per_second: float, cards: int, peak: float
) -> float:
    """Return the share of the peak put to use: MFU, or HFU if recomputed operations count."""
    return flops_of_token * tokens_per_second / (cards * peak)
