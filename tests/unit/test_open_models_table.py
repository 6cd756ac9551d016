"""The table to choose an open model by: both languages alike, ordered by size, memory as bits."""

from __future__ import annotations

import re

import pytest

from scripts.base.paths import LANGUAGES, ROOT
from scripts.content import records
from scripts.counts import comparison
from scripts.data.handbook import Handbook
from scripts.fragments.of_questions import open_models as table


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return records.load(ROOT)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_models_stand_from_small_to_large(handbook: Handbook, lang: str) -> None:
    shown = re.findall(r"models/[a-z0-9-]+/#([^\"]+)\"", table.open_models(handbook, lang))
    assert sorted(shown) == sorted(table.MODELS)
    counts = [comparison.best_count(handbook.entry(id_).checkpoint) for id_ in shown]
    assert None not in counts
    assert counts == sorted(count for count in counts if count is not None)


def test_every_model_can_be_downloaded_and_half_are_of_the_last_year(handbook: Handbook) -> None:
    entries = [handbook.entry(id_) for id_ in table.MODELS]
    assert {entry.weights for entry in entries} == {"open"}
    newest = max(
        release.date for family in handbook.families.values() for release in family.releases
    )
    recent = [entry for entry in entries if (newest - entry.release.date).days <= 366]
    assert len(recent) >= len(entries) / 2


def test_a_quarter_of_the_bits_takes_a_quarter_of_the_memory(handbook: Handbook) -> None:
    entry = handbook.entry("gpt-oss-20b")
    four, sixteen = (table._memory(bits)(entry, "en").raw for bits in table.BITS)
    assert isinstance(four, float | int)
    assert isinstance(sixteen, float | int)
    assert sixteen == pytest.approx(4 * four, rel=1e-6)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_family_is_shown_once_by_its_newest_open_release(
    handbook: Handbook, lang: str
) -> None:
    shown = re.findall(r"models/([a-z0-9-]+)/#release-([^\"]+)\"", table.families(handbook, lang))
    releases = {release.id: release for _, release in handbook.releases()}
    days = [releases[release].date for _, release in shown]
    assert days == sorted(days, reverse=True)
    for id_, release in shown:
        ours = [r for r in handbook.families[id_].releases if r.weights == "open"]
        assert releases[release].date == max(r.date for r in ours)
    open_ = {f.id for f, release in handbook.releases() if release.weights == "open"}
    assert [family for family, _ in shown] == list(dict.fromkeys(family for family, _ in shown))
    assert {family for family, _ in shown} == open_
