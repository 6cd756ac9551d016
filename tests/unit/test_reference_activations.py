from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from scripts.reference import activations as act
from scripts.reference.arrays import Array
from tests.unit.properties import normal

GRID = np.linspace(-6, 6, 241) + 1e-3
Function = Callable[[Array], Array]


@pytest.mark.parametrize(
    ("function", "derivative"),
    [
        (act.relu, act.relu_derivative),
        (act.gelu, act.gelu_derivative),
        (act.gelu_tanh, act.gelu_tanh_derivative),
        (act.swish, act.swish_derivative),
        (lambda x: act.swish(x, 1.7), lambda x: act.swish_derivative(x, 1.7)),
    ],
    ids=["relu", "gelu", "gelu_tanh", "swish", "swish-beta"],
)
def test_derivatives_are_the_slopes(function: Function, derivative: Function) -> None:
    h = 1e-5
    slope = (function(GRID + h) - function(GRID - h)) / (2 * h)
    np.testing.assert_allclose(derivative(GRID), slope, atol=1e-8)


def test_relu_units_pass_no_gradient_below_zero() -> None:
    assert act.relu_derivative(np.array([-3.0, -1e-9, 0.0, 1e-9])).tolist() == [0, 0, 0, 1]


def test_the_tanh_form_is_near_gelu_but_not_equal() -> None:
    gap = np.abs(act.gelu(GRID) - act.gelu_tanh(GRID)).max()
    assert 1e-5 < gap < 1e-3


@pytest.mark.parametrize("function", [act.gelu, act.gelu_tanh, act.swish])
def test_smooth_activations_dip_below_zero_and_return(function: Function) -> None:
    values = function(GRID)
    lowest = int(values.argmin())
    assert values[lowest] < -0.1
    assert (np.diff(values[:lowest]) <= 0).all()
    assert (np.diff(values[lowest:]) >= 0).all()


def test_gelu_has_nothing_random() -> None:
    np.testing.assert_array_equal(act.gelu(GRID), act.gelu(GRID))
    assert act.gelu(np.array([1.0]))[0] == pytest.approx(0.8413447460685429)


def test_swish_runs_from_half_of_x_to_relu() -> None:
    np.testing.assert_allclose(act.swish(GRID, 0.0), GRID / 2)
    np.testing.assert_allclose(act.swish(GRID, 1e4), act.relu(GRID), atol=1e-3)


def test_far_out_nothing_overflows() -> None:
    far = np.array([-1e4, 1e4])
    for function in (act.gelu, act.gelu_tanh, act.swish):
        np.testing.assert_allclose(function(far), [0.0, 1e4])


@pytest.mark.parametrize(
    ("layer", "gate"), [(act.glu, act.sigmoid), (act.swiglu, act.swish), (act.geglu, act.gelu)]
)
def test_gated_layers_multiply_gate_and_value(
    layer: Callable[[Array, Array, Array], Array], gate: Function
) -> None:
    x, w_gate, w_up = normal(1, 5, 4), normal(2, 4, 6), normal(3, 4, 6)
    np.testing.assert_allclose(layer(x, w_gate, w_up), gate(x @ w_gate) * (x @ w_up))
    np.testing.assert_array_equal(layer(x, w_gate, np.zeros((4, 6))), np.zeros((5, 6)))


def test_feed_forward_layers() -> None:
    x, w_1, w_2 = normal(1, 5, 4), normal(2, 4, 6), normal(3, 6, 4)
    np.testing.assert_allclose(act.feed_forward(x, w_1, w_2, act.relu), act.relu(x @ w_1) @ w_2)
    gated = act.gated_feed_forward(x, w_1, w_1, w_2, act.geglu)
    np.testing.assert_allclose(gated, act.geglu(x, w_1, w_1) @ w_2)
    with pytest.raises(ValueError, match=r"w_gate is \(4, 6\), w_up is \(4, 5\)"):
        act.gated_feed_forward(x, w_1, w_1[:, :5], w_2)
