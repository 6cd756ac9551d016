"""Speculative decoding leaves the distribution alone: by enumeration and by drawing."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reference import speculative as sp
from scripts.reference.arrays import Array

P, Q = np.array(sp.TARGET), np.array(sp.DRAFT)


def model(seed: int, n_vocab: int = 3) -> sp.Model:
    """Return a model whose distribution depends on all tokens before."""
    rows = np.random.default_rng(seed).dirichlet([0.7] * n_vocab, 97)

    def after(tokens: tuple[int, ...]) -> Array:
        return np.asarray(rows[sum((t + 1) * 4**i for i, t in enumerate(tokens)) % 97])

    return after


def plain(target: sp.Model, length: int, n_vocab: int = 3) -> dict[tuple[int, ...], float]:
    """Return the distribution of texts drawn from the target alone."""
    return {
        text: float(np.prod([target(text[:i])[t] for i, t in enumerate(text)]))
        for text in itertools.product(range(n_vocab), repeat=length)
    }


def test_the_example_by_hand() -> None:
    assert sp.acceptance(P, Q) == pytest.approx(0.8)
    np.testing.assert_allclose(sp.residual(P, Q), [0, 1, 0], atol=1e-12)
    np.testing.assert_allclose(sp.one_token(P, Q), P)


def test_replacing_from_the_target_itself_would_be_wrong() -> None:
    np.testing.assert_allclose(sp.one_token(P, Q, replacement=P), [0.6, 0.16, 0.24])


@given(st.integers(0, 10**6), st.integers(2, 8))
def test_one_token_has_the_distribution_of_the_target(seed: int, n_vocab: int) -> None:
    p, q = np.random.default_rng(seed).dirichlet([0.5] * n_vocab, 2)
    np.testing.assert_allclose(sp.one_token(p, q), p, atol=1e-12)
    distance = np.abs(p - q).sum() / 2
    assert sp.acceptance(p, q) == pytest.approx(1 - distance)


@pytest.mark.parametrize("gamma", [0, 1, 2, 3])
@pytest.mark.parametrize("seed", range(4))
def test_texts_have_exactly_the_distribution_of_the_target(gamma: int, seed: int) -> None:
    target, draft = model(seed), model(seed + 100)
    ours = sp.text_distribution(target, draft, gamma, 4)
    theirs = plain(target, 4)
    assert ours.keys() == theirs.keys()
    for text, share in theirs.items():
        assert ours[text] == pytest.approx(share, abs=1e-12)


def test_rounds_that_are_drawn_follow_the_enumeration() -> None:
    target, draft = model(1), model(101)
    exact = sp.round_distribution((), target, draft, 2)
    assert sum(exact.values()) == pytest.approx(1)
    rng = np.random.default_rng(0)
    n = 5_000
    drawn: dict[tuple[int, ...], int] = {}
    for _ in range(n):
        outcome = sp.speculative_round((), target, draft, 2, rng)
        drawn[outcome] = drawn.get(outcome, 0) + 1
    assert set(drawn) <= {outcome for outcome, share in exact.items() if share > 0}
    for outcome, share in exact.items():
        error = np.sqrt(share * (1 - share) / n)
        assert abs(drawn.get(outcome, 0) / n - share) < 5 * error + 1e-9


def test_a_perfect_draft_is_never_rejected() -> None:
    target = model(3)
    exact = sp.round_distribution((), target, target, 3)
    assert all(len(outcome) == 4 for outcome, share in exact.items() if share > 1e-12)


def test_greedy_models_give_the_greedy_text() -> None:
    """Distributions of a single token: every round agrees with the target's argmax."""

    def greedy(of: sp.Model) -> sp.Model:
        return lambda tokens: np.eye(3)[of(tokens).argmax()]

    target, draft = greedy(model(5)), greedy(model(105))
    text: tuple[int, ...] = ()
    while len(text) < 12:
        text += sp.speculative_round(text, target, draft, 3, np.random.default_rng(0))
    alone: tuple[int, ...] = ()
    while len(alone) < len(text):
        alone += (int(target(alone).argmax()),)
    assert text == alone


@given(st.floats(0, 0.999), st.integers(0, 12))
def test_tokens_per_round_in_closed_form(alpha: float, gamma: int) -> None:
    closed = (1 - alpha ** (gamma + 1)) / (1 - alpha)
    assert sp.expected_tokens(alpha, gamma) == pytest.approx(closed)


def test_limits_of_the_tokens_per_round() -> None:
    assert sp.expected_tokens(0, 5) == 1
    assert sp.expected_tokens(1, 5) == 6
    assert sp.expected_tokens(0.8, 400) == pytest.approx(5)


def test_the_mean_of_a_round_by_enumeration() -> None:
    p, q = P, Q
    exact = sp.round_distribution((), lambda _: p, lambda _: q, 4)
    mean = sum(share * len(outcome) for outcome, share in exact.items())
    assert mean == pytest.approx(sp.expected_tokens(0.8, 4))


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_one_guess_pays_if_it_is_likelier_kept_than_its_cost(alpha: float, cost: float) -> None:
    assert (sp.speed_up(alpha, 1, cost) > 1) == ((1 + alpha) / (1 + cost) > 1)
    if cost > alpha:
        assert sp.best_gamma(alpha, cost).gamma == 0


@given(st.floats(0, 1), st.floats(0.001, 1), st.integers(1, 12), st.floats(1, 9))
def test_at_full_load_it_never_pays(alpha: float, cost: float, gamma: int, load: float) -> None:
    assert sp.speed_up(alpha, gamma, cost, load) < 1
    assert sp.best_gamma(alpha, cost, load).gamma == 0


def test_mixed_acceptance_gives_longer_rounds_than_its_mean() -> None:
    """Texts half easy, half hard: the formula with the mean rate is too low."""
    mixed = (sp.expected_tokens(0.9, 4) + sp.expected_tokens(0.5, 4)) / 2
    assert mixed == pytest.approx(3.0163, abs=1e-4)
    assert sp.expected_tokens(0.7, 4) == pytest.approx(2.7731)


def test_the_price_in_work() -> None:
    assert sp.work(0.8, 4) == pytest.approx(5 / 3.3616)
    assert sp.work(1, 4) == 1


def test_settings_without_meaning_are_refused() -> None:
    with pytest.raises(ValueError, match="alpha"):
        sp.expected_tokens(1.1, 2)
    with pytest.raises(ValueError, match="load"):
        sp.check_cost(2, 0)


def test_a_check_reads_more_experts_than_a_step() -> None:
    assert sp.experts_read(256, 8, 1) == pytest.approx(8)
    assert round(sp.experts_read(256, 8, 5), 1) == 37.6
    assert sp.experts_read(8, 8, 3) == 8
