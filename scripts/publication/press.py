"""Markup to PDF, and what Typst says about it in the words of the handbook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Literal

import pikepdf
import typst

from scripts.problems import Problem
from scripts.publication.fonts import REMEDY

_STANDARD: Literal["ua-1"] = "ua-1"
_NO_GLYPH = re.compile(
    r'the text `"(?P<text>.+?)"` could not be displayed with font `"(?P<font>.+?)"`'
)
_CHAPTER = re.compile(r"┌─ \S*?(?P<file>chapters/[^\s:]+):\d+")


class PressError(Exception):
    """What keeps a book from being printed."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def press(folder: Path, fonts: list[Path], lang: str, day: date, pages: Mapping[str, str]) -> bytes:
    """Return the PDF of `main.typ` in `folder`; `pages` gives the page of each of its files.

    The same input gives the same bytes: no font of the system and no clock is asked.

    Raises:
        PressError: with everything that Typst refuses or warns of.
    """
    moment = datetime.combine(day, time(), UTC)
    try:
        made, warnings = typst.compile_with_warnings(
            folder / "main.typ",
            root=folder,
            font_paths=list(fonts),
            ignore_system_fonts=True,
            sys_inputs={"lang": lang},
            pdf_standards=[_STANDARD],
            timestamp=moment,
        )
    except typst.TypstError as error:
        raise PressError(_problems(error.diagnostic, folder, pages)) from None
    if warnings:
        found = [p for w in warnings for p in _problems(w.diagnostic, folder, pages)]
        raise PressError(found)
    if not isinstance(made, bytes):
        raise TypeError("one PDF was expected")
    return _compressed(made)


def _compressed(pdf: bytes) -> bytes:
    """Return the PDF with its structure compressed: Typst writes the tags of a page as text."""
    packed = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return packed.getvalue()


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
