"""From a manuscript to its PDF, without what only writing one needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scripts.base.problems import Problem, raise_if_any
from scripts.publication.finish import Printed, finished
from scripts.publication.press import Press, PressError
from scripts.publication.wording import WORDING


@dataclass(frozen=True)
class Manuscript:
    """A folder of markup.

    Attributes:
        problems: what was wrong in making it.
        pages: the page of the site that each file was made from.
    """

    problems: tuple[Problem, ...]
    pages: Mapping[str, str]


def print_manuscript(manuscript: Manuscript, press: Press) -> bytes:
    """Return the PDF of a manuscript.

    Raises:
        HandbookError: with all that is wrong in the manuscript and with its typesetting.
    """
    return finish(typeset(manuscript, press), press.lang)


def typeset(manuscript: Manuscript, press: Press) -> Printed:
    """Return what comes from the press, which works in a process of its own.

    Raises:
        HandbookError: with all that is wrong in the manuscript and with its typesetting.
    """
    found = list(manuscript.problems)
    try:
        printed = press.run()
    except PressError as error:
        found += error.problems
    raise_if_any(in_language(problem, press.lang) for problem in found)
    return printed


def finish(printed: Printed, lang: str) -> bytes:
    """Return the PDF of what comes from the press in a language."""
    return finished(printed, WORDING[lang])


def in_language(problem: Problem, lang: str) -> Problem:
    """Return a problem with the language of the book before its place."""
    place = f"{lang}: {problem.file}"
    return Problem(place, problem.entry, problem.field, problem.message, problem.remedy)
