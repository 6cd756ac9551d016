"""A book whose annex is set by itself, because Typst holds all of a run at once.

Each of the two refers to pages of the other. So the annex is laid out as a draft, which tells where
its places are, while the rest is still being written; then the rest of the book is set, with a
blank page for each page of the annex; then the annex, with the numbers of all pages. If these moved
something in it, the rest is set again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from scripts.base.problems import Problem
from scripts.publication.finish import Printed, Proof
from scripts.publication.press import Press, PressError
from scripts.publication.typesetter import Place

#: The file that joins the chapters of the annex.
ANNEX = "annex.typ"

#: The second is for numbers that move something; more would mean that they move it to and fro.
_MOST_ROUNDS = 4
_UNSETTLED = Problem(
    "book",
    "annex",
    "",
    "the numbers of pages move what they refer to to another page and back",
    "set a reference in another way, or another part of the book as the annex",
)


@dataclass(frozen=True)
class Draft:
    """What was laid out of an annex before the pages of the rest of the book were known.

    inputs: what its template was told.
    """

    printed: Printed
    inputs: Mapping[str, str]


def lay_out(press: Press, guess: int) -> Draft:
    """Lay out an annex, without a PDF.

    Args:
        press: prints files of the markup.
        guess: about how many pages stand before it. As many digits take as much room.

    Raises:
        PressError: with everything that Typst refuses.
    """
    inputs = {"first": str(guess), "guess": str(guess // 2)}
    return Draft(press.run(ANNEX, inputs, pdf=False), inputs)


def print_in_two(press: Press, draft: Draft, outside: Iterable[str], page: str) -> bytes:
    """Return the book with its annex.

    Args:
        press: prints files of the markup.
        draft: the annex, laid out.
        outside: the labels outside the annex.
        page: how readers by ear are told a page.

    Raises:
        PressError: with everything that Typst refuses or warns of, in both.
    """
    laid_out = draft.printed
    opening = next(place["label"] for place in laid_out.places if place["label"])
    for _ in range(_MOST_ROUNDS):
        blank_pages = _noted(press, "blank-pages", _by_sheet(laid_out))
        try:
            rest = press.run(inputs={"blank-pages": blank_pages})
        except PressError as error:
            faults = [*error.problems, *_faults(press, draft)]
            raise PressError(list(dict.fromkeys(faults))) from error
        found = {place["label"]: place for place in rest.places}
        elsewhere = _noted(press, "elsewhere", {name: _told(found[name]) for name in outside})
        inputs = {"first": found[opening]["number"], "elsewhere": elsewhere}
        with ThreadPoolExecutor(1) as beside:
            printing = beside.submit(press.run, ANNEX, inputs)
            proof = Proof(rest, page)
            annex = printing.result()
        if _spots(annex) == _spots(laid_out):
            proof.insert(annex.pdf, found[opening]["sheet"])
            return proof.finished()
        laid_out = annex
    raise PressError([_UNSETTLED])


def _faults(press: Press, draft: Draft) -> list[Problem]:
    try:
        press.run(ANNEX, draft.inputs)
    except PressError as error:
        return error.problems
    return []


def _told(place: Place) -> Mapping[str, object]:
    """Return what the annex is told of a place outside it, which is on no sheet of it."""
    return {"sheet": 0, "number": place["number"], "numbered": place["numbered"]}


def _by_sheet(printed: Printed) -> list[list[Place]]:
    sheets: list[list[Place]] = [[] for _ in range(printed.sheets)]
    for place in printed.places:
        sheets[place["sheet"] - 1].append(place)
    return sheets


def _noted(press: Press, name: str, value: object) -> str:
    """Write down a value for the template; return where it finds it."""
    text = json.dumps(value, ensure_ascii=False)
    (press.folder / f"{name}.json").write_text(text, encoding="utf-8")
    return f"/{name}.json"


def _spots(printed: Printed) -> tuple[int, list[tuple[str | None, int, float]]]:
    places = printed.places
    return printed.sheets, [(place["label"], place["sheet"], place["y"]) for place in places]
