"""The interactive part on compute counts like the calculators; the table's hours make sense."""

from __future__ import annotations

import pytest
from py_mini_racer import MiniRacer

from scripts.base.paths import ROOT
from scripts.content import records
from scripts.counts import costs, parameters
from scripts.data.handbook import Handbook
from scripts.figures import attention_share
from scripts.fragments.of_questions import training_compute as table
from scripts.reference import training_compute as compute
from tests.unit.javascript import engine_of


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return records.load(ROOT)


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("costs", "training-compute-formulas", "training-compute-explorer")


@pytest.mark.parametrize("recompute", [False, True])
@pytest.mark.parametrize("id_", ["llama-3.1-8b", "llama-3.1-405b", "mixtral-8x7b-v0.1"])
def test_the_models_are_those_of_the_data(
    engine: MiniRacer, handbook: Handbook, id_: str, recompute: bool
) -> None:
    arch = handbook.entry(id_).checkpoint.architecture
    assert arch is not None
    multiplied = parameters.multiplied_parameters(arch)
    width = 2 * (arch.n_heads or 0) * (arch.head_dim or 0)
    assert engine.eval(f"MODELS['{id_}'].multiplied") == multiplied
    expected = compute.flops_per_token(
        multiplied or 0, arch.n_layers or 0, width, 4096, recompute=recompute
    )
    chosen = (
        f"{{length: 8192, tokens: 1, cards: 1, busy: 0.4, recompute: {str(recompute).lower()}}}"
    )
    assert engine.eval(f"estimate(MODELS['{id_}'], {chosen}).each") == expected
    days = engine.eval(f"estimate(MODELS['{id_}'], {chosen}).days")
    assert days == pytest.approx(costs.gpu_days(expected, 989e12, 0.4))
    mfu = engine.eval(f"estimate(MODELS['{id_}'], {chosen}).mfu")
    assert mfu == pytest.approx(0.3 if recompute else 0.4)


def test_the_peak_is_that_of_the_table(engine: MiniRacer, handbook: Handbook) -> None:
    assert engine.eval("PEAK") == table.peak(handbook, table.RUNS[3])


def test_published_hours_imply_a_share_below_one(handbook: Handbook) -> None:
    shares = [table.implied(handbook, run) for run in table.RUNS]
    known = [round(share, 2) for share in shares if share is not None]
    assert known == [0.38, 0.37, 0.43, 0.13, 0.25, 0.33]


def test_half_of_the_operations_near_twelve_widths() -> None:
    """A block of 12 d^2 weights has as many operations in scores at n = 12 d."""
    widths = (768, 4096, 16384)
    for model, width in zip(attention_share.MODELS.values(), widths, strict=True):
        assert 0.35 < attention_share.share(model, 12 * width) < 0.55


def test_the_models_of_the_figure_are_those_of_the_data(handbook: Handbook) -> None:
    for id_, model in attention_share.MODELS.items():
        checkpoint = handbook.entry(id_).checkpoint
        arch = checkpoint.architecture
        assert arch is not None
        assert model.name == checkpoint.name
        assert model.multiplied == parameters.multiplied_parameters(arch)
        width = 2 * (arch.n_heads or 0) * (arch.head_dim or 0)
        assert (model.layers, model.score_width) == (arch.n_layers, width)
