"""The induction circuit continues patterns it has never seen; its parts are needed; equalities."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reference.induction import (
    linear_attention_prediction,
    next_token_losses,
    one_step_prediction,
    posterior,
    repeated_text,
    run_circuit,
)
from tests.unit.properties import normal, seeds, steady


def test_the_token_after_the_earlier_occurrence_is_predicted() -> None:
    run = run_circuit(np.array([0, 1, 2, 3, 1]), 4)
    np.testing.assert_allclose(run.previous[3], [0, 0, 1, 0, 0], atol=1e-6)
    np.testing.assert_allclose(run.induction[4], [0, 0, 1, 0, 0], atol=1e-4)
    assert run.probabilities[4, 2] > 0.999


def test_two_continuations_share_the_prediction() -> None:
    run = run_circuit(np.array([0, 1, 2, 1, 3, 1]), 5)
    np.testing.assert_allclose(run.induction[5], [0, 0, 0.5, 0, 0.5, 0], atol=1e-4)
    np.testing.assert_allclose(run.probabilities[5, 2:4], [0.497, 0.497], atol=1e-3)


def test_a_new_token_rests_on_the_beginning_and_predicts_nothing() -> None:
    run = run_circuit(np.array([0, 1, 2, 3]), 5)
    np.testing.assert_allclose(run.induction[:, 0], 1, atol=1e-4)
    np.testing.assert_allclose(run.probabilities[:, 1:], 1 / 4, atol=1e-3)


@steady
@given(seed=seeds, length=st.integers(2, 20))
def test_any_repeated_text_is_continued_from_its_second_token_on(seed: int, length: int) -> None:
    losses = next_token_losses(repeated_text(25, length, 2, seed), 25)
    np.testing.assert_allclose(losses[: length + 1], np.log(24), atol=1e-2)
    assert (losses[length + 1 :] < 0.01).all()


@steady
@given(seed=seeds)
def test_without_the_first_layer_nothing_is_learned_from_the_context(seed: int) -> None:
    losses = next_token_losses(repeated_text(25, 12, 2, seed), 25, with_previous=False)
    np.testing.assert_allclose(losses, np.log(24), atol=1e-2)


def test_a_text_without_beginning_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with token 0"):
        run_circuit(np.array([1, 2]), 3)


@steady
@given(seed=seeds)
def test_attention_without_softmax_is_one_step_of_descent(seed: int) -> None:
    x, y, query = normal(seed, 6, 3), normal(seed + 1, 6), normal(seed + 2, 3)
    found = linear_attention_prediction(x, y, query, 0.1)
    assert found == pytest.approx(one_step_prediction(x, y, query, 0.1))


def test_three_examples_settle_which_task_is_meant() -> None:
    after = posterior(np.array([0.5, 0.5]), np.array([[0.8, 0.2]] * 3))
    np.testing.assert_allclose(after, [64 / 65, 1 / 65])
