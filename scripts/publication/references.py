"""Where links lead: to a label of the book, or to the site.

Labels are the addresses of the pages (`questions/rope/`) with the id of the element behind them
(`questions/rope/#fig-rope`), so a label tells its place and is the same in every build.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from scripts.base.problems import Problem
from scripts.publication import fact_sheets
from scripts.publication.site_reader import Chapter, Volume, read_page
from scripts.publication.trimming import trim
from scripts.publication.typst_text import string

#: Signs of Chinese and Korean, each coded by three bytes.
_CODED = re.compile(r"(?:%E[3-9A-D](?:%[89AB][0-9A-F]){2})+", re.IGNORECASE)


@dataclass(frozen=True)
class Label:
    """A place in the book."""

    name: str


@dataclass(frozen=True)
class Address:
    """A place outside the book."""

    url: str


def address(url: str) -> str:
    """Return an address as the template takes it, and what is coded in it by letters, to show."""
    letters = _CODED.sub(lambda found: unquote(found[0]), url)
    return string(url) if letters == url else f"{string(url)}, shown: {string(letters)}"


def label(chapter: Chapter, anchor: str = "") -> str:
    """Return the label of an element of a chapter, or of the chapter."""
    return f"{chapter.address}#{anchor}" if anchor else chapter.address


#: Ids inside these are not of the page's text, and the book does not set them.
_WITHIN = "ancestor-or-self::svg or ancestor-or-self::math or ancestor::pre"


def _ids(tree: HtmlElement, path: str = ".//*[@id]") -> frozenset[str]:
    return frozenset(str(element.get("id")) for element in tree.xpath(path))


def for_paper(volume: Volume) -> None:
    """Make the articles of a volume fit for print, in place."""
    for chapter in volume.chapters():
        trim(chapter.article)
        fact_sheets.fit_for_paper(chapter.article, volume.lang)


class References:
    """Resolves the links of one book. Made from whole pages, it makes them fit by `prepare`."""

    def __init__(
        self,
        volume: Volume,
        site_dir: Path,
        prepare: Callable[[Volume], None] = for_paper,
    ) -> None:
        self._volume = volume
        self._site = site_dir.resolve()
        self._chapters = {chapter.file.resolve(): chapter for chapter in volume.chapters()}
        articles = {file: chapter.article for file, chapter in self._chapters.items()}
        self._on_site = {file: _ids(article) for file, article in articles.items()}
        self._tops = {file: _ids(article, ".//h1[@id]") for file, article in articles.items()}
        prepare(volume)
        in_text = f".//*[@id and not({_WITHIN})]"
        self._resolved: dict[tuple[str, str], Label | Address | Problem] = {}
        self._in_book = {file: _ids(article, in_text) for file, article in articles.items()}

    def resolve(self, chapter: Chapter, href: str) -> Label | Address | Problem:
        """Return where `href` on the page of `chapter` leads, or why it leads nowhere."""
        key = (chapter.address, href)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(chapter, href)
        return self._resolved[key]

    def _resolve(self, chapter: Chapter, href: str) -> Label | Address | Problem:
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return Address(href)
        file = self._file(chapter, parts.path)
        anchor = unquote(parts.fragment)
        if not file.exists():
            return _dead(chapter, href, "no such page on the site")
        if not self._has_anchor(file, anchor):
            return _dead(chapter, href, f"the page has no element with the id {anchor!r}")
        return self._inside(file, anchor) or Address(self._url(file, anchor))

    def url(self, chapter: Chapter, anchor: str) -> str:
        """Return the address on the site of an element of a chapter."""
        return self._url(chapter.file.resolve(), anchor)

    def _file(self, chapter: Chapter, path: str) -> Path:
        if not path:
            return chapter.file.resolve()
        target = (chapter.file.parent / unquote(path)).resolve()
        return target / "index.html" if target.is_dir() else target

    def _has_anchor(self, file: Path, anchor: str) -> bool:
        if not anchor:
            return True
        if file not in self._on_site:
            self._on_site[file] = _ids(read_page(file))
        return anchor in self._on_site[file]

    def _inside(self, file: Path, anchor: str) -> Label | None:
        target = self._chapters.get(file)
        if target is None:
            return None
        if not anchor or anchor in self._tops[file]:
            return Label(label(target))
        if anchor not in self._in_book[file]:
            return None  # not in print: the reader finds it on the site
        return Label(label(target, anchor))

    def _url(self, file: Path, anchor: str) -> str:
        path = file.relative_to(self._site).as_posix().removesuffix("index.html")
        return urljoin(self._volume.url, path) + (f"#{anchor}" if anchor else "")


def targets(volume: Volume, references: References) -> frozenset[str]:
    """Return the labels that links of the book lead to."""
    found = (
        references.resolve(chapter, str(href))
        for chapter in volume.chapters()
        for href in chapter.article.xpath(".//a[not(contains(@class,'footnote-ref'))]/@href")
    )
    return frozenset(place.name for place in found if isinstance(place, Label))


def unplaced(wanted: Iterable[str], placed: Mapping[str, object]) -> list[Problem]:
    """Return a problem for every label that is linked to but was not set."""
    return [
        Problem(name, "link", "", "a link leads here but the book has no such place", "report this")
        for name in sorted(set(wanted) - placed.keys())
    ]


def _dead(chapter: Chapter, href: str, reason: str) -> Problem:
    remedy = "mend the link, or the id that it names"
    return Problem(chapter.address, f"link {href!r}", "", reason, remedy)
