"""What stands in front of the book: its cover, its title with edition and licence, its contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scripts.base.edition import Edition
from scripts.epub import names
from scripts.epub.book import Book, Heading
from scripts.epub.markup import E, Element, document, mean
from scripts.epub.package import Formulas
from scripts.epub.wording import WORDING as OWN_WORDING
from scripts.publication.site_reader import Volume
from scripts.publication.wording import WORDING

#: Addresses in running text; a full stop or a bracket behind one is not of it.
_ADDRESS = re.compile(r"(https?://[^\s（）()，。]*[^\s（）()，。.])")


def cover_page(volume: Volume) -> Element:
    """Return the page that shows the cover."""
    wording = OWN_WORDING[volume.lang]
    text = wording.cover_text.format(title=volume.title, subtitle=volume.description)
    image = E.img({"src": names.COVER_IMAGE, "alt": text, "role": "doc-cover"})
    section = mean(E.section(image, {"class": "cover", "aria-label": wording.cover}), "cover")
    return document(volume.lang, wording.cover, section)


def title_page(volume: Volume, edition: Edition, formulas: Formulas) -> Element:
    """Return the page with title, edition, address, licence and how to cite."""
    wording, own = WORDING[volume.lang], OWN_WORDING[volume.lang]
    told = {**wording.told(volume.title, volume.home, edition, volume.lang), **own.imprint}
    told |= own.formulas_imprint[formulas.suffix]
    lines = (part for word, said in told.items() for part in (E.dt(word), _linked(said)))
    section = E.section(
        E.h1(volume.title, {"id": "title"}),
        E.p(volume.description, {"class": "subtitle"}),
        E.p(wording.author),
        E.dl(*lines, {"class": "facts"}),
        {"class": "title-page", "aria-labelledby": "title"},
    )
    return document(volume.lang, volume.title, mean(section, "titlepage"))


def _linked(text: str) -> Element:
    """Return what is told, its addresses as links."""
    pieces = (E.a(p, href=p) if p.startswith("http") else p for p in _ADDRESS.split(text))
    return E.dd(*pieces)


def navigation(volume: Volume, book: Book) -> Element:
    """Return the contents: parts and chapters; the sections are for the reader's own menu."""
    wording, own = WORDING[volume.lang], OWN_WORDING[volume.lang]
    title = E.h1(wording.contents, {"id": "title"})
    toc = E.nav(title, _list(book.contents), {"id": "toc", "aria-labelledby": "title"})
    places = E.nav(E.h2(own.landmarks), E.ol(*_landmarks(volume, book)), {"hidden": "hidden"})
    return document(
        volume.lang,
        wording.contents,
        mean(toc, "toc", "doc-toc"),
        mean(places, "landmarks"),
    )


def _list(headings: Sequence[Heading]) -> Element:
    made = E.ol(*map(_line, headings))
    if not any(heading.listed for heading in headings):
        made.set("hidden", "hidden")
    return made


def _line(heading: Heading) -> Element:
    made = E.li(E.a(heading.title, href=heading.place))
    if heading.below:
        made.append(_list(heading.below))
    return made


def _landmarks(volume: Volume, book: Book) -> Iterator[Element]:
    own = OWN_WORDING[volume.lang]
    first = next(doc for doc in book.documents if doc.meaning in ("part", "chapter"))
    found = [
        ("cover", names.COVER, own.cover),
        ("titlepage", names.TITLE_PAGE, own.title_page),
        ("toc", names.NAV, WORDING[volume.lang].contents),
        ("bodymatter", first.name, own.start),
    ]
    found += [
        (doc.meaning, doc.name, doc.title)
        for doc in book.documents
        if doc.meaning in ("glossary", "bibliography")
    ]
    for meaning, name, title in found:
        yield E.li(mean(E.a(title, href=name), meaning))
