"""A figure in the books goes to the top or the foot of a page where text remains in its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.publication.citations import Citations
from scripts.publication.html_to_typst import ChapterWriter
from scripts.publication.lines import Output, Setting
from scripts.publication.paper import A4
from scripts.publication.references import References
from scripts.publication.site_reader import Chapter, Part, Volume, read_page
from scripts.publication.wording import WORDING

_SVG = '<svg class="figure" viewBox="0 0 480 {height}"><desc>Water.</desc></svg>'
CAPTION = "<figcaption>Water.</figcaption>"
HIGH, LOW = (f"<figure>{_SVG.format(height=height)}</figure>" for height in (400, 100))
FIRST, SECOND = (HIGH.replace("<figure>", f'<figure id="{name}">{CAPTION}') for name in "ab")
EXPLORER = f'<div class="explorer">{HIGH}</div>'
TEXT = "<p>A heron waits.</p>"


def _markup(folder: Path, body: str) -> str:
    """Return a page as markup."""
    file = folder / "index.html"
    file.write_text(f"<article><h1>Heron</h1>{body}<h2>Last</h2>{TEXT}</article>", encoding="utf-8")
    chapter = Chapter("questions/heron/", "Heron", file, read_page(file).find(".//article"))
    parts = (Part("Birds", (chapter,)),)
    volume = Volume("en", "Birds", "", "https://example.org/", folder, None, parts, ())
    references = References(volume, folder)
    setting = Setting("en", A4, WORDING["en"], references, Citations({}, {}))
    return ChapterWriter(chapter, 1, setting, Output()).markup()


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
