"""The timeline of the handbook's own data: more families and longer names than an example has."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from scripts.base.paths import LANGUAGES, ROOT
from scripts.content.records import load
from scripts.figures.timeline import family_timeline
from tests.unit.figure_texts import CIRCLE, TEXT, outside, overlaps


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_family_has_its_name_and_every_release_its_dot(lang: str) -> None:
    handbook = load(ROOT)
    root = ElementTree.fromstring(family_timeline(handbook, lang))
    shown = [element.text for element in root.iter(TEXT)]
    assert {family.name[lang] for family in handbook.families.values()} <= set(shown)
    n_in_key = 2
    assert sum(1 for _ in root.iter(CIRCLE)) == len(list(handbook.releases())) + n_in_key
    assert outside(root) == []
    assert overlaps(root) == []
