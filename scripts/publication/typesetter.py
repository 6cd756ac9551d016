"""Typst at work on one folder of markup.

A module that needs nothing else of the handbook: Typst keeps what it took until its process ends,
so that it works in one which holds nothing else.

Typst sets a note on the page where the line with its mark first had room. When it then takes the
line to the next page, under a heading that must not be left behind, the note stays: a reader comes
to it before its mark. Such a block is made to begin on the next page, where it is anyway, and all
is set again; what did not change, Typst still knows. A paragraph with the mark further down, of
which Typst takes the last two lines along, may end on a page but for one line instead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TypedDict
from unicodedata import east_asian_width

import typst

from scripts.publication.notes import marked, number_of, opening
from scripts.publication.typst_text import BETWEEN_BLOCKS, string

#: A break of a page would set all chapters behind it anew, which are told apart by counting them.
_BREAK = "#colbreak(weak: true)\n"
_HEADING = re.compile(rf'(?:{re.escape(_BREAK)})?(?:#book\.anchor\("[^"]*"\);)*#heading\(')
#: Before a paragraph of which a line may stand alone.
_LOOSE = "#[#set text(costs: (orphan: 0%, widow: 0%));"
#: Blocks that are no paragraph, and the letters of one in markup.
_NO_PARAGRAPH = re.compile(
    r"#(?:book\.(?!anchor|inline|formula|inward|outward)|list|enum|heading|block)"
)
_LETTERS = re.compile(r'#"((?:\\.|[^"\\])*)"')
#: So many letters at most, a Chinese one counted twice, are a paragraph's first line.
_FIRST_LINE = 90
#: A block held back may move another note; a few times at most.
_MOST_ROUNDS = 4


class Order(TypedDict):
    """What is to be typeset.

    source: the main file, whose folder is the root. pdf: the file to be written. fonts: folders.
    inputs: what the template asks for. standards: those that the PDF keeps to. time: its date.
    """

    source: Path
    pdf: Path
    fonts: list[Path]
    inputs: dict[str, str]
    standards: list[typst.PDFStandard]
    time: datetime


class Place(TypedDict):
    """A place of a document by its label: the page, counted from 1, and points below its top."""

    label: str
    sheet: int
    y: float


class Answer(TypedDict):
    """Why there is no PDF, what Typst warns of, and the places."""

    error: str | None
    warnings: list[str]
    places: list[Place]


def typeset(order: Order) -> Answer:
    """Typeset the source, no font of the system and no clock being asked.

    A PDF is written where Typst finds no error.
    """
    compiler = typst.Compiler(
        order["source"],
        root=order["source"].parent,
        font_paths=list(order["fonts"]),
        ignore_system_fonts=True,
        sys_inputs=order["inputs"],
    )
    try:
        places = _places(compiler)
        for _ in range(_MOST_ROUNDS):
            if not hold_back(order["source"].parent, _early(places)):
                break
            places = _places(compiler)
        warnings = _write(compiler, order)
    except RuntimeError as error:  # a query has no error of its own, what is set has Typst's
        told = error.diagnostic if isinstance(error, typst.TypstError) else str(error)
        return Answer(error=told, warnings=[], places=[])
    return Answer(error=None, warnings=warnings, places=places)


def _places(compiler: typst.Compiler) -> list[Place]:
    """Return the places that the template tells of a document, which is laid out for it."""
    places: list[Place] = json.loads(compiler.query("<places>", field="value", one=True))
    return places


def _early(places: Iterable[Place]) -> list[str]:
    """Return the labels of the notes that stand on a page before their marks."""
    sheets = {place["label"]: place["sheet"] for place in places}
    feet = (name for name in sheets if number_of(name) is not None)
    return [marked(name) for name in feet if sheets[name] < sheets[marked(name)]]


def hold_back(folder: Path, notes: Iterable[str]) -> bool:
    """Make the blocks with these notes begin a page, with the headings above them.

    Args:
        folder: the markup.
        notes: the labels of notes that stand before their marks.

    Returns:
        Whether anything was changed.
    """
    wanted = {opening(string(name)) for name in notes}
    if not wanted:
        return False
    changed = [_hold_back(file, wanted) for file in sorted(folder.glob("chapters/*.typ"))]
    return any(changed)


def _hold_back(file: Path, notes: Iterable[str]) -> bool:
    markup = file.read_text(encoding="utf-8")
    found = [note for note in notes if note in markup]
    if not found:
        return False
    blocks = markup.split(BETWEEN_BLOCKS)
    firsts: dict[int, str] = {}
    for note in sorted(found, key=markup.find):
        firsts.setdefault(next(at for at, block in enumerate(blocks) if note in block), note)
    for at, note in firsts.items():
        while at > 0 and _HEADING.match(blocks[at - 1]):
            at -= 1
        if at > 0 and not blocks[at].startswith(_BREAK):
            blocks[at] = _held_back(blocks[at], note)
    changed = BETWEEN_BLOCKS.join(blocks)
    file.write_text(changed, encoding="utf-8")
    return changed != markup


def _held_back(block: str, note: str) -> str:
    """Return a block that begins a page, or first a paragraph that may leave a line alone."""
    if block.startswith(_LOOSE):
        return _BREAK + block.removeprefix(_LOOSE).removesuffix("]")
    before = "".join(_LETTERS.findall(block[: max(block.find(note), 0)]))
    wide = sum(1 + (east_asian_width(letter) in "WF") for letter in before)
    is_loose = wide > _FIRST_LINE and not _NO_PARAGRAPH.match(block)
    return f"{_LOOSE}{block}]" if is_loose else _BREAK + block


def _write(compiler: typst.Compiler, order: Order) -> list[str]:
    """Write the PDF and return the warnings."""
    made, warnings = compiler.compile_with_warnings(
        pdf_standards=order["standards"], timestamp=order["time"]
    )
    if not isinstance(made, bytes):
        raise TypeError("one PDF was expected")
    order["pdf"].write_bytes(made)
    return [warning.diagnostic for warning in warnings]
