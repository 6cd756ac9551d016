"""Activation functions of the feed-forward layer, their derivatives, and the gated layers."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from scripts.reference.arrays import Array, require

_erf = np.vectorize(math.erf, otypes=[np.float64])

GateLayer = Callable[[Array, Array, Array], Array]


# --8<-- [start:relu]
def relu(x: Array) -> Array:
    """Return max(0, x), element by element."""
    return np.maximum(x, 0.0)


def relu_derivative(x: Array) -> Array:
    """Return 1 where x > 0, else 0; at 0, where ReLU has none, the usual choice 0."""
    return np.where(x > 0, 1.0, 0.0)


# --8<-- [end:relu]


# --8<-- [start:gelu]
def normal_cdf(x: Array) -> Array:
    """Return P(X <= x) for a standard normal X."""
    return np.asarray(0.5 * (1.0 + _erf(x / math.sqrt(2.0))))


def gelu(x: Array) -> Array:
    """Return x * Phi(x), Phi the normal distribution function; nothing in it is random.

    Source: Hendrycks and Gimpel 2016.
    """
    return x * normal_cdf(x)


def gelu_derivative(x: Array) -> Array:
    """Return Phi(x) + x * phi(x), phi the normal density."""
    density = np.exp(-0.5 * x**2) / math.sqrt(2.0 * math.pi)
    return normal_cdf(x) + x * density


# --8<-- [end:gelu]


# --8<-- [start:gelu_tanh]
def gelu_tanh(x: Array) -> Array:
    """Return 0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))), close to GELU without erf.

    Source: Hendrycks and Gimpel 2016.
    """
    inner = math.sqrt(2.0 / math.pi) * (x + 0.044715 * x**3)
    return 0.5 * x * (1.0 + np.tanh(inner))


def gelu_tanh_derivative(x: Array) -> Array:
    """Return the derivative of `gelu_tanh` by the product and chain rules."""
    scale = math.sqrt(2.0 / math.pi)
    t = np.tanh(scale * (x + 0.044715 * x**3))
    return 0.5 * (1.0 + t) + 0.5 * x * (1.0 - t**2) * scale * (
        1.0 + 3 * 0.044715 * x**2
    )


# --8<-- [end:gelu_tanh]


# --8<-- [start:swish]
def sigmoid(x: Array) -> Array:
    """Return 1 / (1 + exp(-x)); by tanh, which does not overflow."""
    return 0.5 * (1.0 + np.tanh(0.5 * x))


def swish(x: Array, beta: float = 1.0) -> Array:
    """Return x * sigmoid(beta * x); with beta = 1 it is also called SiLU.

    Source: Ramachandran, Zoph and Le 2017.
    """
    return x * sigmoid(beta * x)


def swish_derivative(x: Array, beta: float = 1.0) -> Array:
    """Return s + beta * x * s * (1 - s), s = sigmoid(beta * x)."""
    s = sigmoid(beta * x)
    return s + beta * x * s * (1.0 - s)


# --8<-- [end:swish]


# --8<-- [start:glu]
def glu(x: Array, w_gate: Array, w_up: Array) -> Array:
    """Return sigmoid(x w_gate) * (x w_up), the product element by element.

    x: (..., d_model); w_gate, w_up: (d_model, d_ff); result: (..., d_ff). Without biases.
    Source: Dauphin et al. 2017; Shazeer 2020.
    """
    return sigmoid(x @ w_gate) * (x @ w_up)


# --8<-- [end:glu]


# --8<-- [start:swiglu]
def swiglu(x: Array, w_gate: Array, w_up: Array) -> Array:
    """Return Swish(x w_gate) * (x w_up), beta = 1. Shapes as in `glu`. Source: Shazeer 2020."""
    return swish(x @ w_gate) * (x @ w_up)


# --8<-- [end:swiglu]


# --8<-- [start:geglu]
def geglu(x: Array, w_gate: Array, w_up: Array) -> Array:
    """Return GELU(x w_gate) * (x w_up). Shapes as in `glu`. Source: Shazeer 2020."""
    return gelu(x @ w_gate) * (x @ w_up)


# --8<-- [end:geglu]


# --8<-- [start:feed_forward]
def feed_forward(
    x: Array,
    w_1: Array,
    w_2: Array,
    activation: Callable[[Array], Array],
) -> Array:
    """Return activation(x w_1) w_2: two matrices, 2 * d_model * d_ff weights.

    x: (..., d_model); w_1: (d_model, d_ff); w_2: (d_ff, d_model). Without biases.
    """
    return activation(x @ w_1) @ w_2


def gated_feed_forward(
    x: Array,
    w_gate: Array,
    w_up: Array,
    w_down: Array,
    gate: GateLayer = swiglu,
) -> Array:
    """Return gate(x, w_gate, w_up) w_down: three matrices, 3 * d_model * d_ff weights.

    x: (..., d_model); w_gate, w_up: (d_model, d_ff); w_down: (d_ff, d_model). With two
    thirds of the width it has as many weights as `feed_forward`. Source: Shazeer 2020.
    """
    require(
        w_gate.shape == w_up.shape,
        f"w_gate is {w_gate.shape}, w_up is {w_up.shape}",
    )
    return gate(x, w_gate, w_up) @ w_down


# --8<-- [end:feed_forward]
