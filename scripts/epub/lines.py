"""What stands in a line of a page, as XHTML of the EPUB, and how an element is filled.

What cannot be converted is noted as a problem, so that one run finds all problems.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from lxml.html import HtmlElement

from scripts.base.problems import Problem
from scripts.epub import figures, formulas, names
from scripts.epub.markup import E, Element, Parts, add, add_text, mean, parts_of, put_first, speak
from scripts.epub.wording import WORDING
from scripts.publication import pictures
from scripts.publication.citations import Citations, urls
from scripts.publication.lines import breakable, classes, is_block, single_spaced
from scripts.publication.names import names as words
from scripts.publication.numbering import Printed
from scripts.publication.references import Address, References, label
from scripts.publication.site_reader import Chapter
from scripts.publication.tex_math import TexError, spoken, to_typst

#: Elements that the EPUB has as they are.
_KEPT = words(
    """p div section blockquote hr ul ol li dl dt dd h2 h3 h4 h5 h6 figcaption details summary
    strong b em i cite var dfn del s ins u span abbr small q time bdi kbd mark sub sup br wbr"""
)
#: Elements that only group: what they hold stays.
_OPENED = words("article aside header footer main data label picture")
#: Classes that the style sheet knows.
_CLASSES = words("page-facts facts glossary bibliography see badge formula")
_ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "ol": ("start",),
    "time": ("datetime",),
    "abbr": ("title",),
}


@dataclass(frozen=True)
class LongTable:
    """A table in a document of its own: it would part what stands before it and behind.

    `about` is the first sentence of its caption.
    """

    title: str
    about: str
    name: str
    content: tuple[Element, ...]


@dataclass(frozen=True)
class Shown:
    """A picture that the EPUB has: the title of its chapter, and its place."""

    title: str
    place: str


@dataclass
class Output:
    """What the chapters of one EPUB add up to.

    `labels` are the places that links can lead to; `moved` are the ids that are not where their
    chapter is, by the place where links look for them.
    """

    lang: str
    files: dict[str, bytes] = field(default_factory=dict)
    labels: dict[str, Chapter] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    tables: dict[str, Printed] = field(default_factory=dict)
    pictures: dict[bytes, Shown] = field(default_factory=dict)
    long_tables: list[LongTable] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class LineWriter(ABC):
    """Converts what stands in the lines of one chapter."""

    def __init__(
        self, chapter: Chapter, references: References, citations: Citations, output: Output
    ) -> None:
        self.chapter = chapter
        self.references = references
        self.citations = citations
        self.output = output
        self.own_wording = WORDING[output.lang]
        output.labels[label(chapter)] = chapter

    @abstractmethod
    def special(self, element: HtmlElement) -> Parts | None:
        """Return an element that the EPUB sets in a way of its own, None for any other."""

    def problem(self, entry: str, message: str, remedy: str) -> None:
        """Note what is wrong on this page."""
        self.output.problems.append(Problem(self.chapter.address, entry, "", message, remedy))

    def here(self, html_id: str) -> str:
        """Return the place of an id of this page."""
        return names.place(label(self.chapter, html_id))

    # Elements in general

    def filled(self, made: Element, element: HtmlElement) -> Element:
        """Fill `made` with what an element holds and return it."""
        add_text(made, single_spaced(element.text or ""))
        for child in element:
            if isinstance(child.tag, str):
                add(made, self.converted(child))
            add_text(made, single_spaced(child.tail or ""))
        return made

    def inner(self, element: HtmlElement) -> Parts:
        """Return what an element holds, without itself."""
        return list(parts_of(self.filled(E.div(), element)))

    def converted(self, element: HtmlElement) -> Parts:
        """Return an element."""
        found = self.special(element)
        if found is not None:
            return found
        if element.tag in _KEPT:
            return [self.kept(element)]
        if element.tag not in _OPENED:
            self.problem(f"<{element.tag}>", "is not known to the EPUB", "write it otherwise")
        return self.inner(element)

    def kept(self, element: HtmlElement) -> Element:
        """Return an element as it is; an entry of the bibliography gets its number."""
        made = self.filled(self.empty(element), element)
        cited = self.citations.by_element.get(element)
        if cited is not None:
            put_first(made, E.span(f"[{cited.number}]", {"class": "number"}))
        return made

    def empty(self, element: HtmlElement, tag: str | None = None) -> Element:
        """Return an element with the id, language and classes of the page's but no content."""
        made = self.identified(E(tag or element.tag), element)
        known = sorted(classes(element) & _CLASSES)
        if known:
            made.set("class", " ".join(known))
        if "formula" in known:
            made.set("tabindex", "0")  # a wide one scrolls, and no script makes it reachable
        if element.get("lang"):
            speak(made, str(element.get("lang")))
        for key in _ATTRIBUTES.get(element.tag, ()):
            if element.get(key) is not None:
                made.set(key, str(element.get(key)))
        return made

    def identified(self, made: Element, element: HtmlElement) -> Element:
        """Give `made` the id of an element, the first time that this id comes, and return it."""
        found = element.get("id")
        place = label(self.chapter, found or "")
        if found and place not in self.output.labels:
            self.output.labels[place] = self.chapter
            made.set("id", names.identifier(found))
        return made

    def url(self, element: HtmlElement) -> str:
        """Return the address on the site of an element, or of what can be addressed before it."""
        anchors = element.xpath(".//figure[@id]") or element.xpath("preceding::*[@id]")[-1:]
        return self.references.url(self.chapter, "".join(str(at.get("id")) for at in anchors[:1]))

    # Links and notes

    def link(self, element: HtmlElement) -> Parts:
        """Return a link into the EPUB, or out of it to the site or elsewhere."""
        href = element.get("href")
        if href is None:
            return [self.filled(self.empty(element, "span"), element)]
        place = self.references.resolve(self.chapter, str(href))
        if isinstance(place, Problem):
            self.output.problems.append(place)
            return self.inner(element)
        made = self.filled(self.empty(element), element)
        made.set("href", place.url if isinstance(place, Address) else names.place(place.name))
        return [made]

    def superscript(self, element: HtmlElement) -> Parts:
        """Return a superscript, which may refer to a footnote."""
        link = element.find("a")
        if link is None or "footnote-ref" not in classes(link):
            return [self.kept(element)]
        note = E.a(link.text_content(), href=self.here(str(link.get("href", ""))[1:]))
        self.identified(mean(note, "noteref", "doc-noteref"), element)
        return [E.sup(note)]

    def sources(self, element: HtmlElement) -> Parts:
        """Return a list of sources as numbers of the bibliography, by words where it has none."""
        links = urls(element)
        if any(url not in self.citations.by_url for url in links):
            return self.inner(element)
        before = "" if element.tag == "td" else single_spaced(element.text or "")
        parts: Parts = [before + "["]
        for at, entry in enumerate(self.citations.of(links)):
            parts += [", "] if at else []
            parts.append(E.a(str(entry.number), href=names.place(entry.label)))
        return [*parts, "]"]

    # Code, formulas and pictures

    def code(self, element: HtmlElement) -> Parts:
        """Return code in a line, with places for a break where it is long."""
        made = self.identified(E.code(), element)
        for at, piece in enumerate(breakable(" ".join(element.text_content().split()))):
            add(made, [E.wbr(), piece] if at else [piece])
        return [made]

    def formula(self, element: HtmlElement) -> Parts:
        """Return a formula, with its words."""
        tex = formulas.tex(element)
        try:
            said = spoken(tex, self.output.lang)
            to_typst(tex)  # of which its picture will be drawn
        except TexError as error:
            self.problem(f"formula {tex!r}", str(error), "write it with commands the book knows")
            return []
        return [formulas.formula(element, said)]

    def picture(self, element: HtmlElement) -> Parts:
        """Return a figure, of one that came before the way to it.

        An icon in a line is left out: it stands beside words that say the same.
        """
        if not is_block(element):
            return []
        drawn = pictures.static_svg(element)
        first = self.output.pictures.get(drawn)
        if first is not None:
            words = self.own_wording.see_figure.format(title=first.title)
            return [E.a(words, href=first.place)]
        within = "".join(element.xpath("ancestor::figure[@id][1]/@id"))
        self.output.pictures[drawn] = Shown(self.chapter.title, self.here(within))
        if not pictures.alternative_text(element):
            entry = (element.get("aria-labelledby") or "figure").split()[0]
            self.problem(entry, "the figure has no alternative text", "give its SVG a <desc>")
        return [figures.figure(element)]

    def image(self, element: HtmlElement) -> Parts:
        """Return a picture of its own file."""
        source, text = element.get("src") or "", element.get("alt") or ""
        file = self.chapter.file.parent / re.split(r"[?#]", source)[0]
        if not file.is_file():
            self.problem(f"image {source!r}", "is not a file of the site", "mend its address")
            return [text]
        if not text:
            self.problem(f"image {source!r}", "has no alternative text", "add one")
        data = file.read_bytes()
        path = f"images/{sha256(data).hexdigest()[:16]}{file.suffix}"
        self.output.files[path] = data
        return [E.img(src=path, alt=text)]

    def checkbox(self, element: HtmlElement) -> Parts:
        """Return the box of a list of tasks."""
        return ["☑" if element.get("checked") is not None else "☐"]
