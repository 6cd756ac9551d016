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
HIGH, LOW = (f"<figure>{_SVG.format(height=height)}</figure>" for height in (400, 100))
EXPLORER = f'<div class="explorer">{HIGH}</div>'
TEXT = "<p>A heron waits.</p>"


def _places(folder: Path, body: str) -> list[str]:
    """Return where each figure and each interactive part of a page is to stand."""
    file = folder / "index.html"
    file.write_text(f"<article><h1>Heron</h1>{body}<h2>Last</h2>{TEXT}</article>", encoding="utf-8")
    chapter = Chapter("questions/heron/", "Heron", file, read_page(file).find(".//article"))
    parts = (Part("Birds", (chapter,)),)
    volume = Volume("en", "Birds", "", "https://example.org/", folder, None, parts, ())
    references = References(volume, folder)
    setting = Setting("en", A4, WORDING["en"], references, Citations({}, {}))
    markup = ChapterWriter(chapter, 1, setting, Output()).markup()
    return re.findall(r"(?<=place-at: )\w+|(?<=book\.live\()\w+", markup)


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
def test_figures_alone_below_a_heading_stay_there(
    tmp_path: Path, body: str, places: list[str]
) -> None:
    assert _places(tmp_path, body) == places
