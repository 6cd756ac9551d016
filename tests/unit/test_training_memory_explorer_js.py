"""The interactive part on training memory counts like the reference, with the sizes of the data."""

from __future__ import annotations

import json

import pytest
from py_mini_racer import MiniRacer

from scripts.base.paths import ROOT
from scripts.content import records
from scripts.counts import comparison, costs
from scripts.figures import training_memory as figure
from scripts.reference import training_memory as memory
from tests.unit.javascript import engine_of


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("costs", "training-memory-formulas", "training-memory-explorer")


@pytest.mark.parametrize("recompute", [False, True])
@pytest.mark.parametrize("id_", ["llama-2-7b", "llama-3.1-8b", "llama-2-70b"])
def test_the_models_are_those_of_the_data(engine: MiniRacer, id_: str, recompute: bool) -> None:
    entry = records.load(ROOT).entry(id_)
    arch = entry.checkpoint.architecture
    assert arch is not None
    sizes = (arch.d_model, arch.n_heads, arch.n_kv_heads, arch.head_dim, arch.d_ff)
    kept = memory.kept_numbers(*(size or 0 for size in sizes))
    expected = memory.activation_bytes(
        arch.n_layers or 0, 4096, arch.d_model or 0, kept, arch.vocab_size or 0, recompute
    )
    count = comparison.best_count(entry.checkpoint)
    assert engine.eval(f"MODELS['{id_}'].parameters") == count
    assert (
        engine.eval(f"activationBytes(MODELS['{id_}'], 4096, {str(recompute).lower()})") == expected
    )


@pytest.mark.parametrize("stage", range(4))
def test_parts_of_a_card(engine: MiniRacer, stage: int) -> None:
    chosen = f"{{cards: 8, stage: {stage}, tokens: 4096, recompute: false}}"
    text = engine.eval(f"JSON.stringify(cardParts(MODELS['llama-2-7b'], {chosen}))")
    assert json.loads(str(text)) == pytest.approx(figure.parts(stage))


@pytest.mark.parametrize("stage", range(4))
def test_the_figure_splits_like_the_calculators(stage: int) -> None:
    found = figure.parts(stage)
    found.pop("activations")
    whole = costs.training_bytes(figure.PARAMETERS, figure.CARDS, stage)
    assert sum(found.values()) == pytest.approx(whole)
