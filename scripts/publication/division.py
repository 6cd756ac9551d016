"""The two books that a site is printed as: the questions with short tables, and the models.

Each is complete by itself. What one of them links to in the other is an address of the site.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urljoin

from scripts.publication import citations, self_check
from scripts.publication.references import for_paper
from scripts.publication.shortening import Tables, shorten
from scripts.publication.site_reader import Chapter, Part, Volume
from scripts.publication.wording import HANDOUT_WORDING, WORDING

_MODELS = "models/"


@dataclass(frozen=True)
class Book:
    """One of the books of a language.

    infix: of the names of its files. tables: how much it shows of the tables of the data.
    contents: the level of headings down to which its contents go: 2 for chapters, 3 for sections.
    """

    id: Literal["questions", "atlas"]
    infix: str
    tables: Tables
    contents: int

    def holds(self, part: Part) -> bool:
        """Return whether a part of the site stands in this book."""
        on_models = all(chapter.address.startswith(_MODELS) for chapter in part.chapters)
        return on_models == (self.id == "atlas")

    def of(self, volume: Volume) -> Volume:
        """Return this book of a site, whose articles it shares."""
        words = WORDING[volume.lang].books[self.id]
        parts = tuple(filter(self.holds, volume.parts))
        description = words.description or volume.description
        return replace(volume, name=words.name, description=description, parts=parts)

    def prepare(self, book: Volume) -> None:
        """Make the articles of this book fit for print, in place."""
        _keep_cited(book)
        for chapter in book.chapters():
            online, words = urljoin(book.home, chapter.address), HANDOUT_WORDING[book.lang]
            shorten(chapter.article, self.tables, online, words)
            self_check.put_answers_last(chapter.article, words.answers)
        for_paper(book)


QUESTIONS = Book("questions", "", "short", 3)
ATLAS = Book("atlas", "-atlas", "full", 2)
BOOKS = (QUESTIONS, ATLAS)


def _keep_cited(book: Volume) -> None:
    """Take out of the bibliography, in place, what no other chapter of the book cites."""
    cited = {url for chapter in book.chapters() for url in _cited(chapter)}
    for chapter in book.back_matter:
        if chapter.address != citations.BIBLIOGRAPHY:
            continue
        for entry in chapter.article.xpath(".//li[@id]"):
            own = {f"#{entry.get('id')}", *citations.urls(entry)}
            if own.isdisjoint(cited):
                entry.drop_tree()
        for listed in chapter.article.xpath(".//ul[not(li)]"):
            listed.drop_tree()


def _cited(chapter: Chapter) -> Iterator[str]:
    """Give the addresses that a chapter links to, those in the bibliography as `#id`."""
    if chapter.address == citations.BIBLIOGRAPHY:
        return
    for url in citations.urls(chapter.article):
        page, _, anchor = url.partition("#")
        yield f"#{anchor}" if page.endswith(citations.BIBLIOGRAPHY) else url
