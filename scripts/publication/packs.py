"""What a handout is to hold, as a teacher orders it: in a pack, a YAML file, or in a command.

lang: en
title: "Week 1: the landscape"
course: CS 101, Spring 2027
questions: [open-models, llm-architecture]
parts: all
answers: hidden
tables: short
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from scripts.base import reading
from scripts.base.problems import HandbookError, Problem, raise_if_any
from scripts.data.forms import Language, Line, Lines, Record
from scripts.publication.paper import A4, US_LETTER, Paper
from scripts.publication.shortening import Tables
from scripts.publication.site_reader import Volume

Answers = Literal["shown", "hidden", "end"]
Parts = Literal["all", "questions"]
PaperName = Literal["a4", "letter"]
PAPERS: Mapping[PaperName, Paper] = {"a4": A4, "letter": US_LETTER}

#: How messages call what does not stand in a file.
COMMAND = "command line"
#: So many ids are named in place of one that there is not.
_NEAREST = 3
_MESSAGES = {
    "missing": "is missing",
    "too_short": "is empty",
    "string_too_short": "is empty",
    "string_pattern_mismatch": "is blank or has several lines",
    "string_type": "is no text",
    "tuple_type": "is no list",
}
_REMEDIES = {
    "lang": "write zh or en",
    "title": "write one line of text, or leave it out",
    "course": "write one line of text, or leave it out",
    "questions": "list ids of questions: the last part of their addresses",
    "parts": "write all or questions",
    "answers": "write shown, hidden or end",
    "tables": "write full, short or none",
    "paper": "write a4 or letter",
}


class Handout(Record):
    """The order of a handout.

    Attributes:
        course: a line of the teacher's below the title.
        questions: ids, in the order in which the handout has them.
        parts: of each question: all, or a worksheet of its self-check alone.
        answers: to the self-checks: in place, left out with room to write, or at the end.
        tables: of the data: whole, their first rows, or only the way to them.
    """

    lang: Language
    title: Line | None = None
    course: Line | None = None
    questions: Annotated[Lines, Field(min_length=1)]
    parts: Parts = "all"
    answers: Answers = "shown"
    tables: Tables = "short"
    paper: PaperName = "a4"


def read(file: Path) -> dict[str, Any]:
    """Return what a pack says, as yet unchecked.

    Raises:
        HandbookError: when it is no mapping in YAML.
    """
    value, problems = reading.read(file, file.as_posix())
    raise_if_any(problems)
    if not isinstance(value, dict):
        remedy = "write keys with values, such as `lang: en`"
        raise HandbookError([Problem(file.as_posix(), "", "", "is not a mapping", remedy)])
    return value


def listed(questions: str) -> dict[str, Any]:
    """Return what a list of ids, parted by commas, orders."""
    return {"questions": [id_.strip() for id_ in questions.split(",") if id_.strip()]}


def order(raw: Mapping[str, Any], place: str, volume: Volume) -> Handout:
    """Return the order of a handout, checked in its form and for its questions.

    Args:
        raw: its fields and their values.
        place: what messages name as the place of mistakes.
        volume: the book, of either language, of which the handout is a part.

    Raises:
        HandbookError: with all mistakes at once.
    """
    found = list(_problems_of_questions(raw.get("questions"), place, volume))
    try:
        handout = Handout.model_validate(raw)
    except ValidationError as error:
        raise HandbookError([*found, *_problems_of_form(error, place)]) from error
    raise_if_any(found)
    return handout


def _problems_of_form(error: ValidationError, place: str) -> Iterator[Problem]:
    for item in error.errors():
        name = str(item["loc"][0])
        field = ".".join(map(str, item["loc"]))
        if name not in _REMEDIES:
            near = difflib.get_close_matches(name, _REMEDIES, n=1)
            remedy = f"did you mean `{near[0]}`?" if near else f"keys are {', '.join(_REMEDIES)}"
            yield Problem(place, "", field, "the key is unknown", remedy)
        else:
            message = _MESSAGES.get(item["type"]) or item["msg"].removeprefix("Input ")
            yield Problem(place, "", field, message, _REMEDIES[name])


def _problems_of_questions(ids: Any, place: str, volume: Volume) -> Iterator[Problem]:
    if not isinstance(ids, list | tuple):
        return
    names = names_of_questions(volume)
    for id_, count in Counter(id_ for id_ in ids if isinstance(id_, str)).items():
        if count > 1:
            yield Problem(place, id_, "questions", "is listed twice", "list it once")
        if id_ not in names:
            near = ", ".join(f"{near} ({names[near][0]})" for near in nearest(id_, names))
            yield Problem(place, id_, "questions", "no such question", f"nearest: {near}")


def names_of_questions(volume: Volume) -> dict[str, list[str]]:
    """Return the title and the keywords of every question by its id."""
    return {
        id_: [chapter.title, *_keywords(chapter.article)]
        for chapter in volume.chapters()
        if (id_ := chapter.question)
    }


def _keywords(article: Any) -> list[str]:
    found = "".join(article.getroottree().xpath("//meta[@name='keywords']/@content"))
    return [word for word in found.split(", ") if word]


def nearest(wanted: str, names: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the ids nearest to what was written: by themselves, their titles and keywords."""
    return nlargest(
        _NEAREST, names, key=lambda id_: max(_nearness(wanted, n) for n in [id_, *names[id_]])
    )


def _nearness(wanted: str, name: str) -> float:
    """Return how much of two names is alike, 1 when the one is a part of the other."""
    a, b = wanted.casefold(), name.casefold()
    return 1.0 if a and a in b else difflib.SequenceMatcher(None, a, b).ratio()
