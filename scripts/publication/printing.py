"""From a manuscript to its PDF, without what only writing one needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scripts.base.problems import HandbookError, Problem, raise_if_any
from scripts.publication.annex import Draft, print_in_two
from scripts.publication.finish import Proof
from scripts.publication.press import Press, PressError
from scripts.publication.wording import WORDING


@dataclass(frozen=True)
class Manuscript:
    """A folder of markup.

    Attributes:
        problems: what was wrong in making it.
        pages: the page of the site that each file was made from.
        outside: the labels outside its annex.
    """

    problems: tuple[Problem, ...]
    pages: Mapping[str, str]
    outside: tuple[str, ...] = ()


def print_manuscript(manuscript: Manuscript, press: Press, draft: Draft | None = None) -> bytes:
    """Return the PDF of a manuscript, whose annex was drafted if it has one.

    Raises:
        HandbookError: with all that is wrong in the manuscript and with its typesetting.
    """
    lang, page = press.lang, WORDING[press.lang].page
    try:
        if draft is None:
            made = Proof(press.run(), page).finished()
        else:
            made = print_in_two(press, draft, manuscript.outside, page)
    except PressError as error:
        raise refused(manuscript, error, lang) from error
    raise_if_any(in_language(problem, lang) for problem in manuscript.problems)
    return made


def refused(manuscript: Manuscript, error: PressError, lang: str) -> HandbookError:
    """Return all that is wrong in a manuscript and with its typesetting."""
    found = [*manuscript.problems, *error.problems]
    return HandbookError(in_language(problem, lang) for problem in found)


def in_language(problem: Problem, lang: str) -> Problem:
    """Return a problem with the language of the book before its place."""
    place = f"{lang}: {problem.file}"
    return Problem(place, problem.entry, problem.field, problem.message, problem.remedy)
