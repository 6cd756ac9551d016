"""From a manuscript to its PDF, without what only writing one needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypeVar

from scripts.edition import Edition
from scripts.problems import HandbookError, Problem, raise_if_any
from scripts.publication.annex import Draft, print_in_two
from scripts.publication.finish import Proof
from scripts.publication.paper import Paper
from scripts.publication.press import Press, PressError
from scripts.publication.wording import WORDING

_T = TypeVar("_T")

#: What came of a step, and what was wrong: an error would not come whole out of a process.
Outcome: TypeAlias = tuple[_T | None, tuple[Problem, ...]]


@dataclass(frozen=True)
class Manuscript:
    """A folder of markup.

    Attributes:
        problems: what was wrong in making it.
        pages: the page of the site that each file was made from.
        outside: the labels outside its annex, none where it has none.
    """

    problems: tuple[Problem, ...]
    pages: Mapping[str, str]
    outside: tuple[str, ...] = ()


def press_for(
    folder: Path,
    lang: str,
    edition: Edition,
    fonts: Sequence[Path],
    paper: Paper,
    pages: Mapping[str, str],
) -> Press:
    """Return the press for the markup in `folder`, whose files were made from `pages`."""
    return Press(folder, fonts, {"lang": lang, "paper": paper.name}, edition.day, pages)


def print_manuscript(manuscript: Manuscript, press: Press, draft: Draft | None = None) -> bytes:
    """Return the PDF of a manuscript, whose annex was drafted if it has one.

    Raises:
        HandbookError: with all that is wrong in the manuscript and with its typesetting.
    """
    lang = press.inputs["lang"]
    page = WORDING[lang].page
    try:
        if draft is None:
            made = Proof(press.run(), page).finished()
        else:
            made = print_in_two(press, draft, manuscript.outside, page)
    except PressError as error:
        found = [*manuscript.problems, *error.problems]
        raise HandbookError([in_language(problem, lang) for problem in found]) from error
    raise_if_any(in_language(problem, lang) for problem in manuscript.problems)
    return made


def try_printing(manuscript: Manuscript, press: Press, draft: Draft | None) -> Outcome[bytes]:
    """Return the PDF of a manuscript, or what is wrong."""
    try:
        return print_manuscript(manuscript, press, draft), ()
    except HandbookError as error:
        return None, error.problems


def in_language(problem: Problem, lang: str) -> Problem:
    """Return a problem with the language of the book before its place."""
    place = f"{lang}: {problem.file}"
    return Problem(place, problem.entry, problem.field, problem.message, problem.remedy)
