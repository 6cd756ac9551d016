"""Typst at work on one folder of markup.

A module that needs nothing else of the handbook: Typst keeps what it took until its process ends,
so that it works in one which holds nothing else.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TypeAlias, TypedDict

import typst


class Order(TypedDict):
    """What is to be typeset.

    source: the main file, whose folder is the root. pdf: the file to be written, None where only
    the places are asked for. fonts: folders. inputs: what the template asks for. standards: those
    that the PDF keeps to. time: its date.
    """

    source: Path
    pdf: Path | None
    fonts: list[Path]
    inputs: dict[str, str]
    standards: list[typst.PDFStandard]
    time: datetime


class Heading(TypedDict):
    """A heading: the kind of its chapter or part, its number when it has one, its letters."""

    level: int
    kind: str
    number: str | None
    title: str


#: How sentences call a figure, table or equation, and its number.
Numbered: TypeAlias = tuple[str, str] | list[str]


class Place(TypedDict):
    """A place of a document, which has a label or is a heading.

    sheet: the page, counted from 1. number: what is printed on it. y: points below its top.
    """

    label: str | None
    sheet: int
    number: str
    y: float
    numbered: Numbered | None
    heading: Heading | None


class Answer(TypedDict):
    """Why there is no PDF, what Typst warns of, how many sheets there are, and what is on them."""

    error: str | None
    warnings: list[str]
    sheets: int
    places: list[Place]


def typeset(order: Order) -> Answer:
    """Typeset the source, no font of the system and no clock being asked.

    A PDF is written where Typst finds no error. Warnings are told with a PDF only.
    """
    compiler = typst.Compiler(
        order["source"],
        root=order["source"].parent,
        font_paths=list(order["fonts"]),
        ignore_system_fonts=True,
        sys_inputs=order["inputs"],
    )
    try:
        warnings = [] if order["pdf"] is None else _write(compiler, order, order["pdf"])
        told = json.loads(compiler.query("<places>", field="value", one=True))
    except typst.TypstError as error:
        return Answer(error=error.diagnostic, warnings=[], sheets=0, places=[])
    return Answer(error=None, warnings=warnings, sheets=told["sheets"], places=told["places"])


def _write(compiler: typst.Compiler, order: Order, pdf: Path) -> list[str]:
    """Write the PDF and return the warnings."""
    made, warnings = compiler.compile_with_warnings(
        pdf_standards=order["standards"], timestamp=order["time"]
    )
    if not isinstance(made, bytes):
        raise TypeError("one PDF was expected")
    pdf.write_bytes(made)
    return [warning.diagnostic for warning in warnings]
