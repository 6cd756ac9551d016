"""What the banks themselves say, in both languages, and how an exercise stands in all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scripts.banks.reading import Exercise
from scripts.publication.site_reader import Volume

#: Lines to write an answer on.
LINES = "10"


@dataclass(frozen=True)
class Wording:
    """The fixed words of one language."""

    judge: str
    true: str
    false: str
    source: str
    exercises: str


WORDING: Mapping[str, Wording] = {
    "zh": Wording(
        judge="下面的说法对吗？",
        true="对",
        false="错",
        source="出自《{title}》，CC BY 4.0：",
        exercises="练习：{title}",
    ),
    "en": Wording(
        judge="Is this right?",
        true="True",
        false="False",
        source="From {title}, CC BY 4.0:",
        exercises="Exercises: {title}",
    ),
}


def category(volume: Volume, place: tuple[str, str]) -> str:
    """Return the path of a category of Moodle; a slash parts two, so one in a name is doubled."""
    return "$course$/top/" + "/".join(name.replace("/", "//") for name in (volume.title, *place))


def asked(exercise: Exercise, volume: Volume) -> str:
    """Return what is asked as paragraphs; a statement stands below the question about it."""
    before = f"<p>{WORDING[volume.lang].judge}</p>" if exercise.is_judged else ""
    return f"{before}<p>{exercise.asked}</p>"


def feedback(exercise: Exercise, volume: Volume) -> str:
    """Return the answer with its source."""
    source = WORDING[volume.lang].source.format(title=volume.title)
    link = f'<a href="{exercise.url}">{exercise.url}</a>'
    return f"{exercise.answer}<p><small>{source} {link}</small></p>"
