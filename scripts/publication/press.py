"""Markup to PDF, and what Typst says about it in the words of the handbook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from scripts.base.problems import Problem
from scripts.publication import apart
from scripts.publication.finish import Printed
from scripts.publication.fonts import REMEDY
from scripts.publication.paper import Paper
from scripts.publication.typesetter import Order, typeset

_NO_GLYPH = re.compile(
    r'the text `"(?P<text>.+?)"` could not be displayed with font `"(?P<font>.+?)"`'
)
_CHAPTER = re.compile(r"┌─ \S*?(?P<file>chapters/[^\s:]+):\d+")

#: The file that joins the others.
MAIN = "main.typ"


class PressError(Exception):
    """What keeps a book from being printed."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


@dataclass(frozen=True)
class Press:
    """What Typst is told of a document.

    Attributes:
        folder: the markup.
        fonts: the folders of the fonts.
        lang: the language of the document.
        paper: its sheets.
        day: the date of the document.
        pages: the page of the site that each file was made from.
    """

    folder: Path
    fonts: Sequence[Path]
    lang: str
    paper: Paper
    day: date
    pages: Mapping[str, str]

    def run(self) -> Printed:
        """Return the PDF of the markup, whose inward links `finished` makes.

        The same input gives the same bytes: no font of the system and no clock is asked.

        Raises:
            PressError: with everything that Typst refuses or warns of.
        """
        source = self.folder.resolve() / MAIN
        order = Order(
            source=source,
            pdf=source.with_suffix(".pdf"),
            fonts=list(self.fonts),
            inputs={"lang": self.lang, "paper": self.paper.name},
            standards=["ua-1", "a-2a"],  # accessible, and fit for archives
            time=datetime.combine(self.day, time(), UTC),
        )
        answer = apart.call(typeset, order)
        told = answer["warnings"] if answer["error"] is None else [answer["error"]]
        if told:
            raise PressError([p for text in told for p in _problems(text, self.folder, self.pages)])
        return Printed(order["pdf"], answer["places"])


def _problems(diagnostic: str, folder: Path, pages: Mapping[str, str]) -> list[Problem]:
    messages = re.split(r"\n\n(?=error|warning)", diagnostic.strip())
    return [problem for message in messages for problem in _explained(message, folder, pages)]


def _explained(message: str, folder: Path, pages: Mapping[str, str]) -> list[Problem]:
    missing = _NO_GLYPH.search(message)
    if missing is None:
        return [_unexpected(message, pages)]
    text = missing["text"]
    files = [name for name in pages if text in (folder / name).read_text(encoding="utf-8")]
    return [_without_glyph(pages[name], text) for name in files] or [
        _without_glyph("title or heads", text)
    ]


def _without_glyph(page: str, text: str) -> Problem:
    codes = " ".join(f"U+{ord(char):04X}" for char in text)
    return Problem(page, f"character {text!r} ({codes})", "", "has no glyph in the book", REMEDY)


def _unexpected(message: str, pages: Mapping[str, str]) -> Problem:
    found = _CHAPTER.search(message)
    page = pages.get(found["file"], "book") if found else "book"
    return Problem(
        page, "typesetting", "", message.strip(), "mend the page, or the book's template"
    )
