"""The books: the built site of one language, set in Typst as PDFs."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from scripts.base.edition import Edition
from scripts.base.paths import BUILD
from scripts.base.problems import HandbookError, Problem, all_made
from scripts.base.writing import write_all
from scripts.publication import apart, fonts
from scripts.publication.division import BOOKS, QUESTIONS, Book
from scripts.publication.manuscript import write_book
from scripts.publication.paper import A4, PAPERS, Paper
from scripts.publication.press import Press
from scripts.publication.printing import Manuscript, finish, typeset
from scripts.publication.site_reader import SiteError, Volume, read

_WORK = BUILD / "book"
#: Books that are made at the same time. Typst, which has threads of its own, takes five times the
#: memory of all else, so it sets one of them while the other is written or finished.
_AT_ONCE = 2
_AT_THE_PRESS = Lock()


def book_name(lang: str, paper: Paper = A4, book: Book = QUESTIONS) -> str:
    """Return the file name of a book of `lang` on `paper`."""
    return f"llm-faq{book.infix}-{lang}{paper.suffix}.pdf"


def make_books(
    site_dir: Path,
    out_dir: Path,
    langs: Iterable[str],
    *,
    edition: Edition,
    books: Sequence[Book] = BOOKS,
    papers: Mapping[str, Iterable[Paper]] = PAPERS,
    font_loader: fonts.Loader = fonts.locate,
    work_dir: Path = _WORK,
) -> list[Path]:
    """Write a PDF of each book in each language on each of its papers; return their paths.

    Args:
        site_dir: the built site, all languages.
        out_dir: the folder of the books; made when absent.
        langs: languages of the site.
        edition: the version and the day that the books tell.
        books: which of the books of a language.
        papers: the sheets of each language.
        font_loader: returns the folders with the fonts of the book.
        work_dir: the folder of the markup, a sub-folder for each book; emptied first.

    Raises:
        HandbookError: with all that is wrong in all books; then none is written.
    """
    folders = font_loader()
    jobs = {
        (name := book_name(lang, paper, book)): _Job(
            site_dir.resolve(), work_dir.resolve() / Path(name).stem, lang, book, paper, edition
        )
        for lang in langs
        for book in books
        for paper in papers[lang]
    }
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        made = {name: threads.submit(_made, folders, job) for name, job in jobs.items()}
        pdfs = all_made({name: pdf.result for name, pdf in made.items()})
    return write_all(out_dir, pdfs)


@dataclass(frozen=True)
class _Job:
    """A book to be printed."""

    site_dir: Path
    folder: Path
    lang: str
    book: Book
    paper: Paper
    edition: Edition

    def press(self, fonts: Sequence[Path], pages: Mapping[str, str]) -> Press:
        """Return the press for its markup, which is made from `pages`."""
        return Press(self.folder, fonts, self.lang, self.paper, self.edition.day, pages)


def _made(fonts: Sequence[Path], job: _Job) -> bytes:
    """Return a book; each step has a process of its own, which gives its memory back."""
    manuscript = apart.call(_written, job)
    with _AT_THE_PRESS:
        printed = typeset(manuscript, job.press(fonts, manuscript.pages))
    return apart.call(finish, printed, job.lang)


def _written(job: _Job) -> Manuscript:
    """Write the markup of a book into its folder, which is emptied first."""
    shutil.rmtree(job.folder, ignore_errors=True)
    site = read_volume(job.site_dir, job.lang)
    return write_book(site, job.book, job.site_dir, job.folder, job.edition, job.paper)


def read_volume(site_dir: Path, lang: str) -> Volume:
    """Return all of `lang` from the built site.

    Raises:
        HandbookError: when there is no site in `site_dir`.
    """
    try:
        return read(site_dir, lang)
    except SiteError as error:
        remedy = "build the site: python -m scripts html"
        raise HandbookError([Problem(lang, "site", "", str(error), remedy)]) from error
