"""The data holds against configurations that others wrote down, wherever a package has one.

Where one differs and the data is right, `tests/data/independent-configs.yaml` says why.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.base.paths import ROOT
from scripts.content import records
from scripts.data.architecture import Architecture
from scripts.data.handbook import Handbook
from tests.unit import configurations

_FILE = yaml.safe_load((ROOT / "tests/data/independent-configs.yaml").read_text(encoding="utf-8"))
CONFIGURATIONS: list[dict[str, str]] = _FILE["configurations"]
EXCEPTIONS: list[dict[str, Any]] = _FILE["exceptions"]

#: checkpoint, package, field, theirs
Difference = tuple[str, str, str, Any]


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return records.load(ROOT)


def _ours(arch: Architecture, field: str) -> Any:
    """Return the value of our data; heads of latent attention have no single width."""
    if arch.mla and field == "head_dim":
        return None
    found: Any = arch
    for name in field.split("."):
        found = getattr(found, name, None)
    return found


def _compared(handbook: Handbook, item: dict[str, str]) -> dict[str, tuple[Any, Any]]:
    """Return (ours, theirs) by field, for the fields that both know."""
    arch = handbook.entry(item["checkpoint"]).checkpoint.architecture
    assert arch is not None
    stated = configurations.read(item["read"], item["name"])
    pairs = {field: (_ours(arch, field), theirs) for field, theirs in stated.items()}
    return {field: pair for field, pair in pairs.items() if pair[0] is not None}


def _differences(handbook: Handbook, item: dict[str, str]) -> set[Difference]:
    return {
        (item["checkpoint"], item["package"], field, theirs)
        for field, (ours, theirs) in _compared(handbook, item).items()
        if ours != theirs
    }


def _excepted() -> set[Difference]:
    return {
        (checkpoint, e["package"], e["field"], e["theirs"])
        for e in EXCEPTIONS
        for checkpoint in e["checkpoints"]
    }


def _name(item: dict[str, str]) -> str:
    return f"{item['checkpoint']}-{item['package']}"


def test_the_packages_are_installed() -> None:
    missing = {
        item["package"]
        for item in CONFIGURATIONS
        if item["package"] != "transformers"
        and not list(Path(configurations.FOLDER).glob(f"{item['package']}-*.dist-info"))
    }
    assert not missing, f"install requirements-configurations.txt into {configurations.FOLDER}"


@pytest.mark.parametrize("item", CONFIGURATIONS, ids=_name)
def test_the_data_agrees(handbook: Handbook, item: dict[str, str]) -> None:
    assert _differences(handbook, item) <= _excepted()


@pytest.mark.parametrize("item", CONFIGURATIONS, ids=_name)
def test_the_main_sizes_are_compared(handbook: Handbook, item: dict[str, str]) -> None:
    compared = _compared(handbook, item).keys()
    assert {"n_layers", "d_model"} <= compared
    assert len(compared) >= 5


def test_no_exception_is_stale(handbook: Handbook) -> None:
    found = set().union(*(_differences(handbook, item) for item in CONFIGURATIONS))
    assert _excepted() <= found


def test_each_exception_says_why(handbook: Handbook) -> None:
    for exception in EXCEPTIONS:
        assert exception["reason"].strip()
        assert exception["source"] in handbook.sources


def test_most_checkpoints_are_held_against_somebody_else(handbook: Handbook) -> None:
    covered = {item["checkpoint"] for item in CONFIGURATIONS}
    families = {handbook.entry(checkpoint).family.id for checkpoint in covered}
    assert len(covered) > 100
    assert len(families) > 25
