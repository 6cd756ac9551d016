"""A PDF as a reader meets it: text of the pages, contents, bookmarks, links, fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

CLOSING = "，。、；：！？）」』》”’"
CONTENTS = {"zh": "目录", "en": "Contents"}


def squeezed(text: str) -> str:
    """Return `text` without space and without the signs that only guide a line break."""
    return re.sub(r"[\s\u200b\u2060\ufffe]+", "", text)


@dataclass(frozen=True)
class Bookmark:
    """One entry of the outline; `page` counts from 0."""

    level: int
    title: str
    page: int


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
    def texts(self) -> list[str]:
        return [page.get_textpage().get_text_range() for page in self._pdfium]

    @cached_property
    def text(self) -> str:
        return "\n".join(self.texts)

    @cached_property
    def bookmarks(self) -> list[Bookmark]:
        found = ((b.level, b.get_title(), b.get_dest().get_index()) for b in self._pdfium.get_toc())
        return [Bookmark(*entry) for entry in found]

    def printed_number(self, page: int) -> str:
        """Return the number that is printed on a page."""
        return str(self._pdfium.get_page_label(page))

    @cached_property
    def contents_pages(self) -> list[int]:
        """The pages from the contents up to what follows them."""
        starts = [b.page for b in self.bookmarks if b.title in CONTENTS.values()]
        following = min(b.page for b in self.bookmarks if b.page > starts[0])
        return list(range(starts[0], following))

    @cached_property
    def contents(self) -> dict[str, str]:
        """The page number of each entry of the contents by its squeezed title."""
        lines = "\n".join(self.texts[page] for page in self.contents_pages)
        lines = lines.removeprefix(next(w for w in CONTENTS.values() if lines.startswith(w)))
        # An entry that takes two lines ends with its number on the second.
        entries = re.findall(r"(?ms)^(.+?)(?:[ .]*)\s(\d+|[ivx]+)\s*$", lines)
        return {squeezed(title.rstrip(" .")): number for title, number in entries}

    def characters(self, page: int) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
        """Give the visible signs of a page, each with its left, bottom, right and top."""
        text_page = self._pdfium[page].get_textpage()
        for at in range(text_page.count_chars()):
            left, bottom, right, top = text_page.get_charbox(at)
            if left != right:
                char = chr(pdfium.FPDFText_GetUnicode(text_page, at))
                yield char, (left, bottom, right, top)

    def bad_line_starts(self, page: int) -> list[str]:
        """Return the lines of a page that begin with a sign which must not stand there."""
        found: list[str] = []
        previous: tuple[float, float] | None = None
        before = ""
        for char, (left, bottom, _, top) in self.characters(page):
            on_new_line = previous and left < previous[0] - 30 and top < previous[1]
            if on_new_line and char in CLOSING:
                found.append(f"page {page + 1}: {before[-12:]} / {char}")
            previous = (left, (bottom + top) / 2)
            before += char
        return found

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


def misplaced_bookmarks(pdf: Pdf) -> list[str]:
    """Return the bookmarks that lead to a page without their heading."""
    return [
        f"{mark.title} → {mark.page + 1}"
        for mark in pdf.bookmarks
        if not all(squeezed(word) in squeezed(pdf.texts[mark.page]) for word in mark.title.split())
    ]


def misplaced_contents(pdf: Pdf) -> list[str]:
    """Return the bookmarks of parts and chapters of which the contents tell another page."""
    told = pdf.contents
    marks = [m for m in pdf.bookmarks if m.level == 0 and m.title not in CONTENTS.values()]
    # The sections of the preface, which has roman numbers, are not in the contents.
    marks += [m for m in pdf.bookmarks if m.level == 1 and pdf.printed_number(m.page).isdigit()]
    return [
        f"{mark.title}: {told.get(squeezed(mark.title))} for {pdf.printed_number(mark.page)}"
        for mark in marks
        if told.get(squeezed(mark.title)) != pdf.printed_number(mark.page)
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
