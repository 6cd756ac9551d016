"""A bank in Moodle's own XML, as docs.moodle.org, "Moodle XML format", describes it."""

from __future__ import annotations

from itertools import groupby

from lxml import etree

from scripts.banks.reading import Exercise
from scripts.banks.wording import LINES, asked, category, feedback
from scripts.publication.site_reader import Volume

Element = etree._Element


def render(volume: Volume, exercises: list[Exercise]) -> bytes:
    """Return the exercises, each question of the handbook a category."""
    quiz = _made("quiz")
    for place, group in groupby(exercises, key=lambda exercise: exercise.place):
        quiz.append(_category(volume, place))
        quiz.extend(_question(volume, exercise) for exercise in group)
    etree.indent(quiz)
    return bytes(etree.tostring(quiz, encoding="utf-8", xml_declaration=True)) + b"\n"


def _category(volume: Volume, place: tuple[str, str]) -> Element:
    path = _made("text", category(volume, place))
    return _made("question", _made("category", path), type="category")


def _question(volume: Volume, exercise: Exercise) -> Element:
    common = (
        _made("name", _made("text", exercise.name)),
        _html("questiontext", asked(exercise, volume)),
        _html("generalfeedback", feedback(exercise, volume)),
        _made("defaultgrade", "1"),
        _made("penalty", "1" if exercise.is_judged else "0"),
        _made("hidden", "0"),
        _made("idnumber", exercise.identifier),
    )
    if exercise.is_judged:
        answers = (_answer("true", 0), _answer("false", 100))
        return _made("question", *common, *answers, type="truefalse")
    return _made(
        "question",
        *common,
        _made("responseformat", "editor"),
        _made("responserequired", "1"),
        _made("responsefieldlines", LINES),
        _made("attachments", "0"),
        _made("attachmentsrequired", "0"),
        _html("graderinfo", exercise.answer),
        _html("responsetemplate", ""),
        type="essay",
    )


def _answer(said: str, fraction: int) -> Element:
    # An empty feedback is asked for; the general one says it all.
    told = {"fraction": str(fraction), "format": "moodle_auto_format"}
    return _made("answer", _made("text", said), _html("feedback", ""), **told)


def _html(tag: str, text: str) -> Element:
    return _made(tag, _made("text", text), format="html")


def _made(tag: str, *parts: Element | str, **attributes: str) -> Element:
    made = etree.Element(tag, attributes)
    for part in parts:
        if isinstance(part, str):
            made.text = part
        else:
            made.append(part)
    return made
