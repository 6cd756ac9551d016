"""Routing: choices, room, losses at their limits, and a bias that balances."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reference import routing
from scripts.reference.activations import swiglu
from scripts.reference.attention import softmax
from tests.unit.properties import normal, steady

LOGITS = routing.example_logits()


def test_the_best_experts_come_first_and_ties_go_to_the_smaller_index() -> None:
    scores = np.array([[1.0, 3.0, 2.0, 3.0]])
    assert routing.top_k(scores, 3).tolist() == [[1, 3, 2]]
    with pytest.raises(ValueError, match="k is 5, there are 4 experts"):
        routing.top_k(scores, 5)


def test_softmax_of_the_chosen_is_the_softmax_of_all_made_to_sum_to_one() -> None:
    chosen = routing.top_k(LOGITS, 2)
    picked = np.take_along_axis(softmax(LOGITS), chosen, axis=-1)
    expected = picked / picked.sum(axis=-1, keepdims=True)
    np.testing.assert_allclose(routing.gates(LOGITS, chosen), expected)


@pytest.mark.parametrize("k", [1, 2, 4])
def test_a_layer_sums_its_chosen_experts(k: int) -> None:
    x, w_router = normal(1, 5, 3), normal(2, 3, 4)
    experts = [(normal(10 + e, 3, 6), normal(20 + e, 3, 6), normal(30 + e, 6, 3)) for e in range(4)]
    every = np.stack([swiglu(x, gate, up) @ down for gate, up, down in experts], axis=1)
    weights = np.zeros((5, 4))
    chosen = routing.top_k(x @ w_router, k)
    np.put_along_axis(weights, chosen, routing.gates(x @ w_router, chosen), axis=1)
    expected = (weights[:, :, None] * every).sum(axis=1)
    np.testing.assert_allclose(routing.moe_layer(x, w_router, experts, k), expected)


def test_equal_experts_make_a_dense_layer() -> None:
    x, w_router = normal(1, 5, 3), normal(2, 3, 4)
    gate, up, down = normal(3, 3, 6), normal(4, 3, 6), normal(5, 6, 3)
    mixed = routing.moe_layer(x, w_router, [(gate, up, down)] * 4, 2)
    np.testing.assert_allclose(mixed, swiglu(x, gate, up) @ down)


def test_capacity_is_rounded_up() -> None:
    assert routing.capacity(24, 8, 1, 1.0) == 3
    assert routing.capacity(24, 8, 2, 1.25) == 8
    assert routing.capacity(10, 3, 1, 1.0) == 4


def test_first_choices_find_room_before_second_ones() -> None:
    chosen = np.array([[0, 1], [1, 0], [0, 1], [0, 2]])
    room = routing.accepted(chosen, 3, 2)
    assert room.tolist() == [[True, True], [True, False], [True, False], [False, True]]


@steady
@given(k=st.integers(1, 8), factor=st.floats(0.25, 3))
def test_no_expert_takes_more_than_its_capacity(k: int, factor: float) -> None:
    chosen = routing.top_k(LOGITS, k)
    limit = routing.capacity(48, 8, k, factor)
    room = routing.accepted(chosen, 8, limit)
    assert np.bincount(chosen[room], minlength=8).max() <= limit
    assert factor < 8 / k or room.all()


def test_switch_loss_is_one_when_uniform_and_the_number_of_experts_at_collapse() -> None:
    uniform = np.full((8, 4), 0.25)
    spread = np.arange(8).reshape(8, 1) % 4
    assert routing.switch_loss(uniform, spread) == pytest.approx(1)
    certain = np.tile([1.0, 0, 0, 0], (8, 1))
    assert routing.switch_loss(certain, np.zeros((8, 1), dtype=np.int64)) == pytest.approx(4)


def test_gshard_and_switch_differ_by_a_factor() -> None:
    probabilities = softmax(LOGITS)
    first = routing.top_k(LOGITS, 1)
    both = routing.top_k(LOGITS, 2)
    expected = routing.switch_loss(probabilities, first) / 64
    assert routing.gshard_loss(probabilities, both) == pytest.approx(expected)


def test_the_bias_moves_choices_but_not_weights() -> None:
    logits = np.array([[2.0, 1.0, 0.0]])
    plain, even = routing.route_with_bias(logits, np.zeros(3), 2)
    moved, weights = routing.route_with_bias(logits, np.array([0.0, 0.0, 0.5]), 2)
    assert plain.tolist() == [[0, 1]]
    assert moved.tolist() == [[2, 0]]
    assert even[0, 0] == pytest.approx(0.8807970780 / (0.8807970780 + 0.7310585786))
    assert weights[0] == pytest.approx([0.5 / 1.3807970780, 0.8807970780 / 1.3807970780])


@pytest.mark.parametrize("k", [1, 2, 4])
def test_updates_of_the_bias_bring_balance(k: int) -> None:
    before, _ = routing.route_with_bias(LOGITS, np.zeros(8), k)
    bias = routing.balanced_bias(LOGITS, k, 0.01, 30)
    after, _ = routing.route_with_bias(LOGITS, bias, k)
    assert routing.imbalance(before, 8) > 0.6
    assert routing.imbalance(after, 8) < 0.5 * routing.imbalance(before, 8)
    assert bias[0] < 0 < bias[-1]


def test_the_bias_is_decided_by_sign_alone() -> None:
    chosen = np.array([[0], [0], [0], [1]])
    np.testing.assert_allclose(
        routing.updated_bias(np.zeros(4), chosen, 0.1), [-0.1, 0.0, 0.1, 0.1]
    )
