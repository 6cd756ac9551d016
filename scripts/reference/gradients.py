"""Gradient norms through a stack of residual sublayers, by the place of the norms.

Sublayers alternate: uniform causal attention, F(x) = A x W, and feed-forward, F(x) = ReLU(x W_1)
W_2. LayerNorm has no gain. Uniform attention is that of queries and keys that are zero, the
initialisation that Xiong et al. 2020 analyse. Derivatives are written out by hand; tests compare
them with finite differences.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from scripts.reference.arrays import Array, require
from scripts.reference.norms import deepnorm_constants

Placement = Literal["post", "pre", "sandwich", "reordered", "deepnorm"]
PLACEMENTS: tuple[Placement, ...] = (
    "post",
    "pre",
    "sandwich",
    "reordered",
    "deepnorm",
)
BEFORE, AFTER, ON_PATH = (
    ("pre", "sandwich"),
    ("sandwich", "reordered"),
    ("post", "deepnorm"),
)
#: One matrix for attention, two for a feed-forward sublayer.
Weights = tuple[Array, ...]


# --8<-- [start:norm_backward]
def norm(x: Array) -> Array:
    """Return LayerNorm without gain, bias and epsilon; x: (n, d_model)."""
    centred: Array = x - x.mean(-1, keepdims=True)
    deviation: Array = x.std(-1, keepdims=True)
    return centred / deviation


def norm_backward(x: Array, gradient: Array) -> Array:
    """Return the gradient at x from the gradient at norm(x); both (n, d_model).

    The parts along 1 and along norm(x) fall away, the rest is divided by the deviation of x.
    """
    y = norm(x)
    along = y * (gradient * y).mean(-1, keepdims=True)
    kept: Array = gradient - gradient.mean(-1, keepdims=True) - along
    deviation: Array = x.std(-1, keepdims=True)
    return kept / deviation


# --8<-- [end:norm_backward]


class Trace(NamedTuple):
    """Gradients of a stack, first sublayer first.

    weights: those of the matrices of each sublayer; stream: those at each x_l, L + 1 of them.
    """

    weights: list[Weights]
    stream: list[Array]


class _Step(NamedTuple):
    x: Array
    read: Array
    hidden: Array
    written: Array
    total: Array


def uniform_attention(n: int) -> Array:
    """Return causal attention that weighs all positions seen equally: (n, n)."""
    seen: Array = np.tril(np.ones((n, n)))
    count: Array = seen.sum(axis=-1, keepdims=True)
    return seen / count


def _forward(
    x: Array, weights: Weights, placement: Placement, alpha: float
) -> _Step:
    read = norm(x) if placement in BEFORE else x
    if len(weights) == 1:
        hidden = uniform_attention(len(x)) @ read
    else:
        hidden = np.maximum(read @ weights[0], 0)
    written = hidden @ weights[-1]
    branch = norm(written) if placement in AFTER else written
    return _Step(x, read, hidden, written, alpha * x + branch)


def forward(
    x: Array,
    stack: Sequence[Weights],
    placement: Placement,
    alpha: float = 1,
) -> Array:
    """Return the output of the stack; x: (n, d_model).

    Where no norm stands on the residual path, one more norm ends the stack.
    """
    for weights in stack:
        total = _forward(x, weights, placement, alpha).total
        x = norm(total) if placement in ON_PATH else total
    return x if placement in ON_PATH else norm(x)


def backward(
    x: Array,
    stack: Sequence[Weights],
    placement: Placement,
    gradient: Array,
    alpha: float = 1,
) -> Trace:
    """Return all gradients from the gradient at the output; x, gradient: (n, d_model)."""
    require(placement in PLACEMENTS, f"unknown placement {placement!r}")
    steps: list[_Step] = []
    for weights in stack:
        steps.append(_forward(x, weights, placement, alpha))
        x = (
            norm(steps[-1].total)
            if placement in ON_PATH
            else steps[-1].total
        )
    g = gradient if placement in ON_PATH else norm_backward(x, gradient)
    stream: list[Array] = [g]
    found: list[Weights] = []
    for step, matrices in zip(
        reversed(steps), reversed(stack), strict=True
    ):
        if placement in ON_PATH:
            g = norm_backward(step.total, g)
        branch = norm_backward(step.written, g) if placement in AFTER else g
        of_last, inner = step.hidden.T @ branch, branch @ matrices[-1].T
        if len(matrices) == 1:
            found.append((of_last,))
            back = uniform_attention(len(x)).T @ inner
        else:
            inner = inner * (step.hidden > 0)
            found.append((step.read.T @ inner, of_last))
            back = inner @ matrices[0].T
        g = alpha * g + (
            norm_backward(step.x, back) if placement in BEFORE else back
        )
        stream.append(g)
    return Trace(found[::-1], stream[::-1])


def random_stack(
    n_layers: int, d_model: int, d_ff: int, seed: int, beta: float = 1
) -> list[Weights]:
    """Return attention and feed-forward in turn, 2 * n_layers sublayers.

    Weights are normal with variance beta^2 * 2 / (rows + columns), after Glorot and Bengio.
    """
    generator = np.random.default_rng(seed)

    def matrix(rows: int, columns: int) -> Array:
        drawn: Array = generator.normal(size=(rows, columns))
        return drawn * (beta * math.sqrt(2 / (rows + columns)))

    stack: list[Weights] = []
    for _ in range(n_layers):
        stack.append((matrix(d_model, d_model),))
        stack.append((matrix(d_model, d_ff), matrix(d_ff, d_model)))
    return stack


def gradient_norms(
    placement: Placement,
    n_layers: int,
    d_model: int = 64,
    n_tokens: int = 64,
    seed: int = 0,
) -> Array:
    """Return the norm of the gradient at W_2 of each layer at initialisation: (n_layers,).

    The loss pulls the output of every token in a random direction; its gradient at the output
    has norm 1 over all tokens. DeepNorm has the constants of a decoder.
    """
    alpha, beta = 1.0, 1.0
    if placement == "deepnorm":
        constants = deepnorm_constants(0, n_layers)[1]
        assert constants is not None  # there is a decoder
        alpha, beta = constants
    stack = random_stack(n_layers, d_model, 4 * d_model, seed, beta)
    generator = np.random.default_rng(seed + 1)
    x, pull = generator.normal(size=(2, n_tokens, d_model))
    trace = backward(
        norm(x), stack, placement, pull / np.linalg.norm(pull), alpha
    )
    return np.array(
        [np.linalg.norm(found[-1]) for found in trace.weights[1::2]]
    )
