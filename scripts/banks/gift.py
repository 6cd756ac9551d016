"""A bank in GIFT, the text format that Moodle and others read."""

from __future__ import annotations

import re
from itertools import groupby

from scripts.banks.reading import Exercise
from scripts.banks.wording import asked, category, feedback
from scripts.publication.site_reader import Volume

#: Signs that mean something in GIFT; the backslash of formulas is one of them.
_SIGNS = re.compile(r"([\\~=#{}:])")


def render(volume: Volume, exercises: list[Exercise]) -> bytes:
    """Return the exercises, each question of the handbook a category."""
    blocks = [f"// {volume.title}, CC BY 4.0, {volume.home}"]
    for place, group in groupby(exercises, key=lambda exercise: exercise.place):
        blocks.append(f"$CATEGORY: {category(volume, place)}")
        blocks += [_question(volume, exercise) for exercise in group]
    return ("\n\n".join(blocks) + "\n").encode()


def _question(volume: Volume, exercise: Exercise) -> str:
    text, answer = _line(asked(exercise, volume)), _line(feedback(exercise, volume))
    key = "FALSE" if exercise.is_judged else ""
    return (
        f"// [id:{exercise.identifier}]\n"
        f"::{_line(exercise.name)}::[html]{text}{{{key}####{answer}}}"
    )


def _line(text: str) -> str:
    """Return text on one line; an empty line would end the exercise."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
