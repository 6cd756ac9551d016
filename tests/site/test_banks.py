"""The banks of the built site say the same in each format, as other programs read them."""

from __future__ import annotations

import pytest
from lxml import etree

from scripts.banks import bank_name
from scripts.base.paths import DOWNLOADS, LANGUAGES
from tests import gift_reader


def _squeezed(text: str | None) -> str:
    return " ".join((text or "").split())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_gift_and_moodle_hold_the_same_exercises(lang: str) -> None:
    gift = (DOWNLOADS / bank_name(lang, "gift.txt")).read_text(encoding="utf-8")
    read = [
        (
            {"Essay": "essay", "TF": "truefalse"}[question["type"]],
            question["id"],
            _squeezed(question["stem"]["text"]),
            _squeezed(question["globalFeedback"]["text"]),
            question.get("isTrue", False),
        )
        for question in gift_reader.read(gift)
    ]
    quiz = etree.parse(DOWNLOADS / bank_name(lang, "moodle.xml")).getroot()
    assert read == [
        (
            question.get("type"),
            question.findtext("idnumber"),
            _squeezed(question.findtext("questiontext/text")),
            _squeezed(question.findtext("generalfeedback/text")),
            question.find("answer[@fraction='100'][text='true']") is not None,
        )
        for question in quiz
        if question.get("type") != "category"
    ]
    assert len({name.partition(".")[0] for _, name, *_ in read}) >= 42
