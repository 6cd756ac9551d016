"""The numbers of the interactive part on gradient norms are those of the reference."""

from __future__ import annotations

import json
import re

import numpy as np

from scripts.fragments.of_questions.gradient_depth import DEPTHS, gradient_depth_data
from scripts.reference.gradients import gradient_norms
from tests.unit.invented import handbook


def test_each_layer_has_its_norm() -> None:
    element = gradient_depth_data(handbook(), "en")
    found = json.loads(re.sub(r"<[^>]+>", "", element))
    assert set(found) == {"post", "pre", "sandwich", "deepnorm"}
    for curves in found.values():
        assert {depth: len(curves[str(depth)]) for depth in DEPTHS} == {d: d for d in DEPTHS}
    np.testing.assert_allclose(found["pre"]["6"], gradient_norms("pre", 6), atol=1e-4)


def test_the_prediction_tells_the_numbers_of_the_page() -> None:
    found = json.loads(re.sub(r"<[^>]+>", "", gradient_depth_data(handbook(), "en")))
    assert [round(found["pre"][depth][-1], 2) for depth in ("6", "24")] == [3.76, 1.62]
    assert [round(found["post"][depth][-1], 2) for depth in ("6", "24")] == [6.24, 6.44]
