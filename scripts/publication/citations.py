"""The numbers by which tables cite: those of the entries of the book's own bibliography.

On the site a source is one tap away behind a word; on paper a word hides it, so where the site
lists links to sources the book prints numbers, and the bibliography shows the addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from scripts.publication.references import label
from scripts.publication.site_reader import Chapter, Volume

BIBLIOGRAPHY = "bibliography/"
#: Elements of the site that list nothing but links to sources.
LISTS = frozenset({"card-note", "table-sources"})
#: More words than these beside the links are a sentence, which stays as it is.
_FEW = 12


@dataclass(frozen=True, order=True)
class Entry:
    """An entry of the bibliography: its number, its label and the address of its source."""

    number: int
    label: str
    url: str


@dataclass(frozen=True)
class Citations:
    """The entries by their elements and by the addresses of their sources."""

    by_element: Mapping[HtmlElement, Entry]
    by_url: Mapping[str, Entry]

    def labels(self) -> frozenset[str]:
        """Return the labels of all entries."""
        return frozenset(entry.label for entry in self.by_url.values())

    def of(self, urls: Iterable[str]) -> tuple[Entry, ...]:
        """Return the entries of the addresses that have one, by number."""
        return tuple(sorted({self.by_url[url] for url in urls if url in self.by_url}))

    def only(self, urls: Iterable[str]) -> Citations:
        """Return the entries of the addresses alone, from 1, with copies of elements."""
        kept = {entry.number: number for number, entry in enumerate(self.of(urls), start=1)}
        by_element = {
            deepcopy(item): replace(entry, number=kept[entry.number])
            for item, entry in self.by_element.items()
            if entry.number in kept
        }
        return Citations(by_element, {entry.url: entry for entry in by_element.values()})


def read(volume: Volume) -> Citations:
    """Return the entries of the book's bibliography, none when it has none."""
    found = {
        item: entry
        for chapter in volume.back_matter
        if chapter.address == BIBLIOGRAPHY
        for item, entry in _entries(chapter)
    }
    by_url: dict[str, Entry] = {}
    for entry in found.values():
        by_url.setdefault(entry.url, entry)
    return Citations(found, by_url)


def _entries(chapter: Chapter) -> Iterable[tuple[HtmlElement, Entry]]:
    items = chapter.article.xpath(".//li[@id][.//a[starts-with(@href,'http')]]")
    for number, item in enumerate(items, start=1):
        url = str(item.xpath(".//a[starts-with(@href,'http')]/@href")[0])
        yield item, Entry(number, label(chapter, str(item.get("id"))), url)


def is_list(element: HtmlElement) -> bool:
    """Return whether an element holds links to sources and hardly a word beside them."""
    if not LISTS & set((element.get("class") or "").split()) or not urls(element):
        return False
    words = "".join(map(str, element.xpath(".//text()[not(ancestor::a)]")))
    return len(re.sub(r"[\s,、：:]", "", words)) <= _FEW


def listed(article: HtmlElement) -> Iterable[str]:
    """Return the addresses in the lists of sources of an article."""
    tests = " or ".join(f"contains(@class,'{name}')" for name in sorted(LISTS))
    lists = filter(is_list, article.xpath(f".//*[{tests}]"))
    return (url for element in lists for url in urls(element))


def urls(element: HtmlElement) -> list[str]:
    """Return the addresses that an element links to."""
    return [str(href) for href in element.xpath(".//a/@href")]
