"""Figures of the pages as SVG that Typst draws: colours and fonts made static."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import segno
from lxml import etree
from lxml.html import HtmlElement

from scripts.publication.names import names

#: SVG text needs a font of a single weight for plain text; only for bold text does Typst ask
#: a variable font for a weight, and so it draws the plain text of one in its thinnest.
PLAIN_FONT = "Noto Sans SC"
BOLD_FONT = "Noto Sans CJK SC"
_BOLD = ("bold", "600", "700", "800", "900")
#: Signs that those fonts draw as wide as a Chinese character, or have not, and the fonts that draw
#: them for other letters. A font serves only where it has each letter of the text, so no Chinese
#: one.
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
_MARKS = re.compile(f"([‘’“”–—…·√]|[{_RAISED}]+)")
_CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
_FONT_OF_MARKS = "Noto Sans"
#: For a text with a root, or with a square or circle of a legend, which that font has not.
_FONT_BESIDE_SIGNS = "Libertinus Serif"
_SIGNS = re.compile("[√\u25a0-\u25ff]")

_VARIABLE = re.compile(r"var\(\s*--[\w-]+\s*,\s*([^()]*(?:\([^()]*\))?)\s*\)")
SVG = "http://www.w3.org/2000/svg"
_AS_DEFAULT: Any = {None: SVG}
#: The HTML parser writes all names small, but in SVG their case counts.
_CASED = {
    name.lower(): name
    for name in names(
        """viewBox preserveAspectRatio textLength lengthAdjust gradientUnits gradientTransform
        spreadMethod patternUnits patternTransform patternContentUnits clipPathUnits maskUnits
        maskContentUnits markerWidth markerHeight markerUnits refX refY startOffset pathLength
        clipPath linearGradient radialGradient textPath stdDeviation"""
    )
}


def qr_code(url: str) -> bytes:
    """Return a code to photograph that holds `url`, as an SVG without a margin."""
    drawn = BytesIO()
    segno.make(url, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue()


def alternative_text(svg: HtmlElement) -> str:
    """Return what a figure says in words: its description, else its title, else nothing."""
    for name in ("desc", "title"):
        found = svg.find(f"./{name}")
        if found is not None and found.text_content().strip():
            return " ".join(found.text_content().split())
    return " ".join(str(svg.get("aria-label", "")).split())


def width(svg: HtmlElement) -> float:
    """Return the width of a figure in its own units, 0 when it does not say."""
    box = str(svg.get("viewbox") or svg.get("viewBox") or "").replace(",", " ").split()
    return float(box[2]) if len(box) == 4 else 0.0


def texts(svg: HtmlElement) -> str:
    """Return every character that the figure shows, but powers, for which there is a font."""
    found = ("".join(text.itertext()) for text in svg.xpath(".//*[local-name()='text']"))
    without = str.maketrans("", "", _RAISED)
    return "".join(t if _CHINESE.search(t) else t.translate(without) for t in found)


def static_svg(svg: HtmlElement) -> bytes:
    """Return a figure as a file of its own, with the light colours and static fonts."""
    root = still(svg, PLAIN_FONT, BOLD_FONT)
    for text in list(root.iter(f"{{{SVG}}}text")):
        words = "".join(map(str, text.itertext()))
        if not _CHINESE.search(words):
            for element in list(text.iter()):
                _set_marks(element, _FONT_BESIDE_SIGNS if _SIGNS.search(words) else _FONT_OF_MARKS)
    return bytes(etree.tostring(root, encoding="utf-8"))


def still(svg: HtmlElement, plain: str, bold: str) -> etree._Element:
    """Return a figure with the light colours, lettered in two fonts and without other words."""
    root = _copy(svg, plain, bold)
    root.set("font-family", plain)
    return root


def _copy(element: HtmlElement, plain: str, bold: str) -> etree._Element:
    name = _CASED.get(element.tag, element.tag)
    copy = etree.Element(f"{{{SVG}}}{name}", nsmap=_AS_DEFAULT)
    for key, value in element.attrib.items():
        if not key.startswith(("xmlns", "aria-", "data-")):
            copy.set(_CASED.get(key, key), _VARIABLE.sub(r"\1", value))
    if copy.get("font-family") or copy.get("font-weight"):
        copy.set("font-family", bold if copy.get("font-weight") in _BOLD else plain)
    copy.text, copy.tail = element.text, element.tail
    for child in element:
        if isinstance(child.tag, str) and child.tag not in ("title", "desc"):
            copy.append(_copy(child, plain, bold))
    return copy


def _set_marks(element: etree._Element, font: str) -> None:
    """Give the marks of an element, and those behind its children, a font of their own."""
    for child in reversed(element):
        plain, *rest = _MARKS.split(child.tail or "")
        child.tail = plain
        _insert_marks(element, element.index(child) + 1, rest, font)
    plain, *rest = _MARKS.split(element.text or "")
    element.text = plain
    _insert_marks(element, 0, rest, font)


def _insert_marks(element: etree._Element, at: int, pieces: list[str], font: str) -> None:
    """Insert marks, each with the text behind it, as children from position `at` on."""
    for offset, (mark, behind) in enumerate(zip(pieces[::2], pieces[1::2], strict=True)):
        made = etree.Element(f"{{{SVG}}}tspan")
        made.set("font-family", font)
        made.text, made.tail = mark, behind
        element.insert(at + offset, made)
