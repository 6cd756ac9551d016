"""Preferences: the sign and scale of DPO, its derivation, GRPO's advantages and weights, memory."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.figures import preferences as figure
from scripts.reference import preferences as pr
from scripts.reference.attention import log_softmax
from tests.unit.properties import normal, seeds, steady

betas = st.sampled_from([0.05, 0.1, 0.5, 1.0, 3.0])
POLICY, REFERENCE = np.log([0.3, 0.2]), np.log([0.2, 0.3])


def test_the_pair_of_the_page() -> None:
    assert pr.dpo_loss(POLICY, REFERENCE, 0.5) == pytest.approx(-math.log(0.6))
    assert pr.dpo_loss(POLICY[::-1], REFERENCE[::-1], 0.5) == pytest.approx(-math.log(0.4))
    assert pr.dpo_gradient(POLICY, REFERENCE, 0.5) == pytest.approx([-0.2, 0.2])
    assert pr.dpo_loss(REFERENCE, REFERENCE, 0.1) == pytest.approx(math.log(2))


@steady
@given(seeds, betas)
def test_the_gradient_is_that_of_the_loss(seed: int, beta: float) -> None:
    policy, reference = normal(seed, 2), normal(seed + 1, 2)
    step = 1e-6
    for i, found in enumerate(pr.dpo_gradient(policy, reference, beta)):
        d = step * np.eye(2)[i]
        near = [pr.dpo_loss(policy + t * d, reference, beta) for t in (1, -1)]
        assert found == pytest.approx((near[0] - near[1]) / (2 * step), abs=1e-6)


@steady
@given(seeds, betas)
def test_a_step_downhill_raises_the_chosen_answer(seed: int, beta: float) -> None:
    at_chosen, at_rejected = pr.dpo_gradient(normal(seed, 2), normal(seed + 1, 2), beta)
    assert at_chosen < 0 < at_rejected
    assert at_chosen == -at_rejected


@steady
@given(seeds, betas)
def test_no_other_policy_is_better_than_the_closed_form(seed: int, beta: float) -> None:
    reference, other = (np.exp(log_softmax(normal(seed + i, 5))) for i in (0, 1))
    rewards = normal(seed + 2, 5)
    best = pr.best_policy(reference, rewards, beta)
    top = pr.objective(best, reference, rewards, beta)
    assert top >= pr.objective(other, reference, rewards, beta)
    log_z = np.log(np.sum(reference * np.exp(rewards / beta)))
    assert top == pytest.approx(beta * log_z)


@steady
@given(seeds, betas)
def test_at_the_optimum_dpo_is_the_loss_of_the_reward_model(seed: int, beta: float) -> None:
    reference, rewards = np.exp(log_softmax(normal(seed, 5))), normal(seed + 1, 5)
    best = pr.best_policy(reference, rewards, beta)
    loss = pr.dpo_loss(np.log(best[:2]), np.log(reference[:2]), beta)
    assert loss == pytest.approx(pr.reward_loss(*rewards[:2]))


def test_small_beta_chases_the_reward_and_large_beta_stays() -> None:
    reference, rewards = np.array([0.5, 0.3, 0.2]), np.array([0.0, 1.0, 0.5])
    assert pr.best_policy(reference, rewards, 0.01)[1] > 0.999
    assert pr.best_policy(reference, rewards, 1e4) == pytest.approx(reference, abs=1e-3)


def test_both_answers_can_shrink_while_the_margin_grows() -> None:
    found = pr.descend_shared(figure.FEATURES, figure.RATE, 10, figure.BETA, 0, 1)
    margin = found[:, 0] - found[:, 1]
    assert (np.diff(margin) > 0).all()
    assert (np.diff(found[:, 0]) < 0).all()
    assert np.exp(found[-1]).round(2).tolist() == [0.05, 0.01, 0.94]


def test_with_a_parameter_per_answer_the_chosen_one_grows() -> None:
    found = pr.descend(np.log([0.2, 0.3, 0.5]), 1.0, 50, 0.5, 0, 1)
    assert (np.diff(found[:, 0]) > 0).all()
    assert np.exp(found).sum(axis=1) == pytest.approx(np.ones(51))


def test_advantages_of_the_page() -> None:
    rewards = np.array([1.0, 0, 0, 0])
    assert pr.advantages(rewards) == pytest.approx([3**0.5, *3 * [-(3**-0.5)]])
    assert pr.advantages(rewards, scaled=False).tolist() == [0.75, -0.25, -0.25, -0.25]
    assert not pr.advantages(np.ones(4)).any()


def test_weight_of_a_token() -> None:
    lengths = np.array([100.0, 400.0])
    assert pr.token_weights(lengths, "grpo", 1000).tolist() == [1 / 200, 1 / 800]
    assert pr.token_weights(lengths, "dapo", 1000).tolist() == [1 / 500, 1 / 500]
    assert pr.token_weights(lengths, "dr-grpo", 1000).tolist() == [1 / 2000, 1 / 2000]


def test_clipping_stops_only_the_step_that_goes_too_far() -> None:
    ratio = np.array([1.5, 0.5])
    assert pr.clipped(ratio, np.array([1.0, 1.0])).tolist() == [1.2, 0.5]
    assert pr.clipped(ratio, np.array([-1.0, -1.0])).tolist() == [-1.5, -0.8]
    assert pr.clipped(ratio, np.array([1.0, 1.0]), high=0.28).tolist() == [1.28, 0.5]


@steady
@given(seeds)
def test_the_estimate_of_kl_is_right_on_average(seed: int) -> None:
    policy, reference = (log_softmax(normal(seed + i, 6)) for i in (0, 1))
    found = pr.kl_estimate(policy, reference)
    assert (found >= 0).all()
    kl = np.sum(np.exp(policy) * (policy - reference))
    assert np.exp(policy) @ found == pytest.approx(kl)


def test_memory_of_seven_billion() -> None:
    found = {method: pr.held_bytes(method, 7 * 10**9) / 1e9 for method in pr.HELD}
    assert found["ppo"] == 252
    assert found["dpo"] == found["grpo-rules"] == 126
    assert found["grpo"] == 140
    assert found["sft"] == found["dpo-precomputed"] == found["grpo-rules-no-kl"] == 112


@steady
@given(seeds)
def test_the_estimate_of_kl_has_the_gradient_of_the_exchanged_kl(seed: int) -> None:
    logits = normal(seed, 4)
    policy, reference = log_softmax(logits), log_softmax(normal(seed + 1, 4))
    drawn, step = np.exp(policy), 1e-6
    for d in step * np.eye(4):
        near = [log_softmax(logits + t * d) for t in (1, -1)]
        estimate = [drawn @ pr.kl_estimate(p, reference) for p in near]
        exchanged = [np.exp(reference) @ (reference - p) for p in near]
        assert estimate[0] - estimate[1] == pytest.approx(exchanged[0] - exchanged[1], abs=1e-11)
