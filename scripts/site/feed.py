"""A feed of the questions of one language: what is new, and what was reviewed again."""

from __future__ import annotations

from scripts.api import atom
from scripts.base import citing
from scripts.base.paths import language_address
from scripts.fragments.generate import Content

#: Below the root of each language.
FILE = "questions.atom"
TITLE = {
    "zh": "大模型常见问题：新写与改过的问题",
    "en": "LLM FAQ: questions, new and changed",
}
_RIGHTS = "CC BY 4.0"


def render(content: Content, lang: str, address: str) -> str:
    """Return the feed, the questions last reviewed first; no clock is asked.

    Args:
        address: of the site's root, with a slash at its end.
    """
    home = language_address(address, lang)
    questions = sorted((p for p in content.pages[lang] if p.is_question), key=lambda p: p.path)
    questions.sort(key=lambda page: page.meta.reviewed, reverse=True)
    chapters = {chapter.id: chapter.title[lang] for chapter in content.handbook.chapters}
    updated = max((page.meta.reviewed for page in questions), default=content.newest_review)
    feed = atom.start(home + FILE, TITLE[lang], updated, citing.AUTHOR[lang], _RIGHTS)
    atom.pages_of(feed, {lang: home})
    for page in questions:
        entry = atom.add(feed, "entry")
        atom.add(entry, "id", home + page.url)
        atom.add(entry, "title", page.title)
        atom.add(entry, "updated", atom.time(page.meta.reviewed))
        atom.pages_of(entry, {lang: home + page.url})
        atom.add(
            entry, "category", term=page.meta.chapter or "", label=chapters[page.meta.chapter or ""]
        )
        atom.add(entry, "summary", page.meta.description)
    return atom.written(feed)
