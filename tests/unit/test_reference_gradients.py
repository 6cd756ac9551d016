"""Gradients through stacks of residual sublayers, against finite differences."""

from __future__ import annotations

import numpy as np
import pytest

from scripts.reference import gradients
from scripts.reference.gradients import PLACEMENTS, Placement
from tests.unit.properties import normal

KINDS: tuple[Placement, ...] = ("post", "pre")


def test_the_gradient_of_the_norm_is_that_of_finite_differences() -> None:
    x, pull, step = normal(0, 3, 5), normal(1, 3, 5), 1e-6
    found = gradients.norm_backward(x, pull)
    for i in np.ndindex(3, 5):
        moved = np.zeros((3, 5))
        moved[i] = step
        up, down = gradients.norm(x + moved), gradients.norm(x - moved)
        assert found[i] == pytest.approx(((up - down) * pull).sum() / (2 * step), abs=1e-7)


@pytest.mark.parametrize("placement", PLACEMENTS)
def test_all_gradients_are_those_of_finite_differences(placement: Placement) -> None:
    stack, x, pull = gradients.random_stack(2, 4, 12, 0), normal(2, 3, 4), normal(3, 3, 4)
    alpha, step = 1.5 if placement == "deepnorm" else 1.0, 1e-6

    def loss() -> float:
        return float((gradients.forward(x, stack, placement, alpha) * pull).sum())

    trace = gradients.backward(x, stack, placement, pull, alpha)
    pairs = [(x, trace.stream[0])]
    for matrices, of_matrices in zip(stack, trace.weights, strict=True):
        pairs += list(zip(matrices, of_matrices, strict=True))
    for values, found in pairs:
        for i in np.ndindex(values.shape):
            kept = values[i]
            values[i] = kept + step
            up = loss()
            values[i] = kept - step
            down = loss()
            values[i] = kept
            assert found[i] == pytest.approx((up - down) / (2 * step), abs=2e-6)


def test_near_the_output_post_ln_keeps_its_gradient_and_pre_ln_shrinks_with_depth() -> None:
    post, pre = ([gradients.gradient_norms(kind, depth)[-1] for depth in (6, 24)] for kind in KINDS)
    assert post[1] == pytest.approx(post[0], rel=0.1)
    assert pre[1] == pytest.approx(pre[0] / 2, rel=0.2)  # the root of 6 / 24


def test_deepnorm_levels_the_gradients_of_all_layers() -> None:
    found = gradients.gradient_norms("deepnorm", 24)
    assert found.max() / found.min() < 1.2


def test_an_unknown_placement_is_named() -> None:
    with pytest.raises(ValueError, match="unknown placement 'mid'"):
        gradients.backward(np.eye(2), [], "mid", np.eye(2))  # type: ignore[arg-type]
