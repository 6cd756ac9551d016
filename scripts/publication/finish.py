"""The last hand on a PDF: links inside it, the annex in its place, and fewer bytes.

Typst looks up where a link inside the document leads in every pass of its layout, and a book has
thousands of them: set as links to addresses that begin with `goto:`, they take half the time and
half the memory. Here they are turned into what they stand for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf

from scripts.publication.joining import insert, links
from scripts.publication.lighter import lighten
from scripts.publication.typesetter import Place

#: How an address begins that names a place of the book; book.typ has the same.
INWARD = "goto:"

#: So many entries stand in one branch of a tree.
_BRANCH = 64


@dataclass(frozen=True)
class Annex:
    """A PDF whose pages take the place of blank ones, from `first` on, counted from 1."""

    pdf: Path
    first: int


@dataclass(frozen=True)
class Printed:
    """The PDF that comes from the press, and where everything is that its links may lead to.

    sheets: how many pages it has.
    light: whether all was done with it that `lighten` does.
    """

    pdf: Path
    sheets: int
    places: Sequence[Place]
    annex: Annex | None = None
    light: bool = False


def finished(printed: Printed, page: str) -> bytes:
    """Return the PDF with its inward links leading to their places, and compressed.

    Args:
        printed: what comes from the press.
        page: how readers by ear are told the page that a link leads to, with `{}` for its number.

    Raises:
        KeyError: for a link to a label that has no place.
    """
    packed = BytesIO()
    pikepdf.settings.set_flate_compression_level(8)
    with pikepdf.open(printed.pdf) as document:
        if not printed.light:
            lighten(document)
        if printed.annex is not None:
            with pikepdf.open(printed.annex.pdf) as annex:
                lighten(annex)
                insert(document, annex, printed.annex.first - 1)
        places = {place["label"]: (place["sheet"], place["y"]) for place in printed.places}
        _resolve(document, places, page)
        _put_tags_in_branches(document)
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
    root = document.Root.StructTreeRoot
    entries = list(root.ParentTree.Nums)
    branches = []
    for start in range(0, len(entries), 2 * _BRANCH):
        branch = entries[start : start + 2 * _BRANCH]
        limits = [branch[0], branch[-2]]
        node = pikepdf.Dictionary(Nums=pikepdf.Array(branch), Limits=pikepdf.Array(limits))
        branches.append(document.make_indirect(node))
    root.ParentTree = document.make_indirect(pikepdf.Dictionary(Kids=pikepdf.Array(branches)))


def _resolve(
    document: pikepdf.Pdf, places: Mapping[str | None, tuple[int, float]], page: str
) -> None:
    pages = [(found.obj, pikepdf.String(page.format(found.label))) for found in document.pages]

    @cache
    def destination(name: str) -> tuple[pikepdf.Object, pikepdf.String]:
        number, y = places[name]
        target, words = pages[number - 1]
        top = round(float(target.MediaBox[3]) - y, 2)
        place = pikepdf.Array([target, pikepdf.Name.XYZ, 0, top, 0])
        return document.make_indirect(place), words

    for link in links(target for target, _ in pages):
        link.Rect = pikepdf.Array([round(side, 1) for side in link.Rect])
        name = _inward(link)
        if name is not None:
            del link.A
            link.Dest, link.Contents = destination(name)


def _inward(link: pikepdf.Object) -> str | None:
    """Return the label that a link leads to, None for a link that leads elsewhere."""
    if "/A" not in link or "/URI" not in link.A:
        return None
    address = str(link.A.URI)
    return address.removeprefix(INWARD) if address.startswith(INWARD) else None
