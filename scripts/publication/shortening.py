"""Tables of the data in a handout: whole, some rows, or only the way to them.

What a page shows of all releases fills many sheets. On paper the newest release of each of the
families that published last stands for them; of a table without dates, its first rows.
"""

from __future__ import annotations

import re
from typing import Literal

from lxml.html import HtmlElement
from lxml.html.builder import A, P

from scripts.publication.wording import HandoutWording

Tables = Literal["full", "short", "none"]

_OF_DATA = ".//figure[@id][.//table[contains(concat(' ', @class, ' '), ' models ')]]"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
#: So many rows are shown of a table, and a few more where those would be all.
_SHOWN, _FEW_MORE = 10, 4


def shorten(article: HtmlElement, tables: Tables, online: str, words: HandoutWording) -> None:
    """Cut the tables of the data in an article, in place, each with a line that tells so.

    Args:
        article: of a page.
        tables: how much of them is to stay.
        online: the address of the page.
        words: of the language of the page.
    """
    if tables == "full":
        return
    newest = _newest(article)
    for figure in article.xpath(_OF_DATA):
        address = f"{online}#{figure.get('id')}"
        rows = figure.xpath(".//table/tbody/tr")
        if tables == "none":
            captions = figure.xpath("./figcaption")
            caption = captions[0].text_content().strip() if captions else ""
            _replace(figure, _line(words.table_left_out.format(caption=caption), address))
        elif len(rows) > _SHOWN + _FEW_MORE:
            chosen = [row for row in rows if row.get("data-id") in newest]
            said = words.table_newest if chosen else words.table_cut
            kept = chosen or rows[:_SHOWN]
            figure.addnext(_line(said.format(shown=len(kept), rows=len(rows)), address))
            for row in rows:
                if row not in kept:
                    row.drop_tree()


def _newest(article: HtmlElement) -> set[str]:
    """Return the newest release of each family that published last, by the ids of their rows."""
    dated = sorted(
        (date[0], str(row.get("data-id")), str(row.get("data-family")))
        for row in article.xpath(".//tr[@data-id][@data-family]")
        # The text may say besides that a day is approximate.
        for value in row.xpath("./td/@data-value")
        if (date := _DATE.fullmatch(value))
    )
    of_families = {family: (date, release) for date, release, family in dated}
    return {release for _, release in sorted(of_families.values())[-_SHOWN:]}


def _line(said: str, address: str) -> HtmlElement:
    return P(f"{said.strip()} ", A(address, href=address))


def _replace(figure: HtmlElement, line: HtmlElement) -> None:
    line.set("id", figure.get("id"))
    line.tail = figure.tail
    figure.getparent().replace(figure, line)
