"""Parts of a page as the fields of a card: HTML that stands alone in every Anki.

Formulas go from MathML back to TeX between `\\(` and `\\)`: every Anki brings its own MathJax,
while MathML needs a newer browser part than many phones have. Figures stay as they are: without
the site's styles their colours fall back to those of the light scheme.
"""

from __future__ import annotations

from copy import deepcopy
from html import escape
from urllib.parse import urljoin

from lxml.html import HtmlElement, fragment_fromstring, tostring

from scripts.cards.folding import folded
from scripts.publication.trimming import trim

_CITATIONS = ".//sup[.//a[contains(@class,'footnote-ref')]]"
_FETCHED = ".//img|.//video|.//audio|.//iframe|.//object|.//embed|.//svg//image"
_OUTSIDE_FIGURES = ".//*[not(ancestor-or-self::svg)]"
_KEPT = frozenset({"href", "lang", "title", "colspan", "rowspan", "start"})


def html(element: HtmlElement, url: str, rest: str | None = None) -> str:
    """Return what `element` of the page at `url` holds, without the element itself.

    Args:
        rest: the word that unfolds what is too long to be seen at once; None leaves it as it is.
    """
    cleaned = _cleaned(element, url)
    copy = cleaned if rest is None else folded(cleaned, rest)
    inside = (tostring(child, encoding="unicode") for child in copy)
    return (escape(copy.text or "", quote=False) + "".join(inside)).strip()


def _cleaned(element: HtmlElement, url: str) -> HtmlElement:
    copy = deepcopy(element)
    trim(copy)
    for citation in copy.xpath(_CITATIONS):
        citation.drop_tree()
    for formula in copy.xpath(".//math"):
        formula.tail = _tex(formula) + (formula.tail or "")
        formula.drop_tree()
    for part in copy.xpath(_OUTSIDE_FIGURES):
        _strip(part, url)
    return copy


def fetched(element: HtmlElement) -> list[HtmlElement]:
    """Return the parts of `element` that come from a file of their own."""
    return list(element.xpath(_FETCHED))


def _tex(formula: HtmlElement) -> str:
    tex = "".join(map(str, formula.xpath(".//annotation[contains(@encoding,'tex')]/text()")))
    return rf"\[{tex}\]" if formula.get("display") == "block" else rf"\({tex}\)"


def _strip(part: HtmlElement, url: str) -> None:
    """Leave the attributes that a card can use, with links that lead from anywhere."""
    for name in set(part.attrib) - _KEPT:
        del part.attrib[name]
    if "href" in part.attrib:
        part.set("href", urljoin(url, part.get("href")))


def text(field: str) -> str:
    """Return the text of a field, formulas as TeX."""
    return " ".join(fragment_fromstring(field, create_parent="div").text_content().split())
