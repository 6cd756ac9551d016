"""The book: the built site of one language, set in Typst as a PDF."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from scripts.edition import Edition
from scripts.paths import BUILD
from scripts.problems import HandbookError, Problem, raise_if_any
from scripts.publication import fonts
from scripts.publication.manuscript import write_manuscript
from scripts.publication.press import PressError, press
from scripts.publication.site_reader import SiteError, Volume, read
from scripts.writing import write_whole

__all__ = ["book_name", "make_books", "print_volume"]

_WORK = BUILD / "book"


def book_name(lang: str) -> str:
    """Return the file name of the book of `lang`."""
    return f"llm-faq-{lang}.pdf"


def make_books(
    site_dir: Path,
    out_dir: Path,
    langs: Iterable[str],
    *,
    edition: Edition,
    font_loader: fonts.Loader = fonts.locate,
    work_dir: Path = _WORK,
) -> list[Path]:
    """Write a PDF for each of `langs` into `out_dir` and return their paths.

    Args:
        site_dir: the built site, all languages.
        out_dir: the folder of the books; made when absent.
        langs: languages of the site.
        edition: the version and the day that the books tell.
        font_loader: returns the folders with the fonts of the book.
        work_dir: the folder of the markup, one sub-folder a language; emptied first.

    Raises:
        HandbookError: with all that is wrong in all books; then none is written.
    """
    folders = font_loader()
    made: dict[str, bytes] = {}
    problems: list[Problem] = []
    for lang in langs:
        try:
            volume = read_volume(site_dir, lang)
            made[lang] = print_volume(volume, site_dir, work_dir / lang, edition, folders)
        except HandbookError as error:
            problems.extend(error.problems)
    raise_if_any(problems)
    out_dir.mkdir(parents=True, exist_ok=True)
    return [write_whole(out_dir / book_name(lang), data) for lang, data in made.items()]


def read_volume(site_dir: Path, lang: str) -> Volume:
    """Return the book of `lang` from the built site.

    Raises:
        HandbookError: when there is no site in `site_dir`.
    """
    try:
        return read(site_dir, lang)
    except SiteError as error:
        remedy = "build the site: python -m scripts html"
        raise HandbookError([Problem(lang, "site", "", str(error), remedy)]) from error


def print_volume(
    volume: Volume, site_dir: Path, folder: Path, edition: Edition, fonts: Sequence[Path]
) -> bytes:
    """Return the PDF of `volume`; its markup is left in `folder`, which is emptied first.

    The articles of the volume are made fit for print in place, so a volume is printed once.

    Raises:
        HandbookError: with all that is wrong in the volume.
    """
    shutil.rmtree(folder, ignore_errors=True)
    manuscript = write_manuscript(volume, site_dir, folder, edition)
    problems = list(manuscript.problems)
    pdf = b""
    try:
        pdf = press(folder, list(fonts), volume.lang, edition.day, manuscript.pages)
    except PressError as error:
        problems += error.problems
    raise_if_any(_in_language(problem, volume.lang) for problem in problems)
    return pdf


def _in_language(problem: Problem, lang: str) -> Problem:
    place = f"{lang}: {problem.file}"
    return Problem(place, problem.entry, problem.field, problem.message, problem.remedy)
