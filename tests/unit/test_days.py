"""A day that is only that of a repository is marked wherever a reader meets it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from lxml import html

from scripts.api.checkpoints import publish
from scripts.base.paths import LANGUAGES, ROOT
from scripts.content import records
from scripts.data.handbook import Entry, Handbook
from scripts.figures import timeline
from scripts.fragments import days, families, lineage, tables, values

ABOUT = {"zh": "约 ", "en": "about "}


@cache
def _handbook() -> Handbook:
    return records.load(ROOT)


def _of(kind: str) -> Entry:
    """Return a checkpoint whose day is of this kind."""
    return next(entry for entry in _handbook().entries() if entry.release.date_of == kind)


@cache
def _tables(lang: str) -> dict[str, str]:
    return dict(tables.render_all(_handbook(), lang))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", ["models-overview", "models-explorer", "models-charts"])
def test_tables_mark_the_day_of_a_repository_and_no_other(table: str, lang: str) -> None:
    text = html.fragment_fromstring(_tables(lang)[table], create_parent=True).text_content()
    for entry in _handbook().entries():
        marked = days.MARK + entry.release.date.isoformat()
        if entry.release.date_of == "repository":
            assert marked in text, entry.checkpoint.id
    unsure = {e.release.date for e in _handbook().entries() if e.release.date_of == "repository"}
    sure = {e.release.date for e in _handbook().entries()} - unsure
    assert not any(days.MARK + day.isoformat() in text for day in sure)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_lineage_and_running_text_say_about(lang: str) -> None:
    lists = lineage.render_families(_handbook(), lang)
    for kind in ("repository", "publication"):
        entry = _of(kind)
        told = days.words(entry.release, lang)
        assert told.startswith(ABOUT[lang]) == (kind == "repository")
        assert told in lists[entry.family.id]
        assert values.value(_handbook(), f"{entry.checkpoint.id}.date", None, lang) == told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_family_page_says_what_the_day_is_of(lang: str) -> None:
    entry = _of("repository")
    assert (
        days.whole(entry.release, lang)
        in families.render_families(_handbook(), lang)[entry.family.id]
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_timeline_says_how_many_days_are_approximate(lang: str) -> None:
    unsure = [r for _, r in _handbook().releases() if r.date_of == "repository"]
    assert f" {len(unsure)} " in timeline.family_timeline(_handbook(), lang)


def test_the_api_says_what_the_day_is_of() -> None:
    for kind in ("repository", "publication"):
        assert publish(_of(kind), "https://a.example").release.date_of == kind


def replace_source(id_: str, opened: str = "2026-11-24", as_of: str | None = None) -> Handbook:
    """Return the data with these days for one source."""
    days_of = {
        "opened": date.fromisoformat(opened),
        "as_of": date.fromisoformat(as_of) if as_of else None,
    }
    source = _handbook().sources[id_].model_copy(update=days_of)
    return replace(_handbook(), sources={**_handbook().sources, id_: source})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_running_text_can_say_how_far_the_data_go(lang: str) -> None:
    newest = max(_handbook().entries(), key=lambda entry: entry.release.date)
    name = values.value(_handbook(), "newest.name", None, lang)
    told = values.value(_handbook(), "newest.date", None, lang)
    assert name == newest.checkpoint.name
    assert told == values.value(_handbook(), f"{newest.checkpoint.id}.date", None, lang)


def test_running_text_can_name_the_days_of_a_source() -> None:
    source = replace_source("llmfit-hub", opened="2026-11-24", as_of="2026-10-05")
    assert values.value(source, "sources.llmfit-hub.as_of", None, "en") == "5 October 2026"
    assert values.value(source, "sources.llmfit-hub.opened", None, "zh") == "2026 年 11 月 24 日"
    with pytest.raises(KeyError, match="no day 'as_of'"):
        values.value(replace_source("llmfit-hub"), "sources.llmfit-hub.as_of", None, "en")
    with pytest.raises(KeyError, match="no source is called nobody"):
        values.value(source, "sources.nobody.as_of", None, "en")


@pytest.mark.parametrize("table", ["models-overview", "models-explorer"])
def test_a_table_of_everything_opens_with_the_newest(table: str) -> None:
    dates = [entry.release.date for entry in tables._entries(_handbook(), table)]
    assert dates == sorted(dates, reverse=True)
