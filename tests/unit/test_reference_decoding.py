"""Filters, penalties and beam search, against transformers' own code and by enumeration."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reference import decoding as de
from scripts.reference.arrays import Array, Mask
from scripts.reference.attention import softmax
from scripts.reference.next_token import N_VOCAB, STEPS, STOP, predict, train, training_text
from tests.unit.logits_oracle import processed

HAND = np.log([0.4, 0.3, 0.2, 0.1])


def scores(seed: int, n: int = 50) -> Array:
    return np.random.default_rng(seed).normal(0, 3, n)


@pytest.mark.parametrize("seed", range(20))
def test_filters_keep_what_transformers_keeps(seed: int) -> None:
    logits = scores(seed)
    for k in (1, 3, 50, 80):
        theirs = np.isfinite(processed("TopKLogitsWarper", logits, top_k=k))
        assert de.top_k(logits, k).tolist() == theirs.tolist()
    for p in (0.05, 0.5, 0.9, 0.999):
        theirs = np.isfinite(processed("TopPLogitsWarper", logits, top_p=p))
        assert de.top_p(logits, p).tolist() == theirs.tolist()
    for share in (0.0, 0.01, 0.1, 1.0):
        theirs = np.isfinite(processed("MinPLogitsWarper", logits, min_p=share))
        assert de.min_p(logits, share).tolist() == theirs.tolist()


@pytest.mark.parametrize("seed", range(20))
def test_temperature_and_penalty_equal_those_of_transformers(seed: int) -> None:
    logits = scores(seed)
    theirs = processed("TemperatureLogitsWarper", logits, temperature=0.7)
    np.testing.assert_allclose(de.tempered(logits, 0.7), theirs)
    seen = np.random.default_rng(seed).integers(0, 50, 12)
    theirs = processed("RepetitionPenaltyLogitsProcessor", logits, seen.tolist(), penalty=1.2)
    np.testing.assert_allclose(de.repetition_penalty(logits, seen, 1.2), theirs)


def test_transformers_refuses_temperature_zero() -> None:
    with pytest.raises(ValueError, match="do_sample=False"):
        processed("TemperatureLogitsWarper", HAND, temperature=0.0)


def test_ties_with_the_last_of_top_k_stay() -> None:
    logits = np.array([2.0, 1.0, 1.0, 0.0])
    assert de.top_k(logits, 2).tolist() == [True, True, True, False]
    theirs = np.isfinite(processed("TopKLogitsWarper", logits, top_k=2))
    assert theirs.tolist() == [True, True, True, False]


def test_the_example_by_hand() -> None:
    np.testing.assert_allclose(softmax(HAND / 0.5), np.array([16, 9, 4, 1]) / 30)
    assert [int(kept.sum()) for kept in (de.top_k(HAND, 2), de.top_p(HAND, 0.8))] == [2, 3]
    assert de.min_p(HAND, 0.6).tolist() == [True, True, False, False]

    def nucleus(logits: Array) -> Mask:
        return de.top_p(logits, 0.8)

    first = de.chain(HAND, 0.5, nucleus, temperature_first=True)
    last = de.chain(HAND, 0.5, nucleus, temperature_first=False)
    np.testing.assert_allclose(first, np.array([16, 9, 0, 0]) / 25)
    np.testing.assert_allclose(last, np.array([16, 9, 4, 0]) / 29)


@given(st.integers(0, 10**6), st.floats(0.1, 5), st.integers(1, 20))
def test_the_order_does_not_matter_to_top_k(seed: int, temperature: float, k: int) -> None:
    logits = scores(seed, 20)
    orders = [
        de.chain(logits, temperature, lambda z: de.top_k(z, k), temperature_first=first)
        for first in (True, False)
    ]
    np.testing.assert_allclose(orders[0], orders[1])


@given(st.integers(0, 10**6), st.floats(0.1, 5), st.floats(0.01, 0.5))
def test_min_p_is_a_distance_from_the_best_score(
    seed: int, temperature: float, share: float
) -> None:
    logits = scores(seed, 20)
    distance = logits.max() - logits
    limit = temperature * np.log(1 / share)
    if np.abs(distance - limit).min() > 1e-9:
        kept = de.min_p(logits / temperature, share)
        assert kept.tolist() == (distance <= limit).tolist()


@given(st.integers(0, 10**6))
def test_limits_of_the_filters(seed: int) -> None:
    logits = scores(seed, 20)
    assert de.top_p(logits, 1).all()
    assert de.min_p(logits, 0).all()
    best = np.eye(20, dtype=bool)[logits.argmax()].tolist()
    for kept in (de.top_k(logits, 1), de.top_p(logits, 1e-9), de.min_p(logits, 1)):
        assert kept.tolist() == best


def test_the_multiplying_penalty_depends_on_where_zero_is() -> None:
    """The same distribution, written with other scores, is penalised otherwise."""
    low, high = np.array([1.0, 0.0]), np.array([11.0, 10.0])
    np.testing.assert_allclose(softmax(low), softmax(high))
    seen = np.array([0])
    assert de.repetition_penalty(low, seen, 1.2)[0] - 0 == pytest.approx(1 / 1.2)
    assert de.repetition_penalty(high, seen, 1.2).argmax() == 1
    assert de.repetition_penalty(low, seen, 1.2).argmax() == 0
    minus = [de.additive_penalty(z, seen, 0.5, 0.1) for z in (low, high)]
    np.testing.assert_allclose(softmax(minus[0]), softmax(minus[1]))


def test_a_negative_score_is_lowered_too() -> None:
    assert de.repetition_penalty(np.array([-2.0, 1.0]), np.array([0]), 2)[0] == -4


def test_beam_search_finds_what_greedy_misses() -> None:
    (greedy,) = de.beam_search(de.tree_step, 1, 2)
    best, second = de.beam_search(de.tree_step, 2, 2)
    assert greedy[1] == (0, 0)
    assert np.exp(greedy[0]) == pytest.approx(0.2)
    assert best[1] == (1, 0)
    assert np.exp(best[0]) == pytest.approx(0.36)
    assert np.exp(second[0]) == pytest.approx(0.2)


@given(st.integers(0, 10**6))
def test_a_beam_as_wide_as_all_prefixes_is_exact(seed: int) -> None:
    rows = np.log(np.random.default_rng(seed).dirichlet([1] * 3, 40))

    def step(tokens: tuple[int, ...]) -> Array:
        return np.asarray(rows[sum((t + 1) * 4**i for i, t in enumerate(tokens)) % 40])

    every = {
        tokens: sum(float(step(tokens[:i])[t]) for i, t in enumerate(tokens))
        for tokens in itertools.product(range(3), repeat=3)
    }
    assert de.beam_search(step, 9, 3)[0][0] == pytest.approx(max(every.values()))


def test_a_wider_beam_can_end_worse() -> None:
    """Width 2 drops the prefix that width 1 had to keep, and that prefix was the good one."""
    even = (1 / 3, 1 / 3, 1 / 3)
    second = {0: (0.34, 0.33, 0.33), 1: (0.5, 0.5, 0.0), 2: even}

    def step(tokens: tuple[int, ...]) -> Array:
        if len(tokens) < 2:
            share = second[tokens[0]] if tokens else (0.4, 0.35, 0.25)
        else:
            share = (1.0, 0.0, 0.0) if tokens == (0, 0) else even
        return np.log(np.maximum(share, 1e-300))

    narrow, wide = (float(np.exp(de.beam_search(step, width, 3)[0][0])) for width in (1, 2))
    assert narrow == pytest.approx(0.136)
    assert wide == pytest.approx(0.35 / 6)


@pytest.mark.parametrize(("window", "period"), [(1, 4), (2, 12)])
def test_greedy_decoding_of_the_small_model_runs_in_a_circle(window: int, period: int) -> None:
    layer = train(training_text(), N_VOCAB, window, STEPS)

    def step(tokens: tuple[int, ...]) -> Array:
        return np.log(predict(layer, np.array(tokens)))

    for token in range(N_VOCAB):
        start = (STOP,) * (window - 1) + (token,)
        assert de.loop_length(step, start, window, 300) == period


def test_no_loop_is_reported_before_it_closes() -> None:
    def step(tokens: tuple[int, ...]) -> Array:
        return np.asarray(np.eye(5)[(tokens[-1] + 1) % 5])

    assert de.loop_length(step, (0,), 1, 3) is None
    assert de.loop_length(step, (0,), 1, 9) == 5


@pytest.mark.parametrize("call", [
    lambda: de.top_k(HAND, 0),
    lambda: de.top_p(HAND, 0),
    lambda: de.min_p(HAND, 1.5),
    lambda: de.tempered(HAND, 0),
    lambda: de.repetition_penalty(HAND, np.array([0]), 0),
    lambda: de.beam_search(de.tree_step, 0, 1),
])  # fmt: skip
def test_settings_without_meaning_are_refused(call: object) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=r"must|argmax"):
        call()


def test_entropy_of_even_chances() -> None:
    assert de.entropy(np.full(8, 1 / 8)) == pytest.approx(3)
    assert de.entropy(np.array([1.0, 0.0])) == 0
