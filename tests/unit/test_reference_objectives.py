from __future__ import annotations

import math

import numpy as np
import pytest

from scripts.reference.objectives import loss_positions, next_token_loss
from tests.unit.properties import normal


def scored(objective: str, prefix_len: int) -> list[int]:
    return np.flatnonzero(loss_positions(6, prefix_len, objective)).tolist()  # type: ignore[arg-type]


def test_a_causal_lm_learns_from_every_token_with_a_predecessor() -> None:
    assert scored("causal", 3) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("objective", ["prefix", "encoder-decoder", "answer-only"])
def test_the_others_learn_from_the_tokens_after_the_prompt(objective: str) -> None:
    assert scored(objective, 3) == [3, 4, 5]


def test_a_prefix_lm_without_a_prefix_learns_as_a_causal_one() -> None:
    assert scored("prefix", 0) == scored("causal", 0)


def test_equal_logits_cost_the_logarithm_of_the_vocabulary() -> None:
    loss = next_token_loss(np.zeros((4, 10)), np.arange(4), loss_positions(4, 0, "causal"))
    assert loss == pytest.approx(math.log(10))


def test_loss_of_two_scored_tokens_by_hand() -> None:
    logits = np.log([[0.5, 0.3, 0.2], [0.1, 0.6, 0.3], [0.2, 0.2, 0.6]])
    loss = next_token_loss(logits, np.array([0, 2, 1]), np.array([False, True, True]))
    assert loss == pytest.approx(-(math.log(0.2) + math.log(0.6)) / 2)


def test_tokens_that_are_not_scored_do_not_count() -> None:
    logits, tokens = normal(1, 6, 5), np.array([0, 1, 2, 3, 4, 0])
    mask = loss_positions(6, 3, "prefix")
    before = next_token_loss(logits, tokens, mask)
    logits[:2] += normal(2, 2, 5)
    tokens[:3] = 4
    assert next_token_loss(logits, tokens, mask) == pytest.approx(before)


def test_huge_logits_stay_finite() -> None:
    logits = np.array([[1e4, -1e4], [0.0, 0.0]])
    loss = next_token_loss(logits, np.array([0, 1]), np.array([False, True]))
    assert loss == pytest.approx(2e4)


def test_bad_input_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown objective 'masked'"):
        loss_positions(4, 2, "masked")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="prefix_len"):
        loss_positions(4, 9, "prefix")
    logits, tokens = np.zeros((3, 4)), np.zeros(3, dtype=np.int64)
    with pytest.raises(ValueError, match="no token is scored"):
        next_token_loss(logits, tokens, np.zeros(3, dtype=bool))
    with pytest.raises(ValueError, match="no position before it"):
        next_token_loss(logits, tokens, np.ones(3, dtype=bool))
    with pytest.raises(ValueError, match="differ in length"):
        next_token_loss(logits, tokens[:2], np.ones(3, dtype=bool))
