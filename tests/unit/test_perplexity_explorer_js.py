"""The interactive price of a text is that of the reference."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from py_mini_racer import MiniRacer

from scripts.base.paths import DOCS
from scripts.reference.perplexity import CUTS, TEXT, character_log_p, joined, perplexity
from tests.unit.javascript import engine_of, value

EXPLORER = (DOCS / "assets/scripts/perplexity-cuts-explorer.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("perplexity-formulas")


@pytest.mark.parametrize("cut", list(CUTS))
@pytest.mark.parametrize("guessing", [0, 0.25, 1])
def test_bits_and_perplexity(engine: MiniRacer, cut: str, guessing: float) -> None:
    call = f"joinedBits(characterBits({json.dumps(TEXT)}, {guessing}), {json.dumps(CUTS[cut])})"
    log_p = joined(character_log_p(TEXT, guessing), [len(token) for token in CUTS[cut]])
    np.testing.assert_allclose(value(engine, call), -log_p / math.log(2))
    assert value(engine, f"perplexityOf({call})") == pytest.approx(perplexity(log_p))


def test_the_explorer_cuts_as_the_reference() -> None:
    for cut in (CUTS["pieces"], CUTS["words"]):
        assert json.dumps(cut) in EXPLORER
    assert f'const TEXT = "{TEXT}";' in EXPLORER
