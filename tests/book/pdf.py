"""A PDF as a reader meets it: text of the pages, contents, bookmarks, links, fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from tests.book import mupdf, tagged

CLOSING = "，。、；：！？）」』》”’"
#: So many points of the page a heading takes at most, the words above a chapter's title included.
_HEADING = 110
CONTENTS = {"zh": "目录", "en": "Contents"}


def squeezed(text: str) -> str:
    """Return `text` without space and without the signs that only guide a line break."""
    return re.sub(r"[\s\u00ad\ufffe]+", "", text)


def holds(shown: str, words: str) -> bool:
    """Return whether what pdfium reads from a page has `words` in it.

    Of a hyphen at a line's end pdfium does not tell whether it is the word's own or the
    typesetter's, so both are read without.
    """
    return squeezed(words).replace("-", "") in squeezed(shown).replace("-", "")


@dataclass(frozen=True)
class Place:
    """A place that a link leads to; `page` counts from 0, `top` in points from the page's foot."""

    page: int
    top: float


@dataclass(frozen=True)
class Bookmark:
    """One entry of the outline."""

    level: int
    title: str
    page: int
    top: float


@dataclass(frozen=True)
class Entry:
    """One entry of the contents, as it is printed, and where its links lead."""

    text: str
    places: list[Place | None]


class Pdf:
    """One book."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._pdfium = pypdfium2.PdfDocument(file)
        self.structure = pikepdf.open(file)

    def close(self) -> None:
        self._pdfium.close()
        self.structure.close()

    @cached_property
    def _text_pages(self) -> list[pypdfium2.PdfTextPage]:
        return [page.get_textpage() for page in self._pdfium]

    @cached_property
    def texts(self) -> list[str]:
        return [page.get_text_range() for page in self._text_pages]

    @cached_property
    def text(self) -> str:
        return "\n".join(self.texts)

    @cached_property
    def sheets(self) -> list[mupdf.Sheet]:
        return mupdf.read(self.file)

    @cached_property
    def tagged(self) -> tagged.Tagged:
        return tagged.read(self.structure)

    @cached_property
    def bookmarks(self) -> list[Bookmark]:
        return [
            Bookmark(b.level, b.get_title(), b.get_dest().get_index(), _top(b.get_dest()))
            for b in self._pdfium.get_toc()
        ]

    def printed_number(self, page: int) -> str:
        """Return the number that is printed on a page."""
        return str(self._pdfium.get_page_label(page))

    @cached_property
    def contents_pages(self) -> list[int]:
        """The pages from the contents up to what follows them."""
        starts = [b.page for b in self.bookmarks if b.title in CONTENTS.values()]
        following = min(b.page for b in self.bookmarks if b.page > starts[0])
        return list(range(starts[0], following))

    def has_heading(self, title: str, place: Place) -> bool:
        """Return whether the words of a title stand below a place, within a heading's height.

        The number of a chapter stands apart from its title, if at all.
        """
        text_page = self._text_pages[place.page]
        top = place.top + 2
        shown = text_page.get_text_bounded(bottom=top - _HEADING, top=top)
        return holds(shown, re.sub(r"^[\d.]+", "", squeezed(title)))

    @cached_property
    def contents(self) -> list[Entry]:
        """The entries of the contents, those of parts and of chapters."""
        return [
            Entry(squeezed(item.text()), [self.place(link) for link in item.annotations()])
            for item in self.tagged.root.all("TOCI")
        ]

    def place(self, link: pikepdf.Object) -> Place | None:
        """Return where a link within the book leads, None when that is nowhere."""
        target = link["/Dest"] if "/Dest" in link else link["/A"].get("/D")
        if isinstance(target, pikepdf.String | pikepdf.Name):
            target = self._named_places.get(str(target))
        if isinstance(target, pikepdf.Dictionary):
            target = target.get("/D")
        if not isinstance(target, pikepdf.Array) or target[0].objgen not in self._page_numbers:
            return None
        top = float(target[3]) if target[1] == "/XYZ" else self._pdfium[0].get_height()
        return Place(self._page_numbers[target[0].objgen], top)

    @cached_property
    def _named_places(self) -> dict[str, pikepdf.Object]:
        names = self.structure.Root.get("/Names", pikepdf.Dictionary())
        return dict(pikepdf.NameTree(names["/Dests"])) if "/Dests" in names else {}

    @cached_property
    def _page_numbers(self) -> dict[tuple[int, int], int]:
        return {page.obj.objgen: number for number, page in enumerate(self.structure.pages)}

    def image(self, page: int, dpi: int) -> NDArray[np.uint8]:
        """Return a page as an image in grey."""
        bitmap = self._pdfium[page].render(scale=dpi / 72, grayscale=True)
        return np.array(bitmap.to_numpy(), dtype=np.uint8).squeeze()

    def characters(self, page: int) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
        """Give the visible signs of a page, each with its left, bottom, right and top."""
        text_page = self._text_pages[page]
        for at in range(text_page.count_chars()):
            left, bottom, right, top = text_page.get_charbox(at)
            if left != right:
                char = chr(pdfium.FPDFText_GetUnicode(text_page, at))
                yield char, (left, bottom, right, top)

    def bad_line_starts(self, page: int) -> list[str]:
        """Return the lines of a page that begin with a sign which must not stand there."""
        text_page = self._text_pages[page]
        count = text_page.count_chars()
        signs = "".join(chr(pdfium.FPDFText_GetUnicode(text_page, at)) for at in range(count))
        return [
            f"page {page + 1}: {signs[max(0, at - 12) : at]} / {signs[at]}"
            for at in (at for at in range(1, count) if signs[at] in CLOSING)
            if _begins_a_line(text_page, at)
        ]

    def links(self) -> Iterator[pikepdf.Object]:
        for page in self.structure.pages:
            for annotation in page.get("/Annots", []):
                if annotation.get("/Subtype") == "/Link":
                    yield annotation

    def outward_links(self) -> set[str]:
        return {
            str(link["/A"]["/URI"])
            for link in self.links()
            if "/A" in link and "/URI" in link["/A"]
        }

    def fonts(self) -> dict[str, pikepdf.Object]:
        """The fonts of all pages and of all drawings in them, by their names."""
        found: dict[str, pikepdf.Object] = {}
        for resources in self._resources():
            for font in resources.get("/Font", {}).values():
                found[str(font["/BaseFont"])] = font
        return found

    def images(self) -> int:
        """How many bitmaps the pages hold."""
        return sum(
            resource.get("/Subtype") == "/Image"
            for resources in self._resources()
            for resource in resources.get("/XObject", {}).values()
        )

    def _resources(self) -> Iterator[pikepdf.Object]:
        waiting = [page["/Resources"] for page in self.structure.pages]
        while waiting:
            resources = waiting.pop()
            yield resources
            inner = resources.get("/XObject", {}).values()
            waiting += [form["/Resources"] for form in inner if "/Resources" in form]


def _begins_a_line(text_page: pypdfium2.PdfTextPage, at: int) -> bool:
    """Return whether a sign stands left of and below the visible one before it."""
    left, _, right, top = text_page.get_charbox(at)
    boxes = (text_page.get_charbox(before) for before in range(at - 1, -1, -1))
    previous = next((box for box in boxes if box[0] != box[2]), None)
    if left == right or previous is None:
        return False
    return bool(left < previous[0] - 30 and top < (previous[1] + previous[3]) / 2)


def _top(destination: pypdfium2.PdfDest) -> float:
    _, view = destination.get_view()
    return float(view[1])


def misplaced_bookmarks(pdf: Pdf) -> list[str]:
    """Return the bookmarks that do not lead to their heading."""
    return [
        f"{mark.title} → page {mark.page + 1}"
        for mark in pdf.bookmarks
        if not pdf.has_heading(mark.title, Place(mark.page, mark.top))
    ]


def misplaced_contents(pdf: Pdf) -> list[str]:
    """Return the entries of the contents that tell another page, or lead elsewhere."""
    return [
        f"{entry.text} → {place and place.page + 1}"
        for entry in pdf.contents
        for place in entry.places or [None]
        if place is None or not _leads(pdf, entry, place)
    ]


def _leads(pdf: Pdf, entry: Entry, place: Place) -> bool:
    number = pdf.printed_number(place.page)
    title = entry.text.removesuffix(number).rstrip(".")
    return entry.text.endswith(number) and pdf.has_heading(title, place)


def left_out_of_contents(pdf: Pdf) -> list[str]:
    """Return the parts and chapters that the contents do not list."""
    marks = [m for m in pdf.bookmarks if m.level == 0 and m.title not in CONTENTS.values()]
    # The sections of the preface, which has roman numbers, are not in the contents.
    marks += [m for m in pdf.bookmarks if m.level == 1 and pdf.printed_number(m.page).isdigit()]
    listed = {entry.text for entry in pdf.contents}
    expected = [squeezed(mark.title) + pdf.printed_number(mark.page) for mark in marks]
    return [entry for entry in expected if entry not in listed]


def broken_links(pdf: Pdf) -> list[str]:
    """Return the links that lead neither into the book nor out of it."""
    return [
        str(link.get("/Contents", link.objgen))
        for link in pdf.links()
        if "/URI" not in link.get("/A", {}) and pdf.place(link) is None
    ]


def wrong_sides(pdf: Pdf) -> list[str]:
    """Return the pages that lie on the wrong side when sheets are printed on both: odd is right."""
    numbers = map(pdf.printed_number, range(len(pdf.texts)))
    return [
        f"page {number} on sheet {sheet}"
        for sheet, number in enumerate(numbers, start=1)
        if number.isdigit() and int(number) % 2 != sheet % 2
    ]


def bad_line_starts(pdf: Pdf) -> list[str]:
    """Return the places where a line begins with a Chinese sign that closes something."""
    return [place for page in range(len(pdf.texts)) for place in pdf.bad_line_starts(page)]


def fonts_not_embedded(pdf: Pdf) -> list[str]:
    """Return the fonts that a reader's machine would have to have."""
    return [name for name, font in pdf.fonts().items() if not _is_embedded(font)]


def _is_embedded(font: pikepdf.Object) -> bool:
    described: Any = font.get("/DescendantFonts", [font])[0].get("/FontDescriptor", {})
    return any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))
