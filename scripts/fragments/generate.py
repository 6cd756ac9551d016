"""From the data to the fragments that pages include: the one place that writes them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from scripts import figures
from scripts.base import typography
from scripts.base.edition import Edition
from scripts.base.paths import LANGUAGES
from scripts.base.problems import HandbookError, Problem, all_made, raise_if_any
from scripts.base.writing import write_whole
from scripts.content import (
    explorers,
    links,
    markdown_values,
    markup,
    pages,
    parity,
    published,
    records,
    redirects,
    strays,
    web_words,
)
from scripts.content.pages import Page
from scripts.content.published import Published
from scripts.content.records import Handbook
from scripts.copies import downloads_page
from scripts.data import changes
from scripts.data.forms import Bilingual
from scripts.fragments import (
    calculator,
    cite,
    families,
    lineage,
    listings,
    of_questions,
    reading_paths,
    shown_code,
    tables,
    values,
)


@dataclass(frozen=True)
class Content:
    """All that was authored, read and found right."""

    handbook: Handbook
    pages: Mapping[str, list[Page]]

    @property
    def newest_review(self) -> datetime.date:
        """The day of the newest review of a page, which dates the edition."""
        return max(page.meta.reviewed for written in self.pages.values() for page in written)

    def titles(self) -> dict[str, Bilingual]:
        """The titles of the questions that have a page, by id in reading order."""
        named = {
            lang: {page.meta.id: page.title for page in self.pages[lang]} for lang in LANGUAGES
        }
        order = [id_ for chapter in self.handbook.chapters for id_ in chapter.questions]
        return {
            id_: Bilingual(zh=named["zh"][id_], en=named["en"][id_])
            for id_ in order
            if all(id_ in titles for titles in named.values())
        }

    def lookup(self, lang: str) -> markdown_values.Lookup:
        """Return the function that fills in values in the words of `lang`."""
        return partial(_value, self.handbook, lang)


def _value(handbook: Handbook, lang: str, name: str, form: str | None) -> str:
    return values.value(handbook, name, form, lang)


def read(root: Path) -> Content:
    """Return the data and the pages below `root`.

    Raises:
        HandbookError: with all mistakes of data and pages at once.
    """
    found: list[Problem] = list(strays.problems(root))
    try:
        handbook = records.load(root)
    except HandbookError as error:
        found.extend(error.problems)
    try:
        written = all_made({lang: partial(pages.read_all, root, lang) for lang in LANGUAGES})
    except HandbookError as error:
        found.extend(error.problems)
    raise_if_any(found)
    content = Content(handbook, written)
    everything = [page for lang in LANGUAGES for page in written[lang]]
    public = published.of_content(written["zh"], handbook)
    raise_if_any(
        [
            *pages.problems(everything, handbook, content.lookup),
            *(problem for page in everything for problem in markup.problems(page)),
            *(
                problem
                for lang in LANGUAGES
                for problem in links.problems(written[lang], public.addresses)
            ),
            *explorers.problems(everything, root / "docs" / "assets" / "scripts"),
            *web_words.of_questions(everything),
            *pages.unused_sources(everything, handbook),
            *_problems_of_addresses(root, written["zh"], public, handbook),
            *parity.problems(written["zh"], written["en"]),
            *(
                p
                for page in written["zh"]
                for p in typography.problems_of_page(page.file, page.body)
            ),
        ]
    )
    return content


def days_to_come(content: Content, today: datetime.date) -> Iterator[Problem]:
    """Yield each day of a review, or on which a source was opened, that has not come yet.

    Only who checks knows what day it is: a build asks no clock.

    Args:
        today: the latest day that it is anywhere on earth.
    """
    remedy = "write the day on which it was done"
    for page in (page for written in content.pages.values() for page in written):
        if page.meta.reviewed > today:
            yield Problem(page.file, "", "reviewed", f"{page.meta.reviewed} is to come", remedy)
    for change in content.handbook.changes:
        if change.date > today:
            yield Problem(changes.FILE, change.version, "date", f"{change.date} is to come", remedy)
    for source in content.handbook.sources.values():
        if source.opened > today:
            yield Problem(
                "data/sources", source.id, "opened", f"{source.opened} is to come", remedy
            )


def _problems_of_addresses(
    root: Path, written: list[Page], now: Published, handbook: Handbook
) -> list[Problem]:
    recorded = published.read(root)
    drafts = frozenset(f"/{page.url}" for page in written if page.todo)
    return [
        *published.problems(recorded, now, handbook.redirects, drafts),
        *redirects.problems(handbook.redirects, now.addresses, recorded.addresses),
    ]


def fragments(content: Content, edition: Edition, address: str) -> dict[str, str]:
    """Return every fragment by its path below the folder of fragments.

    Args:
        address: of the site's root, with a slash at its end.
    """
    found = {
        "calculator.html": calculator.render(content.handbook),
        "memory-models.html": calculator.render_some(content.handbook),
        **shown_code.render_all(),
    }
    for lang in LANGUAGES:
        found.update(_of_data(content.handbook, lang))
        found.update(_of_pages(content, edition, address, lang))
    return found


@lru_cache(maxsize=len(LANGUAGES))
def _of_data(handbook: Handbook, lang: str) -> dict[str, str]:
    """What follows from the data alone: kept for as long as they do not change."""
    kinds = {
        "tables/{}.html": {
            **tables.render_all(handbook, lang),
            **of_questions.render_all(handbook, lang),
        },
        "families/{}.html": families.render_families(handbook, lang),
        "downloads/{}.html": downloads_page.fragments(lang),
        "lineage/{}.html": lineage.render_families(handbook, lang),
        "{}.html": {
            "lineage": lineage.render_overview(handbook, lang),
            "gpus": calculator.render_gpus(handbook, lang),
        },
        "figures/{}.svg": figures.render_all(handbook, lang),
    }
    return _by_path(kinds, lang)


def _of_pages(content: Content, edition: Edition, address: str, lang: str) -> dict[str, str]:
    handbook, written = content.handbook, content.pages[lang]
    kinds = {
        "{}.html": {
            "cite": cite.fragment(edition, address, lang),
            **listings.render_all(handbook, written, lang),
            **reading_paths.render_all(handbook, written, lang),
        },
        "sources/{}": {page.path: pages.footnotes(page, handbook) for page in written},
    }
    return _by_path(kinds, lang)


def _by_path(kinds: Mapping[str, Mapping[str, str]], lang: str) -> dict[str, str]:
    return {
        f"{lang}/{form.format(key)}": text
        for form, texts in kinds.items()
        for key, text in texts.items()
    }


def write(texts: Mapping[str, str], folder: Path) -> None:
    """Make `folder` hold exactly `texts`; files that are right already stay untouched.

    A file written without need would make the live server build again and again.
    """
    for file in folder.rglob("*"):
        if file.is_file() and file.relative_to(folder).as_posix() not in texts:
            file.unlink()
    for path, text in texts.items():
        file = folder / path
        if file.exists() and file.read_text(encoding="utf-8") == text:
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, text.encode("utf-8"))
