"""The exercises of one language, read from the built site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scripts.base.problems import Problem, raise_if_any
from scripts.cards import fields
from scripts.publication import self_check
from scripts.publication.references import label
from scripts.publication.site_reader import Chapter, Volume

#: An exercise is answered in words, or is a statement which is false.
Kind = Literal["essay", "statement"]


@dataclass(frozen=True)
class Exercise:
    """One exercise; `asked` and `answer` are HTML with formulas in TeX between `\\(` and `\\)`.

    Attributes:
        key: the address of its place below the language's root; it never changes.
        place: the part of the handbook and the question that it belongs to.
    """

    key: str
    kind: Kind
    place: tuple[str, str]
    name: str
    asked: str
    answer: str
    url: str

    @property
    def is_judged(self) -> bool:
        """Whether it is a statement, which is to be called false, and no question."""
        return self.kind == "statement"

    @property
    def identifier(self) -> str:
        """The question and the id in it, which is a name wherever no slash may be."""
        question, _, id_ = self.key.removeprefix("questions/").partition("/#")
        return f"{question}.{id_}"


def read(volume: Volume) -> list[Exercise]:
    """Return the exercises of a volume in reading order.

    Raises:
        HandbookError: with every one without an id.
    """
    problems: list[Problem] = []
    found = [
        exercise
        for part in volume.parts
        for page in part.chapters
        if page.question
        for exercise in _of_page(volume, part.title, page, problems)
    ]
    raise_if_any(problems)
    return found


def _of_page(
    volume: Volume, part: str, page: Chapter, problems: list[Problem]
) -> Iterator[Exercise]:
    kinds: tuple[tuple[Kind, list[self_check.Item]], ...] = (
        ("essay", self_check.items(page.article)),
        ("statement", self_check.mistakes(page.article)),
    )
    url = volume.home + page.address
    for kind, items in kinds:
        for item in items:
            asked = fields.html(item.question, url)
            name = " ".join(item.question.text_content().split())
            anchor = item.block.get("id")
            if anchor is None:
                remedy = "end its title with an id"
                problems.append(Problem(page.address, name, "id", "is missing", remedy))
                continue
            answer = fields.html(item.answer, url)
            key = label(page, anchor)
            place = (part, page.title)
            yield Exercise(key, kind, place, _short(asked), asked, answer, volume.home + key)


def _short(asked: str) -> str:
    """Return a name for lists: the beginning of what is asked, without its marks."""
    text = fields.text(asked)
    return text if len(text) <= 80 else f"{text[:79]}…"
