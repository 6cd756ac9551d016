"""The last hand on a PDF: links inside it, and its structure compressed.

Typst looks up where a link inside the document leads in every pass of its layout, and a book has
thousands of them: set as links to addresses that begin with `goto:`, they take half the time and
half the memory. Here they are turned into what they stand for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf

#: How an address begins that names a place of the book; book.typ has the same.
INWARD = "goto:"

#: A label with its page, counted from 1, and how many points below the top of the page it lies.
Place = tuple[str, int, float]


@dataclass(frozen=True)
class Printed:
    """A PDF as it comes from the press, and where everything is that its links may lead to."""

    pdf: bytes
    places: Sequence[Place]


def finished(printed: Printed, page: str) -> bytes:
    """Return the PDF with its inward links leading to their places, and compressed.

    Args:
        page: how readers by ear are told the page that a link leads to, with `{}` for its number.

    Raises:
        KeyError: for a link to a label that has no place.
    """
    packed = BytesIO()
    with pikepdf.open(BytesIO(printed.pdf)) as document:
        _resolve(document, {name: (at, y) for name, at, y in printed.places}, page)
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
    root = document.Root["/StructTreeRoot"]
    tree = pikepdf.NumberTree.new(document)
    for key, value in pikepdf.NumberTree(root["/ParentTree"]).items():
        tree[key] = value
    root["/ParentTree"] = tree.obj


def _resolve(document: pikepdf.Pdf, places: Mapping[str, tuple[int, float]], page: str) -> None:
    pages = [(found.obj, pikepdf.String(page.format(found.label))) for found in document.pages]
    for link, name in _inward_links(target for target, _ in pages):
        number, y = places[name]
        target, words = pages[number - 1]
        top = float(target.MediaBox[3]) - y
        del link["/A"]
        link["/Dest"] = pikepdf.Array([target, pikepdf.Name.XYZ, 0, round(top, 2), 0])
        link["/Contents"] = words


def _inward_links(pages: Iterable[pikepdf.Object]) -> Iterator[tuple[pikepdf.Object, str]]:
    for page in pages:
        for annotation in page.get("/Annots", []):
            if "/A" not in annotation or "/URI" not in annotation["/A"]:
                continue
            address = str(annotation["/A"]["/URI"])
            if address.startswith(INWARD):
                yield annotation, address.removeprefix(INWARD)
