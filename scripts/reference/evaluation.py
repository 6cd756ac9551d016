"""How sure a score on n questions is, and how many questions tell two models apart."""

from __future__ import annotations

from math import ceil, comb, sqrt
from statistics import NormalDist

import numpy as np

from scripts.reference.arrays import require
from scripts.reference.repeated_sampling import binomial


# --8<-- [start:interval]
def quantile(share: float) -> float:
    """Return the value below which this share of a standard normal lies."""
    return NormalDist().inv_cdf(share)


def wilson(right: int, n: int, sure: float = 0.95) -> tuple[float, float]:
    """Return the interval of accuracies that fit `right` answers of n.

    It holds every p whose expected score is within z standard errors,
    taken at p itself, of the score seen (the score interval).
    """
    z = quantile((1 + sure) / 2)
    middle = right + z**2 / 2
    half = z * sqrt(right * (n - right) / n + z**2 / 4)
    return (middle - half) / (n + z**2), (middle + half) / (n + z**2)


# --8<-- [end:interval]


# --8<-- [start:paired]
def paired_p(only_a: int, only_b: int) -> float:
    """Return the two-sided p-value of the exact paired (McNemar) test.

    only_a, only_b: questions that just one of the two models solves. If
    the models are equally good, each such question falls like a coin.
    """
    m, least = only_a + only_b, min(only_a, only_b)
    tail = sum(comb(m, k) for k in range(least + 1)) / (1 << m)
    return min(1.0, 2 * tail)


def questions_paired(
    only_a: float, only_b: float, sure: float = 0.95, power: float = 0.8
) -> int:
    """Return how many questions show a difference with this power.

    only_a, only_b: shares of questions that just one model solves.
    """
    gap, apart = abs(only_b - only_a), only_a + only_b
    z, z_power = quantile((1 + sure) / 2), quantile(power)
    root = z * sqrt(apart) + z_power * sqrt(apart - gap**2)
    return ceil((root / gap) ** 2)


# --8<-- [end:paired]


def questions_unpaired(
    p: float, q: float, sure: float = 0.95, power: float = 0.8
) -> int:
    """Return how many questions each model needs if they answer different ones."""
    require(p != q, "equal models cannot be told apart")
    z, z_power = quantile((1 + sure) / 2), quantile(power)
    return ceil(
        (z + z_power) ** 2 * (p * (1 - p) + q * (1 - q)) / (p - q) ** 2
    )


# --8<-- [start:best]
def expected_best(p: float, n: int, models: int) -> float:
    """Return the mean of the best score of so many equally good models.

    Each is right on each of n questions with probability p, independently.
    """
    below = np.cumsum(binomial(n, p)) ** models  # P(best <= k)
    return float((1 - below[:-1]).sum() / n)


# --8<-- [end:best]


# --8<-- [start:cost]
def cost_per_solved(
    price: float, tokens: float, solved: float, failure: float = 0.0
) -> float:
    """Return the cost of one solved task if failures are tried again.

    price: per token; tokens: per try; solved: share of tries that succeed;
    failure: what noticing and cleaning up one failed try costs.
    """
    require(0 < solved <= 1, "something is solved")
    return (price * tokens + (1 - solved) * failure) / solved


# --8<-- [end:cost]
