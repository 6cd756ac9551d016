"""The last hand on a PDF: links inside it, and all of it made smaller.

Typst looks up where a link inside the document leads in every pass of its layout, and a book has
thousands of them: set as links to addresses that begin with `goto:`, they take half the time and
half the memory. Here they are turned into what they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf

#: How an address begins that names a place of the book; book.typ has the same.
INWARD = "goto:"

#: Digits behind a thousandth of a point, finer than any printer. In shown text there are none: its
#: codes have two bytes, and no font of the book has so many glyphs that the first is a digit.
_FINER = re.compile(rb"(?<=\.\d{3})\d+")
#: The marks of tags, which may hold texts with numbers.
_MARK = re.compile(rb"^(.*BDC)$", re.MULTILINE)

#: So many entries stand in one branch of a tree.
_BRANCH = 64

#: A label with its page, counted from 1, and how many points below the top of the page it lies.
Place = tuple[str, int, float]


@dataclass(frozen=True)
class Printed:
    """The PDF that comes from the press, and where everything is that its links may lead to."""

    pdf: Path
    places: Sequence[Place]


def finished(printed: Printed, page: str) -> bytes:
    """Return the PDF with its inward links leading to their places, and compressed.

    Args:
        page: how readers by ear are told the page that a link leads to, with `{}` for its number.

    Raises:
        KeyError: for a link to a label that has no place.
    """
    packed = BytesIO()
    pikepdf.settings.set_flate_compression_level(8)
    with pikepdf.open(printed.pdf) as document:
        _resolve(document, {name: (at, y) for name, at, y in printed.places}, page)
        _put_tags_in_branches(document)
        _shorten_numbers(document)
        # Typst writes the tags of a page as text.
        document.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return packed.getvalue()


def _put_tags_in_branches(document: pikepdf.Pdf) -> None:
    """Make the one long list by which pages find their tags a tree of short ones.

    A program that reads the list whole at each look-up would take minutes over a book.
    """
    root = document.Root["/StructTreeRoot"]
    entries = list(root["/ParentTree"]["/Nums"])
    branches = []
    for start in range(0, len(entries), 2 * _BRANCH):
        branch = entries[start : start + 2 * _BRANCH]
        limits = [branch[0], branch[-2]]
        node = pikepdf.Dictionary(Nums=pikepdf.Array(branch), Limits=pikepdf.Array(limits))
        branches.append(document.make_indirect(node))
    root["/ParentTree"] = document.make_indirect(pikepdf.Dictionary(Kids=pikepdf.Array(branches)))


def _shorten_numbers(document: pikepdf.Pdf) -> None:
    """Cut the numbers of the pages off behind a thousandth."""
    for page in document.pages:
        content = page.obj.Contents
        parts = _MARK.split(content.read_bytes())
        parts[::2] = [_FINER.sub(b"", part) for part in parts[::2]]
        content.write(b"".join(parts))


def _resolve(document: pikepdf.Pdf, places: Mapping[str, tuple[int, float]], page: str) -> None:
    pages = [(found.obj, pikepdf.String(page.format(found.label))) for found in document.pages]

    @cache
    def destination(name: str) -> tuple[pikepdf.Object, pikepdf.String]:
        number, y = places[name]
        target, words = pages[number - 1]
        top = round(float(target.MediaBox[3]) - y, 2)
        place = pikepdf.Array([target, pikepdf.Name.XYZ, 0, top, 0])
        return document.make_indirect(place), words

    for link, name in _inward_links(target for target, _ in pages):
        del link["/A"]
        link["/Dest"], link["/Contents"] = destination(name)
        link["/Rect"] = pikepdf.Array([round(side, 2) for side in link["/Rect"]])


def _inward_links(pages: Iterable[pikepdf.Object]) -> Iterator[tuple[pikepdf.Object, str]]:
    for page in pages:
        for annotation in page.get("/Annots", []):
            if "/A" not in annotation or "/URI" not in annotation["/A"]:
                continue
            address = str(annotation["/A"]["/URI"])
            if address.startswith(INWARD):
                yield annotation, address.removeprefix(INWARD)
