"""The draft of the two pages of a question: front matter, all parts, and what is to be told."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from scripts.base.problems import HandbookError, Problem
from scripts.base.templating import render_markdown
from scripts.data.handbook import Handbook, unknown_name

#: The parts of a question in their order: id, and title in each language.
PARTS: dict[str, dict[str, str]] = {
    "short-answer": {"zh": "简短回答", "en": "Short answer"},
    "intuition": {"zh": "直觉", "en": "Intuition"},
    "exact-statement": {"zh": "准确的说法", "en": "The exact statement"},
    "figures": {"zh": "看图", "en": "See it"},
    "code": {"zh": "代码", "en": "Code"},
    "data": {"zh": "真实模型怎么做", "en": "In real models"},
    "common-mistakes": {"zh": "常见误解", "en": "Common mistakes"},
    "status": {"zh": "有多确定", "en": "How sure we are"},
    "self-check": {"zh": "自测", "en": "Self-check"},
    "sources": {"zh": "出处", "en": "Sources"},
}
#: Parts that a question may leave out.
OPTIONAL = frozenset(("figures", "code", "data"))


@dataclass(frozen=True)
class Draft:
    """A page to begin with, and its file from the repository's root."""

    file: str
    text: str


def draft(handbook: Handbook, id_: str, lang: str, today: datetime.date) -> Draft:
    """Return the draft of the page of question `id_` in `lang`.

    Raises:
        HandbookError: when no chapter lists the id; it names the nearest that one does.
    """
    chapter = next((c for c in handbook.chapters if id_ in c.questions), None)
    if chapter is None:
        known = [question for c in handbook.chapters for question in c.questions]
        message = str(unknown_name(id_, known, "question").args[0])
        remedy = "put the id into a chapter, or mend it"
        raise HandbookError([Problem("data/chapters.yaml", id_, "", message, remedy)])
    planned = next((item for item in handbook.planned if item.id == id_), None)
    text = render_markdown(
        "new-question",
        lang,
        id=id_,
        chapter=chapter.id,
        title=planned.title[lang] if planned else "TODO",
        must=planned.must if planned else "",
        parts={part: titles[lang] for part, titles in PARTS.items()},
        optional=OPTIONAL,
        today=today.isoformat(),
    )
    return Draft(f"docs/{lang}/questions/{id_}.md", text)
