"""The cards of one language, read from the built site.

A card's key is the address of its place below the language's root, such as
`questions/rope/#check-period`; that of a term asked in the other language ends with that. It is
the same in both languages and never changes, whatever happens to the text and the order of the
page: by it a learner's progress finds the card again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import chain, takewhile
from typing import Literal

from lxml.html import HtmlElement
from lxml.html.builder import DIV, P

from scripts.base.problems import Problem, raise_if_any
from scripts.cards import fields
from scripts.cards.wording import WORDING, Wording
from scripts.publication import self_check
from scripts.publication.references import label
from scripts.publication.site_reader import Chapter, Volume

QUESTIONS, GLOSSARY = "questions/", "glossary/"
SHORT_ANSWER = "short-answer"
#: Beside a definition: its sources, and other terms.
_SEE = "./*[@class='see']"
#: Ends the key of a term that is asked in the other language.
_BACK = "~back"
#: What says something without text.
_SHOWN = ".//svg|.//img"

Deck = Literal["questions", "terms", "terms_back"]


@dataclass(frozen=True)
class Card:
    """One card; `front` and `back` are HTML, `place` says above the front where it belongs."""

    key: str
    deck: Deck
    chapter: str
    place: str
    front: str
    back: str
    url: str


@dataclass(frozen=True)
class _Draft:
    """What becomes a card, as elements of a page; without an anchor it cannot become one.

    `place` is where it belongs, when that is something narrower than its chapter; `ending` sets
    its key apart from that of another card of its place.
    """

    anchor: str | None
    front: HtmlElement
    back: HtmlElement
    place: str = ""
    ending: str = ""


def read(volume: Volume) -> list[Card]:
    """Return the cards of a volume in reading order, those of the glossary last.

    Raises:
        HandbookError: with every part of a page that cannot become a card.
    """
    reader = _Reader(volume)
    for part in volume.parts:
        for page in part.chapters:
            if page.address.startswith(QUESTIONS):
                reader.add("questions", part.title, page, _question(page, reader.words))
    for page in volume.back_matter:
        if page.address == GLOSSARY:
            reader.add("terms", page.title, page, _terms(page))
            reader.add("terms_back", page.title, page, _terms_back(page, reader.words))
    raise_if_any(reader.problems)
    return reader.cards


class _Reader:
    """Collects the cards of a volume and what stands in their way."""

    def __init__(self, volume: Volume) -> None:
        self.words = WORDING[volume.lang]
        self.cards: list[Card] = []
        self.problems: list[Problem] = []
        self._root = volume.home

    def add(self, deck: Deck, chapter: str, page: Chapter, drafts: Iterable[_Draft]) -> None:
        for draft in drafts:
            self.problems += _problems(page, draft)
            anchor = label(page, draft.anchor or "")
            url = self._root + page.address
            front, back = (
                fields.html(draft.front, url),
                fields.html(draft.back, url, self.words.rest),
            )
            place = draft.place or chapter
            key = anchor + draft.ending
            self.cards.append(Card(key, deck, chapter, place, front, back, self._root + anchor))


def _question(page: Chapter, words: Wording) -> Iterator[_Draft]:
    """Give the cards of the question itself, of its self-check and of its common mistakes."""
    for title in page.article.xpath(".//h1"):
        yield _Draft(SHORT_ANSWER, title, _section(page.article, SHORT_ANSWER))
    for item in self_check.items(page.article):
        place = f"{words.self_check} · {page.title}"
        yield _Draft(item.block.get("id"), item.question, item.answer, place)
    for item in self_check.mistakes(page.article):
        place = f"{page.title} · {words.mistake}"
        yield _Draft(item.block.get("id"), item.question, item.answer, place)


def _section(article: HtmlElement, anchor: str) -> HtmlElement:
    """Return a copy of what stands between a heading and the next, in a `div`."""
    below = chain(*(h.itersiblings() for h in article.xpath(f".//h2[@id='{anchor}']")))
    return DIV(*(deepcopy(part) for part in takewhile(lambda part: part.tag != "h2", below)))


def _terms(page: Chapter) -> Iterator[_Draft]:
    """Give a card for each term; its abbreviation and its name in the other language go behind."""
    for entry in page.article.xpath(".//dl/dt[@id]"):
        term, definition = deepcopy(entry), deepcopy(entry.getnext())
        names = term.xpath("./small")
        for aside in (*names, *definition.xpath(_SEE)):
            aside.drop_tree()
        definition.tag = "p"
        yield _Draft(entry.get("id"), term, DIV(definition, *(P(name) for name in names)))


def _terms_back(page: Chapter, words: Wording) -> Iterator[_Draft]:
    """Give a card for each term that has another name in the other language, which it asks."""
    for entry in page.article.xpath(".//dl/dt[@id][small[@lang]]"):
        term, definition = deepcopy(entry), deepcopy(entry.getnext())
        for aside in (*term.xpath("./small"), *definition.xpath(_SEE)):
            aside.drop_tree()
        term.tag = definition.tag = "p"
        name = deepcopy(entry.xpath("./small[@lang]")[0])
        name.tag, name.tail = "span", None
        place = f"{page.title} · {words.term_back}"
        yield _Draft(entry.get("id"), DIV(name), DIV(term, definition), place, _BACK)


def _problems(page: Chapter, draft: _Draft) -> Iterator[Problem]:
    asked = " ".join(draft.front.text_content().split())
    if draft.anchor is None:
        remedy = "end its title with an id: {#check-what-it-asks} or {#mistake-what-it-says}"
        yield Problem(page.address, asked, "id", "is missing", remedy)
    if not draft.back.text_content().strip() and not draft.back.xpath(_SHOWN):
        remedy = "write the answer below it"
        yield Problem(page.address, draft.anchor or asked, "answer", "is missing", remedy)
    for part in chain(fields.fetched(draft.front), fields.fetched(draft.back)):
        remedy = "draw it as SVG in the page, or move it to another part"
        message = "would have to be fetched by a card"
        yield Problem(page.address, draft.anchor or asked, str(part.tag), message, remedy)
