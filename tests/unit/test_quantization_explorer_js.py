"""The page on quantisation rounds and counts like the reference."""

from __future__ import annotations

import json

import numpy as np
import pytest
from py_mini_racer import MiniRacer

from scripts.base.paths import DOCS
from scripts.figures.quantization import WEIGHTS
from scripts.reference import quantization as qu
from scripts.reference.arrays import Array
from tests.unit.javascript import engine_of


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("number-formats-formulas", "quantization-formulas")


@pytest.mark.parametrize("bits", [2, 4, 8])
@pytest.mark.parametrize("group", [4, 8, 16])
def test_weights_round_alike(engine: MiniRacer, bits: int, group: int) -> None:
    theirs = engine.eval(f"JSON.stringify(roundToNearest({list(WEIGHTS)}, {bits}, {group}))")
    w = np.array([WEIGHTS])
    ours = qu.round_to_nearest(w, bits, group)
    np.testing.assert_allclose(json.loads(str(theirs)), ours[0], rtol=1e-12)
    error = engine.eval(f"rootMeanSquare({theirs}, {list(WEIGHTS)})")
    assert error == pytest.approx(float(np.sqrt(np.mean((ours - w) ** 2))))
    assert engine.eval(f"bitsPerWeight({bits}, {group}, 16)") == qu.bits_per_weight(bits, group, 16)


def test_the_explorer_starts_with_the_weights_of_the_figure() -> None:
    source = (DOCS / "assets/scripts/quantization-explorer.js").read_text(encoding="utf-8")
    line = next(line for line in source.splitlines() if line.startswith("const WEIGHTS"))
    assert tuple(json.loads(line[line.index("[") : line.index("]") + 1])) == WEIGHTS


def test_a_quarter_of_the_outlier_is_about_a_quarter_of_the_error() -> None:
    """What the explorer asks readers to predict."""
    w = np.array([WEIGHTS])
    calm = w.copy()
    calm[0, 11] = 1.0
    others = np.arange(16) != 11

    def error(weights: Array) -> float:
        difference = (qu.round_to_nearest(weights, 4, 16) - weights)[0, others]
        return float(np.sqrt(np.mean(difference**2)))

    assert 0.2 < error(calm) / error(w) < 0.3
