"""The interactive part on LoRA counts like the reference, with the sizes of the data."""

from __future__ import annotations

import pytest
from py_mini_racer import MiniRacer

from scripts.base.paths import ROOT
from scripts.content import records
from scripts.counts import comparison
from scripts.fragments.of_questions import lora as tables
from scripts.reference import lora
from tests.unit.javascript import engine_of


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("costs", "lora-formulas", "lora-explorer")


@pytest.mark.parametrize("id_", ["llama-2-7b", "qwen3-32b", "llama-2-70b"])
@pytest.mark.parametrize("base", ["16", "4"])
def test_sizes_are_those_of_the_data(engine: MiniRacer, id_: str, base: str) -> None:
    entry = records.load(ROOT).entry(id_)
    assert engine.eval(f"MODELS['{id_}'].parameters") == comparison.best_count(entry.checkpoint)
    assert engine.eval(f"MODELS['{id_}'].name") == entry.checkpoint.name
    state = f"sizesOf({{model: '{id_}', target: 'all', rank: '16', base: '{base}'}})"
    assert engine.eval(f"{state}.count") == tables.adapters(entry, "all")
    expected = tables.memory(entry, "qlora" if base == "4" else "lora")
    assert engine.eval(f"{state}.frozen + {state}.trained") == pytest.approx(expected)
    assert engine.eval(f"{state}.full") == pytest.approx(tables.memory(entry, "full"))


@pytest.mark.parametrize("target", list(lora.TARGETS))
def test_matrices_with_an_adapter(engine: MiniRacer, target: str) -> None:
    entry = records.load(ROOT).entry("llama-2-70b")
    found = engine.eval(f"adapterParameters(MODELS['llama-2-70b'], '{target}', 64)")
    assert found == tables.adapters(entry, target, 64)


def test_bits_of_nf4(engine: MiniRacer) -> None:
    assert engine.eval("NF4_BITS") == lora.nf4_bits()
