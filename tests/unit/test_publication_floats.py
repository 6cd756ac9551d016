"""A figure in the books goes to the top or the foot of a page where text remains in its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.invented_chapter import markup

_SVG = '<svg class="figure" viewBox="0 0 480 {height}"><desc>Water.</desc></svg>'
CAPTION = "<figcaption>Water.</figcaption>"
HIGH, LOW = (f"<figure>{_SVG.format(height=height)}</figure>" for height in (400, 100))
FIRST, SECOND = (HIGH.replace("<figure>", f'<figure id="{name}">{CAPTION}') for name in "ab")
EXPLORER = f'<div class="explorer">{HIGH}</div>'
TEXT = "<p>A heron waits.</p>"


def _markup(folder: Path, body: str) -> str:
    return markup(folder, f"{body}<h2>Last</h2>{TEXT}")


def _places(folder: Path, body: str) -> list[str]:
    """Return where each figure and each interactive part of a page is to stand."""
    return re.findall(r"(?<=place-at: )\w+|(?<=book\.live\()\w+", _markup(folder, body))


@pytest.mark.parametrize(
    ("body", "places"),
    [
        (f"<h2>How</h2>{TEXT}{HIGH}", ["auto"]),
        (f"<h2>How</h2>{HIGH}{TEXT}", ["auto"]),
        (f"<h2>How</h2>{TEXT}{LOW}", ["none"]),
        (f"<h2>See it</h2>{HIGH}", ["none"]),
        (f"{TEXT}<h2>See it</h2>{HIGH}{HIGH}<h3>More</h3>{TEXT}", ["none", "none"]),
        (f"<h2>How</h2>{TEXT}{EXPLORER}", ["auto", "none"]),
        (f"<h2>See it</h2>{EXPLORER}{HIGH}", ["none", "none", "none"]),
    ],
)
def test_figures_without_numbers_alone_below_a_heading_stay_there(
    tmp_path: Path, body: str, places: list[str]
) -> None:
    assert _places(tmp_path, body) == places


def test_below_a_heading_stands_where_its_figures_are_if_they_float_away(tmp_path: Path) -> None:
    live = f'<div class="explorer">{SECOND}</div>'
    body = f"<h2>See it</h2>{FIRST}{live}<h2>How</h2>{TEXT}{FIRST.replace('a', 'c', 1)}"
    markup = _markup(tmp_path, body)
    assert re.findall(r"#book\.see-figures\((.*)\)", markup) == [
        '"questions/heron/#a", "questions/heron/#b"'
    ]
    assert markup.index("see-figures") < markup.index("book.picture")
    assert _places(tmp_path, body) == ["auto", "auto", "none", "auto"]
