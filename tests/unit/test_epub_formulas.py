"""Formulas of the EPUB hold what its schema knows, and look as they do on the site.

Where they are pictures, they stand on the line and can be read at any size and on any page.
"""

from __future__ import annotations

import re

import pytest
from lxml import etree, html

from scripts.content.markdown_math import to_mathml
from scripts.epub.drawings import Drawing, Drawings, Source
from scripts.epub.formulas import formula, put_pictures, take_sources
from scripts.epub.markup import E, Element
from scripts.publication import fonts

_SOURCES = {
    "x": Source("x", False),
    "fraction": Source(r"\frac{a}{b}", False),
    "sum": Source(r"\sum_{i=1}^{n} p_i = 1", True),
    "text": Source(r"x_{\text{旋转}}", False),
}


def _formula(tex: str, words: str) -> Element:
    return formula(html.fragment_fromstring(to_mathml(tex)), words)


@pytest.fixture(scope="module")
def drawings() -> Drawings:
    return Drawings(fonts.locate())


@pytest.fixture(scope="module")
def drawn(drawings: Drawings) -> dict[str, Drawing]:
    made = drawings.of(_SOURCES.values())
    return {name: made[source] for name, source in _SOURCES.items()}


def test_a_fraction_in_an_exponent_tells_its_level_by_style_alone() -> None:
    written = etree.tostring(_formula(r"x^{\frac{a}{b}}", "x to the a over b"), encoding="unicode")
    assert "math-depth" in written
    assert 'scriptlevel="2"' not in written


def test_letters_stand_on_the_line_and_what_hangs_below_hangs(drawn: dict[str, Drawing]) -> None:
    assert drawn["x"].below < 0.1
    assert drawn["fraction"].below > 0.3
    assert drawn["x"].width < 1 < drawn["sum"].width


def test_a_picture_holds_outlines_alone_on_a_ground_of_its_own(drawn: dict[str, Drawing]) -> None:
    for drawing in drawn.values():
        svg = etree.fromstring(drawing.svg)
        assert {etree.QName(part).localname for part in svg} == {"rect", "path"}
        assert "#fff" in svg[0].attrib.values()
        box = [float(part) for part in str(svg.get("viewBox")).split()]
        # The drawing keeps its proportions at the size that the page gives it.
        assert drawing.width / drawing.height == pytest.approx(box[2] / box[3], rel=0.02)


def test_the_bar_of_a_fraction_is_drawn(drawn: dict[str, Drawing]) -> None:
    assert b"stroke=" in drawn["fraction"].svg
    assert b"stroke=" not in drawn["x"].svg


def test_a_picture_is_told_in_words_and_keeps_the_comma_behind_it(drawings: Drawings) -> None:
    page = E.p("设 ", _formula("x", "x 读法"), "，其余")
    files = put_pictures(list(take_sources(page)), drawings)
    [image] = page.iter("{*}img")
    assert image.get("alt") == "x 读法"
    assert set(files) == {image.get("src")}
    assert re.search(
        r"width: [\d.]+em; height: [\d.]+em; vertical-align: -", image.get("style", "")
    )
    assert "".join(map(str, page.itertext())) == "设 ，其余"
    held = image.getparent()
    assert held is not None
    assert held.get("class") == "held"


def test_no_formula_carries_its_source_when_the_book_is_packed() -> None:
    page = E.p(_formula("x", "x"))
    assert [source for _, source in take_sources(page)] == [Source("x", False)]
    assert b"source" not in etree.tostring(page)
