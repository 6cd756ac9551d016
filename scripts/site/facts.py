"""What a page's template shows beside the page's text, in the page's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scripts.base import citing, numbers
from scripts.base.paths import LANGUAGES, language_address, question_pdf, share_picture
from scripts.base.words import value_word
from scripts.content import redirects
from scripts.content.pages import Page
from scripts.counts import memory
from scripts.data.handbook import Entry
from scripts.fragments.generate import Content
from scripts.site import machine_readers, markdown_copies

MOST_RELATED = 6
#: As many as the explorer compares (docs/assets/scripts/explorer-address.js).
MOST_MODELS = 4
_VALUE = re.compile(r"\[\[([\w.-]+?)\.[\w.]+\|")
_ENTRY = re.compile(r'models/[\w.-]+/#([\w.-]+)"')


@dataclass(frozen=True)
class Link:
    """A title with its address below the language's root."""

    title: str
    url: str


@dataclass(frozen=True)
class Model:
    """A checkpoint that a page reckons with; `url` as in `Link`.

    paper: address of the maker's report on its release. None, like `repository`, where the data
    have none.
    """

    id: str
    title: str
    url: str
    repository: str | None
    paper: str | None


@dataclass(frozen=True)
class Moved:
    """What left a page: its old ids, and the title and address of the section that has it now."""

    ids: tuple[str, ...]
    title: str
    url: str


@dataclass(frozen=True)
class Facts:
    """All labels are in the page's language; None or empty where a page has no such thing.

    addresses: of the page in each language, and for readers of any other (`x-default`), below the
    site's root. root: from the page to the root of its language. pdf, notebook: of the page, below
    the folder of downloads. models: those the page reckons with.
    markdown: from the page to its copy as Markdown. picture: what is shown where a link to the page
    is shared, below the site's root.
    """

    reviewed: str
    reviewed_iso: str
    keywords: tuple[str, ...]
    level: str | None
    chapter: str | None
    requires: tuple[Link, ...]
    addresses: Mapping[str, str]
    root: str
    pdf: str | None
    notebook: str | None
    moved: tuple[Moved, ...]
    cite: Mapping[str, str]
    related: tuple[Link, ...]
    minutes: int
    models: tuple[Model, ...]
    schema_org: str | None
    markdown: str | None
    picture: str


def _requires(content: Content, page: Page) -> tuple[Link, ...]:
    titles = {p.meta.id: Link(p.title, p.url) for p in content.pages[page.lang]}
    return tuple(titles[key] for key in page.meta.requires)


def _related(content: Content, page: Page) -> tuple[Link, ...]:
    """Return what builds on the page, then what builds on the same as it, in reading order.

    Where neither is found, the rest of its chapter.
    """
    order = [id_ for chapter in content.handbook.chapters for id_ in chapter.questions]
    questions = {p.meta.id or "": p for p in content.pages[page.lang] if p.is_question}
    others = [questions[id_] for id_ in order if id_ in questions and id_ != page.meta.id]
    known = {page.meta.id, *page.meta.requires}
    after = [p for p in others if page.meta.id in p.meta.requires]
    beside = [p for p in others if known & set(p.meta.requires)]
    found = {p.url: Link(p.title, p.url) for p in [*after, *beside] if p.meta.id not in known}
    chapter = {
        p.url: Link(p.title, p.url)
        for p in others
        if p.meta.chapter == page.meta.chapter and p.meta.id not in known
    }
    return tuple((found or chapter).values())[:MOST_RELATED]


def _model(content: Content, entry: Entry) -> Model:
    checkpoint, papers = entry.checkpoint, entry.release.papers
    return Model(
        id=checkpoint.id,
        title=checkpoint.name,
        url=f"models/{entry.family.id}/#{checkpoint.id}",
        repository=checkpoint.repository,
        paper=content.handbook.sources[papers[0]].url if papers else None,
    )


def _models(content: Content, page: Page, shown: str) -> tuple[Model, ...]:
    """Return models whose figures the page states, if they can be reckoned.

    First come those of its text, then those of its tables, each in their order.
    """
    known = content.handbook.by_id
    told = (*_VALUE.findall(page.body), *_ENTRY.findall(shown))
    named = dict.fromkeys(id_ for id_ in told if id_ in known)
    found = [
        _model(content, known[id_])
        for id_ in named
        if memory.kv_bytes_per_token(known[id_].checkpoint.architecture) is not None
    ]
    return tuple(found[:MOST_MODELS])


def minutes(page: Page) -> int:
    """Return how long reading takes: 350 Han characters or 220 words a minute, code as words."""
    han = len(re.findall(r"[\u4e00-\u9fff]", page.body))
    words = len(re.findall(r"[A-Za-z][\w'-]*", page.body))
    return max(1, round(han / 350 + words / 220))


def _cite(page: Page, url: str) -> Mapping[str, str]:
    if not page.is_question or page.meta.id is None:
        return {}
    work = citing.page(page.meta.id, page.title, page.lang, page.meta.reviewed, url)
    return citing.forms(work)


def _moved(content: Content, page: Page) -> tuple[Moved, ...]:
    """Return what left the page, once for each place that it went to."""
    pages = {f"/{p.url}": p for p in content.pages[page.lang]}
    ids: dict[str, list[str]] = {}
    for place in redirects.places(content.handbook.redirects, f"/{page.url}"):
        ids.setdefault(place.to, []).append(place.id)

    def title(to: str) -> str:
        address, _, fragment = to.partition("#")
        section = pages[address].headings().get(fragment)
        return " · ".join(filter(None, (pages[address].title, section)))

    return tuple(Moved(tuple(old), title(to), to.removeprefix("/")) for to, old in ids.items())


def _addresses(url: str) -> dict[str, str]:
    return {lang: language_address("", lang) + url for lang in LANGUAGES} | {"x-default": url}


def of_page(content: Content, lang: str, path: str, address: str, shown: str = "") -> Facts | None:
    """Return the facts of the page at `path` below the language's folder, or None if unknown.

    Args:
        shown: the page's HTML.
        address: of the site's root, with a slash at its end.
    """
    page = next((p for p in content.pages[lang] if p.path == path), None)
    if page is None:
        return None
    meta = page.meta
    url = language_address(address, lang) + page.url
    chapter = next((c for c in content.handbook.chapters if c.id == meta.chapter), None)
    return Facts(
        reviewed=numbers.date(meta.reviewed, lang),
        reviewed_iso=meta.reviewed.isoformat(),
        keywords=meta.keywords,
        level=value_word("level", meta.level, lang) if meta.level else None,
        chapter=getattr(chapter.title, lang) if chapter else None,
        requires=_requires(content, page),
        addresses=_addresses(page.url),
        root="../" * page.url.count("/") or "./",
        pdf=question_pdf(meta.id, lang) if meta.id else None,
        notebook=page.notebook,
        moved=_moved(content, page),
        cite=_cite(page, url),
        related=_related(content, page) if page.is_question else (),
        minutes=minutes(page),
        models=_models(content, page, shown) if page.is_question else (),
        markdown=None if path in markdown_copies.LEFT_OUT else markdown_copies.FILE,
        picture=share_picture(meta.id if page.is_question else None, lang),
        schema_org=machine_readers.schema_org(page, url, address),
    )
