"""The timeline of the handbook's own data: more families and longer names than an example has."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from scripts.figures.timeline import family_timeline
from scripts.paths import LANGUAGES, ROOT
from scripts.records import load
from tests.unit.figure_texts import TEXT, outside, overlaps


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_release_has_its_place_and_its_name(lang: str) -> None:
    handbook = load(ROOT)
    root = ElementTree.fromstring(family_timeline(handbook, lang))
    shown = [element.text for element in root.iter(TEXT)]
    for family, release in handbook.releases():
        assert release.name in shown
        assert family.name[lang] in shown
    assert outside(root) == []
    assert overlaps(root) == []
