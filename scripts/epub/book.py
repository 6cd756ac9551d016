"""A volume as the documents of an EPUB, in reading order, with what its contents list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from scripts.epub import names
from scripts.epub.chapter import ChapterWriter
from scripts.epub.lines import Output
from scripts.epub.markup import XHTML, E, Element, document, is_a, mean, text_of
from scripts.epub.wording import WORDING as OWN_WORDING
from scripts.publication import citations
from scripts.publication.references import References
from scripts.publication.site_reader import Chapter, Volume
from scripts.publication.wording import WORDING

#: What a page of this address means to readers of EPUB, and its role for readers by ear.
_MEANINGS = {
    "about/": ("preface", "doc-preface"),
    "glossary/": ("glossary", "doc-glossary"),
    "bibliography/": ("bibliography", "doc-bibliography"),
    "about/cite/": ("appendix", "doc-appendix"),
}
_CHAPTER = ("chapter", "doc-chapter")
_PART = ("part", "doc-part")


@dataclass(frozen=True)
class Heading:
    """A line of the contents: what it leads to and the lines below it.

    One that is not `listed` is for the menu of the reading system, not for the page of contents.
    """

    title: str
    place: str
    below: tuple[Heading, ...] = ()
    listed: bool = True


@dataclass(frozen=True)
class Document:
    """A document of the EPUB; `meaning` tells readers of EPUB what it is."""

    name: str
    title: str
    root: Element
    meaning: str


@dataclass(frozen=True)
class Book:
    """The documents behind the contents, and the contents."""

    documents: tuple[Document, ...]
    contents: tuple[Heading, ...]


class BookWriter:
    """Converts one volume; what the chapters add up to is in `output`."""

    def __init__(self, volume: Volume, references: References, output: Output) -> None:
        self._volume = volume
        self._references = references
        self._output = output
        self._citations = citations.read(volume)
        self._wording = WORDING[volume.lang]
        self._documents: list[Document] = []

    def book(self) -> Book:
        """Return the whole book. The articles of the volume are used up by it."""
        volume = self._volume
        contents = [] if volume.preface is None else [self._chapter(volume.preface, None)]
        contents += self._parts()
        contents += [self._chapter(chapter, None) for chapter in volume.back_matter]
        contents += self._long_tables()
        for made in self._documents:
            self._lead_to_moved(made.root)
        return Book(tuple(self._documents), tuple(contents))

    def _parts(self) -> Iterator[Heading]:
        number = count(1)
        for at, part in enumerate(self._volume.parts, start=1):
            above = self._wording.part(at)
            self._add(names.part(at), part.title, _PART, _title(part.title, above))
            chapters = tuple(self._chapter(chapter, next(number)) for chapter in part.chapters)
            yield Heading(f"{above} {part.title}", names.part(at), chapters)

    def _chapter(self, chapter: Chapter, number: int | None) -> Heading:
        writer = ChapterWriter(chapter, number, self._references, self._citations, self._output)
        above = None if number is None else self._wording.chapter(number)
        name, meaning = names.document(chapter.address), _MEANINGS.get(chapter.address, _CHAPTER)
        root = self._add(
            name, chapter.title, meaning, _title(chapter.title, above), *writer.content()
        )
        shown = chapter.title if number is None else f"{number} {chapter.title}"
        return Heading(shown, name, tuple(_sections(root, name)))

    def _long_tables(self) -> Iterator[Heading]:
        """Give the tables that have documents of their own, behind a title of theirs."""
        tables, title = self._output.long_tables, OWN_WORDING[self._volume.lang].tables
        if not tables:
            return
        self._add(names.TABLES, title, _PART, _title(title))
        for table in tables:
            self._add(table.name, table.title, ("appendix", "doc-appendix"), *table.content)
        yield Heading(
            title,
            names.TABLES,
            tuple(Heading(f"{table.title} {table.about}", table.name) for table in tables),
        )

    def _add(self, name: str, title: str, meaning: tuple[str, str], *content: Element) -> Element:
        """Add a document, which begins with its title, and return it."""
        kind, role = meaning
        section = E.section(*content, {"class": kind, "aria-labelledby": "title"})
        root = document(self._volume.lang, title, mean(section, kind, role))
        self._documents.append(Document(name, title, root, kind))
        return root

    def _lead_to_moved(self, root: Element) -> None:
        for link in root.iter(f"{{{XHTML}}}a"):
            place = str(link.get("href"))
            link.set("href", self._output.moved.get(place, place))


def _title(title: str, above: str | None = None) -> Element:
    """Return the title of a document with its number above."""
    number = [] if above is None else [E.span(above, {"class": "above"}), " "]
    return E.h1(*number, title, {"id": "title"})


def _sections(root: Element, name: str) -> Iterator[Heading]:
    for element in root.iter():
        if is_a(element, "h2") and element.get("id"):
            place = names.anchor(name, str(element.get("id")))
            yield Heading(text_of(element), place, listed=False)
