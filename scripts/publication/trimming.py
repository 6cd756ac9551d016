"""What of a page does not belong in print."""

from __future__ import annotations

from lxml.html import HtmlElement

from scripts.publication.names import names

_SCREEN_CLASSES = names(
    """no-print hidden headerlink footnote-backref md-content__button md-source-file linenos
    md-feedback page-review page-facts__chapter"""
)
_SCREEN_TAGS = names("script style button form nav template noscript input select output")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def trim(article: HtmlElement) -> None:
    """Take out of `article`, in place, what only a screen can use.

    An interactive part leaves the still figures inside it, or what stands there without script;
    footnotes leave their list, which `footnotes` reads; a heading left without text goes.
    """
    for element in list(article.iter()):
        if _is_for_screens(element) and element.getparent() is not None:
            element.drop_tree()
    for explorer in article.xpath(".//*[@data-explorer]"):
        _keep_still_figures(explorer)
    for heading in article.xpath("|".join(f".//{level}" for level in _HEADINGS)):
        _drop_when_empty(heading)


def _is_for_screens(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str):
        return True  # a comment
    if element.tag in _SCREEN_TAGS and element.get("type") != "checkbox":
        return True
    if element.get("hidden") is not None or element.get("id", "").startswith("__codelineno"):
        return True
    return not _SCREEN_CLASSES.isdisjoint((element.get("class") or "").split())


def _keep_still_figures(explorer: HtmlElement) -> None:
    figures = explorer.xpath(".//figure[not(ancestor::figure)]")
    if not figures:
        return
    for child in list(explorer):
        explorer.remove(child)
    explorer.text = None
    for figure in figures:
        figure.tail = None
        explorer.append(figure)


def _drop_when_empty(heading: HtmlElement) -> None:
    """Drop a heading that only footnotes follow: they stand at the foot of the pages."""
    if (heading.tail or "").strip():
        return
    for sibling in heading.itersiblings():
        if "footnote" in (sibling.get("class") or "").split():
            continue
        if sibling.tag in _HEADINGS and _HEADINGS.index(sibling.tag) <= _HEADINGS.index(
            heading.tag
        ):
            break
        return
    heading.drop_tree()
