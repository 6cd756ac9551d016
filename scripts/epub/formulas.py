"""Formulas: the site's MathML, in words for readers that cannot show it."""

from __future__ import annotations

from lxml.html import HtmlElement

from scripts.epub.markup import MATHML, Element, foreign
from scripts.publication.names import names

_KEPT = names(
    """accent accentunder class columnalign columnlines columnspacing depth display displaystyle
    fence form height href largeop linethickness lspace mathvariant maxsize minsize movablelimits
    notation rowlines rowspacing rspace scriptlevel separator stretchy style symmetric voffset
    width"""
)


def formula(math: HtmlElement, words: str) -> Element:
    """Return a formula for the EPUB; `words` are read where it cannot be shown."""
    made = _copy(math)
    made.set("alttext", words)
    return made


def tex(math: HtmlElement) -> str:
    """Return the TeX that a formula of the site carries."""
    return "".join(map(str, math.xpath(".//*[local-name()='annotation']//text()"))).strip()


def _copy(element: HtmlElement) -> Element:
    made = foreign(MATHML, element.tag)
    for key, value in element.attrib.items():
        # The schema of EPUB knows the level on this element alone; the style says it on the others.
        if key in _KEPT and (key != "scriptlevel" or element.tag == "mstyle"):
            made.set(key, value)
    made.text = element.text
    for child in _shown(element):
        inner = _copy(child)
        inner.tail = child.tail
        made.append(inner)
    return made


def _shown(element: HtmlElement) -> list[HtmlElement]:
    """Return the children of an element that are shown: of `semantics` what it stands for."""
    found: list[HtmlElement] = []
    for child in element:
        if child.tag == "semantics":
            found.append(child[0])
        elif isinstance(child.tag, str) and child.tag not in ("annotation", "annotation-xml"):
            found.append(child)
    return found
