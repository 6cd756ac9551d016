"""Intervals, paired tests and sample sizes against exact sums and simulated models."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.base.paths import ROOT
from scripts.content.records import load
from scripts.fragments.of_questions import choosing as table
from scripts.reference.evaluation import (
    cost_per_solved,
    expected_best,
    paired_p,
    quantile,
    questions_paired,
    questions_unpaired,
    wilson,
)
from scripts.reference.repeated_sampling import binomial


def test_an_interval_by_hand() -> None:
    low, high = wilson(80, 100)
    assert (round(low, 3), round(high, 3)) == (0.711, 0.867)


@given(st.integers(1, 400), st.data())
def test_the_ends_are_just_z_standard_errors_away(n: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, n))
    for p in wilson(right, n):
        assert -1e-9 <= p <= 1 + 1e-9
        away = abs(right / n - p)
        assert away == pytest.approx(quantile(0.975) * (max(p * (1 - p), 0) / n) ** 0.5, abs=1e-6)


@pytest.mark.parametrize("p", [0.5, 0.8, 0.95])
def test_the_interval_covers_about_as_often_as_it_says(p: float) -> None:
    n = 100
    ends = [wilson(right, n) for right in range(n + 1)]
    inside = [low <= p <= high for low, high in ends]
    assert float(binomial(n, p) @ np.array(inside)) == pytest.approx(0.95, abs=0.03)


def test_the_normal_interval_fails_where_everything_is_right() -> None:
    low, high = wilson(30, 30)
    assert low < 0.9
    assert high == pytest.approx(1)


@pytest.mark.parametrize(("a", "b"), [(3, 7), (1, 9), (0, 0), (5, 5), (0, 6)])
def test_the_paired_test_counts_all_ways_the_coins_fall(a: int, b: int) -> None:
    falls = [sum(coins) for coins in product((0, 1), repeat=a + b)]
    as_far = [k for k in falls if abs(k - (a + b) / 2) >= abs(a - b) / 2]
    assert paired_p(a, b) == pytest.approx(len(as_far) / len(falls))
    assert paired_p(a, b) == paired_p(b, a)


def test_80_against_82_percent() -> None:
    """The numbers that the page names."""
    assert questions_unpaired(0.80, 0.82) == 6036
    assert questions_paired(0.04, 0.06) == 1960
    assert questions_paired(0.01, 0.03) == 783


def test_two_points_on_two_hundred_questions_may_be_luck() -> None:
    assert round(paired_p(8, 12), 2) == 0.50
    assert paired_p(0, 4) == 0.125


@pytest.mark.parametrize(("only_a", "only_b"), [(0.04, 0.06), (0.05, 0.10), (0.01, 0.03)])
def test_so_many_questions_give_the_power_they_promise(only_a: float, only_b: float) -> None:
    n = questions_paired(only_a, only_b)
    generator = np.random.default_rng(7)
    shares = [only_a, only_b, 1 - only_a - only_b]
    found = generator.multinomial(n, shares, size=2000)
    wins = [paired_p(int(a), int(b)) < 0.05 for a, b, _ in found]
    assert np.mean(wins) == pytest.approx(0.8, abs=0.05)


def test_independent_models_gain_nothing_by_pairing() -> None:
    p, q = 0.80, 0.82
    paired = questions_paired(p * (1 - q), q * (1 - p))
    assert paired == pytest.approx(questions_unpaired(p, q), rel=0.01)


def test_the_best_of_equal_models_looks_better() -> None:
    assert expected_best(0.8, 100, 1) == pytest.approx(0.8)
    assert expected_best(0.5, 1, 2) == pytest.approx(0.75)  # one question, two coins
    assert round(expected_best(0.8, 100, 10), 2) == 0.86
    assert round(expected_best(0.8, 100, 27), 2) == 0.88
    assert round(expected_best(0.8, 1000, 27), 2) == 0.82


def test_a_dear_token_may_be_a_cheap_solution() -> None:
    assert cost_per_solved(1, 2000, 0.4) == pytest.approx(5000)
    assert cost_per_solved(3, 1000, 0.75) == pytest.approx(4000)
    assert cost_per_solved(1, 100, 1.0, failure=99) == 100


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_has_a_row_for_each_model(lang: str) -> None:
    assert table.choice_memory(load(ROOT), lang).count("<tr") == len(table.CHECKPOINTS) + 1
