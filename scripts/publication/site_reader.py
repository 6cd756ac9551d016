"""A built site, read as a book: which pages it holds, in which order, and how they are called.

Only the finished HTML is read, so nothing that plugins and templates do is done twice here.
The navigation gives the order; its innermost sections become the parts of the book.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml.etree import ElementDefaultClassLookup
from lxml.html import HtmlComment, HtmlElement, HTMLParser, document_fromstring

from scripts.base.paths import language_address, language_root

#: Pages that make no sense in print: the way in, the list of questions (the contents do that),
#: what is done on a computer, a table wider than any sheet.
LEFT_OUT = frozenset(
    {
        "",
        "questions/",
        "handout/",
        "about/contribute/",
        "about/data/",
        "about/teaching/",
        "about/downloads/",
        "models/explorer/",
    }
)
PREFACE = "about/"
#: Pages that stand behind the parts, in this order.
BACK_MATTER = ("glossary/", "bibliography/", "about/cite/")

_SECTION = "./nav[contains(@class,'md-nav') and not(contains(@class,'md-nav--secondary'))]/ul"
_OWN_LINK = "./a[contains(@class,'md-nav__link')]|./div[contains(@class,'md-nav__container')]/a"
_LABEL = "./label[contains(@class,'md-nav__link')]"
#: What a plain table scrolls in on a screen; on paper it stands by itself.
_SCROLLING = (
    ".//div[contains(@class,'md-typeset__scrollwrap') or contains(@class,'md-typeset__table')]"
)
_NAME = "(.//span[contains(@class,'md-ellipsis')])[1]"


class SiteError(ValueError):
    """The folder does not hold a site that this module can read."""


#: lxml's own asks a function for the class of each element.
_CLASSES = ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment)


@dataclass(frozen=True)
class Chapter:
    """One page of the site. `address` is its address below the language's root."""

    address: str
    title: str
    file: Path
    article: HtmlElement = field(compare=False, repr=False)

    @property
    def question(self) -> str:
        """The id of the question that the page answers, empty for another page."""
        folder, _, id_ = self.address.rstrip("/").partition("/")
        return id_ if folder == "questions" else ""


@dataclass(frozen=True)
class Part:
    """A section of the navigation and its pages."""

    title: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class Volume:
    """The site of one language as a book, in reading order.

    url: the site's address, with a slash. name: what tells one of several books apart.
    """

    lang: str
    title: str
    description: str
    url: str
    root: Path
    preface: Chapter | None
    parts: tuple[Part, ...]
    back_matter: tuple[Chapter, ...]
    name: str = ""

    @property
    def home(self) -> str:
        """The address of the site's home page in the language of the book."""
        return language_address(self.url, self.lang)

    def chapters(self) -> Iterator[Chapter]:
        """Give every chapter in reading order."""
        if self.preface is not None:
            yield self.preface
        for part in self.parts:
            yield from part.chapters
        yield from self.back_matter


@dataclass
class _Section:
    title: str
    addresses: list[str] = field(default_factory=list)


def read_page(file: Path) -> HtmlElement:
    """Return the tree of an HTML file, without the places where a browser may break a word.

    The parser, older than they are, would take what stands behind one for its content.
    """
    parser = HTMLParser(encoding="utf-8")
    parser.set_element_class_lookup(_CLASSES)
    html = file.read_bytes().replace(b"<wbr>", b"")
    tree: HtmlElement = document_fromstring(html, parser=parser)
    return tree


def text_of(element: HtmlElement) -> str:
    """Return the text of an element with single spaces, without the sign of the heading link."""
    return " ".join(element.text_content().replace("¶", " ").split())


def read(site_dir: Path, lang: str) -> Volume:
    """Return the book of `lang` from the site in `site_dir`.

    Raises:
        SiteError: when there is no site, or no navigation in it.
    """
    root = language_root(site_dir, lang)
    home_file = root / "index.html"
    if not home_file.exists():
        raise SiteError(f"there is no built site in {root.name}: build the site first")
    home = read_page(home_file)
    sections = _sections(home, root)
    chapters = {at: _chapter(root, at) for section in sections for at in section.addresses}
    aside = {PREFACE, *BACK_MATTER}
    parts = (
        Part(section.title, tuple(chapters[at] for at in section.addresses if at not in aside))
        for section in sections
    )
    return Volume(
        lang=lang,
        title=_site_title(home),
        description="".join(home.xpath("//meta[@name='description']/@content")[:1]).strip(),
        url=_site_url(home, lang),
        root=root,
        preface=chapters.get(PREFACE),
        parts=tuple(part for part in parts if part.chapters),
        back_matter=tuple(chapters[at] for at in BACK_MATTER if at in chapters),
    )


def _site_title(home: HtmlElement) -> str:
    named = home.xpath("//a[contains(@class,'md-logo')]/@title") or home.xpath("//title/text()")
    return str(named[0]).strip()


def _site_url(home: HtmlElement, lang: str) -> str:
    canonical = str("".join(home.xpath("//link[@rel='canonical']/@href")[:1]))
    return re.sub(rf"(/{lang})?/*$", "/", canonical, count=1)


def _sections(home: HtmlElement, root: Path) -> list[_Section]:
    lists = home.xpath("//nav[contains(@class,'md-nav--primary')]/ul")
    if not lists:
        raise SiteError(f"the home page in {root.name} has no navigation")
    top = _Section("")
    return [top, *_sections_of(lists[0], top, root)]


def _sections_of(items: HtmlElement, section: _Section, root: Path) -> Iterator[_Section]:
    """Fill `section` with the pages of a list, and give the sections inside it."""
    for item in items.xpath("./li"):
        address = _address(item, root)
        inner = item.xpath(_SECTION)
        into = _Section(_name(item)) if inner else section
        if address is not None and address not in LEFT_OUT:
            into.addresses.append(address)
        if inner:
            deeper = list(_sections_of(inner[0], into, root))
            yield from (into, *deeper)


def _name(item: HtmlElement) -> str:
    return text_of((item.xpath(_OWN_LINK) or item.xpath(_LABEL))[-1].xpath(_NAME)[0])


def _address(item: HtmlElement, root: Path) -> str | None:
    """Return the page that an item of the navigation leads to, None for a mere heading."""
    links = item.xpath(_OWN_LINK)
    href = links[-1].get("href", "") if links else ""
    if not links or urlsplit(href).scheme:
        return None
    path = unquote(urlsplit(href).path).removesuffix("index.html")
    target = (root / path).resolve()
    below = target.relative_to(root.resolve()).as_posix()
    return "" if below == "." else f"{below}/"


def _chapter(root: Path, address: str) -> Chapter:
    file = root / address / "index.html"
    if not file.exists():
        raise SiteError(f"the navigation leads to {address}, which is no page of the site")
    article = read_page(file).xpath("//article")[0]
    for link in article.xpath(".//a[@data-met]"):  # the index of a book names where terms are met
        link.drop_tag()
    for around in article.xpath(_SCROLLING):
        around.drop_tag()
    for word in article.xpath(
        ".//h1/span[@class='whole']"
    ):  # print sets titles by rules of its own
        word.drop_tag()
    headings = article.xpath(".//h1")
    title = _heading_text(headings[0]) if headings else address.strip("/")
    return Chapter(address, title, file, article)


def _heading_text(heading: HtmlElement) -> str:
    """Return a heading's own words, without the link that Material hangs on it."""
    hidden = heading.xpath(".//a[contains(@class,'headerlink')]")
    for link in hidden:
        link.drop_tree()
    return text_of(heading)
