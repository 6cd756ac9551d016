"""The lineage says of each release what it grew out of and what grew out of it."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from scripts.base.paths import LANGUAGES, ROOT
from scripts.content.records import load
from scripts.fragments import lineage
from tests.unit import crowd

HANDBOOK = load(ROOT)


def tree(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{html}</div>")


def links(element: ElementTree.Element) -> list[str]:
    return [a.text or "" for a in element.iter("a")]


def test_each_release_of_a_family_stands_in_its_list() -> None:
    for lang in LANGUAGES:
        for id_, html in lineage.render_families(HANDBOOK, lang).items():
            shown = links(tree(html))
            for release in HANDBOOK.families[id_].releases:
                assert shown.count(release.name) >= 1, release.id


def test_a_descendant_of_another_family_hangs_below_its_parent_and_names_its_family() -> None:
    root = tree(lineage.render_families(HANDBOOK, "en")["llama"])
    parent = next(item for item in root.iter("li") if item.findtext("a") == "LLaMA")
    below = parent.find("ul")
    assert below is not None
    assert "Chinese-LLaMA-7B" in links(below)
    assert "Chinese-LLaMA-Alpaca" in links(below)


def test_a_release_says_which_family_it_comes_from() -> None:
    text = "".join(tree(lineage.render_families(HANDBOOK, "zh")["chinese-llama"]).itertext())
    assert "源自 LLaMA（LLaMA / Llama）：Chinese-LLaMA-7B，2023 年 3 月 28 日" in text


def test_generations_are_nested_in_the_order_of_their_dates() -> None:
    html = lineage.render_families(crowd.handbook(), "en")["family-0"]
    depth, deepest = 0, 0
    for mark in re.findall(r"</?ul", html):
        depth += 1 if mark == "<ul" else -1
        deepest = max(deepest, depth)
    releases = crowd.handbook().families["family-0"].releases
    assert deepest == len(releases)
    dates = re.findall(r'datetime="([\d-]+)"', html)
    assert len(dates) == len(releases)


def test_the_overview_leaves_out_what_has_no_kin() -> None:
    html = lineage.render_overview(HANDBOOK, "en")
    summaries = [element.text for element in tree(html).iter("summary")]
    assert summaries == sorted(summaries, key=lambda name: (name or "").casefold())
    assert "LLaMA / Llama" in summaries
    assert "Grok" not in summaries
    assert "#release-llama-4" not in html


def test_no_line_is_blank() -> None:
    families = lineage.render_families(HANDBOOK, "zh").values()
    for html in (lineage.render_overview(HANDBOOK, "zh"), *families):
        assert all(line.strip() for line in html.splitlines())
