"""The facts of releases on paper: a line of which nothing is known takes no room in a table."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement, fromstring

from scripts.publication import fact_sheets


def _row(name: str, *values: str, kind: str = "unknown") -> str:
    cells = (f'<td class="{kind if v in ("unknown", "—") else ""}">{v}</td>' for v in values)
    return f"<tr><th>{name}</th>{''.join(cells)}</tr>"


def _title(name: str) -> str:
    return f'<tr><th colspan="3">{name}</th></tr>'


def _article(*rows: str) -> HtmlElement:
    article: HtmlElement = fromstring(
        '<article><section class="release"><table class="models card-table"><thead><tr><th>Field'
        f"</th><th>Heron 1B</th><th>Heron 2B</th></tr></thead><tbody>{''.join(rows)}</tbody>"
        "</table></section></article>"
    )
    return article


def _rows(article: HtmlElement) -> list[str]:
    return [str(name) for name in article.xpath(".//tbody/tr/th/text()")]


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "Unknown: Layers; Tokens."), ("zh", "Unknown：Layers、Tokens。")]
)
def test_what_is_unknown_of_all_checkpoints_is_named_once_below_the_table(
    lang: str, told: str
) -> None:
    article = _article(
        _title("Shape"),
        _row("Width", "512", "unknown"),
        _row("Layers", "unknown", "unknown"),
        _title("Training"),
        _row("Tokens", "unknown", "unknown"),
        _row("Sources", "—", "—", kind="table-sources"),
        _title("Memory"),
        _row("Weights", "2", "4"),
    )
    fact_sheets.fit_for_paper(article, lang)
    assert _rows(article) == ["Shape", "Width", "Memory", "Weights"]
    assert article.xpath("string(.//table/following-sibling::p)") == told


def test_a_table_of_which_nothing_is_known_stays() -> None:
    article = _article(_title("Shape"), _row("Layers", "unknown", "unknown"))
    fact_sheets.fit_for_paper(article, "en")
    assert _rows(article) == ["Shape", "Layers"]
