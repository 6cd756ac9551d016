"""A family's page leads to the weights and to the paper of each release, under a label of each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from scripts.base.paths import LANGUAGES, ROOT
from scripts.content import records
from scripts.data.handbook import Handbook
from scripts.fragments import families

TINY = records.load(ROOT / "tests" / "data" / "tiny")
LABELS = {"zh": ("权重", "论文"), "en": ("Weights", "Paper")}


def _facts(release: str, lang: str, handbook: Handbook = TINY) -> dict[str, html.HtmlElement]:
    """Return what stands beside each label of a release of the tiny data."""
    page = html.fragment_fromstring(families.render_families(handbook, lang)["heron"], "div")
    names = page.get_element_by_id(f"release-{release}").iter("dt")
    return {name.text_content(): name.getnext() for name in names}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_release_leads_to_the_makers_weights_and_to_its_paper(lang: str) -> None:
    weights, paper = (_facts("heron-1", lang)[label] for label in LABELS[lang])
    # The other checkpoint has no weights that one could fetch.
    (link,) = weights.iter("a")
    assert link.get("href") == "https://huggingface.co/estuary/heron-tiny-base"
    assert link.text == "heron-tiny-base"
    assert [one.get("href") for one in paper.iter("a")] == [TINY.sources["grey2021-heron"].url]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_weights_that_no_repository_is_known_of_have_no_link(lang: str) -> None:
    weights = _facts("heron-2", lang)[LABELS[lang][0]]
    assert weights.text_content().strip() in ("已公开", "published")
    assert not list(weights.iter("a"))


def test_the_title_of_a_paper_stands_whole() -> None:
    title = "Herons: Fishing, Standing (and Waiting) Birds"
    paper = TINY.sources["grey2021-heron"].model_copy(update={"title": title})
    named = replace(TINY, sources={**TINY.sources, paper.id: paper})
    (link,) = _facts("heron-1", "en", named)["Paper"].iter("a")
    assert link.text_content() == title
