"""Where the notes of a PDF stand, and where their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.book.pdf import Pdf

#: How Typst tells readers by ear that a link leads to a note.
_TO_NOTE = re.compile(r"(?:Footnote|脚注)\s*\[(\d+)(?:[,，].*)?\]")


@dataclass(frozen=True)
class Mark:
    """A mark and its note, each with its page, counted from 0; whether an earlier one names it."""

    number: str
    page: int
    note: int
    repeated: bool


def marks(pdf: Pdf) -> Iterator[Mark]:
    """Give the marks of all notes in the order of the pages."""
    seen: set[tuple[object, ...]] = set()
    for page, sheet in enumerate(pdf.structure.pages):
        for link in sheet.get("/Annots", []):
            number = _TO_NOTE.fullmatch(str(link.get("/Contents", "")))
            place = pdf.place(link) if number else None
            if number and place:
                key = (number[1], place)
                yield Mark(number[1], page, place.page, key in seen)
                seen.add(key)


def before_their_marks(pdf: Pdf) -> list[str]:
    """Return the notes that stand on a page before that of their first mark."""
    return [
        f"note {mark.number} on sheet {mark.note + 1}, its mark on {mark.page + 1}"
        for mark in marks(pdf)
        if mark.note < mark.page and not mark.repeated
    ]
