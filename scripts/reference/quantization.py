"""Quantisation of weights: rounding to nearest, groups, GPTQ, AWQ, and bits per weight of files."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scripts.reference.arrays import Array, require


# --8<-- [start:nearest]
def steps_of(w: Array, bits: int, group: int) -> Array:
    """Return the step of each weight: the largest of its group over the largest code.

    w: (rows, columns), a group being `group` neighbours of a row. Codes run from
    -(2^(bits-1) - 1) to 2^(bits-1) - 1.
    """
    require(w.shape[1] % group == 0, "groups must fill a row")
    parts = np.abs(w).reshape(len(w), -1, group)
    step = parts.max(axis=2) / (2 ** (bits - 1) - 1)
    return np.repeat(np.where(step == 0, 1, step), group, axis=1)


def round_to_nearest(w: Array, bits: int, group: int) -> Array:
    """Return the weights that codes of so many bits and a step per group give back."""
    step = steps_of(w, bits, group)
    return np.asarray(np.rint(w / step) * step)


# --8<-- [end:nearest]


# --8<-- [start:gptq]
def gptq(
    w: Array, x: Array, bits: int, group: int, damping: float = 0.01
) -> Array:
    """Round column by column, each time letting later columns make up for the error.

    w: (out, in); x: (samples, in), inputs of the layer. Steps are set from w beforehand.
    Source: Frantar et al. 2023; the code of its authors, gptq.py.
    """
    step, w = steps_of(w, bits, group), w.copy()
    h = x.T @ x
    h += damping * np.mean(np.diag(h)) * np.eye(len(h))
    # upper triangular u with u.T @ u = inverse of h
    u = np.linalg.cholesky(np.linalg.inv(h)).T
    largest = 2 ** (bits - 1) - 1
    quantised = np.empty_like(w)
    for i in range(w.shape[1]):
        codes = np.rint(w[:, i] / step[:, i]).clip(-largest, largest)
        quantised[:, i] = codes * step[:, i]
        error = (w[:, i] - quantised[:, i]) / u[i, i]
        w[:, i + 1 :] -= np.outer(error, u[i, i + 1 :])
    return quantised


# --8<-- [end:gptq]


# --8<-- [start:awq]
def awq(w: Array, x: Array, bits: int, group: int) -> Array:
    """Round with columns stretched where inputs are large, by the best of 20 powers.

    w: (out, in); x: (samples, in), inputs of the layer.
    Source: Lin et al. 2024; the code of its authors, auto_scale.py.
    """
    size, wanted = np.abs(x).mean(axis=0), x @ w.T
    best, least = w, np.inf
    for power in np.arange(20) / 20:
        stretch = np.maximum(size**power, 1e-4)
        stretch /= np.sqrt(stretch.max() * stretch.min())
        tried = round_to_nearest(w * stretch, bits, group) / stretch
        error = float(np.mean((x @ tried.T - wanted) ** 2))
        if error < least:
            best, least = tried, error
    return best


# --8<-- [end:awq]


def output_error(w: Array, quantised: Array, x: Array) -> float:
    """Return the error of the layer's output over its size, both as root mean squares."""
    wanted = x @ w.T
    return float(
        np.sqrt(
            np.mean((x @ quantised.T - wanted) ** 2) / np.mean(wanted**2)
        )
    )


def toy_layer(
    rows: int = 64,
    columns: int = 256,
    samples: int = 512,
    *,
    outliers: int = 3,
) -> tuple[Array, Array]:
    """Return weights and inputs of a made-up layer, always the same.

    Weights are normal, one in a thousand ten times as large. Inputs share directions, so they are
    correlated, and a few channels are twenty times as large, as in language models.
    """
    rng = np.random.default_rng(7)
    w = rng.normal(size=(rows, columns))
    w[rng.random(w.shape) < 0.001] *= 10
    mixed = rng.normal(size=(columns // 4, columns)) / np.sqrt(columns // 4)
    x = rng.normal(size=(samples, columns // 4)) @ mixed
    x += 0.3 * rng.normal(size=x.shape)
    x[:, rng.choice(columns, outliers, replace=False)] *= 20
    return w, x


@dataclass(frozen=True)
class Block:
    """How a file stores a run of weights: so many weights in so many bytes."""

    name: str
    weights: int
    code_bytes: int
    scale_bytes: int

    @property
    def bits(self) -> float:
        """Bits per weight with all that belongs to the block."""
        return 8 * (self.code_bytes + self.scale_bytes) / self.weights

    @property
    def code_bits(self) -> float:
        """Bits per weight of the codes alone."""
        return 8 * self.code_bytes / self.weights


#: Blocks of GGUF files. Source: ggml-common.h, the structures block_q4_0 and so on.
GGUF = (
    Block("Q8_0", 32, 32, 2),
    Block("Q6_K", 256, 192, 16 + 2),
    Block("Q5_K", 256, 160, 12 + 4),
    Block("Q4_K", 256, 128, 12 + 4),
    Block("Q4_0", 32, 16, 2),
    Block("MXFP4", 32, 16, 1),
    Block("Q3_K", 256, 96, 12 + 2),
    Block("Q2_K", 256, 64, 16 + 4),
)


def bits_per_weight(
    bits: float, group: int, scale_bits: float, zero_bits: float = 0
) -> float:
    """Return bits per weight where each group has a scale and, it may be, a zero point."""
    return bits + (scale_bits + zero_bits) / group
