"""The interactive attention weights are those of the Python that drew the static figure."""

from __future__ import annotations

import json

import numpy as np
import pytest
from py_mini_racer import MiniRacer

from scripts.base.paths import DOCS
from scripts.figures.saturation import SEED, SENTENCE
from scripts.reference import saturation
from tests.unit.javascript import engine_of

SCRIPTS = DOCS / "assets/scripts"


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("attention-weights-formulas")


@pytest.mark.parametrize("head_dim", [4, 16, 64, 256])
@pytest.mark.parametrize("divisor", ["one", "root", "width"])
def test_the_weights(engine: MiniRacer, head_dim: int, divisor: saturation.Divisor) -> None:
    call = f"JSON.stringify(sentenceWeights(6, {head_dim}, '{divisor}', {SEED}))"
    theirs = json.loads(str(engine.eval(call)))
    ours = saturation.sentence_weights(6, head_dim, divisor, SEED)
    np.testing.assert_allclose(theirs, ours, rtol=1e-9, atol=1e-12)


def test_the_numbers_and_the_room(engine: MiniRacer) -> None:
    theirs = json.loads(str(engine.eval("JSON.stringify(uniforms(7, 50))")))
    np.testing.assert_allclose(theirs, saturation.uniforms(7, 50), rtol=1e-14)
    assert engine.eval("room([0.5, 0.25, 0.25])") == saturation.room(np.array([0.5, 0.25, 0.25]))


def test_the_sentence_and_the_seed_are_those_of_the_figure() -> None:
    source = (SCRIPTS / "attention-weights-explorer.js").read_text(encoding="utf-8")
    assert f"const SEED = {SEED};" in source
    for words in SENTENCE.values():
        assert json.dumps(list(words), ensure_ascii=False) in source
