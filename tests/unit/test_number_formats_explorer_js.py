"""The page on number formats rounds like the reference."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from py_mini_racer import MiniRacer

from scripts.reference import number_formats as nf
from tests.unit.javascript import engine_of

NUMBERS = [
    0.0, 0.1, -0.1, 1.0, 1.001, 2e-8, 3e-8, 5.96e-8, 70_000.0, 65_519.9, 65_520.0, 300.0, 464.0,
    465.0, 6.9, 7.1, -0.25, 1e-40, 3.4e38, 1e39, 1e-46, 2.0**-25, 12345.678,
]  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("number-formats-formulas")


def number(engine: MiniRacer, expression: str) -> float:
    """Return what JavaScript computes; JSON has no infinities, so they come as text."""
    return float(str(engine.eval(f"String({expression})")).replace("Infinity", "inf"))


@pytest.mark.parametrize("form", nf.FORMATS, ids=lambda form: form.name)
def test_numbers_become_what_the_reference_makes_of_them(
    engine: MiniRacer, form: nf.Format
) -> None:
    for x in NUMBERS:
        ours = nf.rounded(x, form)
        theirs = number(engine, f"rounded({x!r}, FORMATS[{form.name!r}])")
        assert ours == theirs or (math.isnan(ours) and math.isnan(theirs)), x
        if math.isfinite(ours):
            bits = engine.eval(f"JSON.stringify(fields({ours!r}, FORMATS[{form.name!r}]))")
            assert tuple(json.loads(str(bits))) == nf.fields(ours, form)
    assert number(engine, f"largest(FORMATS[{form.name!r}])") == form.largest


@pytest.mark.parametrize("x", [0.1, -1.3, 2e-8, 70_000.0])
@pytest.mark.parametrize("times", [1, 4, 16])
def test_numbers_of_a_block(engine: MiniRacer, x: float, times: int) -> None:
    largest = abs(x) * times
    block = np.array([x, largest])
    assert number(engine, f"mxfp4({x!r}, {largest!r})") == nf.mxfp4(block)[0]
    assert number(engine, f"nvfp4({x!r}, {largest!r}, {largest!r})") == nf.nvfp4(block, largest)[0]
