"""The smallest language models: what was counted, what training finds, what is drawn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reference.next_token import (
    N_VOCAB,
    NAMES,
    STEPS,
    count_loss,
    count_table,
    counted,
    drawn,
    layer_loss,
    predict,
    train,
    training_text,
)
from tests.unit.properties import steady

TEXT = training_text()


def test_the_text_has_37_tokens_and_every_name_occurs() -> None:
    assert len(TEXT) == 37
    assert set(TEXT.tolist()) == set(range(N_VOCAB))
    assert all(len(set(names)) == N_VOCAB for names in NAMES.values())


def test_after_drink_comes_milk_once_and_water_twice() -> None:
    shares = counted(count_table(TEXT, N_VOCAB, 1), np.array([4]))
    assert shares is not None
    assert shares[[8, 9]].tolist() == [1 / 3, 2 / 3]


def test_counts_know_nothing_of_a_context_that_never_occurred() -> None:
    assert counted(count_table(TEXT, N_VOCAB, 2), np.array([3, 4])) is None
    with pytest.raises(ValueError, match="longer than the context"):
        count_table(TEXT[:2], N_VOCAB, 2)


def test_an_untrained_layer_gives_every_token_the_same() -> None:
    layer = train(TEXT, N_VOCAB, 2, 0)
    np.testing.assert_allclose(predict(layer, np.array([3, 4])), 1 / N_VOCAB)
    assert layer_loss(layer, TEXT) == pytest.approx(np.log(N_VOCAB))


def test_training_with_one_token_of_context_finds_the_counts() -> None:
    table = count_table(TEXT, N_VOCAB, 1)
    layer = train(TEXT, N_VOCAB, 1, 3000)
    for token in range(N_VOCAB):
        shares = counted(table, np.array([token]))
        assert shares is not None
        np.testing.assert_allclose(predict(layer, np.array([token])), shares, atol=0.02)


@pytest.mark.parametrize("width", [1, 2])
def test_the_loss_falls_towards_that_of_the_counts_and_not_below(width: int) -> None:
    floor = count_loss(count_table(TEXT, N_VOCAB, width), TEXT)
    losses = [layer_loss(train(TEXT, N_VOCAB, width, steps), TEXT) for steps in (0, 10, 100, STEPS)]
    assert losses == sorted(losses, reverse=True)
    assert floor < losses[-1] < floor + 0.02


def test_the_gradient_is_that_of_the_loss() -> None:
    step, rate = 1e-5, 1e-3
    moved = -train(TEXT, N_VOCAB, 2, 1, rate).weights / rate
    layer = train(TEXT, N_VOCAB, 2, 0)
    for place, row, token in ((0, 1, 8), (1, 4, 9), (1, 0, 3)):
        losses = []
        for sign in (1, -1):
            layer.weights[place, row, token] = sign * step
            losses.append(layer_loss(layer, TEXT))
        layer.weights[place, row, token] = 0
        assert moved[place, row, token] == pytest.approx(
            (losses[0] - losses[1]) / (2 * step), abs=1e-6
        )


def test_the_layer_answers_where_the_counts_cannot() -> None:
    shares = predict(train(TEXT, N_VOCAB, 2, STEPS), np.array([3, 4]))
    assert np.round(shares[[9, 10, 3]], 2).tolist() == [0.48, 0.39, 0.10]


def test_draws_fall_on_stretches() -> None:
    shares = np.array([0.5, 0.0, 0.25, 0.25])
    assert [drawn(shares, u) for u in (0, 0.49, 0.5, 0.74, 0.75, 0.99)] == [0, 0, 2, 2, 3, 3]
    with pytest.raises(ValueError, match="u must lie"):
        drawn(shares, 1)


@steady
@given(u=st.floats(0, 1, exclude_max=True))
def test_nothing_impossible_is_drawn(u: float) -> None:
    assert drawn(np.array([0.0, 0.3, 0.0, 0.7, 0.0]), u) in (1, 3)
