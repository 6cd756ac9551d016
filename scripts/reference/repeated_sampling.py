"""Many answers to one question: how often one is right, and how often the right one is chosen.

All samples are independent and each is right with the same probability p.
"""

from __future__ import annotations

from math import comb

import numpy as np

from scripts.reference.arrays import Array, require


# --8<-- [start:pass_at_k]
def pass_at_k(n: int, c: int, k: int) -> float:
    """Return the unbiased estimate of pass@k from c right samples of n.

    It is the share of the subsets of k samples that hold a right one:
    1 - C(n - c, k) / C(n, k). Source: Chen et al. 2021; human-eval.
    """
    require(0 <= c <= n and 1 <= k <= n, "needs 0 <= c <= n, 1 <= k <= n")
    return 1 - comb(n - c, k) / comb(n, k)


def naive_pass_at_k(n: int, c: int, k: int) -> float:
    """Return the biased estimate: the share c / n put into the formula."""
    return 1 - (1 - c / n) ** k


# --8<-- [end:pass_at_k]


# --8<-- [start:choosing]
def coverage(p: float, n: int) -> float:
    """Return the probability that at least one of n samples is right."""
    return 1 - (1 - p) ** n


def with_verifier(p: float, n: int, hit: float, slip: float) -> float:
    """Return the accuracy of the first sample that a verifier accepts.

    hit, slip: share of right and of wrong samples that it accepts.
    Where it accepts none of the n, one of them is taken at random.
    """
    accepted = p * hit + (1 - p) * slip
    if accepted in (0.0, 1.0):
        return p
    found = 1 - (1 - accepted) ** n
    left = p * (1 - hit) / (1 - accepted)
    return found * p * hit / accepted + (1 - found) * left


# --8<-- [end:choosing]


def binomial(n: int, p: float) -> Array:
    """Return the probabilities of 0 ... n successes, shape (n + 1,)."""
    if p in (0.0, 1.0):
        certain: Array = np.eye(n + 1)[n if p else 0]
        return certain
    steps = np.log(np.arange(n, 0, -1) / np.arange(1, n + 1))
    ways = np.concatenate([[0.0], np.cumsum(steps)])
    count = np.arange(n + 1)
    found: Array = np.exp(
        ways + count * np.log(p) + (n - count) * np.log1p(-p)
    )
    return found


# --8<-- [start:majority]
def majority(p: float, rival: float, n: int) -> float:
    """Return how often a vote of n samples is right; a tie is drawn.

    rival: probability of the most frequent wrong answer. All other
    wrong answers differ from each other and win no vote, but where
    neither of the two was given, the vote is lost.
    """
    require(p + rival <= 1, "p and rival are shares of all samples")
    if p + rival == 0:
        return 0.0
    right = p / (p + rival)  # among the votes that count
    total = 0.0
    for m, weight in enumerate(binomial(n, p + rival)):
        if m:
            votes = binomial(m, right)
            tie = votes[m // 2] / 2 if m % 2 == 0 else 0.0
            total += weight * (votes[m // 2 + 1 :].sum() + tie)
    return float(total)


# --8<-- [end:majority]


def expected_naive(p: float, n: int, k: int) -> float:
    """Return the mean of the naive estimate of pass@k over all outcomes of n samples."""
    estimates = [naive_pass_at_k(n, c, k) for c in range(n + 1)]
    return float(binomial(n, p) @ np.array(estimates))


def expected_unbiased(p: float, n: int, k: int) -> float:
    """Return the mean of the unbiased estimate of pass@k over all outcomes of n samples."""
    estimates = [pass_at_k(n, c, k) for c in range(n + 1)]
    return float(binomial(n, p) @ np.array(estimates))


# --8<-- [start:break_even]
def break_even(larger: float, served: float) -> float:
    """Return how many times the inference tokens a small model may spend.

    larger: how many times the parameters the other model has.
    served: tokens of inference per token of training, of one model.
    At equal total compute, 6 N D for training and 2 N per served token.
    """
    return larger + 3 * (larger - 1) / served


# --8<-- [end:break_even]
