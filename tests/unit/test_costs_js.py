"""The calculators of the pages reckon exactly like the Python that the tables come from."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from py_mini_racer import MiniRacer

from scripts.base.paths import ROOT
from scripts.content import records
from scripts.counts import costs, memory, parameters
from scripts.data.architecture import Architecture
from scripts.fragments import calculator
from tests.unit.architectures import Fields, built, fields, hybrid_fields, sparse_fields
from tests.unit.javascript import engine_of
from tests.unit.properties import steady

ATTENDED, CONTEXT, TOKENS = 3000, 5000, 10**12

_CALLS = f"""(text) => {{
  const arch = JSON.parse(text);
  return JSON.stringify([
    parts(arch), totalParameters(arch), activeParameters(arch), multipliedParameters(arch),
    kvBytesPerToken(arch, 2), kvBytes(arch, {CONTEXT}, 2), forwardFlops(arch, 0),
    forwardFlops(arch, {ATTENDED}), trainingFlops(arch, {TOKENS}), stateBytes(arch),
    missing(arch),
  ]);
}}"""


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    engine = engine_of("layers", "costs")
    engine.eval(f"var reckon = {_CALLS};")
    return engine


def _theirs(engine: MiniRacer, arch: Architecture) -> Any:
    text = json.dumps(calculator.plain(arch))
    return json.loads(str(engine.eval(f"reckon({json.dumps(text)})")))


def _ours(arch: Architecture) -> list[Any]:
    counted = parameters.parts(arch)
    forward = costs.forward_flops(arch)
    return [
        vars(counted) if counted else None,
        parameters.total_parameters(arch),
        parameters.active_parameters(arch),
        parameters.multiplied_parameters(arch),
        memory.kv_bytes_per_token(arch),
        memory.kv_bytes(arch, CONTEXT),
        forward,
        costs.forward_flops(arch, ATTENDED),
        costs.TRAINING_PASSES * forward * TOKENS if forward else None,
        memory.state_bytes(arch),
    ]


def _assert_equal(engine: MiniRacer, arch: Architecture) -> None:
    *theirs, missing = _theirs(engine, arch)
    assert sorted(missing) == sorted(parameters.missing(arch))
    for one, other in zip(theirs, _ours(arch), strict=True):
        # Above 2^53 the pages' numbers are no longer whole.
        is_large = isinstance(other, int) and other >= 2**53
        assert one == (pytest.approx(other, rel=1e-12) if is_large else other)


def test_every_checkpoint(engine: MiniRacer) -> None:
    for root in (ROOT, ROOT / "tests/data/tiny"):
        for entry in records.load(root).entries():
            if entry.checkpoint.architecture:
                _assert_equal(engine, entry.checkpoint.architecture)


@steady
@given(given_fields=fields() | sparse_fields() | hybrid_fields())
def test_any_architecture(engine: MiniRacer, given_fields: Fields) -> None:
    _assert_equal(engine, built(given_fields))


@pytest.mark.parametrize("stage", [0, 1, 2, 3])
@pytest.mark.parametrize("gpus", [1, 8, 1000])
def test_memory_and_time_of_training(engine: MiniRacer, stage: int, gpus: int) -> None:
    count = 6_738_415_616
    theirs = engine.eval(f"trainingBytes({count}, {gpus}, {stage})")
    assert theirs == pytest.approx(costs.training_bytes(count, gpus, stage), rel=1e-12)
    assert engine.eval("gpuDays(1e24, 312e12, 0.4)") == pytest.approx(
        costs.gpu_days(1e24, 312e12, 0.4), rel=1e-12
    )


@pytest.mark.parametrize("stage", [0, 1, 2, 3])
@pytest.mark.parametrize("memory", [10**9, 24 * 10**9, 141 * 10**9])
def test_cards_that_hold_it(engine: MiniRacer, stage: int, memory: int) -> None:
    for count in (10**6, 1_235_814_400, 6_738_415_616, 10**12):
        theirs = engine.eval(f"gpusToTrain({count}, {memory}, {stage})")
        assert theirs == costs.gpus_to_train(count, memory, stage)
        assert engine.eval(f"gpusToHold({count}, {memory})") == costs.gpus_to_hold(count, memory)
