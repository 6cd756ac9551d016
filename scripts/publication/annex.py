"""A book whose annex is set by itself, because Typst holds all of a run at once.

Each of the two refers to pages of the other. So the annex is laid out as a draft, which tells where
its places are; then the rest of the book is set, with a blank page for each page of the annex; then
the annex, with the numbers of all pages. If these moved something in it, the rest is set again.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from scripts.problems import Problem
from scripts.publication import apart
from scripts.publication.finish import Annex, Printed
from scripts.publication.lighter import lighten_file
from scripts.publication.press import Press, PressError
from scripts.publication.typesetter import Numbered, Place

#: The file that joins the chapters of the annex.
ANNEX = "annex.typ"

#: About so much markup makes a page.
_BYTES_OF_PAGE = 6000
#: The second is for numbers that move something; more would mean that they move it to and fro.
_MOST_ROUNDS = 4
_UNSETTLED = Problem(
    "book",
    "annex",
    "",
    "the numbers of pages move what they refer to to another page and back",
    "set a reference in another way, or another part of the book as the annex",
)

#: A place outside the annex as the template asks for it.
_Told = Mapping[str, object]


def print_in_two(press: Press, outside: Mapping[str, Numbered | None]) -> Printed:
    """Return the book with its annex.

    Args:
        press: prints files of the markup.
        outside: the labels outside the annex, with how sentences call a figure, table or equation
            and its number.

    Raises:
        PressError: with everything that Typst refuses or warns of, in both.
    """
    guess = _guessed_pages(press, outside)
    guessed = {label: _told(str(guess // 2), called) for label, called in outside.items()}
    draft = _annex(press, str(guess), guessed, pdf=False)
    opening = next(place["label"] for place in draft.places if place["label"])
    for _ in range(_MOST_ROUNDS):
        try:
            rest = press.run(inputs={"blank-pages": _noted(press, "blank-pages", _by_sheet(draft))})
        except PressError as error:
            faults = [*error.problems, *_faults(press, str(guess), guessed)]
            raise PressError(list(dict.fromkeys(faults))) from error
        found = {place["label"]: place for place in rest.places}
        known = {name: _told(found[name]["number"], found[name]["numbered"]) for name in outside}
        with ThreadPoolExecutor(1) as beside:
            lightened = beside.submit(apart.call, lighten_file, rest.pdf)
            annex = _annex(press, found[opening]["number"], known)
            lightened.result()
        if _spots(annex) == _spots(draft):
            return replace(rest, annex=Annex(annex.pdf, found[opening]["sheet"]), light=True)
        draft = annex
    raise PressError([_UNSETTLED])


def _annex(press: Press, first: str, outside: Mapping[str, _Told], *, pdf: bool = True) -> Printed:
    """Print the annex, whose first page has a number as in the book."""
    inputs = {"first": first, "elsewhere": _noted(press, "elsewhere", outside)}
    return press.run(ANNEX, inputs, pdf=pdf)


def _guessed_pages(press: Press, outside: Container[str]) -> int:
    """Return about how many pages stand before the annex; as many digits take as much room."""
    files = (name for name, page in press.pages.items() if page in outside)
    return sum((press.folder / name).stat().st_size for name in files) // _BYTES_OF_PAGE


def _faults(press: Press, first: str, outside: Mapping[str, _Told]) -> list[Problem]:
    try:
        _annex(press, first, outside)
    except PressError as error:
        return error.problems
    return []


def _told(number: str, numbered: Numbered | None) -> _Told:
    """Return a place outside the annex, which is on no sheet of it."""
    return {"sheet": 0, "number": number, "numbered": numbered}


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
