"""Dimensions that cannot be are refused with a reason, by the pages exactly as by the data."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

from scripts.base.paths import ROOT
from scripts.content import records
from scripts.counts import contradictions, drafts
from scripts.data.architecture import Architecture
from scripts.fragments import calculator
from tests.unit.architectures import Fields, built, fields, hybrid_fields, sparse_fields
from tests.unit.javascript import engine_of, value
from tests.unit.properties import steady
from tests.unit.test_drafts import LLAMA

LINEAR = {"kind": "lightning", "key_head_dim": 4, "value_head_dim": 4}
SSM = {"kind": "mamba-2", "head_dim": 4, "d_state": 4, "conv_width": 4}

#: What a model is given, and what is said of it.
CASES: list[tuple[dict[str, Any], list[str]]] = [
    ({"n_heads": 6, "n_kv_heads": 4}, ["n_heads: 6 is not divisible by n_kv_heads = 4"]),
    ({"n_heads": 4, "n_kv_heads": 8}, ["n_heads: 4 is not divisible by n_kv_heads = 8"]),
    (
        {"n_heads": 8, "n_kv_heads": 4, "windowed": {"n_kv_heads": 3}},
        ["n_heads: 8 is not divisible by windowed.n_kv_heads = 3"],
    ),
    (
        {"n_heads": 8, "n_kv_heads": 4, "windowed": {"n_heads": 6}},
        ["windowed.n_heads: 6 is not divisible by n_kv_heads = 4"],
    ),
    (
        {"linear": LINEAR | {"key_heads": 4, "value_heads": 6}},
        ["linear.value_heads: 6 is not divisible by linear.key_heads = 4"],
    ),
    (
        {"ssm": SSM | {"n_heads": 6, "n_groups": 4}},
        ["ssm.n_heads: 6 is not divisible by ssm.n_groups = 4"],
    ),
    (
        {"experts": {"total": 8, "active": 9}},
        ["experts.active: 9 is more than experts.total = 8"],
    ),
    (
        {"n_layers": 4, "experts": {"total": 8, "active": 2, "dense_layers": 5}},
        ["experts.dense_layers: 5 is more than n_layers = 4"],
    ),
    (
        {"n_layers": 4, "experts": {"total": 8, "active": 2, "moe_every": 5}},
        ["experts.moe_every: 5 is more than n_layers = 4"],
    ),
    (
        {"n_layers": 4, "indexer": {"n_heads": 1, "head_dim": 4, "top_k": 9, "layers": 5}},
        ["indexer.layers: 5 is more than n_layers = 4"],
    ),
    ({"n_heads": 6}, []),
    ({"n_layers": 4, "experts": {"total": 8, "active": 8, "dense_layers": 4}}, []),
]


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("layers", "calculator-address", "contradictions")


def _theirs(engine: MiniRacer, arch: Architecture) -> list[tuple[Any, ...]]:
    found = value(engine, f"contradictions({json.dumps(calculator.plain(arch))})")
    return [tuple(each.values()) for each in found]


def _ours(arch: Architecture) -> list[tuple[Any, ...]]:
    return [astuple(each) for each in contradictions.contradictions(arch)]


@pytest.mark.parametrize(("given_fields", "said"), CASES)
def test_each_contradiction_is_named(
    engine: MiniRacer, given_fields: dict[str, Any], said: list[str]
) -> None:
    arch = Architecture.model_validate({"source": ("invented",), **given_fields})
    found = contradictions.contradictions(arch)
    assert [f"{each.field}: {each.message}" for each in found] == said
    assert _theirs(engine, arch) == _ours(arch)


@steady
@given(given_fields=fields() | sparse_fields() | hybrid_fields(), heads=st.integers(1, 9))
def test_both_find_the_same(engine: MiniRacer, given_fields: Fields, heads: int) -> None:
    arch = built(given_fields | {"n_heads": heads})
    assert _theirs(engine, arch) == _ours(arch)


def test_no_model_of_the_data_contradicts_itself(engine: MiniRacer) -> None:
    for entry in records.load(ROOT).entries():
        if arch := entry.checkpoint.architecture:
            assert _theirs(engine, arch) == _ours(arch) == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"num_key_value_heads": 3}, "n_heads: 4 is not divisible by n_kv_heads = 3"),
        ({"hidden_size": 10**8, "intermediate_size": 10**8}, "parameters are no model"),
    ],
)
def test_a_draft_withholds_its_count(changes: dict[str, int], reason: str) -> None:
    text = drafts.render(drafts.read(json.dumps(LLAMA | changes), "config.json"))
    assert "the count is withheld" in text.splitlines()[0]
    assert reason in text.splitlines()[0]


def test_the_limit_is_the_same(engine: MiniRacer) -> None:
    assert value(engine, "MOST_PARAMETERS") == contradictions.MOST_PARAMETERS
