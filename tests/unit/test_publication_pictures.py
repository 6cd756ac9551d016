"""Figures of the site become drawings that print the same everywhere."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement, fromstring

from scripts.publication import pictures
from scripts.publication.fonts import figure_font

SVG = """
<div><svg class="figure" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 200"
 font-family="sans-serif"><title>A title</title><desc>What  it
 shows</desc><linearGradient id="g" gradientUnits="userSpaceOnUse"/>
<rect fill="var(--fig-1-soft, #dbe3fa)" stroke="var(--fig-1, rgb(1, 2, 3))"/>
<text x="1">plain</text><text x="2" font-weight="700">b<tspan dy="3">old</tspan></text></svg></div>
"""


def _svg(source: str = SVG) -> HtmlElement:
    found: HtmlElement = fromstring(source).find(".//svg")
    return found


def _drawn() -> etree._Element:
    return etree.fromstring(pictures.static_svg(_svg()))


def _named(name: str) -> list[etree._Element]:
    return [e for e in _drawn().iter() if etree.QName(e).localname == name]


def test_colours_are_the_light_ones() -> None:
    [rect] = _named("rect")
    assert dict(rect.items()) == {"fill": "#dbe3fa", "stroke": "rgb(1, 2, 3)"}


def test_plain_and_bold_text_get_fonts_that_draw_them_so() -> None:
    plain, bold = _named("text")
    assert _drawn().get("font-family") == pictures.PLAIN_FONT
    assert plain.get("font-family") is None
    assert bold.get("font-family") == pictures.BOLD_FONT


def _other_fonts(words: str) -> list[tuple[str | None, str | None]]:
    source = f"<div><svg class='figure'><text>{words}</text></svg></div>"
    root = etree.fromstring(pictures.static_svg(_svg(source)))
    assert "".join(map(str, root.itertext())) == _svg(source).text_content()
    return [(e.text, e.get("font-family")) for e in root.iter("{*}tspan") if e.get("font-family")]


def test_signs_as_wide_as_chinese_ones_get_another_font_among_latin_letters() -> None:
    assert _other_fonts("one’s<tspan> · </tspan>2") == [("’", "Noto Sans"), ("·", "Noto Sans")]
    assert _other_fonts("<tspan>by</tspan> √d") == [("√", "Libertinus Serif")]
    assert _other_fonts("■ one’s") == [("’", "Libertinus Serif")]
    assert _other_fonts("“喝”之后") == []
    assert _other_fonts("1 × 10⁻⁵") == [("⁻⁵", "Noto Sans")]


def test_names_get_back_the_case_that_html_lost() -> None:
    assert _drawn().get("viewBox") == "0 0 480 200"
    assert _named("linearGradient")[0].get("gradientUnits") == "userSpaceOnUse"


def test_the_alternative_text_is_the_description_else_the_title() -> None:
    assert pictures.alternative_text(_svg()) == "What it shows"
    without = _svg(SVG.replace("<desc>", "<metadata>").replace("</desc>", "</metadata>"))
    assert pictures.alternative_text(without) == "A title"
    assert pictures.alternative_text(_svg("<div><svg></svg></div>")) == ""


def test_characters_that_the_lettering_lacks_are_found() -> None:
    svg = _svg("<div><svg><title>ꙮ</title><text>中文 α ꙮ</text></svg></div>")
    assert figure_font().missing(pictures.texts(svg)) == ["ꙮ"]
    powers = _svg("<div><svg><text>10⁻⁵</text><text>苍鹭⁰</text></svg></div>")
    assert figure_font().missing(pictures.texts(powers)) == ["⁰"]
