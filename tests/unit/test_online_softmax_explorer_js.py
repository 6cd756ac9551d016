"""The steps through the online softmax count like the reference."""

from __future__ import annotations

import json

import pytest

from scripts.reference import flash
from tests.unit.javascript import engine_of, value


@pytest.mark.parametrize("columns", [1, 2, 3, 6])
def test_what_is_kept_after_each_tile(columns: int) -> None:
    engine = engine_of("online-softmax-formulas")
    scores, values = flash.SCORES.tolist(), flash.VALUES.tolist()
    assert value(engine, "POWERS.map(Math.log)") == pytest.approx(scores)
    assert value(engine, "VALUES") == values
    found = value(engine, f"running({json.dumps(scores)}, VALUES, {columns})")
    for one, expected in zip(
        found, flash.running(flash.SCORES, flash.VALUES, columns), strict=True
    ):
        assert [one[key] for key in ("largest", "shrink", "total", "mixed")] == pytest.approx(
            [expected.largest, expected.shrink, expected.total, expected.mixed]
        )
