"""What is published is complete, keeps its promises within a version, and is the same each time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest

from scripts import api
from scripts.api import endpoints, fields, spreadsheet
from scripts.api.checkpoints import publish
from scripts.base.paths import ROOT
from scripts.content import records
from scripts.data.handbook import Handbook
from tests.unit import json_schema

DATA = ROOT / "tests" / "data"
#: What version 1 promised; a change that a test here refuses belongs into `api/v2/`.
PROMISED = DATA / "api-v1"
SITE_URL = "https://example.org/handbook/"
START = f"{SITE_URL}{api.FOLDER}/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}

Json = dict[str, Any]


@pytest.fixture(scope="module")
def tiny() -> Handbook:
    return records.load(DATA / "tiny")


@pytest.fixture(scope="module")
def files(tiny: Handbook) -> dict[str, str]:
    """The files of the tiny data by their path below the folder of the interface."""
    rendered = api.render_all(tiny, SITE_URL)
    return {path.removeprefix(f"{api.FOLDER}/"): text for path, text in rendered.items()}


@pytest.fixture(scope="module")
def own_models() -> Json:
    """The handbook's own data as published."""
    path = f"{api.FOLDER}/models.json"
    document: Json = json.loads(api.render_all(records.load(ROOT), SITE_URL)[path])
    return document


def _promised_schema() -> Json:
    schema: Json = json.loads((PROMISED / "models.schema.json").read_text(encoding="utf-8"))
    return schema


def _row(text: str, id_: str) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return next(row for row in rows if row["id"] == id_)


def test_a_checkpoint_is_published_as_it_was(files: dict[str, str]) -> None:
    expected = (PROMISED / "heron-tiny.json").read_text(encoding="utf-8")
    assert files["models/heron-tiny.json"] == expected


def test_the_same_entry_is_in_the_whole(files: dict[str, str]) -> None:
    whole = json.loads(files["models.json"])
    assert [entry["id"] for entry in whole["checkpoints"]] == [
        "auk-moe",
        "heron-tiny",
        "heron-small",
        "heron-2-tiny",
    ]
    for entry in whole["checkpoints"]:
        assert json.loads(files[f"models/{entry['id']}.json"]) == entry


def test_two_builds_are_equal(tiny: Handbook, files: dict[str, str]) -> None:
    again = api.render_all(records.load(DATA / "tiny"), SITE_URL)
    assert list(again.values()) == list(files.values())


def test_every_document_tells_version_date_and_licence(files: dict[str, str]) -> None:
    for name in ("models.json", "sources.json", "glossary.json", "changes.json"):
        document = json.loads(files[name])
        assert document["version"] == 1
        assert (document["data_version"], document["data_date"]) == ("1.1.0", "2022-06-01")
        assert document["licence"] == "CC-BY-4.0"
        assert SITE_URL in document["attribution"]


def test_what_is_unknown_is_null(files: dict[str, str]) -> None:
    entry = json.loads(files["models/heron-small.json"])
    assert entry["training"] is None
    assert entry["architecture"]["n_layers"] is None
    assert entry["computed"] == {
        "status": "reported",
        "total": None,
        "active": None,
        "difference": None,
        "parts": None,
    }
    assert entry["weights"] == "closed"
    assert entry["release"]["weights"] == "open"


def test_every_source_that_is_named_is_in_the_bibliography(files: dict[str, str]) -> None:
    known = {source["id"] for source in json.loads(files["sources.json"])["sources"]}
    for entry in json.loads(files["models.json"])["checkpoints"]:
        assert {id_ for ids in entry["sources"].values() for id_ in ids} <= known


def test_documents_fit_their_own_schema(files: dict[str, str], own_models: Json) -> None:
    schema = json.loads(files["models.schema.json"])
    assert json_schema.errors(schema, json.loads(files["models.json"])) == []
    assert json_schema.errors(schema, own_models) == []


def test_documents_fit_what_openapi_says_of_them(files: dict[str, str]) -> None:
    described = json.loads(files["openapi.json"])
    for path, item in described["paths"].items():
        for type_, content in item["get"]["responses"]["200"]["content"].items():
            name = path.removeprefix("/").replace("{id}", "auk-moe")
            if type_ == "application/json":
                schema = {**content["schema"], "components": described["components"]}
                assert json_schema.errors(schema, json.loads(files[name])) == [], name


def test_the_schema_refuses_what_is_wrong(files: dict[str, str]) -> None:
    schema = json.loads(files["models.schema.json"])
    whole = json.loads(files["models.json"])
    whole["checkpoints"][0]["computed"]["status"] = "certain"
    del whole["checkpoints"][1]["family"]["id"]
    found = json_schema.errors(schema, whole)
    assert len(found) == 2
    assert "checkpoints.0.computed.status" in found[0]
    assert "checkpoints.1.family" in found[1]


def test_todays_models_fit_the_schema_that_was_promised(own_models: Json) -> None:
    assert json_schema.errors(_promised_schema(), own_models) == []


def test_no_promised_property_is_gone_or_of_another_type(files: dict[str, str]) -> None:
    now = dict(json_schema.properties(json.loads(files["models.schema.json"])))
    for name, types in json_schema.properties(_promised_schema()):
        assert now.get(name) == types, f"{name} was {types}, now {now.get(name)}"


def test_a_lost_or_changed_property_would_be_noticed() -> None:
    was = dict(json_schema.properties(_promised_schema()))
    changed = _promised_schema()
    del changed["$defs"]["Mla"]["properties"]["kv_lora_rank"]
    changed["$defs"]["Derived"]["properties"]["training_flops"] = {"type": "string"}
    now = dict(json_schema.properties(changed))
    assert {name for name in was if now.get(name) != was[name]} == {
        "checkpoints[].architecture.mla.kv_lora_rank",
        "checkpoints[].derived.training_flops",
    }


def test_every_field_is_listed_with_its_meaning() -> None:
    assert not fields.unlisted(), "add to the end of scripts/api/fields.txt, or take out there"


def test_no_promised_column_moved() -> None:
    promised = (PROMISED / "models-columns.txt").read_text(encoding="utf-8").split()
    assert list(spreadsheet.columns()[: len(promised)]) == promised


def _flat(value: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(inner, f"{prefix}.{name}" if prefix else name)
    else:
        yield prefix, value


def _read(cell: str, like: Any) -> Any:
    """Return a cell as the JSON has it."""
    if isinstance(like, list):
        return cell.split(";") if cell else []
    if isinstance(like, str):
        return cell
    return (
        {"": None, "TRUE": True, "FALSE": False}[cell]
        if cell.isalpha() or not cell
        else (type(like)(cell))
    )


def test_the_table_holds_what_the_json_holds(files: dict[str, str]) -> None:
    for entry in json.loads(files["models.json"])["checkpoints"]:
        row = _row(files["models.csv"], entry["id"])
        for name, value in _flat(entry):
            if value is None and name not in row:
                continue  # a group that is null has no cell of its own
            assert _read(row[name], value) == value, name


def test_texts_with_signs_of_the_format_survive(tiny: Handbook) -> None:
    entry = publish(tiny.entry("heron-tiny"), SITE_URL)
    name = 'He said "a, b"\nand 中文'
    text = spreadsheet.render([entry.model_copy(update={"name": name})])
    assert _row(text, "heron-tiny")["name"] == name
    assert text.count("\r\n") == 2


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_is_a_formula(tiny: Handbook, start: str) -> None:
    entry = publish(tiny.entry("heron-tiny"), SITE_URL)
    text = spreadsheet.render([entry.model_copy(update={"name": f"{start}SUM(A1)"})])
    assert _row(text, "heron-tiny")["name"] == f"'{start}SUM(A1)"


def test_a_negative_number_stays_a_number(files: dict[str, str]) -> None:
    assert _row(files["models.csv"], "heron-2-tiny")["computed.difference"].startswith("-")


def test_openapi_lists_exactly_the_files(files: dict[str, str]) -> None:
    listed = set()
    for path, item in json.loads(files["openapi.json"])["paths"].items():
        ids = [p["schema"]["enum"] for p in item["get"].get("parameters", ())]
        for id_ in ids[0] if ids else [""]:
            listed.add(path.removeprefix("/").replace("{id}", id_))
    assert listed == set(files)
    assert len(endpoints.ENDPOINTS) == len({e.path for e in endpoints.ENDPOINTS})


def test_the_feed_has_what_atom_asks_for(files: dict[str, str]) -> None:
    feed = ElementTree.fromstring(files["changes.atom"])
    assert feed.findtext("a:id", namespaces=ATOM) == f"{START}changes.atom"
    assert feed.findtext("a:title", namespaces=ATOM)
    assert feed.findtext("a:author/a:name", namespaces=ATOM)
    assert feed.findtext("a:updated", namespaces=ATOM) == "2022-06-01T00:00:00Z"
    own = feed.find("a:link[@rel='self']", ATOM)
    assert own is not None
    assert own.get("href") == f"{START}changes.atom"
    entries = feed.findall("a:entry", ATOM)
    assert [e.findtext("a:title", namespaces=ATOM) for e in entries] == ["1.1.0", "1.0.0"]
    ids = [e.findtext("a:id", namespaces=ATOM) or "" for e in entries]
    assert len(set(ids)) == 2
    for entry, id_ in zip(entries, ids, strict=True):
        assert id_.startswith(START)
        assert entry.findtext("a:updated", namespaces=ATOM)
        links = {link.get("hreflang"): link.get("href") for link in entry.findall("a:link", ATOM)}
        assert links == {
            "zh": f"{SITE_URL}about/data/#{id_.split('#')[1]}",
            "en": f"{SITE_URL}en/about/data/#{id_.split('#')[1]}",
        }


def test_an_entry_of_the_feed_says_what_changed_in_both_languages(files: dict[str, str]) -> None:
    feed = ElementTree.fromstring(files["changes.atom"])
    content = feed.find("a:entry/a:content", ATOM)
    assert content is not None
    assert " ".join("".join(content.itertext()).split()) == (
        "增加一个模型。 One more model. heron-2-tiny"
    )
