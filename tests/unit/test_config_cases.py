"""Configurations that were once misread, each as both readers must read it: nothing is guessed."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from py_mini_racer import MiniRacer

from scripts.base.paths import ROOT
from scripts.counts import config_reader, drafts, memory, parameters
from scripts.data.architecture import Architecture
from tests.unit.javascript import TEXT_ENCODER, engine_of

FILE = ROOT / "tests/data/configurations.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
_TABLES = json.dumps(json.dumps(config_reader.tables()))
_CALL = f"var answer = (text) => JSON.stringify(readConfig(text, JSON.parse({_TABLES})));"


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    engine = engine_of("config-reader")
    engine.eval(TEXT_ENCODER + _CALL)
    return engine


def _text(case: dict[str, Any]) -> str:
    return str(case.get("text") or json.dumps(case["config"]))


def _theirs(engine: MiniRacer, case: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(str(engine.eval(f"answer({json.dumps(_text(case))})")))
    return found


def _read(case: dict[str, Any]) -> config_reader.Reading:
    return config_reader.read(_text(case), "config.json")


@pytest.fixture(params=CASES, ids=lambda case: str(case["name"]))
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.param
    return found


def test_the_fields_are_read_alike(engine: MiniRacer, case: dict[str, Any]) -> None:
    ours, theirs = _read(case), _theirs(engine, case)
    for field, value in case.get("fields", {}).items():
        assert ours.architecture.get(field) == value, field
        assert theirs["arch"].get(field) == value, field
    assert ours.architecture == theirs["arch"]


def test_what_is_not_understood_is_named(engine: MiniRacer, case: dict[str, Any]) -> None:
    expected = sorted(case.get("unread", []))
    assert sorted(_read(case).unread) == expected
    assert sorted(_theirs(engine, case)["unread"]) == expected


def test_the_figures_follow_or_are_withheld(case: dict[str, Any]) -> None:
    reading = _read(case)
    arch = Architecture.model_validate({"source": ("case",), **reading.architecture})
    if "kv_kib" in case:
        assert memory.kv_bytes_per_token(arch) == case["kv_kib"] * 1024
    if "state" in case:
        assert memory.state_bytes(arch) == case["state"]
    if "total" in case:
        assert parameters.total_parameters(arch) == case["total"]
    if case.get("unread"):
        shown = drafts.render(drafts.read(_text(case), "config.json"))
        assert "the count is withheld: not understood" in shown
        assert all(key in shown for key in case["unread"])


def test_an_unknown_class_is_named_with_its_nearest_neighbour() -> None:
    assert config_reader.nearest("qwen3_nextgen") == "qwen3_next"
    assert config_reader.nearest("zebra") is None
