"""Handouts: some questions of the book as a PDF, and each question as one of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf

from scripts.base.edition import Edition
from scripts.base.paths import DEFAULT_LANGUAGE, LANGUAGES, question_pdf
from scripts.base.problems import HandbookError, Problem, all_made
from scripts.base.writing import write_all, write_whole
from scripts.publication import apart, fonts, packs
from scripts.publication.books import read_volume
from scripts.publication.handout_manuscript import write_handout
from scripts.publication.packs import Handout
from scripts.publication.paper import Paper
from scripts.publication.press import Press
from scripts.publication.printing import Manuscript, print_manuscript
from scripts.publication.site_reader import Volume

#: More would not help: as a rule there are two languages.
_AT_ONCE = 2


def order(raw: Mapping[str, Any], place: str, site_dir: Path) -> tuple[Handout, Volume]:
    """Return the order of a handout, checked, and the book that it is a part of.

    Args:
        raw: the fields of the order and their values.
        place: what messages name as the place of mistakes.

    Raises:
        HandbookError: with all mistakes of the order at once, or when there is no built site.
    """
    # Ids are the same in all languages, so they are checked even where the language is wrong.
    lang = raw.get("lang")
    volume = read_volume(site_dir, lang if lang in LANGUAGES else DEFAULT_LANGUAGE)
    return packs.order(raw, place, volume), volume


def file_name(handout: Handout, pack: Path | None) -> str:
    """Return how the file of a handout is called: after its pack, or after its questions."""
    more = len(handout.questions) - 1
    name = pack.stem if pack else handout.questions[0] + (f"-and-{more}-more" if more else "")
    mode = "" if handout.answers == "shown" else f"-{handout.answers}"
    return f"handout-{handout.lang}-{name}{mode}.pdf"


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def check_name(file: Path) -> None:
    """Raise HandbookError unless a file is named as the PDF that it is to be."""
    if file.is_dir():
        remedy = "name a file, such as dist/handout.pdf"
        raise HandbookError([Problem(file.as_posix(), "", "", "is a folder", remedy)])
    if file.suffix.lower() != ".pdf":
        message = f"ends in {file.suffix or 'nothing'}, and a handout is a PDF"
        remedy = f"name it {file.with_suffix('.pdf').as_posix()}"
        raise HandbookError([Problem(file.as_posix(), "", "", message, remedy)])


def write(file: Path, pdf: bytes) -> None:
    """Write a handout, whole or not at all; its folder is made when absent.

    Raises:
        HandbookError: when nothing can be written there.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, pdf)
    except OSError as error:
        remedy = "name a file that can be written, such as dist/handout.pdf"
        problem = Problem(file.as_posix(), "", "", f"cannot be written: {error.strerror}", remedy)
        raise HandbookError([problem]) from error


def print_handout(
    handout: Handout,
    volume: Volume,
    site_dir: Path,
    *,
    edition: Edition,
    font_loader: fonts.Loader = fonts.locate,
) -> bytes:
    """Return the PDF of a handout.

    It is written and set in a folder of its own, so that any number can be made at once.

    Args:
        handout: the order, checked.
        volume: the book of the handout's language, which stays as it is.
        edition: the version and the day that the handout tells.

    Raises:
        HandbookError: with all that is wrong in the handout.
    """
    paper = packs.PAPERS[handout.paper]
    return typeset(
        lambda folder: write_handout(handout, volume, site_dir, folder, edition, paper),
        volume.lang,
        paper,
        edition=edition,
        font_loader=font_loader,
    )


def typeset(
    write: Callable[[Path], Manuscript],
    lang: str,
    paper: Paper,
    *,
    edition: Edition,
    font_loader: fonts.Loader,
) -> bytes:
    """Return the PDF of a manuscript that `write` puts into a folder, which lives no longer.

    Raises:
        HandbookError: with all that is wrong in it.
    """
    with TemporaryDirectory(prefix="sheets-") as folder:
        work_dir = Path(folder)
        manuscript = write(work_dir)
        press = Press(work_dir, font_loader(), lang, paper, edition.day, manuscript.pages)
        return print_manuscript(manuscript, press)


def make_question_pdfs(
    site_dir: Path,
    out_dir: Path,
    langs: Sequence[str],
    *,
    edition: Edition,
    font_loader: fonts.Loader = fonts.locate,
) -> list[Path]:
    """Write every question as a PDF of its own below `out_dir` and return their paths.

    Each language has a process of its own.

    Raises:
        HandbookError: with all that is wrong in all questions; then none is written.
    """
    site = site_dir.resolve()
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        made = {
            lang: threads.submit(apart.call, _questions, site, edition, font_loader, lang)
            for lang in langs
        }
        pdfs = all_made({lang: questions.result for lang, questions in made.items()})
    return write_all(out_dir, *pdfs.values())


def _questions(
    site_dir: Path, edition: Edition, font_loader: fonts.Loader, lang: str
) -> dict[str, bytes]:
    """Return the PDFs of one language by their names."""
    volume = read_volume(site_dir, lang)

    def make(id_: str) -> bytes:
        handout = Handout.model_validate({"lang": lang, "questions": [id_]})
        return print_handout(handout, volume, site_dir, edition=edition, font_loader=font_loader)

    names = packs.names_of_questions(volume)
    return all_made({question_pdf(id_, lang): partial(make, id_) for id_ in names})
