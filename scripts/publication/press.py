"""Markup to PDF, and what Typst says about it in the words of the handbook."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

import typst

from scripts.problems import Problem
from scripts.publication.finish import Printed
from scripts.publication.fonts import REMEDY

#: Accessible (PDF/UA-1) and fit for archives (PDF/A-2a).
_STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
_NO_GLYPH = re.compile(
    r'the text `"(?P<text>.+?)"` could not be displayed with font `"(?P<font>.+?)"`'
)
_CHAPTER = re.compile(r"┌─ \S*?(?P<file>chapters/[^\s:]+):\d+")


class PressError(Exception):
    """What keeps a book from being printed."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def press(
    folder: Path,
    fonts: list[Path],
    inputs: Mapping[str, str],
    day: date,
    pages: Mapping[str, str],
) -> Printed:
    """Return the PDF of `main.typ` in `folder`, whose inward links `finished` makes.

    Args:
        folder: the markup.
        fonts: the folders of the fonts.
        inputs: what the template asks for, `lang` and `paper`.
        day: the date of the document.
        pages: the page of the site that each file was made from.

    The same input gives the same bytes: no font of the system and no clock is asked.

    Raises:
        PressError: with everything that Typst refuses or warns of.
    """
    compiler = typst.Compiler(
        folder / "main.typ",
        root=folder,
        font_paths=list(fonts),
        ignore_system_fonts=True,
        sys_inputs=dict(inputs),
    )
    try:
        made, warnings = compiler.compile_with_warnings(
            pdf_standards=_STANDARDS, timestamp=datetime.combine(day, time(), UTC)
        )
    except typst.TypstError as error:
        raise PressError(_problems(error.diagnostic, folder, pages)) from None
    if warnings:
        found = [p for w in warnings for p in _problems(w.diagnostic, folder, pages)]
        raise PressError(found)
    if not isinstance(made, bytes):
        raise TypeError("one PDF was expected")
    places = json.loads(compiler.query("<places>", field="value", one=True))
    return Printed(made, [(name, page, y) for name, page, y in places])


def _problems(diagnostic: str, folder: Path, pages: Mapping[str, str]) -> list[Problem]:
    messages = re.split(r"\n\n(?=error|warning)", diagnostic.strip())
    return [problem for message in messages for problem in _explained(message, folder, pages)]


def _explained(message: str, folder: Path, pages: Mapping[str, str]) -> list[Problem]:
    missing = _NO_GLYPH.search(message)
    if missing is None:
        return [_unexpected(message, pages)]
    text = missing["text"]
    files = [name for name in pages if text in (folder / name).read_text(encoding="utf-8")]
    return [_without_glyph(pages[name], text) for name in files] or [_without_glyph("book", text)]


def _without_glyph(page: str, text: str) -> Problem:
    codes = " ".join(f"U+{ord(char):04X}" for char in text)
    return Problem(page, f"character {text!r} ({codes})", "", "has no glyph in the book", REMEDY)


def _unexpected(message: str, pages: Mapping[str, str]) -> Problem:
    found = _CHAPTER.search(message)
    page = pages.get(found["file"], "book") if found else "book"
    return Problem(
        page, "typesetting", "", message.strip(), "mend the page, or the book's template"
    )
