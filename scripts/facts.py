"""What a page's template shows beside the page's text, in the page's language."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from babel.dates import format_date

from scripts.generate import Content
from scripts.pages import Page

_LEVELS = {
    "zh": {"basic": "入门", "intermediate": "进阶", "advanced": "深入"},
    "en": {"basic": "Basic", "intermediate": "Intermediate", "advanced": "Advanced"},
}


@dataclass(frozen=True)
class Link:
    """A title with its address below the language's root."""

    title: str
    url: str


@dataclass(frozen=True)
class Facts:
    """All labels are in the page's language; None or empty where a page has no such thing."""

    reviewed: str
    reviewed_iso: str
    keywords: tuple[str, ...]
    level: str | None
    chapter: str | None
    requires: tuple[Link, ...]


def date_in(lang: str, date: datetime.date) -> str:
    """Return a date as readers of `lang` write it: 2026 年 11 月 23 日, 23 November 2026."""
    if lang == "zh":
        return f"{date.year} 年 {date.month} 月 {date.day} 日"
    return format_date(date, "d MMMM y", locale="en_GB")


def _requires(content: Content, page: Page) -> tuple[Link, ...]:
    titles = {p.meta.id: Link(p.title, p.url) for p in content.pages[page.lang]}
    return tuple(titles[key] for key in page.meta.requires)


def of_page(content: Content, lang: str, path: str) -> Facts | None:
    """Return the facts of the page at `path` below the language's folder, or None if unknown."""
    page = next((p for p in content.pages[lang] if p.path == path), None)
    if page is None:
        return None
    meta = page.meta
    chapter = next((c for c in content.handbook.chapters if c.id == meta.chapter), None)
    return Facts(
        reviewed=date_in(lang, meta.reviewed),
        reviewed_iso=meta.reviewed.isoformat(),
        keywords=meta.keywords,
        level=_LEVELS[lang][meta.level] if meta.level else None,
        chapter=getattr(chapter.title, lang) if chapter else None,
        requires=_requires(content, page),
    )
