"""What the page of the calculators holds: models, cards, and nothing that a text could break."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from scripts.base.paths import DOCS, LANGUAGES, ROOT
from scripts.content import records
from scripts.counts import memory
from scripts.data.handbook import Handbook
from scripts.fragments import calculator

HOSTILE = "</script><script>alert(1)</script><!--"


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return records.load(ROOT)


def _data(handbook: Handbook) -> dict[str, Any]:
    element: Any = html.fragment_fromstring(calculator.render(handbook))
    assert element.tag == "script"
    assert element.get("type") == "application/json"
    data: dict[str, Any] = json.loads(element.text)
    return data


def _table(handbook: Handbook, lang: str) -> Any:
    return html.fromstring(calculator.render_gpus(handbook, lang))


def test_every_model_whose_cache_is_known_is_offered(handbook: Handbook) -> None:
    known = {
        entry.checkpoint.id
        for entry in handbook.entries()
        if memory.kv_bytes_per_token(entry.checkpoint.architecture) is not None
    }
    data = _data(handbook)
    assert {model["id"] for model in data["models"]} == known
    assert {model["family"] for model in data["models"]} <= data["families"].keys()


def test_no_text_of_the_data_ends_the_element(handbook: Handbook) -> None:
    gpu = handbook.gpus[0].model_copy(update={"name": HOSTILE})
    hostile = replace(handbook, gpus=(gpu, *handbook.gpus[1:]))
    assert _data(hostile)["gpus"][0]["name"] == HOSTILE
    for lang in LANGUAGES:
        table = _table(hostile, lang)
        assert table.xpath("string(//tbody/tr[1]/th)") == HOSTILE
        assert not table.xpath("//script")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_card_names_its_sources(handbook: Handbook, lang: str) -> None:
    rows = _table(handbook, lang).xpath("//tbody/tr")
    assert len(rows) == len(handbook.gpus)
    for row, gpu in zip(rows, handbook.gpus, strict=True):
        assert row.xpath("string(th)") == gpu.name
        urls = [handbook.sources[id_].url for id_ in gpu.source]
        assert row.xpath("td//a/@href") == urls


def _paths(arch: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in arch.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{key}", each) for key, each in value.items())
        else:
            yield name, value


def test_an_address_can_hold_all_that_the_formulas_need(handbook: Handbook) -> None:
    source = (DOCS / "assets/scripts/calculator-address.js").read_text(encoding="utf-8")
    block = source[source.index("const FIELDS = {") : source.index("};")]
    fields = dict(re.findall(r'^  "?([\w.]+)"?: "(\w+)",$', block, re.M))
    data = _data(handbook)
    for model in data["models"]:
        for path, value in _paths(model["arch"]):
            kind = {bool: "flag", int: "whole", str: "word"}[type(value)]
            kind = "pattern" if path == "layers" else kind
            assert fields[path] == kind, path
            if kind == "word":
                assert value in data["words"][path]
    assert {path for path, kind in fields.items() if kind == "word"} == set(data["words"])
