"""The table of all checkpoints, as the page has it without script."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import cache

import pytest
from lxml import html

from scripts.base.paths import LANGUAGES, ROOT
from scripts.counts import comparison, costs, memory
from scripts.data.architecture import Architecture
from scripts.data.handbook import Entry, Handbook
from scripts.data.lists import Source
from scripts.data.models import Parameters, Training
from scripts.fragments import generate, tables
from tests.unit import invented

TABLE = "models-explorer"
SOURCE = ("invented2020-note",)
#: What a reader is promised, beside the name.
COLUMNS = [
    "family",
    "developer",
    "date",
    "licence_class",
    "parameters",
    "active",
    "context",
    "attention",
    "position",
    "kind",
    "experts",
    "n_layers",
    "d_model",
    "n_heads",
    "n_kv_heads",
    "head_dim",
    "d_ff",
    "vocab_size",
    "norm",
    "activation",
    "tied_embeddings",
    "tokens",
    "tokens_per_parameter",
    "weights16",
    "weights8",
    "weights4",
    "kv_per_token",
    "kv_at_context",
    "state",
    "forward_flops",
    "training_flops",
    "status",
]


def _tree(handbook: Handbook, lang: str) -> html.HtmlElement:
    return html.fragment_fromstring(tables.render_all(handbook, lang)[TABLE], create_parent=True)


def _cells(tree: html.HtmlElement, row: html.HtmlElement) -> dict[str, html.HtmlElement]:
    heads = tree.xpath("//thead//th/@data-column")
    return dict(zip(heads, row.xpath("./th|./td"), strict=True))


@cache
def _real() -> Handbook:
    return generate.read(ROOT).handbook


def _invented() -> Handbook:
    source = Source(
        id=SOURCE[0],
        authors=("Able, Ann",),
        title="A note",
        year=2020,
        venue="Notes",
        url="https://example.org/note",
        kind="blog",
        opened=datetime.date(2026, 1, 2),
    )
    return replace(invented.handbook(), sources={source.id: source})


def _with_checkpoint(**more: object) -> Handbook:
    """Return the invented handbook; the only checkpoint of Auk gets the fields `more`."""
    handbook = _invented()
    family = handbook.families["auk"]
    release = family.releases[0]
    checkpoint = release.checkpoints[0].model_copy(update=more)
    release = release.model_copy(update={"checkpoints": (checkpoint,)})
    family = family.model_copy(update={"releases": (release,)})
    return replace(handbook, families={**handbook.families, "auk": family})


def _auk(handbook: Handbook, lang: str = "en") -> dict[str, html.HtmlElement]:
    tree = _tree(handbook, lang)
    return _cells(tree, tree.xpath("//tr[@data-id='auk-1b']")[0])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_checkpoint_has_a_row_that_leads_to_its_entry(lang: str) -> None:
    rows = _tree(_real(), lang).xpath("//tbody/tr")
    found = {row.get("data-id"): row.xpath("./th/a/@href")[0] for row in rows}
    assert found == {
        entry.checkpoint.id: f"{{root}}models/{entry.family.id}/#{entry.checkpoint.id}"
        for entry in _real().entries()
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_columns_are_those_promised_each_under_its_own_name(lang: str) -> None:
    tree = _tree(_real(), lang)
    assert tree.xpath("//thead//th/@data-column") == ["name", *COLUMNS]
    titles = [head.text_content() for head in tree.xpath("//thead//th")]
    assert len(set(titles)) == len(titles)


def _expected(entry: Entry) -> dict[str, float | None]:
    checkpoint, arch = entry.checkpoint, entry.checkpoint.architecture
    count = comparison.best_count(checkpoint)
    return {
        "parameters": count,
        "weights4": count // 2 if count else None,
        "kv_at_context": memory.kv_bytes_at_context(arch),
        "tokens_per_parameter": costs.tokens_per_parameter(checkpoint),
        "forward_flops": costs.forward_flops(arch),
        "training_flops": costs.training_flops(checkpoint),
    }


def test_the_raw_figures_are_those_of_the_formulas() -> None:
    tree = _tree(_real(), "en")
    rows = {row.get("data-id"): _cells(tree, row) for row in tree.xpath("//tbody/tr")}
    for entry in _real().entries():
        cells = rows[entry.checkpoint.id]
        for column, expected in _expected(entry).items():
            raw = cells[column].get("data-value")
            assert raw == ("" if expected is None else str(expected)), (entry.checkpoint.id, column)


def test_costs_of_an_invented_model_are_shown() -> None:
    cells = _auk(
        _with_checkpoint(
            parameters=Parameters(source=SOURCE, total=2 * 10**9, precision="rounded"),
            training=Training(source=SOURCE, tokens=4 * 10**10),
        )
    )
    assert cells["parameters"].text_content() == "2.00B"
    assert cells["tokens_per_parameter"].text_content() == "20.0"
    assert cells["weights8"].text_content() == "1.86"
    assert cells["training_flops"].text_content() == "unknown"
    assert cells["training_flops"].get("data-value") == ""


def test_a_mixture_and_a_dense_model_are_told_apart() -> None:
    found = []
    for more in ({"d_ff": 64}, {"experts": {"total": 8, "active": 2}}, {}):
        arch = Architecture.model_validate({"source": SOURCE, **more})
        tree = _tree(_with_checkpoint(architecture=arch), "en")
        row = tree.xpath("//tr[@data-id='auk-1b']")[0]
        found.append((row.get("data-structure"), _cells(tree, row)["experts"].text_content()))
    assert found == [("dense", "dense"), ("moe", "2 / 8"), (None, "unknown")]


def test_a_badge_tells_its_status_by_sign_and_word() -> None:
    badge = _auk(_invented())["status"].xpath("./span")[0]
    assert badge.get("class") == "badge badge--unknown"
    assert badge.text == "? unknown"


def test_a_row_is_found_by_the_names_of_both_languages() -> None:
    for lang in LANGUAGES:
        row = _tree(_invented(), lang).xpath("//tr[@data-id='auk-1b']")[0]
        assert {"海雀", "Auk", "某实验室", "laboratory"} <= set(row.get("data-keywords").split())


def test_markup_in_the_data_is_text() -> None:
    name = "<script>alert(1)</script>\" onmouseover='x'"
    handbook = _with_checkpoint(name=name)
    family = handbook.families["auk"]
    texts = family.name.model_copy(update={"zh": name, "en": name})
    family = family.model_copy(update={"name": texts, "developer": texts})
    tree = _tree(replace(handbook, families={"auk": family}), "en")
    cells = _cells(tree, tree.xpath("//tbody/tr")[0])
    assert [cells[column].text_content() for column in ("name", "family", "developer")] == [
        name
    ] * 3
    assert not tree.xpath("//script | //@onmouseover")
    assert name in tree.xpath("//tbody/tr")[0].get("data-keywords")
