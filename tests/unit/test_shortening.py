"""A short table shows the newest release of each family, also where its day is approximate."""

from __future__ import annotations

from lxml import html

from scripts.publication.shortening import shorten
from scripts.publication.wording import HANDOUT_WORDING

DAYS = [f"20{10 + number}-01-01" for number in range(10)]


def _rows() -> str:
    """Return two releases of each of ten families, the later known approximately."""
    row = (
        '<tr data-id="{id}" data-family="{family}"><th>{id}</th>'
        '<td data-value="{day}">{mark}{day}</td></tr>'
    )
    return "".join(
        row.format(
            id=f"{age}-{n}", family=n, day=day if age == "old" else f"2025{day[4:]}", mark=mark
        )
        for n, day in enumerate(DAYS)
        for age, mark in (("new", "≈\u00a0"), ("old", ""))
    )


def test_an_approximate_day_counts_as_any_other() -> None:
    table = f'<table class="models"><tbody>{_rows()}</tbody></table>'
    article = html.fromstring(f'<article><figure id="t">{table}</figure></article>')
    shorten(article, "short", "https://example.org/", HANDOUT_WORDING["en"])
    kept = [row.get("data-id") for row in article.iter("tr")]
    assert kept == [f"new-{n}" for n in range(10)]
