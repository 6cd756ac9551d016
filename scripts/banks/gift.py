"""A bank in GIFT, the text format that Moodle and others read."""

from __future__ import annotations

import re
from itertools import groupby

from scripts.banks.reading import Exercise
from scripts.banks.wording import asked, feedback
from scripts.publication.site_reader import Volume

#: Signs that mean something in GIFT; the backslash of formulas is one of them.
_SIGNS = re.compile(r"([\\~=#{}:])")


def render(volume: Volume, exercises: list[Exercise]) -> bytes:
    """Return the exercises, each question of the handbook a category."""
    blocks = [f"// {volume.title}, CC BY 4.0, {volume.home}"]
    for place, group in groupby(exercises, key=lambda exercise: exercise.place):
        path = "/".join(name.replace("/", "//") for name in (volume.title, *place))
        blocks.append(f"$CATEGORY: $course$/top/{path}")
        blocks += [_question(volume, exercise) for exercise in group]
    return ("\n\n".join(blocks) + "\n").encode()


def _question(volume: Volume, exercise: Exercise) -> str:
    judged = exercise.kind == "statement"
    answer = feedback(exercise.answer, exercise.url, volume.title, volume.lang)
    text = _line(asked(exercise.asked, judged, volume.lang))
    key = "FALSE" if judged else ""
    return (
        f"// [id:{exercise.identifier}]\n"
        f"::{_line(exercise.name)}::[html]{text}{{{key}####{_line(answer)}}}"
    )


def _line(text: str) -> str:
    """Return text on one line; an empty line would end the exercise."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
