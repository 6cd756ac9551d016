"""The book: the built site of one language, set in Typst as a PDF."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from scripts.paths import BUILD
from scripts.problems import HandbookError, Problem, raise_if_any
from scripts.publication import fonts
from scripts.publication.manuscript import write_manuscript
from scripts.publication.press import PressError, press
from scripts.publication.site_reader import SiteError, read

__all__ = ["book_name", "make_books"]

_WORK = BUILD / "book"


def book_name(lang: str) -> str:
    """Return the file name of the book of `lang`."""
    return f"llm-faq-{lang}.pdf"


def make_books(
    site_dir: Path,
    out_dir: Path,
    langs: Iterable[str],
    *,
    version: str = "",
    date: date,
    font_loader: fonts.Loader = fonts.locate,
    work_dir: Path = _WORK,
) -> list[Path]:
    """Write a PDF for each of `langs` into `out_dir` and return their paths.

    Args:
        site_dir: the built site, all languages.
        out_dir: the folder of the books; made when absent.
        langs: languages of the site.
        version: the edition, shown on the title page when given.
        date: the day of the edition; SOURCE_DATE_EPOCH goes before it when set.
        font_loader: returns the folders with the fonts of the book.
        work_dir: the folder of the markup, one sub-folder a language; emptied first.

    Raises:
        HandbookError: with all that is wrong in all books; then none is written.
    """
    day, folders = _edition_day(date), font_loader()
    made: dict[str, bytes] = {}
    problems: list[Problem] = []
    for lang in langs:
        try:
            made[lang] = _print(site_dir, work_dir / lang, lang, version, day, folders)
        except HandbookError as error:
            problems.extend(error.problems)
    raise_if_any(problems)
    out_dir.mkdir(parents=True, exist_ok=True)
    return [_write(out_dir / book_name(lang), data) for lang, data in made.items()]


def _print(
    site_dir: Path, folder: Path, lang: str, version: str, day: date, fonts: Sequence[Path]
) -> bytes:
    try:
        volume = read(site_dir, lang)
    except SiteError as error:
        remedy = "build the site: python -m scripts html"
        raise HandbookError([Problem(lang, "site", "", str(error), remedy)]) from error
    shutil.rmtree(folder, ignore_errors=True)
    manuscript = write_manuscript(volume, site_dir, folder, version, day)
    problems = list(manuscript.problems)
    pdf = b""
    try:
        pdf = press(folder, list(fonts), lang, day, manuscript.pages)
    except PressError as error:
        problems += error.problems
    raise_if_any(_in_language(problem, lang) for problem in problems)
    return pdf


def _in_language(problem: Problem, lang: str) -> Problem:
    place = f"{lang}: {problem.file}"
    return Problem(place, problem.entry, problem.field, problem.message, problem.remedy)


def _edition_day(day: date) -> date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else day


def _write(file: Path, data: bytes) -> Path:
    """Write a file whole or not at all."""
    temporary = file.with_suffix(".part")
    temporary.write_bytes(data)
    temporary.replace(file)
    return file
