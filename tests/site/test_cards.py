"""The flash cards in the built site hold what its pages hold, and none ever vanishes."""

from __future__ import annotations

import re

import pytest
from lxml.html import HtmlElement, fromstring

from scripts.base.paths import DOWNLOADS, LANGUAGES, ROOT
from scripts.cards import package_name
from scripts.cards.folding import MOST, length
from scripts.cards.wording import WORDING
from scripts.content import published
from tests import apkg
from tests.site.conftest import BuiltPage

PUBLISHED = {key.removeprefix("/") for key in published.read(ROOT).cards}


def _address(site_url: str, lang: str) -> str:
    return site_url if lang == "zh" else f"{site_url}{lang}/"


@pytest.fixture(scope="module", params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def notes(lang: str, site_url: str) -> dict[str, apkg.Note]:
    """The notes of a language by their places, without the terms asked in the other language."""
    return {
        note.link.removeprefix(_address(site_url, lang)): note
        for note in _all_notes(lang)
        if not note.deck.endswith(WORDING[lang].terms_back)
    }


def _all_notes(lang: str) -> list[apkg.Note]:
    return apkg.read((DOWNLOADS / package_name(lang)).read_bytes()).notes


@pytest.fixture(scope="module")
def pages(site: dict[str, BuiltPage], lang: str) -> dict[str, HtmlElement]:
    """The articles of the built pages by their addresses below the language's root."""
    of_language = {url: page for url, page in site.items() if page.lang == lang}
    found = {
        url.removeprefix("en/"): page.tree.find(".//article") for url, page in of_language.items()
    }
    return {url: article for url, article in found.items() if article is not None}


def _words(element: HtmlElement | str) -> str:
    """Return the letters of running text, without formulas and marks of notes."""
    root: HtmlElement = fromstring(f"<div>{element}</div>") if isinstance(element, str) else element
    apart = "ancestor-or-self::math or ancestor::sup or ancestor::*[contains(@class,'headerlink')]"
    text = "".join(map(str, root.xpath(f".//text()[not({apart})]")))
    return re.sub(r"\\\(.*?\\\)|\s", "", text)


def test_every_question_check_and_term_has_its_card(
    notes: dict[str, apkg.Note], pages: dict[str, HtmlElement]
) -> None:
    expected = {
        f"{url}#{anchor}"
        for url, article in pages.items()
        for anchor in article.xpath(
            ".//h2[@id='short-answer']/@id|.//details[contains(@class,'question')]/@id"
            "|.//div[contains(@class,'failure')]/@id"
            "|.//dl[@class='glossary']/dt/@id"
        )
    }
    assert set(notes) == expected
    assert len({note.guid for note in notes.values()}) == len(notes)


def test_cards_say_what_the_pages_say(
    notes: dict[str, apkg.Note], pages: dict[str, HtmlElement], lang: str
) -> None:
    for key, note in notes.items():
        url, _, anchor = key.partition("#")
        place = pages[url].xpath(f".//*[@id='{anchor}']")[0]
        if anchor == "short-answer":
            assert _words(note.front) == _words(pages[url].xpath(".//h1")[0])
            back = note.back.replace(f"<summary>{WORDING[lang].rest}</summary>", "")
            assert _words(back).startswith(_words(place.getnext()))
        elif place.tag in ("details", "div"):
            back = note.back.replace(f"<summary>{WORDING[lang].rest}</summary>", "")
            assert _words(note.front + back) == _words(place)
        else:
            assert _words(place).startswith(_words(note.front))
            assert _words(place.getnext()).startswith(_words(note.back.partition("</p>")[0]))


def test_no_card_shows_more_than_can_be_learnt(lang: str) -> None:
    for note in _all_notes(lang):
        assert length(fromstring(f"<div>{note.back}</div>")) <= MOST, note.link


def test_cards_fetch_nothing_and_lead_to_the_site(
    notes: dict[str, apkg.Note], site_url: str
) -> None:
    for key, note in notes.items():
        assert not re.search(r"\ssrc=|url\(|<script|<iframe|<link", note.front + note.back), key
        for href in re.findall(r'href="([^"]*)"', note.front + note.back):
            assert href.startswith("https://"), key


def test_a_published_card_is_still_there(notes: dict[str, apkg.Note]) -> None:
    """Without it a learner keeps a card that no update reaches."""
    missing = sorted(PUBLISHED - set(notes))
    assert not missing, f"give the items these ids again: {missing}"


def test_every_card_is_on_the_list(notes: dict[str, apkg.Note]) -> None:
    """So that what `publish` records is what learners get."""
    assert set(notes) <= PUBLISHED
