"""What the real data promise as a whole: how much they cover, and how much of it is confirmed."""

from __future__ import annotations

import pytest
from lxml import html

from scripts.base import numbers
from scripts.base.paths import LANGUAGES, ROOT
from scripts.content import records
from scripts.counts import comparison
from scripts.data.handbook import Entry
from scripts.fragments import families

LEAST_CHECKPOINTS, LEAST_FAMILIES = 250, 40
#: Stored weights of models that also see hold an encoder that no configuration here counts.
LEAST_VERIFIED = 0.75


@pytest.fixture(scope="module")
def open_entries() -> list[Entry]:
    """The checkpoints whose weights are open."""
    return [
        entry
        for entry in records.load(ROOT).entries()
        if (entry.checkpoint.weights or entry.release.weights) == "open"
    ]


def _is_verified(entry: Entry) -> bool:
    return comparison.compare(entry.checkpoint).status == "verified"


def test_the_mainstream_families_are_there(open_entries: list[Entry]) -> None:
    assert len(open_entries) >= LEAST_CHECKPOINTS
    assert len({entry.family.id for entry in open_entries}) >= LEAST_FAMILIES


def test_three_counts_in_four_are_confirmed(open_entries: list[Entry]) -> None:
    configured = [entry for entry in open_entries if entry.checkpoint.architecture]
    assert sum(map(_is_verified, configured)) >= LEAST_VERIFIED * len(configured)


def test_the_others_say_why(open_entries: list[Entry]) -> None:
    silent = [
        entry.checkpoint.id
        for entry in open_entries
        if not _is_verified(entry) and not entry.checkpoint.explanation
    ]
    assert not silent, "say under `explanation` why the count is not confirmed"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_reader_of_a_family_meets_every_remark_of_its_data(lang: str) -> None:
    handbook = records.load(ROOT)
    pages = {
        family: html.fragment_fromstring(page, create_parent=True).text_content()
        for family, page in families.render_families(handbook, lang).items()
    }
    for entry in handbook.entries():
        one = entry.checkpoint
        remarks = (
            one.note,
            one.architecture.note if one.architecture else None,
            one.training.note if one.training else None,
        )
        for remark in filter(None, remarks):
            assert numbers.grouped_in(remark[lang]) in pages[entry.family.id], one.id
