"""The toy model that readers play with is the one of the reference, trained the same."""

from __future__ import annotations

import json

import numpy as np
import pytest
from py_mini_racer import MiniRacer

from scripts.reference import next_token as ours
from tests.unit.javascript import engine_of, value

TEXT = ours.training_text()


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("next-token-formulas")


def test_the_text(engine: MiniRacer) -> None:
    assert value(engine, "nextTokenText()") == TEXT.tolist()


@pytest.mark.parametrize("context", [[4], [1], [1, 4], [3, 4]])
def test_counts(engine: MiniRacer, context: list[int]) -> None:
    found = value(engine, f"countedShares(nextTokenText(), 12, {context})")
    table = ours.count_table(TEXT, ours.N_VOCAB, len(context))
    expected = ours.counted(table, np.array(context))
    if expected is None:
        assert found is None
    else:
        np.testing.assert_allclose(found, expected)


@pytest.mark.parametrize("steps", [0, 10, 300])
@pytest.mark.parametrize("width", [1, 2])
def test_a_trained_layer(engine: MiniRacer, width: int, steps: int) -> None:
    layer = ours.train(TEXT, ours.N_VOCAB, width, steps)
    found = value(engine, f"trainedLayer(nextTokenText(), 12, {width}, {steps})")
    np.testing.assert_allclose(found, layer.weights, atol=1e-9)
    context = [3, 4][-width:]
    call = f"layerShares(trainedLayer(nextTokenText(), 12, {width}, {steps}), {context})"
    np.testing.assert_allclose(
        value(engine, call), ours.predict(layer, np.array(context)), atol=1e-9
    )


@pytest.mark.parametrize("u", [0.0, 0.2, 0.5, 0.999])
def test_a_draw(engine: MiniRacer, u: float) -> None:
    shares = ours.predict(ours.train(TEXT, ours.N_VOCAB, 2, 300), np.array([3, 4]))
    assert value(engine, f"drawnToken({shares.tolist()}, {u})") == ours.drawn(shares, u)


@pytest.mark.parametrize(
    ("typed", "lang", "tokens"),
    [
        (" Mice drink", "en", [3, 4]),
        ("mice drink water.", "en", [3, 4, 9, 0]),
        ("鼠爱奶酪", "zh", [3, 7, 10]),
        ("鼠 爱 奶。", "zh", [3, 7, 8, 0]),
        ("", "en", []),
        ("mice drink tea", "en", None),
    ],
)
def test_what_is_typed_is_cut_into_tokens(
    engine: MiniRacer, typed: str, lang: str, tokens: list[int] | None
) -> None:
    names = list(ours.NAMES[lang])
    assert value(engine, f"tokensOf({json.dumps(typed)}, {json.dumps(names)})") == tokens
