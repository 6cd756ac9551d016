from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reference import emergence
from tests.unit.properties import steady

shares = st.floats(0, 1)


def test_token_accuracy_is_a_smooth_rising_share() -> None:
    accuracy = emergence.token_accuracy(np.logspace(6, 13, 50), constant=1e9, exponent=0.3)
    assert (np.diff(accuracy) > 0).all()
    assert ((accuracy > 0) & (accuracy < 1)).all()
    at_constant = emergence.token_accuracy(np.array([1e9]), constant=1e9, exponent=0.3)
    assert at_constant[0] == pytest.approx(np.exp(-1))


@pytest.mark.parametrize("length", [1, 2, 3, 5])
def test_exact_match_and_edit_score_by_counting_every_outcome(length: int) -> None:
    p = 0.7
    exact = errors = 0.0
    for outcome in itertools.product([True, False], repeat=length):
        chance = math.prod(p if right else 1 - p for right in outcome)
        exact += chance * all(outcome)
        errors += chance * outcome.count(False)
    share = np.array([p])
    assert emergence.exact_match(share, length)[0] == pytest.approx(exact)
    assert emergence.expected_edit_distance(share, length)[0] == pytest.approx(errors)
    assert emergence.edit_score(share, length)[0] == pytest.approx(1 - errors / length)


@steady
@given(shares, st.integers(1, 50))
def test_the_smooth_metric_does_not_know_the_length(p: float, length: int) -> None:
    assert emergence.edit_score(np.array([p]), length)[0] == pytest.approx(p, abs=1e-12)


@pytest.mark.parametrize("length", [2, 10, 50])
def test_a_longer_answer_moves_the_rise_to_a_larger_scale(length: int) -> None:
    scale = np.logspace(6, 13, 40)
    p = emergence.token_accuracy(scale, constant=1e9, exponent=0.3)
    later = emergence.token_accuracy(scale, constant=1e9 * length ** (1 / 0.3), exponent=0.3)
    np.testing.assert_allclose(emergence.exact_match(p, length), later)


def test_a_compound_task_needs_every_step() -> None:
    p = np.array([0.0, 0.9, 1.0])
    np.testing.assert_allclose(emergence.compound_accuracy(p, 3), [0, 0.729, 1])
    np.testing.assert_array_equal(emergence.compound_accuracy(p, 1), p)


def test_bad_input_is_refused() -> None:
    p = np.array([0.5])
    with pytest.raises(ValueError, match="between 0 and 1"):
        emergence.exact_match(np.array([1.2]), 2)
    with pytest.raises(ValueError, match="length must be at least 1, got 0"):
        emergence.exact_match(p, 0)
    with pytest.raises(ValueError, match="length must be at least 1"):
        emergence.edit_score(p, 0)
    with pytest.raises(ValueError, match="n_steps must be at least 1"):
        emergence.compound_accuracy(p, 0)
    with pytest.raises(ValueError, match="scale must be positive"):
        emergence.token_accuracy(np.array([0.0]), 1e9, 0.3)
    with pytest.raises(ValueError, match="constant and exponent must be positive"):
        emergence.token_accuracy(np.array([1.0]), 1e9, 0.0)
