"""Learning from preferences: reward model, PPO's clipped term, DPO, GRPO, and memory of each."""

from __future__ import annotations

from typing import Literal

import numpy as np

from scripts.counts import costs
from scripts.reference.arrays import Array, require
from scripts.reference.attention import log_softmax


# --8<-- [start:dpo]
def sigmoid(x: float) -> float:
    """Return 1 / (1 + exp(-x)), without overflow."""
    return float(np.exp(-np.logaddexp(0.0, -x)))


def dpo_loss(policy: Array, reference: Array, beta: float) -> float:
    """Return the loss of one pair.

    policy, reference: log-probabilities of the chosen and of the rejected answer, each summed
    over its tokens; shape (2,). Source: Rafailov et al. 2023, arXiv:2305.18290; the code of its
    authors, trainers.py, preference_loss.
    """
    chosen, rejected = beta * (policy - reference)
    return float(np.logaddexp(0.0, rejected - chosen))


def dpo_gradient(policy: Array, reference: Array, beta: float) -> Array:
    """Return the gradient at the two log-probabilities of the policy, shape (2,)."""
    chosen, rejected = beta * (policy - reference)
    weight = beta * sigmoid(rejected - chosen)
    return np.array([-weight, weight])


# --8<-- [end:dpo]


def reward_loss(chosen: float, rejected: float) -> float:
    """Return -log sigmoid(difference), the loss of a reward model on one pair."""
    return float(np.logaddexp(0.0, rejected - chosen))


def best_policy(reference: Array, rewards: Array, beta: float) -> Array:
    """Return the distribution that maximises reward minus beta times KL; shapes (answers,)."""
    require(beta > 0, "beta must be positive")
    logits = np.log(reference) + rewards / beta
    weights = np.exp(logits - logits.max())
    return np.asarray(weights / weights.sum())


def objective(
    policy: Array, reference: Array, rewards: Array, beta: float
) -> float:
    """Return expected reward minus beta times KL(policy, reference)."""
    kl = np.sum(policy * (np.log(policy) - np.log(reference)))
    return float(policy @ rewards - beta * kl)


# --8<-- [start:grpo]
Weighting = Literal["grpo", "dapo", "dr-grpo"]


def advantages(rewards: Array, *, scaled: bool = True) -> Array:
    """Return rewards less their group's mean, over their deviation if scaled; shape (answers,)."""
    centred = rewards - rewards.mean()
    deviation = rewards.std()
    if not scaled or deviation == 0:
        return np.asarray(centred)
    return np.asarray(centred / deviation)


def token_weights(
    lengths: Array, weighting: Weighting, longest: int
) -> Array:
    """Return the weight that each token of an answer gets in the loss; shape (answers,)."""
    group = len(lengths)
    if weighting == "grpo":
        return np.asarray(1 / (group * lengths))
    if weighting == "dapo":
        return np.full(group, 1 / lengths.sum())
    return np.full(group, 1 / (group * longest))


def clipped(
    ratio: Array, advantage: Array, low: float = 0.2, high: float = 0.2
) -> Array:
    """Return PPO's term, to be maximised: min(ratio A, clip(ratio) A)."""
    bounded = np.clip(ratio, 1 - low, 1 + high)
    return np.minimum(ratio * advantage, bounded * advantage)


# --8<-- [end:grpo]


def kl_estimate(policy: Array, reference: Array) -> Array:
    """Return r - log r - 1 with r = reference / policy, from log-probabilities of samples."""
    log_ratio = reference - policy
    return np.asarray(np.exp(log_ratio) - log_ratio - 1)


def descend(
    start: Array,
    rate: float,
    steps: int,
    beta: float,
    chosen: int,
    rejected: int,
) -> Array:
    """Return log-probabilities by step of DPO on one pair; start: logits, shape (answers,).

    The policy is a softmax over whole answers and begins as the reference. Result:
    (steps + 1, answers).
    """
    logits = start.astype(float).copy()
    reference = log_softmax(start)
    seen = [reference]
    for _ in range(steps):
        now = log_softmax(logits)
        pair = [chosen, rejected]
        at_pair = dpo_gradient(now[pair], reference[pair], beta)
        gradient = -np.exp(now) * at_pair.sum()
        gradient[pair] += at_pair
        logits -= rate * gradient
        seen.append(log_softmax(logits))
    return np.array(seen)


def descend_shared(
    features: Array,
    rate: float,
    steps: int,
    beta: float,
    chosen: int,
    rejected: int,
) -> Array:
    """Like `descend`, with logits that are features (answers, d) times shared parameters (d,)."""
    parameters = np.zeros(features.shape[1])
    reference = log_softmax(features @ parameters)
    seen = [reference]
    for _ in range(steps):
        now = log_softmax(features @ parameters)
        pair = [chosen, rejected]
        weight = -dpo_gradient(now[pair], reference[pair], beta)[0]
        parameters += (
            rate * weight * (features[chosen] - features[rejected])
        )
        seen.append(log_softmax(features @ parameters))
    return np.array(seen)


#: Models held in training: trained with all states, and frozen in 16 bits.
HELD: dict[str, tuple[int, int]] = {
    "sft": (1, 0),
    "ppo": (2, 2),
    "dpo": (1, 1),
    "dpo-precomputed": (1, 0),
    "grpo": (1, 2),
    "grpo-rules": (1, 1),
    "grpo-rules-no-kl": (1, 0),
}


def held_bytes(method: str, parameters: int) -> int:
    """Return bytes of weights, gradients and states where all models have equal size."""
    trained, frozen = HELD[method]
    return (
        int(trained * costs.training_bytes(parameters))
        + frozen * costs.WEIGHT_BYTES * parameters
    )
