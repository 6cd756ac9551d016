"""LoRA: a frozen matrix and the product of two thin ones; what it can express and what it takes."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from scripts.reference.arrays import Array, require

Shape = tuple[int, int]


# --8<-- [start:adapter]
def start(
    rng: np.random.Generator, out: int, inner: int, r: int
) -> tuple[Array, Array]:
    """Return A, random, shape (r, inner), and B, zero, shape (out, r).

    A is uniform within 1 / sqrt(inner), as in the code of Hu et al. 2021 (loralib, layers.py).
    """
    bound = 1 / math.sqrt(inner)
    return rng.uniform(-bound, bound, (r, inner)), np.zeros((out, r))


def forward(x: Array, w: Array, a: Array, b: Array, scale: float) -> Array:
    """Return the layer's output with the adapter beside it.

    x: (n, inner); w: (out, inner), frozen; result: (n, out).
    Source: Hu et al. 2021, arXiv:2106.09685.
    """
    return x @ w.T + scale * (x @ a.T) @ b.T


def merge(w: Array, a: Array, b: Array, scale: float) -> Array:
    """Return the one matrix that does the same as w with its adapter."""
    return w + scale * b @ a


def gradients(
    g: Array, a: Array, b: Array, scale: float
) -> tuple[Array, Array]:
    """Return the gradients at A and at B; g: (out, inner), the one at the merged matrix."""
    return scale * b.T @ g, scale * g @ a.T


# --8<-- [end:adapter]


def scaling(alpha: float, r: int, *, stabilised: bool = False) -> float:
    """Return alpha / r, or alpha / sqrt(r) for rsLoRA (Kalajdzievski 2023, arXiv:2312.03732)."""
    require(r > 0, "the rank must be positive")
    return alpha / (math.sqrt(r) if stabilised else r)


def least_error(change: Array, r: int) -> float:
    """Return the least error of rank r over the size of the change, both as Frobenius norms.

    Eckart and Young: what is left are the singular values after the r largest.
    """
    values = np.linalg.svd(change, compute_uv=False)
    return float(np.sqrt(np.sum(values[r:] ** 2) / np.sum(values**2)))


def fit(
    change: Array, r: int, steps: int = 3000, rate: float = 0.05
) -> float:
    """Return the error that is left when A and B are trained to make the change.

    Loss: half the squared error of the output for inputs that are white, so half the squared
    Frobenius norm of B A - change. Adam with the usual constants, its rate falling to zero.
    """
    out, inner = change.shape
    a, b = start(np.random.default_rng(0), out, inner, r)
    values = [a, b]
    means = [np.zeros_like(v) for v in values]
    squares = [np.zeros_like(v) for v in values]
    for step in range(1, steps + 1):
        found = gradients(
            values[1] @ values[0] - change, values[0], values[1], 1
        )
        for i, gradient in enumerate(found):
            means[i] += 0.1 * (gradient - means[i])
            squares[i] += 0.001 * (gradient**2 - squares[i])
            size = np.sqrt(squares[i] / (1 - 0.999**step)) + 1e-8
            now = rate * (1 - step / steps)
            values[i] = values[i] - now * means[i] / (1 - 0.9**step) / size
    left = np.linalg.norm(values[1] @ values[0] - change)
    return float(left / np.linalg.norm(change))


def made_up_change(kind: str, size: int = 32) -> Array:
    """Return a square matrix with known singular values, always the same.

    kind: "few" has four large ones and noise of a tenth, "falling" has 1, 1/2, 1/3 and so on,
    "equal" has all alike.
    """
    rng = np.random.default_rng(3)
    left, right = (
        np.linalg.qr(rng.normal(size=(size, size)))[0] for _ in range(2)
    )
    number = np.arange(1, size + 1)
    values = {
        "few": np.where(number <= 4, 1.0, 0.1),
        "falling": 1 / number,
        "equal": np.ones(size),
    }[kind]
    return np.asarray(left @ np.diag(values) @ right)


def first_step(
    r: int, scale: float, *, adam: bool, seed: int = 0
) -> tuple[float, float]:
    """Return how far a first step of rate 1 moves the output for its input and for another one.

    One example, layer of width 256; the gradient at the output is that of a squared error. Sizes
    are root mean squares over the outputs.
    """
    rng = np.random.default_rng(seed)
    width = 256
    a, b = start(rng, width, width, r)
    x, other, g = rng.normal(size=(3, width))
    at_b = scale * np.outer(g, a @ x)
    b = -np.sign(at_b) if adam else -at_b
    seen, unseen = scale * b @ (a @ x), scale * b @ (a @ other)
    return float(np.sqrt(np.mean(seen**2))), float(
        np.sqrt(np.mean(unseen**2))
    )


def block_shapes(
    d: int, heads: int, kv_heads: int, head_dim: int, d_ff: int
) -> dict[str, Shape]:
    """Return the shapes (out, in) of the matrices of a gated block, by name."""
    q, kv = heads * head_dim, kv_heads * head_dim
    return {
        "q": (q, d),
        "k": (kv, d),
        "v": (kv, d),
        "o": (d, q),
        "gate": (d_ff, d),
        "up": (d_ff, d),
        "down": (d, d_ff),
    }


#: Which matrices get an adapter.
TARGETS = {"qv": ("q", "v"), "attention": ("q", "k", "v", "o"), "all": None}


def adapter_parameters(shapes: Sequence[Shape], r: int) -> int:
    """Return r (out + in), summed over the matrices."""
    return sum(r * (out + inner) for out, inner in shapes)


def chosen(shapes: dict[str, Shape], target: str) -> list[Shape]:
    """Return the shapes of the matrices that get an adapter; KeyError for an unknown target."""
    names = TARGETS[target] or tuple(shapes)
    return [shapes[name] for name in names]


#: Bytes per trained parameter: weight, gradient, master weight, two moments.
TRAINED_BYTES = 16


def nf4_bits(*, double: bool = True) -> float:
    """Return bits per weight: codes, and a scale per 64; the scales in 8 bits, if doubly quantised.

    Then 256 scales of 8 bits share one of 32. Source: bitsandbytes, functional.py, quantize_4bit.
    """
    return 4 + (8 / 64 + 32 / (64 * 256) if double else 32 / 64)


def frozen_bytes(parameters: int, linear: int, *, four_bits: bool) -> float:
    """Return the bytes of the frozen weights: all in 16 bits, or `linear` of them in NF4."""
    if not four_bits:
        return 2 * parameters
    return 2 * (parameters - linear) + linear * nf4_bits() / 8
