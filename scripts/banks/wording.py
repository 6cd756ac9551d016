"""What the banks themselves say, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """The fixed words of one language."""

    judge: str
    true: str
    false: str
    source: str


WORDING: Mapping[str, Wording] = {
    "zh": Wording(
        judge="下面的说法对吗？",
        true="对",
        false="错",
        source="出自《{title}》，CC BY 4.0：",
    ),
    "en": Wording(
        judge="Is this right?",
        true="True",
        false="False",
        source="From {title}, CC BY 4.0:",
    ),
}


def asked(exercise_html: str, judged: bool, lang: str) -> str:
    """Return what is asked as paragraphs; a statement stands below the question about it."""
    before = f"<p>{WORDING[lang].judge}</p>" if judged else ""
    return f"{before}<p>{exercise_html}</p>"


def feedback(answer: str, url: str, title: str, lang: str) -> str:
    """Return an answer with its source."""
    source = WORDING[lang].source.format(title=title)
    return f'{answer}<p><small>{source} <a href="{url}">{url}</a></small></p>'
