"""The model explorer's page with other rows than the data have, for tests and the benchmark."""

from __future__ import annotations

from itertools import cycle, islice

from lxml import html
from playwright.sync_api import Page, Route

from scripts.base.paths import SITE

#: The page's address below the root of its language.
EXPLORER = "models/explorer/"
_ROWS = "//table[@data-table='models-explorer']/tbody"


def _tree(lang: str) -> html.HtmlElement:
    text = (SITE / lang / EXPLORER / "index.html").read_text(encoding="utf-8")
    return html.document_fromstring(text)


def _serve(page: Page, tree: html.HtmlElement) -> None:
    body = html.tostring(tree, encoding="unicode", doctype="<!doctype html>")

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page.route(f"**/{EXPLORER}", answer)


def _renamed(row: html.HtmlElement, id_: str, name: str) -> html.HtmlElement:
    row.set("data-id", id_)
    row.xpath("./th/a")[0].text = name
    return row


def serve_rows(page: Page, count: int, lang: str = "en") -> None:
    """Let the browser find `count` rows on the page: those of the data, again and again."""
    tree = _tree(lang)
    body = tree.xpath(_ROWS)[0]
    texts = [(html.tostring(row), row.get("data-id"), row.xpath("string(./th)")) for row in body]
    body.clear()
    for number, (text, id_, name) in enumerate(islice(cycle(texts), count)):
        row = html.fragment_fromstring(text)
        body.append(_renamed(row, f"{id_}-{number}", f"{name} {number}"))
    _serve(page, tree)


def serve_named_row(page: Page, name: str, lang: str = "en") -> None:
    """Let the browser find a first row that is called `name`, in its family and developer too."""
    tree = _tree(lang)
    row = _renamed(tree.xpath(f"{_ROWS}/tr")[0], "invented", name)
    for attribute in ("family", "developer", "licence-class"):
        row.set(f"data-{attribute}", name)
        row.set(f"data-{attribute}-label", name)
    row.set("data-keywords", name)
    row.xpath("./td")[1].text = name
    _serve(page, tree)
