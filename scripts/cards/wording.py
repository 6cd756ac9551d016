"""What the cards themselves say, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """The fixed words of one language.

    Anki sorts decks by name and takes new cards in that order: the numbers in `questions` and
    `terms` put the questions first in both languages.
    """

    questions: str
    terms: str
    self_check: str
    read_on: str
    licence: str


WORDING: Mapping[str, Wording] = {
    "zh": Wording(
        questions="1 问题",
        terms="2 术语",
        self_check="自测",
        read_on="在网站上继续读",
        licence="采用 CC BY 4.0 许可。",
    ),
    "en": Wording(
        questions="1 Questions",
        terms="2 Terms",
        self_check="Self-check",
        read_on="Read more on the site",
        licence="Licensed under CC BY 4.0.",
    ),
}
