"""Typst at work on one folder of markup: `python typesetter.py`, with the order as JSON on stdin.

A program of its own that needs nothing else of the handbook, because Typst keeps what it took
until its process ends. It writes the PDF and answers on stdout, as `Answer` tells.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TypedDict

import typst


class Order(TypedDict):
    """What is to be typeset.

    source: the main file, whose folder is the root. pdf: the file to be written. fonts: folders.
    inputs: what the template asks for. standards: those that the PDF keeps to. time: its date.
    """

    source: str
    pdf: str
    fonts: list[str]
    inputs: dict[str, str]
    standards: list[typst.PDFStandard]
    time: str


class Answer(TypedDict):
    """Why there is no PDF, what Typst warns of, and the value labelled `places`."""

    error: str | None
    warnings: list[str]
    places: list[tuple[str, int, float]]


def typeset(order: Order) -> Answer:
    """Write the PDF where Typst finds no fault; no font of the system and no clock is asked."""
    source = Path(order["source"])
    compiler = typst.Compiler(
        source,
        root=source.parent,
        font_paths=[Path(folder) for folder in order["fonts"]],
        ignore_system_fonts=True,
        sys_inputs=order["inputs"],
    )
    time = datetime.fromisoformat(order["time"])
    try:
        made, warnings = compiler.compile_with_warnings(
            pdf_standards=order["standards"], timestamp=time
        )
    except typst.TypstError as error:
        return Answer(error=error.diagnostic, warnings=[], places=[])
    if not isinstance(made, bytes):
        raise TypeError("one PDF was expected")
    Path(order["pdf"]).write_bytes(made)
    places = json.loads(compiler.query("<places>", field="value", one=True))
    found = [warning.diagnostic for warning in warnings]
    return Answer(error=None, warnings=found, places=places)


if __name__ == "__main__":
    json.dump(typeset(json.load(sys.stdin)), sys.stdout)
