"""Formulas: the site's MathML with its words, and pictures for readers that cannot show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from scripts.epub.drawings import Drawing, Drawings, Source
from scripts.epub.markup import MATHML, XHTML, E, Element, foreign
from scripts.publication.lines import CLOSING
from scripts.publication.names import names

_KEPT = names(
    """accent accentunder class columnalign columnlines columnspacing depth display displaystyle
    fence form height href largeop linethickness lspace mathvariant maxsize minsize movablelimits
    notation rowlines rowspacing rspace scriptlevel separator stretchy style symmetric voffset
    width"""
)


#: Carries the TeX of a formula until all documents are there.
_SOURCE = "source"


def formula(math: HtmlElement, words: str) -> Element:
    """Return a formula for the EPUB; `words` are read where it cannot be shown."""
    made = _copy(math)
    made.set("alttext", words)
    made.set(_SOURCE, tex(math))
    return made


def take_sources(root: Element) -> Iterator[tuple[Element, Source]]:
    """Give the formulas of a document with their TeX, which they then no longer carry."""
    for math in root.iter(f"{{{MATHML}}}math"):
        yield math, Source(str(math.attrib.pop(_SOURCE)), math.get("display") == "block")


def put_pictures(
    formulas: Iterable[tuple[Element, Source]], drawings: Drawings
) -> dict[str, bytes]:
    """Put a picture in the place of each formula; return the files of the pictures."""
    found = list(formulas)
    drawn = drawings.of(source for _, source in found)
    for math, source in found:
        _replace(math, _picture(math, drawn[source], source.displayed))
    return {drawn[source].name: drawn[source].svg for _, source in found}


def _picture(math: Element, drawing: Drawing, displayed: bool) -> Element:
    """Return the picture of a formula: in a line its letters stand on the line."""
    size = f"width: {drawing.width}em; height: {drawing.height}em"
    place = "" if displayed else f"; vertical-align: -{drawing.below}em"
    options = {"src": drawing.name, "alt": str(math.get("alttext")), "style": size + place}
    return E.img({**options, "class": "display" if displayed else "math"})


def _replace(math: Element, picture: Element) -> None:
    tail, parent = math.tail or "", math.getparent()
    if parent is None:
        raise ValueError("a formula stands in a document")
    made = picture
    if tail[:1] in CLOSING and tail:
        made, tail = E.span(picture, tail[0], {"class": "held"}), tail[1:]
    made.tail = tail
    parent.replace(math, made)
    # What is never wider than the page does not scroll, and nobody need stop at it.
    if parent.tag == f"{{{XHTML}}}div" and parent.get("class") == "formula":
        parent.attrib.pop("tabindex", "")


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
