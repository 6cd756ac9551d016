"""The index of the search against the pages that it opens, and what a reader fetches for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from lxml import html
from py_mini_racer import MiniRacer

from scripts.base.paths import LANGUAGES, ROOT, SITE
from scripts.site import search_benchmark, search_records
from scripts.site.search_records import Record
from tests.first_visit import size
from tests.site.conftest import BuiltPage

#: Bytes, as sent with Brotli, of what the first answer needs, names and engine, and of all.
FIRST = 60_000
ALL = 250_000


#: What the script of a page gives to the one that searches.
_BEFORE = "var window = { handbookModules: {} }; var performance = { now: () => 0 };"
_AFTER = """
const { Handbook } = window.handbookModules.module_search_ranking;
var handbook = new Handbook(window.handbookSearch);
handbook.add(window.handbookSearchTexts);
"""
QUERIES = search_benchmark.read(ROOT / "tests/data/search-queries.yaml")


class Search:
    """The search of a language as it is served, in an engine without a page."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.engine = MiniRacer()
        self.engine.eval(_BEFORE)
        scripts = ("assets/parts/search-ranking", f"search/index.{lang}", f"search/texts.{lang}")
        for script in scripts:
            self.engine.eval((SITE / f"{script}.js").read_text(encoding="utf-8"))
        self.engine.eval(f"{_AFTER}0")

    def ask(self, query: str) -> list[dict[str, Any]]:
        found = self.engine.eval(f"JSON.stringify(handbook.search({json.dumps(query)}))")
        answers: list[dict[str, Any]] = json.loads(str(found))
        return answers


@pytest.fixture(scope="module", params=LANGUAGES)
def search(request: pytest.FixtureRequest) -> Search:
    return Search(str(request.param))


@cache
def _records(lang: str) -> list[Record]:
    return search_records.records(SITE, lang)


@pytest.fixture(scope="module", params=LANGUAGES)
def found(request: pytest.FixtureRequest) -> tuple[str, list[Record]]:
    lang = str(request.param)
    return lang, _records(lang)


def _heading(element: html.HtmlElement) -> str:
    """What stands at an address: of a section or box its heading, else the element's own text."""
    headings = element.xpath(".//h2 | .//h3") if element.tag in ("section", "div") else []
    shown = headings[0] if headings else element
    furniture = "descendant::text()[not(ancestor::annotation or ancestor::*[@class='headerlink'])]"
    return "".join("".join(map(str, shown.xpath(furniture))).split())


def _sections(lang: str, records: list[Record]) -> Iterator[tuple[str, str, str]]:
    """Yield the address of the page, the anchor and the heading of all that opens an anchor."""
    root = "" if lang == LANGUAGES[0] else f"{lang}/"
    for record in records:
        url, _, entry = record.url.partition("#")
        if entry:
            yield root + url, entry, ""
        for section in record.sections:
            if section.anchor:
                yield root + url, section.anchor, section.title


def test_every_section_opens_where_its_heading_stands(
    found: tuple[str, list[Record]], site: dict[str, BuiltPage]
) -> None:
    wrong = []
    anchors: dict[str, dict[str, html.HtmlElement]] = {}
    for url, anchor, title in _sections(*found):
        if url not in anchors:
            anchors[url] = {e.get("id"): e for e in site[url].tree.iter() if e.get("id")}
        element = anchors[url].get(anchor)
        has_formula = element is not None and element.find(".//math") is not None
        if element is None:
            wrong.append(f"{url}#{anchor}: is not there")
        elif title and not has_formula and _heading(element) != "".join(title.split()):
            wrong.append(f"{url}#{anchor}: {title}, but there stands {_heading(element)[:60]}")
    assert wrong == []


def test_every_section_with_a_heading_has_an_anchor(found: tuple[str, list[Record]]) -> None:
    _, records = found
    assert [(r.url, s.title) for r in records for s in r.sections if s.title and not s.anchor] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_search_is_fetched_in_few_bytes(lang: str) -> None:
    first = size(SITE / f"search/index.{lang}.js") + size(SITE / "assets/parts/search-ranking.js")
    assert first <= FIRST
    assert first + size(SITE / f"search/texts.{lang}.js") <= ALL


def test_each_query_finds_its_question_first(search: Search) -> None:
    missed = []
    for query in QUERIES:
        if query.lang == search.lang:
            answers = search.ask(query.text)
            if not answers or answers[0]["url"] not in query.expect:
                missed.append(f"{query.text}: {answers[:1]}")
    assert not missed


def test_each_release_and_checkpoint_is_shown_first_for_its_name(search: Search) -> None:
    missed = []
    for record in _records(search.lang):
        titles = {section.anchor: section.title for section in record.sections}
        of_data = [*titles][[*titles, "data"].index("data") + 1 :] if record.kind == "model" else []
        for anchor in (anchor for anchor in of_data if anchor != "sources"):
            first = search.ask(titles[anchor])[0]
            if (first["url"], first["sections"][0]["anchor"]) != (record.url, anchor):
                missed.append(f"{titles[anchor]}: {first['url']}#{first['sections'][0]['anchor']}")
    assert not missed


@pytest.mark.parametrize(
    ("query", "term"),
    [
        ("kvcache", "kv-cache"),
        ("RMS Norm", "rmsnorm"),
        ("pre-ln", "pre-ln"),
        ("tokeniser", "tokenizer"),
        ("quantisation", "quantization"),
        ("ＲｏＰＥ", "rope"),
        ("attenton haed", "attention-head"),
    ],
)
def test_spellings_of_a_term_find_it(search: Search, query: str, term: str) -> None:
    assert f"glossary/#{term}" in [answer["url"] for answer in search.ask(query)]


def test_an_excerpt_does_not_begin_with_a_stray_sign(search: Search) -> None:
    answers = search.ask("掩码" if search.lang == "zh" else "mask")
    excerpts = [section["excerpt"] for answer in answers for section in answer["sections"]]
    texts = ["".join(piece["text"] for piece in excerpt) for excerpt in excerpts]
    begun = [text.removeprefix("…")[0] for text in texts if text.startswith("…")]
    assert begun
    assert not set(begun) & set("，。；：、）” ,.;:)")
