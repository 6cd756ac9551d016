"""The interactive runs of grokking are read as the table of the page reads them."""

from __future__ import annotations

import json

import pytest

from scripts.base.paths import ROOT
from scripts.content.records import load
from scripts.fragments.of_questions.grokking import grokking_data
from scripts.reference.grokking import first_step
from tests.unit.javascript import engine_of, value

RUNS = load(ROOT).grokking_runs


@pytest.mark.parametrize("least", [0.0, 0.5, 0.9, 1.1])
def test_first_step(least: float) -> None:
    for run in RUNS:
        steps, values = list(run.column("step")), list(run.column("test_accuracy"))
        theirs = value(engine_of("grokking-formulas"), f"firstStep({steps}, {values}, {least})")
        assert theirs == first_step(steps, values, least)


@pytest.mark.parametrize(("step", "share"), [(0, 0), (1, 0), (100, 0.5), (10000, 1)])
def test_steps_lie_on_a_log_axis(step: int, share: float) -> None:
    assert value(engine_of("grokking-formulas"), f"logShare({step}, 10000)") == pytest.approx(share)


@pytest.mark.parametrize(("loss", "share"), [(1e-9, 0), (1e-8, 0), (1e-3, 0.5), (1, 0.8), (1e3, 1)])
def test_losses_lie_on_a_log_axis(loss: float, share: float) -> None:
    assert value(engine_of("grokking-formulas"), f"lossShare({loss})") == pytest.approx(share)


def test_the_page_holds_every_run_with_all_steps() -> None:
    held = grokking_data(load(ROOT), "en").split(">", 1)[1].rsplit("<", 1)[0]
    runs = json.loads(held)
    assert {run.id: len(run.rows) for run in RUNS} == {
        id_: len(columns["test_accuracy"]) for id_, columns in runs.items()
    }
