"""The explorer of prefill and decode reckons like the reference, with sizes of the data."""

from __future__ import annotations

import json

import pytest
from py_mini_racer import MiniRacer

from scripts.base.paths import ROOT
from scripts.content import records
from scripts.counts import comparison
from scripts.data.handbook import Handbook
from scripts.fragments.of_questions import prefill_decode as table
from scripts.reference import prefill_decode as costs
from tests.unit.javascript import engine_of


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return records.load(ROOT)


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("prefill-decode-formulas")


def test_models_and_cards_are_those_of_the_data(engine: MiniRacer, handbook: Handbook) -> None:
    for id_, found in json.loads(str(engine.eval("JSON.stringify(MODELS)"))).items():
        entry = handbook.entry(id_)
        model = table.model_of(entry)
        assert found == {
            "name": entry.checkpoint.name,
            "count": comparison.best_count(entry.checkpoint),
            "weights": model.weights,
            "scores": model.scores,
            "cached": model.cached,
        }
    gpus = {gpu.id: gpu for gpu in handbook.gpus}
    for id_, found in json.loads(str(engine.eval("JSON.stringify(CARDS)"))).items():
        card = table.card_of(gpus[id_])
        assert (found["flops"], found["bandwidth"]) == (card.flops, card.bandwidth)
        assert found["memory"] == gpus[id_].memory_gb * 1e9


@pytest.mark.parametrize("model_id", ["llama-2-7b", "llama-3.1-8b", "qwen3-32b"])
@pytest.mark.parametrize("card_id", ["a100-80", "h100-80", "h20"])
@pytest.mark.parametrize(("batch", "context"), [(1, 256), (64, 2048), (1024, 32_768)])
def test_times(
    engine: MiniRacer, handbook: Handbook, model_id: str, card_id: str, batch: int, context: int
) -> None:
    model = table.model_of(handbook.entry(model_id))
    card = next(table.card_of(gpu) for gpu in handbook.gpus if gpu.id == card_id)
    names = f'MODELS["{model_id}"], CARDS["{card_id}"]'
    step = engine.eval(
        f"(() => {{ const p = decodeParts({names}, {batch}, {context});"
        " return p.matrices + p.cache; })()"
    )
    assert step == pytest.approx(costs.decode_seconds(model, card, batch, context))
    prefill = engine.eval(f"prefillSeconds({names}, {context})")
    assert prefill == pytest.approx(costs.prefill_seconds(model, card, context))


def test_sequences_that_fit(engine: MiniRacer, handbook: Handbook) -> None:
    theirs = engine.eval('sequencesOn(MODELS["llama-3.1-8b"], CARDS["h100-80"], 2048)')
    assert theirs == table.sequences(handbook, handbook.entry("llama-3.1-8b")) == 208
