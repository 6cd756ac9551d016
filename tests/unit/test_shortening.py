"""Tables of the data in a handout: what stays of them, and that a reader is told."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement, fromstring

from scripts.publication.shortening import Tables, shorten
from scripts.publication.wording import HANDOUT_WORDING

ONLINE = "https://example.org/questions/heron/"


def _article(rows: int, *, dated: bool) -> HtmlElement:
    """Return an article with a table: two releases a family, the second one newer."""
    lines = "".join(
        f'<tr data-id="r{row}" data-family="f{row // 2}"><th>r{row}</th>'
        f"<td>{f'20{10 + row:02}-01-01' if dated else 'x'}</td></tr>"
        for row in range(rows)
    )
    table = f'<table class="models models--names"><tbody>{lines}</tbody></table>'
    caption = "<figcaption>All of them.</figcaption>"
    return fromstring(
        f'<article><figure id="table-all">{caption}{table}</figure>'
        "<table><tr><td>own</td></tr></table></article>"
    )


def _rows(rows: int, tables: Tables, *, dated: bool = True) -> tuple[list[str], str]:
    article = _article(rows, dated=dated)
    shorten(article, tables, ONLINE, HANDOUT_WORDING["en"])
    return article.xpath(".//tr/@data-id"), " ".join(article.text_content().split())


def test_the_newest_release_of_each_family_that_published_last_stays() -> None:
    rows, text = _rows(40, "short")
    assert rows == [f"r{row}" for row in range(21, 40, 2)]
    assert "10 of 40 rows" in text
    assert f"{ONLINE}#table-all" in text


def test_without_dates_the_first_rows_stay() -> None:
    rows, text = _rows(40, "short", dated=False)
    assert rows == [f"r{row}" for row in range(10)]
    assert "The first 10 of 40 rows" in text


def test_none_leaves_the_caption_and_the_address_and_tables_of_its_own() -> None:
    rows, text = _rows(40, "none")
    assert rows == []
    assert f"All of them. The table is at {ONLINE}#table-all" in text
    assert "own" in text


@pytest.mark.parametrize(("rows", "tables"), [(40, "full"), (12, "short")])
def test_whole_tables_stay(rows: int, tables: Tables) -> None:
    kept, text = _rows(rows, tables)
    assert len(kept) == rows
    assert ONLINE not in text
