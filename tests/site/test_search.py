"""The index of the search against the pages that it opens, and what a reader fetches for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import html

from scripts.base.paths import LANGUAGES, SITE
from scripts.site import search_index
from scripts.site.search_index import Record
from tests.first_visit import size
from tests.site.conftest import BuiltPage

#: Bytes, as sent with Brotli, of what the first answer needs, names and engine, and of all.
FIRST = 60_000
ALL = 250_000


@pytest.fixture(scope="module", params=LANGUAGES)
def found(request: pytest.FixtureRequest) -> tuple[str, list[Record]]:
    lang = str(request.param)
    return lang, search_index.records(SITE, lang)


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
