"""The page on shared heads counts like the reference."""

from __future__ import annotations

import pytest
from py_mini_racer import MiniRacer

from scripts.reference import mla
from tests.unit.javascript import engine_of


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("kv-heads-formulas")


@pytest.mark.parametrize("kv_heads", [1, 2, 4, 8, 16])
def test_numbers_of_shared_heads(engine: MiniRacer, kv_heads: int) -> None:
    assert engine.eval(f"mhaNumbers({kv_heads}, 128)") == mla.mha_numbers(kv_heads, 128)


def test_numbers_of_the_latent_and_bytes_of_the_whole_cache(engine: MiniRacer) -> None:
    numbers = mla.mla_numbers(512, 64)
    assert engine.eval("mlaNumbers(512, 64)") == numbers
    assert engine.eval(f"cacheBytes({numbers}, 27, 1, 2)") == 31_104


@pytest.mark.parametrize("absorbed", [True, False])
def test_multiplications(engine: MiniRacer, absorbed: bool) -> None:
    theirs = engine.eval(f"pairMultiplications(512, 128, 64, 128, {str(absorbed).lower()})")
    assert theirs == mla.pair_multiplications(512, 128, 64, 128, absorbed=absorbed)
