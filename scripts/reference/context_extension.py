"""Frequencies of RoPE for contexts longer than those trained on: PI, NTK-aware and YaRN.

A frequency is the angle in radians by which a pair of dimensions turns from one position to the
next; frequencies have the shape (head_dim / 2,), pair 0, the fastest, first. The factor s is the
wanted length divided by the trained one.
"""

from __future__ import annotations

import math

import numpy as np

from scripts.reference.arrays import Array, require
from scripts.reference.positions import rope_angles


def rope_frequencies(head_dim: int, rope_theta: float = 10_000.0) -> Array:
    """Return rope_theta^(-2i/head_dim) for each pair i. Source: Su et al. 2021 (RoFormer)."""
    return np.asarray(rope_angles(np.array([1]), head_dim, rope_theta)[0])


def rotations(frequencies: Array, trained: float) -> Array:
    """Return how often each pair turns full circle within `trained` tokens.

    Source: Peng et al. 2024 (YaRN), equation 10, where it is called r.
    """
    return np.asarray(trained * frequencies / (2 * math.pi))


# --8<-- [start:pi_frequencies]
def pi_frequencies(
    head_dim: int, factor: float, rope_theta: float = 10_000.0
) -> Array:
    """Return the frequencies of position interpolation: all of them divided by the factor.

    Position m then turns as m / factor did. Source: Chen et al. 2023, equation 4.
    """
    require(factor >= 1, f"the factor must be at least 1, got {factor}")
    return rope_frequencies(head_dim, rope_theta) / factor


# --8<-- [end:pi_frequencies]


# --8<-- [start:ntk_frequencies]
def ntk_base(
    head_dim: int, factor: float, rope_theta: float = 10_000.0
) -> float:
    """Return the base with which the slowest pair turns `factor` times more slowly.

    Pair 0 keeps its pace. Source: bloc97 2023; Peng et al. 2024 (YaRN), appendix A.2.
    """
    require(factor >= 1, f"the factor must be at least 1, got {factor}")
    require(head_dim > 2, f"head_dim must exceed 2, got {head_dim}")
    return float(rope_theta * factor ** (head_dim / (head_dim - 2)))


def ntk_frequencies(
    head_dim: int, factor: float, rope_theta: float = 10_000.0
) -> Array:
    """Return the frequencies of NTK-aware scaling: those of the base `ntk_base`."""
    return rope_frequencies(
        head_dim, ntk_base(head_dim, factor, rope_theta)
    )


# --8<-- [end:ntk_frequencies]


# --8<-- [start:yarn_frequencies]
def kept_share(
    turns: Array, slow: float = 1.0, fast: float = 32.0
) -> Array:
    """Return the ramp of YaRN: 0 up to `slow` turns, 1 from `fast` turns on, linear between.

    Source: Peng et al. 2024 (YaRN), equation 11, where slow and fast are alpha and beta.
    """
    return np.clip((turns - slow) / (fast - slow), 0.0, 1.0)


def yarn_frequencies(
    head_dim: int, factor: float, trained: int, rope_theta: float = 10_000.0
) -> Array:
    """Return the frequencies of YaRN (NTK-by-parts): fast pairs stay, slow ones are divided.

    trained: tokens of the original context. Source: Peng et al. 2024, equations 10 to 13.
    """
    frequencies = rope_frequencies(head_dim, rope_theta)
    kept = kept_share(rotations(frequencies, trained))
    return kept * frequencies + (1 - kept) * pi_frequencies(
        head_dim, factor, rope_theta
    )


def yarn_scale(factor: float) -> float:
    """Return what YaRN multiplies turned queries and keys by; scores grow by its square.

    Source: Peng et al. 2024, equation 15.
    """
    return 1.0 if factor <= 1 else 0.1 * math.log(factor) + 1.0


# --8<-- [end:yarn_frequencies]


# --8<-- [start:yarn_code_frequencies]
def kept_share_of_code(
    head_dim: int,
    trained: int,
    rope_theta: float,
    slow: float = 1.0,
    fast: float = 32.0,
) -> Array:
    """Return the ramp that the authors' code and Transformers use: linear in the pair's number.

    Its ends, the pairs that turn `fast` and `slow` times, are rounded outwards.
    Source: jquesnelle/yarn, find_correction_range and linear_ramp_mask.
    """

    def pair_that_turns(times: float) -> float:
        return (
            head_dim
            * math.log(trained / (times * 2 * math.pi))
            / (2 * math.log(rope_theta))
        )

    first = max(math.floor(pair_that_turns(fast)), 0)
    last = min(math.ceil(pair_that_turns(slow)), head_dim - 1)
    ramp = (np.arange(head_dim // 2) - first) / max(last - first, 0.001)
    return 1 - np.clip(ramp, 0.0, 1.0)


def yarn_code_frequencies(
    head_dim: int, factor: float, trained: int, rope_theta: float = 10_000.0
) -> Array:
    """Return the frequencies that libraries compute under the name of YaRN."""
    frequencies = rope_frequencies(head_dim, rope_theta)
    kept = kept_share_of_code(head_dim, trained, rope_theta)
    return kept * frequencies + (1 - kept) * pi_frequencies(
        head_dim, factor, rope_theta
    )


# --8<-- [end:yarn_code_frequencies]


def overshoot(
    frequencies: Array, original: Array, factor: float, trained: int
) -> Array:
    """Return the largest angle at the wanted length as a multiple of the largest one trained.

    1 for pairs that turned full circle in training, as they have met every angle. Above 1 a slow
    pair is sent to angles that it never met.
    """
    largest = factor * frequencies / original
    return np.where(rotations(original, trained) >= 1, 1.0, largest)
