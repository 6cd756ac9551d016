"""The page on tiles counts like the reference."""

from __future__ import annotations

import pytest
from py_mini_racer import MiniRacer

from scripts.reference import flash
from tests.unit.javascript import engine_of


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("flash-tiles-formulas")


@pytest.mark.parametrize("n", [256, 1024, 2048])
@pytest.mark.parametrize("head_dim", [64, 128])
@pytest.mark.parametrize("rows", [32, 128, 256])
def test_traffic(engine: MiniRacer, n: int, head_dim: int, rows: int) -> None:
    tiled = flash.tiled_numbers(n, head_dim, rows)
    assert engine.eval(f"plainNumbers({n}, {head_dim})") == flash.plain_numbers(n, head_dim)
    assert engine.eval(f"tiledNumbers({n}, {head_dim}, {rows})") == tiled
    assert engine.eval(f"matmulFlops({n}, {head_dim})") == flash.matmul_flops(n, head_dim)
    assert engine.eval(f"movedNumbers({n}, {head_dim}, {rows}, {(n // rows) ** 2})") == tiled
    assert engine.eval(f"movedNumbers({n}, {head_dim}, {rows}, 0)") == 0


def test_a_tile_on_the_chip(engine: MiniRacer) -> None:
    assert engine.eval("tileNumbers(128, 64, 32)") == flash.tile_numbers(128, 64, 32)
