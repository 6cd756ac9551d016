"""The explorer of activations reckons like the Python reference."""

from __future__ import annotations

import numpy as np
import pytest
from py_mini_racer import MiniRacer

from scripts.reference import activations as act
from tests.unit.javascript import engine_of

X = (-7.0, -4.0, -1.28, -0.5, 0.0, 0.25, 1.0, 3.5, 9.0)


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("activation-formulas")


@pytest.mark.parametrize(
    ("name", "function", "derivative"),
    [
        ("relu", act.relu, act.relu_derivative),
        ("gelu", act.gelu, act.gelu_derivative),
        ("gelu_tanh", act.gelu_tanh, act.gelu_tanh_derivative),
        ("swish", lambda x: act.swish(x, 1.5), lambda x: act.swish_derivative(x, 1.5)),
    ],
)
def test_values_and_slopes(
    engine: MiniRacer, name: str, function: object, derivative: object
) -> None:
    assert callable(function)
    assert callable(derivative)
    for x in X:
        at = np.array(x)
        assert engine.eval(f"activation('{name}', {x}, 1.5)") == pytest.approx(
            float(function(at)), abs=1e-12
        )
        assert engine.eval(f"slope('{name}', {x}, 1.5)") == pytest.approx(
            float(derivative(at)), abs=1e-12
        )


def test_a_gated_unit(engine: MiniRacer) -> None:
    one = np.ones((1, 1))
    output = act.swiglu(one, -one, 2 * one)[0, 0]
    assert engine.eval("gated('swish', -1, 2, 1).output") == pytest.approx(float(output))
    assert engine.eval("gated('swish', -1, 2, 1).bySlopeOfUp") == pytest.approx(float(output) / 2)
    slope = float(act.swish_derivative(np.array(-1.0)))
    assert engine.eval("gated('swish', -1, 2, 1).bySlopeOfGate") == pytest.approx(2 * slope)
