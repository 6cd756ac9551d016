"""What stands in a line of a page: text, emphasis, code, links, notes, formulas.

Text leaves as string literals only, so no sign of it is read as markup. What cannot be converted
is noted as a problem and set as it stands, so that one run finds all problems.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256

from lxml.html import HtmlElement

from scripts.base.problems import Problem
from scripts.publication.citations import Citations, urls
from scripts.publication.index import Marks, Terms
from scripts.publication.names import names
from scripts.publication.notes import Notes
from scripts.publication.numbering import Printed
from scripts.publication.paper import Paper
from scripts.publication.references import Address, Label, References, address, label
from scripts.publication.site_reader import Chapter
from scripts.publication.tex_math import Formula, TexError, spoken, to_typst
from scripts.publication.typst_text import HAN, in_languages, string
from scripts.publication.wording import Wording

_SPACE = re.compile(r"[ \t\r\n]+")
#: A line break of the source between two Chinese signs is no space.
_SPACE_IN_HAN = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])")
#: A line must not break between a formula and these.
CLOSING = frozenset("，。、；：！？）」』》”’,.;:!?)")
_BLOCKS = names(
    """p div ul ol dl table pre blockquote hr figure h1 h2 h3 h4 h5 h6 details section article
    aside header footer main"""
)
#: Elements whose text begins and ends without space, beside the blocks.
_HOLDERS = names("li td th dt dd figcaption summary")
#: In so long a word of code a line may break behind these signs.
_LONG_WORD = 16
_CODE_BREAK = re.compile(r"(?<=[/_.,=(\[{:-])(?=\w)")
#: What a reader finds by its name needs no page number.
_ALPHABETICAL = ("glossary/", "bibliography/")


@dataclass(frozen=True)
class Setting:
    """What all chapters of one book go by."""

    lang: str
    paper: Paper
    wording: Wording
    references: References
    citations: Citations


@dataclass
class Output:
    """What the chapters of one book add up to.

    targets: the labels that links lead to. terms: what the index lists. marks: where, by the
    address of the chapter. tables: where tables of this text are printed.
    """

    targets: frozenset[str] = frozenset()
    terms: Terms = field(default_factory=Terms)
    marks: dict[str, Marks] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    labels: dict[str, Chapter] = field(default_factory=dict)
    numbered: dict[str, tuple[str, str]] = field(default_factory=dict)
    tables: dict[str, Printed] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def classes(element: HtmlElement) -> frozenset[str]:
    """Return the classes of an element."""
    return frozenset((element.get("class") or "").split())


def is_block(element: HtmlElement) -> bool:
    """Return whether an element stands by itself rather than in a line."""
    if not isinstance(element.tag, str):
        return False
    if element.tag == "math":
        return bool(element.get("display") == "block")
    if element.tag == "svg":
        return "figure" in classes(element)
    return element.tag in _BLOCKS


def trimmed(parts: Iterable[str]) -> str:
    """Return the parts of a line without space at its ends."""
    line = "".join(parts).strip()
    line = re.sub(r'^(?:#" *";)+', "", line)
    line = re.sub(r'(?:(?<=;)#" *";)+$', "", line)
    return re.sub(r' +";$', '";', re.sub(r'^#" +', '#"', line))


def single_spaced(text: str) -> str:
    """Return text with single spaces, and none within Chinese."""
    return _SPACE_IN_HAN.sub("", _SPACE.sub(" ", text))


def breakable(code: str) -> list[str]:
    """Return `code` in pieces between which a line may break."""
    words = re.split(r"(?<=\s)(?=\S)", code)
    pieces = (_CODE_BREAK.split(word) if len(word) > _LONG_WORD else [word] for word in words)
    return [piece for found in pieces for piece in found]


class LineWriter(ABC):
    """Converts what stands in the lines of one chapter."""

    def __init__(self, chapter: Chapter, setting: Setting, output: Output) -> None:
        self.chapter = chapter
        self.setting = setting
        self.output = output
        self.notes = _footnotes(chapter.article)
        self.foot = Notes()
        self.lang = setting.lang
        self.marks = output.marks[chapter.address] = Marks(output.terms, chapter.address)
        self._in_prose = False
        self._is_noted = False
        self._in_note = False

    @abstractmethod
    def block(self, element: HtmlElement) -> list[str]:
        """Return an element that stands by itself, as blocks."""

    # Problems, labels and files

    def problem(self, entry: str, message: str, remedy: str) -> None:
        """Note what is wrong on this page."""
        self.output.problems.append(Problem(self.chapter.address, entry, "", message, remedy))

    def label(self, element: HtmlElement, always: bool = False) -> str | None:
        """Return the element's label the first time it is set, if a link leads to it."""
        name = label(self.chapter, element.get("id") or "")
        wanted = element.get("id") and (always or name in self.output.targets)
        if not wanted or name in self.output.labels:
            return None
        self.output.labels[name] = self.chapter
        return name

    def anchor(self, element: HtmlElement) -> str:
        """Return the element's label as a place without extent."""
        name = self.label(element)
        return f"#book.anchor({string(name)});" if name else ""

    def file(self, data: bytes, suffix: str) -> str:
        """Keep a file for the book and return its path."""
        name = f"files/{sha256(data).hexdigest()[:16]}{suffix}"
        self.output.files[name] = data
        return f"/{name}"

    # Lines

    @contextmanager
    def prose(self, indexed: bool = True) -> Iterator[None]:
        """Mark what is written meanwhile as running text, of which the index may take note."""
        before = self._in_prose, self._is_noted
        self._in_prose, self._is_noted = True, indexed
        yield
        self._in_prose, self._is_noted = before

    def text(self, text: str | None) -> str:
        """Return text with single spaces, and none within Chinese."""
        if not text:
            return ""
        shown = single_spaced(text)
        if not self._is_noted:
            return in_languages(shown, self.lang)
        pieces, start = [], 0
        for at, name in self.marks.of_text(shown):
            pieces += [in_languages(shown[start:at], self.lang), f"#book.anchor({string(name)});"]
            start = at
        return "".join([*pieces, in_languages(shown[start:], self.lang)])

    def tail(self, element: HtmlElement) -> str:
        """Return the text behind an element; a comma holds to a formula or to a note's mark."""
        text = element.tail or ""
        held = element.tag in ("math", "sup") and text[:1] in CLOSING and text
        return f"#sym.wj;{self.text(text)}" if held else self.text(text)

    def line(self, element: HtmlElement) -> str:
        """Return the content of an element as part of a line."""
        parts = [self.text(element.text)]
        for child in element:
            parts += [self.inline(child), self.tail(child)]
        return trimmed(parts) if is_block(element) or element.tag in _HOLDERS else "".join(parts)

    def inline(self, element: HtmlElement) -> str:
        """Return an element in a line."""
        if not isinstance(element.tag, str):
            return ""
        if is_block(element):
            return "\n\n".join(["", *self.block(element), ""])
        convert = _INLINES.get(element.tag)
        if convert is None:
            self.problem(f"<{element.tag}>", "is not known to the book", "write it otherwise")
            return self.line(element)
        before, self.lang = self.lang, str(element.get("lang") or self.lang)
        body = convert(self, element)
        lang, self.lang = self.lang, before
        if lang != before:
            body = f"#text(lang: {string(lang)}, region: none)[{body}];"
        return self.anchor(element) + body

    def plain(self, element: HtmlElement) -> str:
        """Return an element that only groups text."""
        return self.anchor(element) + self.line(element)

    def code(self, element: HtmlElement) -> str:
        """Return code in a line."""
        pieces = breakable(" ".join(element.text_content().split()))
        return f"#book.inline-code({', '.join(map(string, pieces))});"

    def nothing(self, element: HtmlElement) -> str:
        """Return nothing: an icon stands beside words that say the same."""
        return ""

    def checkbox(self, element: HtmlElement) -> str:
        """Return the box of a list of tasks."""
        return f"#book.checkbox({'true' if element.get('checked') is not None else 'false'});"

    def image(self, element: HtmlElement) -> str:
        """Return a picture of its own file."""
        source, text = element.get("src") or "", element.get("alt") or ""
        file = self.chapter.file.parent / re.split(r"[?#]", source)[0]
        if not file.is_file():
            self.problem(f"image {source!r}", "is not a file of the site", "mend its address")
            return self.text(text)
        if not text:
            self.problem(f"image {source!r}", "has no alternative text", "add one")
        path = self.file(file.read_bytes(), file.suffix)
        return f"#book.drawing({string(path)}, {string(text or source)}, auto);"

    # Notes

    def superscript(self, element: HtmlElement) -> str:
        """Return a footnote where the superscript refers to one."""
        link = element.find("a")
        if link is not None and "footnote-ref" in classes(link):
            in_cell = next(element.iterancestors("td", "th"), None) is not None
            return self._footnote(str(link.get("href", ""))[1:], in_cell)
        return f"#super[{self.line(element)}];"

    def _footnote(self, key: str, in_cell: bool) -> str:
        name = label(self.chapter, key)
        note = self.notes.get(key)
        if note is None:
            self.problem(f"footnote {key!r}", "has no text", "define it on the page")
            return ""
        if name not in self.foot.texts:
            self._in_note = True
            with self.prose(False):
                self.foot.texts[name] = self._note(note)
            self._in_note = False
        return self.foot.mark(name, in_cell)

    def _note(self, note: HtmlElement) -> str:
        parts = (
            self.line(part) if part.tag == "p" else "\n".join(self.block(part)) for part in note
        )
        return "#parbreak();".join(parts) or self.line(note)

    # Links

    def link(self, element: HtmlElement) -> str:
        """Return a link into the book, with its page for readers on paper, or out of it."""
        body, href = self.line(element), element.get("href")
        if href is None:
            return body
        place = self.setting.references.resolve(self.chapter, str(href))
        if isinstance(place, Problem):
            self.output.problems.append(place)
            return body
        if isinstance(place, Address):
            return (
                f"#book.outward({string(place.url)})[{body}];{self._on_paper(element, place.url)}"
            )
        return f"#book.inward({string(place.name)})[{body}];{self._reference(element, place)}"

    def _reference(self, link: HtmlElement, place: Label) -> str:
        """Return the number and the page of a link's target, where they help and have room."""
        in_table = next(link.iterancestors("table"), None) is not None
        if in_table or place.name.startswith(_ALPHABETICAL):
            return ""
        return f"#book.reference({string(place.name)});"

    def _on_paper(self, link: HtmlElement, url: str) -> str:
        """Return what lets a reader of paper follow a link: its number in the bibliography.

        What the bibliography has not shows its address, in a note where there is room for one.
        """
        if next(link.iterancestors("li"), None) in self.setting.citations.by_element:
            return ""  # the entry shows it
        entries = self.setting.citations.of([url])
        if entries:
            number, name = string(str(entries[0].number)), string(entries[0].label)
            return f"#book.numbered-source({number}, {name});"
        if link.text_content().strip() in url:
            return ""
        if self._in_note:
            return f" #book.address({address(url)});"
        if not self._in_prose:
            return ""
        name = label(self.chapter, f"address:{url}")
        self.foot.texts[name] = f"#book.address({address(url)})"
        return self.foot.mark(name)

    def sources(self, element: HtmlElement) -> str:
        """Return a list of sources as numbers of the bibliography, by words where it has none."""
        links = urls(element)
        if any(url not in self.setting.citations.by_url for url in links):
            return self.line(element)
        entries = self.setting.citations.of(links)
        numbers = ", ".join(f"({string(str(e.number))}, {string(e.label)})" for e in entries)
        before = "" if element.tag == "td" else self.text(element.text)
        return f"{before}#book.cited({numbers},);"

    # Formulas

    def formula(self, element: HtmlElement) -> str:
        """Return a formula in a line."""
        found = self.converted(element)
        if found is None:
            return ""
        formula, words = found
        return f"#book.formula({string(words)}, ${formula.typst}$);"

    def converted(self, element: HtmlElement) -> tuple[Formula, str] | None:
        """Return the formula and its words from the TeX that its MathML carries.

        Where that cannot be done, note the problem and return None.
        """
        annotations = element.xpath(".//*[local-name()='annotation']//text()")
        source = "".join(map(str, annotations)).strip()
        try:
            return to_typst(source), spoken(source, self.setting.lang)
        except TexError as error:
            self.problem(f"formula {source!r}", str(error), "write it with commands the book knows")
            return None


def _footnotes(article: HtmlElement) -> dict[str, HtmlElement]:
    items = article.xpath(".//div[contains(@class,'footnote')]//li[@id]")
    return {str(item.get("id")): item for item in items}


_Inline = Callable[[LineWriter, HtmlElement], str]


def _wrapped(function: str) -> _Inline:
    return lambda writer, element: f"#{function}[{writer.line(element)}];"


_INLINES: Mapping[str, _Inline] = {
    **dict.fromkeys(names("strong b"), _wrapped("strong")),
    **dict.fromkeys(names("em i cite var dfn"), _wrapped("emph")),
    **dict.fromkeys(names("del s"), _wrapped("strike")),
    **dict.fromkeys(names("ins u"), _wrapped("underline")),
    **dict.fromkeys(
        names("span abbr small q time bdi label data picture summary figcaption dt dd li"),
        LineWriter.plain,
    ),
    **dict.fromkeys(names("code samp tt"), LineWriter.code),
    **dict.fromkeys(names("source svg"), LineWriter.nothing),
    "kbd": _wrapped("book.key"),
    "mark": _wrapped("highlight"),
    "sub": _wrapped("sub"),
    "sup": LineWriter.superscript,
    "br": lambda writer, element: "#linebreak();",
    "a": LineWriter.link,
    "math": LineWriter.formula,
    "img": LineWriter.image,
    "input": LineWriter.checkbox,
}
