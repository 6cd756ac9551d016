"""The explorers of memory reckon like the reference, with the models of the data."""

from __future__ import annotations

import json
import re

import pytest
from py_mini_racer import MiniRacer

from scripts.base.paths import ROOT
from scripts.content import records
from scripts.fragments import calculator
from scripts.reference import inference_memory, kv_cache
from tests.unit.javascript import engine_of


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("memory-formulas", "layers", "costs")


@pytest.mark.parametrize(("bits", "group", "scales"), [(8, 32, 16), (4, 32, 16), (2, 64, 32)])
def test_bits_with_scales(engine: MiniRacer, bits: int, group: int, scales: int) -> None:
    theirs = engine.eval(f"storedBits({bits}, {group}, {scales})")
    assert theirs == kv_cache.stored_bits(bits, group, scales)


@pytest.mark.parametrize("bits", [16, 8.5, 4.5])
@pytest.mark.parametrize("memory", [16e9, 24e9, 80e9])
def test_sequences_beside_the_weights(engine: MiniRacer, bits: float, memory: float) -> None:
    count, per_token = 8_030_261_248, 131_072
    call = f"sequencesThatFit({0.9 * memory}, weightBytes({count}, {bits}), {per_token})"
    tokens = inference_memory.tokens_that_fit(memory, 0.9, count, bits, per_token)
    assert engine.eval(call) == tokens


def test_the_models_of_the_page_are_those_of_the_data(engine: MiniRacer) -> None:
    text = calculator.render_some(records.load(ROOT))
    found = re.fullmatch(r'<script type="application/json" data-models="">(.*)</script>\n', text)
    assert found is not None
    models = {model["id"]: model for model in json.loads(found[1])}
    assert tuple(models) == calculator.SOME
    arch = json.dumps(models["gemma-3-27b"]["arch"])
    assert engine.eval(f"kvBytes({arch}, 131072, 2) / 2 ** 30") == pytest.approx(10.41, abs=0.01)
    arch = json.dumps(models["llama-3.1-8b"]["arch"])
    assert engine.eval(f"kvBytesPerToken({arch}, 2)") == 131_072
