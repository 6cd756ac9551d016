"""Figures: the site's SVG on a light ground of its own, readable on a dark page too."""

from __future__ import annotations

from lxml.html import HtmlElement

from scripts.epub.markup import SVG, Element, foreign, speak
from scripts.publication import pictures

_PAPER = "#ffffff"
_FONT = "sans-serif"
_WORDS = ("title", "desc")


def figure(svg: HtmlElement) -> Element:
    """Return a figure with its title and description."""
    made = pictures.still(svg, _FONT, _FONT)
    made.set("class", "figure")
    if made.get("lang"):
        speak(made, str(made.get("lang")))
    made.insert(0, _ground(str(made.get("viewBox", ""))))
    words = [_word(found) for tag in _WORDS for found in svg.findall(f"./{tag}")]
    made[:0] = words
    named = [str(word.get("id")) for word in words if word.get("id")]
    if named:
        made.set("aria-labelledby", " ".join(named))
    return made


def _word(element: HtmlElement) -> Element:
    made = foreign(SVG, element.tag)
    if element.get("id"):
        made.set("id", str(element.get("id")))
    made.text = " ".join(element.text_content().split())
    return made


def _ground(box: str) -> Element:
    """Return a sheet below the drawing: readers override colours of a page, but not of a figure."""
    x, y, width, height = box.split() if len(box.split()) == 4 else ("0", "0", "100%", "100%")
    made = foreign(SVG, "rect")
    for key, value in (("x", x), ("y", y), ("width", width), ("height", height), ("fill", _PAPER)):
        made.set(key, value)
    return made
