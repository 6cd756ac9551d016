"""Scaling laws: optima are optima, published numbers come out, limits hold."""

from __future__ import annotations

import numpy as np
import pytest

from scripts.reference import scaling
from scripts.reference.scaling import BESIROGLU, HOFFMANN, Law

GOPHER = 5.76e23
LAWS = [HOFFMANN, BESIROGLU, Law(1.0, 2.0, 0.5, 2.0, 0.5)]


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("factor", [0.5, 0.9, 1.1, 2.0])
def test_no_other_division_of_a_budget_is_better(law: Law, factor: float) -> None:
    n, d = law.optimum(GOPHER)
    assert 6 * n * d == pytest.approx(GOPHER)
    assert law.loss(factor * n, d / factor) > law.loss(n, d)


def test_the_papers_projection_for_gophers_budget() -> None:
    n, _ = HOFFMANN.optimum(GOPHER)
    assert n == pytest.approx(40e9, rel=0.02)  # figure 4 of the paper: 40 billion


def test_the_refit_gives_about_twenty_tokens_per_parameter() -> None:
    n, d = BESIROGLU.optimum(GOPHER)
    assert n == pytest.approx(72.2e9, rel=1e-3)
    assert d / n == pytest.approx(18.4, rel=1e-3)


def test_a_hundredfold_budget_grows_kaplans_model_29_times_and_chinchillas_ten() -> None:
    kaplan = scaling.kaplan_optimum(1e23)[0] / scaling.kaplan_optimum(1e21)[0]
    chinchilla = BESIROGLU.optimum(1e23)[0] / BESIROGLU.optimum(1e21)[0]
    assert kaplan == pytest.approx(28.84, rel=1e-3)
    assert chinchilla == pytest.approx(10.6, rel=1e-2)


def test_with_nothing_served_the_lifetime_optimum_is_the_training_optimum() -> None:
    n, d = BESIROGLU.optimum(GOPHER)
    found = scaling.lifetime_optimum(BESIROGLU, BESIROGLU.loss(n, d), 0.0)
    assert found == pytest.approx((n, d), rel=1e-6)


@pytest.mark.parametrize("served", [1e12, 1e13, 1e14])
def test_no_other_size_serves_cheaper(served: float) -> None:
    target = BESIROGLU.loss(*BESIROGLU.optimum(GOPHER))
    n, d = scaling.lifetime_optimum(BESIROGLU, target, served)

    def cost(size: float) -> float:
        return 6 * size * scaling.tokens_to_reach(BESIROGLU, target, size) + 2 * size * served

    assert cost(n) < min(cost(0.95 * n), cost(1.05 * n))
    assert BESIROGLU.loss(n, d) == pytest.approx(target)


def test_too_small_a_model_never_reaches_the_loss() -> None:
    assert scaling.tokens_to_reach(BESIROGLU, 1.9, 1e9) == float("inf")


def test_epochs_are_worth_less_and_less() -> None:
    assert scaling.worth_of_epochs(1) == 1
    assert scaling.worth_of_epochs(4) == pytest.approx(3.73, abs=0.005)
    assert scaling.worth_of_epochs(1e6) == pytest.approx(16.39)


def test_leaving_out_embeddings_gives_kaplans_exponent_in_kaplans_range() -> None:
    # Pearce and Song 2024: 0.74 and 0.78 from 790 to 1.58 billion parameters.
    low, high = 10**2.9, 10**9.2
    assert scaling.fitted_exponent(HOFFMANN, low, high) == pytest.approx(0.74, abs=0.01)
    assert scaling.fitted_exponent(BESIROGLU, low, high) == pytest.approx(0.78, abs=0.01)


def test_for_large_models_the_count_does_not_matter() -> None:
    local = scaling.local_exponent(BESIROGLU, np.geomspace(1e13, 1e14, 50))
    assert local.mean() == pytest.approx(0.3658 / (0.3478 + 0.3658), abs=0.002)
