"""The decoder alone: what a chat computes, what training costs, and the rank of attention."""

from __future__ import annotations

import numpy as np
import pytest

from scripts.reference import decoder_only as reference


def test_three_turns_by_hand() -> None:
    assert reference.tokens_computed(3, 100, 100, reread=False) == [200, 400, 600]
    assert reference.tokens_computed(3, 100, 100, reread=True) == [200, 600, 1200]


@pytest.mark.parametrize("turns", [1, 7, 20])
def test_rereading_costs_half_of_turns_plus_one_times_as_much(turns: int) -> None:
    kept = reference.tokens_computed(turns, 30, 70, reread=False)[-1]
    again = reference.tokens_computed(turns, 30, 70, reread=True)[-1]
    assert again / kept == (turns + 1) / 2


def test_half_of_the_parameters_half_of_the_compute() -> None:
    whole = reference.training_flops(1e9, 1024, 1024, halves=False)
    assert reference.training_flops(1e9, 1024, 1024, halves=True) == whole / 2


@pytest.mark.parametrize("seed", range(5))
def test_causal_attention_has_full_rank_but_is_closer_to_a_singular_matrix(seed: int) -> None:
    both, causal = reference.attention_pair(64, 8, seed)
    assert (np.diag(causal) > 0).all()
    assert np.array_equal(causal, np.tril(causal))
    sign, _ = np.linalg.slogdet(causal)
    assert sign == 1  # a triangle with a positive diagonal: exactly of full rank
    smallest = [np.linalg.svd(m, compute_uv=False)[-1] for m in (both, causal)]
    assert np.linalg.matrix_rank(both) == 64
    assert smallest[1] < 1e-6 * smallest[0]


def test_scores_themselves_have_the_rank_of_the_head() -> None:
    rng = np.random.default_rng(0)
    q, k = rng.normal(size=(2, 64, 8))
    assert np.linalg.matrix_rank(q @ k.T) == 8
