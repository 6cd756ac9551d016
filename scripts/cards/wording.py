"""What the cards themselves say, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """The fixed words of one language.

    Anki sorts decks by name and takes new cards in that order: the numbers in the names of decks
    put the questions first in both languages. `terms_back` is the deck whose terms are asked in
    the other language.
    """

    questions: str
    terms: str
    terms_back: str
    self_check: str
    mistake: str
    term_back: str
    rest: str
    read_on: str
    licence: str


WORDING: Mapping[str, Wording] = {
    "zh": Wording(
        questions="1 问题",
        terms="2 术语",
        terms_back="3 术语：英译中",
        self_check="自测",
        mistake="常见误解：错在哪里？",
        term_back="中文怎么说？",
        rest="其余",
        read_on="在网站上继续读",
        licence="采用 CC BY 4.0 许可。",
    ),
    "en": Wording(
        questions="1 Questions",
        terms="2 Terms",
        terms_back="3 Terms: Chinese to English",
        self_check="Self-check",
        mistake="Common mistake: what is wrong?",
        term_back="In English?",
        rest="The rest",
        read_on="Read more on the site",
        licence="Licensed under CC BY 4.0.",
    ),
}
