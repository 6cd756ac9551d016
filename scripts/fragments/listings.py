"""Lists made from data and pages: glossary, bibliography, cards of the home page, all questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import get_args

from scripts.api.endpoints import ENDPOINTS, FOLDER
from scripts.api.fields import UNITS, fields
from scripts.base import alphabet, citing, numbers
from scripts.base.paths import DOWNLOADS_PAGE
from scripts.base.templating import render
from scripts.content.pages import Page
from scripts.copies.downloads import KINDS
from scripts.data.handbook import Handbook
from scripts.data.lists import Chapter, Planned, Source, SourceKind, Term
from scripts.reference.masks import causal_mask, prefix_mask

#: How many of the newest questions the home page shows.
N_NEWEST = 4
#: The mask that adorns the home page: positions, and those of them that are the prefix.
ART_SIZE, ART_PREFIX = 10, 4


@dataclass(frozen=True)
class Section:
    """A chapter with the pages of its questions, and those still to come by number and name."""

    chapter: Chapter
    pages: tuple[Page, ...]
    n_forthcoming: int
    planned: tuple[Planned, ...]


def _sections(handbook: Handbook, pages: Iterable[Page]) -> list[Section]:
    by_id = {page.meta.id: page for page in pages if page.is_question}
    planned = {item.id: item for item in handbook.planned}
    found = []
    for chapter in handbook.chapters:
        written = tuple(by_id[key] for key in chapter.questions if key in by_id)
        named = tuple(planned[key] for key in chapter.questions if key in planned)
        found.append(Section(chapter, written, len(chapter.questions) - len(written), named))
    return found


def _newest(pages: Iterable[Page]) -> list[Page]:
    questions = sorted((page for page in pages if page.is_question), key=lambda page: page.path)
    return sorted(questions, key=lambda page: page.meta.reviewed, reverse=True)[:N_NEWEST]


def _home_newest(pages: Iterable[Page], lang: str) -> str:
    newest = _newest(pages)
    dates = {page.path: numbers.date(page.meta.reviewed, lang) for page in newest}
    return render("home-newest", lang, pages=newest, dates=dates)


def _art() -> list[list[str]]:
    """Return the kind of each cell of the ornament, by rows."""
    prefix, causal = prefix_mask(ART_SIZE, ART_PREFIX), causal_mask(ART_SIZE)
    return [
        ["past" if causal[i, j] else "ahead" if prefix[i, j] else "hidden" for j in range(ART_SIZE)]
        for i in range(ART_SIZE)
    ]


def _headword(term: Term, lang: str) -> str:
    return term.zh if lang == "zh" else term.en


def _glossary(handbook: Handbook, pages: Iterable[Page], lang: str) -> str:
    keyed = sorted(
        (alphabet.sort_key(_headword(term, lang), lang), term) for term in handbook.glossary
    )
    groups = [
        (letter, [term for _, term in items])
        for letter, items in groupby(keyed, key=lambda pair: alphabet.initial(pair[0]))
    ]
    names = {term.id: (_headword(term, lang), f"#{term.id}") for term in handbook.glossary}
    names |= {
        page.meta.id: (page.title, f"{{root}}{page.url}")
        for page in pages
        if page.is_question and page.meta.id
    }
    return render("glossary", lang, groups=groups, names=names, sources=handbook.sources)


def _source_key(source: Source) -> tuple[str, int, str]:
    return source.authors[0].casefold(), source.year, source.title.casefold()


def _bibliography(handbook: Handbook, lang: str) -> str:
    groups = [
        (kind, sorted((s for s in handbook.sources.values() if s.kind == kind), key=_source_key))
        for kind in get_args(SourceKind)
    ]
    dates = {source.id: numbers.date(source.opened, lang) for source in handbook.sources.values()}
    groups = [(kind, sources) for kind, sources in groups if sources]
    return render("bibliography", lang, groups=groups, dates=dates, after_title=citing.after_title)


def _data(handbook: Handbook, lang: str) -> dict[str, str]:
    """Return what the page about the public data lists: files, fields and changes."""
    example = next((entry.checkpoint.id for entry in handbook.entries()), "")
    dates = {change.version: numbers.date(change.date, lang) for change in handbook.changes}
    files = {"endpoints": ENDPOINTS, "folder": FOLDER, "example": example}
    return {
        "data-files": render("data-files", lang, **files),
        "data-fields": render("data-fields", lang, fields=fields(), units=UNITS),
        "data-changes": render("data-changes", lang, changes=handbook.changes, dates=dates),
    }


def render_all(handbook: Handbook, pages: Iterable[Page], lang: str) -> dict[str, str]:
    """Return the lists of `lang` as HTML by their names.

    Addresses begin with the literal `{root}`, which the build replaces by the way from the page
    to the root of its language.
    """
    pages = list(pages)
    sections = _sections(handbook, pages)
    counts = {
        "n_checkpoints": sum(1 for _ in handbook.entries()),
        "n_families": len(handbook.families),
        "n_sources": len(handbook.sources),
        "n_terms": len(handbook.glossary),
    }
    questions = {
        "n_answered": sum(len(section.pages) for section in sections),
        "n_questions": sum(len(section.chapter.questions) for section in sections),
    }
    return {
        "home-art": render("home-art", lang, rows=_art()),
        "home-chapters": render("home-chapters", lang, sections=sections, **counts),
        "home-newest": _home_newest(pages, lang),
        "home-numbers": render("home-numbers", lang, **counts, **questions),
        "home-downloads": render("home-downloads", lang, kinds=KINDS, page=DOWNLOADS_PAGE),
        "questions": render("questions", lang, sections=sections),
        "handout": render("handout", lang, sections=sections, paths=handbook.paths),
        "glossary": _glossary(handbook, pages, lang),
        "bibliography": _bibliography(handbook, lang),
        **_data(handbook, lang),
    }
