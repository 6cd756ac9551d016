"""The last hand on a PDF: links inside it, and fewer bytes.

Typst looks up where a link inside the document leads in every pass of its layout, and a book has
thousands of them: set as links to addresses that begin with `goto:`, they take half the time and
half the memory. Here they are turned into what they stand for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf

from scripts.publication.lighter import lightened, without_looks
from scripts.publication.notes import number_of
from scripts.publication.typesetter import Place
from scripts.publication.wording import Wording

#: How an address begins that names a place of the book; book.typ has the same.
INWARD = "goto:"

#: What keeps the mark of a note from the beginning of a line; readers by ear are not told it.
_JOINER = "\u2060"
#: So many entries stand in one branch of a tree.
_BRANCH = 64


@dataclass(frozen=True)
class Printed:
    """What comes from the press: a PDF, and all places that its links may lead to."""

    pdf: Path
    places: Sequence[Place]


def finished(printed: Printed, wording: Wording) -> bytes:
    """Return a PDF from the press, compressed, whose inward links lead to their places.

    Args:
        printed: what comes from the press.
        wording: how readers by ear are told the note or the page that a link leads to.

    Raises:
        KeyError: for a link to a label that has no place.
    """
    packed = BytesIO()
    pdf = without_looks(printed.pdf.read_bytes())
    with pikepdf.open(BytesIO(pdf)) as document:
        with lightened(document, pdf):
            places = {place["label"]: (place["sheet"], place["y"]) for place in printed.places}
            destinations = _Destinations(document, places, wording)
            for sheet in document.pages:
                for link in sheet.obj.get("/Annots", []):
                    _resolve(link, destinations)
            _put_tags_in_branches(document)
        pikepdf.settings.set_flate_compression_level(6)
        # Typst writes the tags of a page as text.
        document.save(
            packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True
        )
    return packed.getvalue()


def _resolve(link: pikepdf.Object, destinations: _Destinations) -> None:
    link.Rect = pikepdf.Array([round(side, 1) for side in link.Rect])
    if _JOINER in str(link.get("/Contents", "")):
        link.Contents = pikepdf.String(str(link.Contents).replace(_JOINER, ""))
    name = _inward(link)
    if name is not None:
        del link.A
        link.Dest, link.Contents = destinations[name]


class _Destinations(dict[str, tuple[pikepdf.Object, pikepdf.String]]):
    """The places that links lead to, each made once, and what readers by ear are told of them."""

    def __init__(
        self, document: pikepdf.Pdf, places: Mapping[str, tuple[int, float]], wording: Wording
    ) -> None:
        super().__init__()
        self._document, self._places, self._note = document, places, wording.note
        pages = (wording.page.format(found.label) for found in document.pages)
        self._pages = [pikepdf.String(page) for page in pages]

    def __missing__(self, name: str) -> tuple[pikepdf.Object, pikepdf.String]:
        number, y = self._places[name]
        target = self._document.pages[number - 1].obj
        top = round(float(target.MediaBox[3]) - y, 2)
        place = pikepdf.Array([target, pikepdf.Name.XYZ, 0, top, 0])
        note = number_of(name)
        words = self._pages[number - 1] if note is None else pikepdf.String(self._note.format(note))
        self[name] = self._document.make_indirect(place), words
        return self[name]


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


def _inward(link: pikepdf.Object) -> str | None:
    """Return the label that a link leads to, None for a link that leads elsewhere."""
    if "/A" not in link or "/URI" not in link.A:
        return None
    address = str(link.A.URI)
    return address.removeprefix(INWARD) if address.startswith(INWARD) else None
