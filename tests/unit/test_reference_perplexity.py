"""Perplexity depends on how a text is cut, bits per byte do not; equal means, unequal choices."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reference.objectives import next_token_loss
from scripts.reference.perplexity import (
    CUTS,
    TENS,
    TEXT,
    bits_per_byte,
    character_log_p,
    joined,
    perplexity,
)
from tests.unit.properties import normal, seeds, steady


def test_the_example_of_the_page() -> None:
    fine = np.log([1 / 2, 1 / 4, 1 / 16, 1 / 2])
    coarse = joined(fine, [2, 2])
    np.testing.assert_allclose(coarse, np.log([1 / 8, 1 / 32]))
    assert perplexity(fine) == pytest.approx(4)
    assert perplexity(coarse) == pytest.approx(16)
    assert bits_per_byte(fine, 16) == pytest.approx(0.5)
    assert bits_per_byte(coarse, 16) == pytest.approx(0.5)


@pytest.mark.parametrize("cut", list(CUTS))
def test_each_cut_is_the_whole_text(cut: str) -> None:
    assert "".join(CUTS[cut]) == TEXT


def test_one_model_three_cuts() -> None:
    log_p = character_log_p(TEXT)
    found = [perplexity(joined(log_p, [len(token) for token in cut])) for cut in CUTS.values()]
    np.testing.assert_allclose(found, [3.39, 13.35, 178.15], atol=5e-3)
    assert bits_per_byte(log_p, len(TEXT)) == pytest.approx(1.76, abs=5e-3)


@steady
@given(seed=seeds, lengths=st.lists(st.integers(1, 5), min_size=1, max_size=8))
def test_cutting_moves_perplexity_by_a_power_and_bits_not_at_all(
    seed: int, lengths: list[int]
) -> None:
    log_p = -np.abs(normal(seed, sum(lengths)))
    longer = joined(log_p, lengths)
    ratio = sum(lengths) / len(lengths)
    assert perplexity(longer) == pytest.approx(perplexity(log_p) ** ratio)
    assert bits_per_byte(longer, 99) == pytest.approx(bits_per_byte(log_p, 99))


def test_guessing_has_the_perplexity_of_the_alphabet() -> None:
    assert perplexity(character_log_p(TEXT, guessing=1)) == pytest.approx(18)


@pytest.mark.parametrize("log_p", TENS.values(), ids=list(TENS))
def test_three_ways_to_ten(log_p: np.ndarray) -> None:
    assert perplexity(log_p) == pytest.approx(10)


def test_perplexity_is_the_exponential_of_the_loss() -> None:
    logits, tokens = normal(3, 6, 11), np.array([1, 4, 0, 10, 7, 2])
    scored = np.arange(6) > 0
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    log_p = np.log(shares[np.arange(5), tokens[1:]])
    assert math.log(perplexity(log_p)) == pytest.approx(next_token_loss(logits, tokens, scored))


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        joined(np.zeros(3), [1, 1])
    with pytest.raises(ValueError, match="at least one byte"):
        bits_per_byte(np.zeros(3), 0)
    with pytest.raises(ValueError, match="never read"):
        character_log_p("xyz")
    with pytest.raises(ValueError, match="share"):
        character_log_p("mice", 2)
