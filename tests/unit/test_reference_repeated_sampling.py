"""Repeated sampling: the estimator is unbiased, votes and verifiers have their limits."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reference import repeated_sampling as sampling

SHARES = st.floats(0.01, 0.99)


@pytest.mark.parametrize("p", [0.0, 0.05, 0.3, 1.0])
@pytest.mark.parametrize("k", [1, 4, 10])
def test_the_estimate_is_right_on_average(p: float, k: int) -> None:
    assert sampling.expected_unbiased(p, 10, k) == pytest.approx(sampling.coverage(p, k))


def test_it_is_the_share_of_subsets_that_hold_a_right_sample() -> None:
    assert sampling.pass_at_k(5, 2, 2) == pytest.approx(0.7)
    assert sampling.naive_pass_at_k(5, 2, 2) == pytest.approx(0.64)


def test_it_equals_the_product_of_the_official_code() -> None:
    n, c, k = 200, 7, 50
    product_ = 1.0
    for i in range(n - c + 1, n + 1):
        product_ *= 1 - k / i
    assert sampling.pass_at_k(n, c, k) == pytest.approx(1 - product_)


@given(SHARES, st.integers(1, 20), st.integers(0, 30))
def test_the_naive_estimate_is_never_too_high(p: float, k: int, more: int) -> None:
    assert sampling.expected_naive(p, k + more, k) <= sampling.coverage(p, k) + 1e-9


def test_with_one_attempt_both_agree() -> None:
    assert sampling.naive_pass_at_k(8, 3, 1) == pytest.approx(sampling.pass_at_k(8, 3, 1))


@pytest.mark.parametrize(("n", "c", "k"), [(5, 6, 1), (5, 2, 6), (5, 2, 0)])
def test_more_attempts_than_samples_cannot_be_estimated(n: int, c: int, k: int) -> None:
    with pytest.raises(ValueError, match="needs"):
        sampling.pass_at_k(n, c, k)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_a_vote_counted_by_hand(n: int) -> None:
    shares = {"right": 0.5, "rival": 0.3, "other": 0.2}
    expected = 0.0
    for answers in product(shares, repeat=n):
        weight = 1.0
        for answer in answers:
            weight *= shares[answer]
        lead = answers.count("right") - answers.count("rival")
        expected += weight * (lead > 0 or 0.5 * (lead == 0 and "right" in answers))
    assert sampling.majority(0.5, 0.3, n) == pytest.approx(expected)


def test_many_votes_make_the_most_frequent_answer_certain() -> None:
    assert sampling.majority(0.4, 0.3, 1000) > 0.99
    assert sampling.majority(0.3, 0.4, 1000) < 0.01


@given(SHARES, st.integers(1, 64))
def test_a_perfect_verifier_reaches_coverage(p: float, n: int) -> None:
    assert sampling.with_verifier(p, n, 1, 0) == pytest.approx(sampling.coverage(p, n))


@given(SHARES, st.integers(1, 64), SHARES)
def test_a_blind_verifier_gains_nothing(p: float, n: int, blind: float) -> None:
    assert sampling.with_verifier(p, n, blind, blind) == pytest.approx(p)


def test_an_imperfect_verifier_has_a_ceiling() -> None:
    ceiling = 0.1 * 0.9 / (0.1 * 0.9 + 0.9 * 0.1)
    assert ceiling == pytest.approx(0.5)
    assert sampling.with_verifier(0.1, 10_000, 0.9, 0.1) == pytest.approx(ceiling)


def test_break_even_with_a_model_fourteen_times_larger() -> None:
    assert sampling.break_even(14, 1) == pytest.approx(53)
    assert sampling.break_even(14, 1e9) == pytest.approx(14)
    assert sampling.break_even(1, 5) == 1
