"""The page on decoding filters like the reference."""

from __future__ import annotations

import json

import numpy as np
import pytest
from py_mini_racer import MiniRacer

from scripts.base.paths import DOCS
from scripts.reference import decoding as de
from tests.unit.javascript import engine_of

FILTERS = {
    "topK(z, 5)": lambda z: de.top_k(z, 5),
    "topP(z, 0.9)": lambda z: de.top_p(z, 0.9),
    "minP(z, 0.1)": lambda z: de.min_p(z, 0.1),
}


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("decoding-formulas")


@pytest.mark.parametrize("keep", FILTERS)
@pytest.mark.parametrize("temperature", [0.3, 1, 2])
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("shares", [de.PEAKED, de.FLAT], ids=["peaked", "flat"])
def test_filtered_alike(
    engine: MiniRacer, keep: str, temperature: float, first: bool, shares: tuple[float, ...]
) -> None:
    call = f"filteredShares({list(shares)}, {temperature}, (z) => {keep}, {json.dumps(first)})"
    theirs = json.loads(str(engine.eval(f"JSON.stringify({call})")))
    ours = de.chain(np.log(shares), temperature, FILTERS[keep], first)
    np.testing.assert_allclose(theirs, ours, rtol=1e-9)
    bits = engine.eval(f"entropyBits({theirs})")
    assert bits == pytest.approx(de.entropy(ours))


def test_what_the_explorer_of_filters_asks() -> None:
    logits = np.log(de.PEAKED)
    assert de.top_p(logits, 0.9).sum() == 3
    assert de.top_p(logits / 2, 0.9).sum() == 7


def test_the_explorer_has_the_distributions_of_the_figure() -> None:
    source = (DOCS / "assets/scripts/decoding-explorer.js").read_text(encoding="utf-8")
    for name, shares in (("PEAKED", de.PEAKED), ("FLAT", de.FLAT)):
        line = next(x for x in source.splitlines() if x.startswith(f"const {name}"))
        assert tuple(json.loads(line[line.index("[") : line.index("]") + 1])) == shares
