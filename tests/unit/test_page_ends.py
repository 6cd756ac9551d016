"""What stands at the end of a page: where the next one goes on, and where the notes stand."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from scripts.publication.notes import marked, number_of
from scripts.publication.typesetter import Place
from scripts.publication.typst_text import BETWEEN_BLOCKS
from tests.invented_chapter import at_page_ends, markup, typeset

_N_PAGES = 40
#: So many millimetres of the text area of a page.
_HEIGHT = 243
_NOTED = 'A heron<sup id="fnref:{0}"><a class="footnote-ref" href="#fn:{0}">1</a></sup> waits. '
_NOTES = '<div class="footnote"><ol>{}</ol></div>'
_NOTE = '<li id="fn:{0}"><p>' + "What Brehm tells of herons, which is long. " * 3 + "</p></li>"
_FILLING = "It stands in the water. " * 6
_ROW = "<tr><td>heron</td><td>stork</td></tr>"
_HEAD = "<thead><tr><th>one</th><th>other</th></tr></thead>"


def _texts(file: Path) -> list[str]:
    with pymupdf.open(file) as document:  # type: ignore[no-untyped-call]
        return [page.get_text() for page in document]


def _apart(places: list[Place]) -> list[str]:
    """Return the notes that stand on another page than their marks."""
    sheets = {place["label"]: place["sheet"] for place in places}
    feet = (name for name in sheets if number_of(name) is not None)
    return [name for name in feet if sheets[name] != sheets[marked(name)]]


def _noted(body: str) -> str:
    """Return many copies of what has a mark at `{0}`, with the notes."""
    notes = "".join(_NOTE.format(at) for at in range(_N_PAGES))
    return "".join(body.replace("{0}", str(at)) for at in range(_N_PAGES)) + _NOTES.format(notes)


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{_NOTED}</p>",
        f"<p>{_FILLING}{_NOTED}</p>",
        f"<p>{_NOTED}{_FILLING * 2}</p>",
        f'<div class="admonition failure"><p class="admonition-title">No.</p><p>{_NOTED}</p></div>',
        f'<div class="admonition failure"><p class="admonition-title">No.</p>'
        f"<p>{_FILLING}</p><p>{_FILLING}{_NOTED}</p></div>",
        f"<table>{_HEAD}{_ROW * 2}<tr><td>{_NOTED}</td><td></td></tr>{_ROW}</table>",
    ],
)
def test_a_note_stands_on_the_page_of_its_mark(tmp_path: Path, body: str) -> None:
    blocks = markup(tmp_path, _noted(body)).split(BETWEEN_BLOCKS)
    assert len(blocks) == _N_PAGES
    _, places = typeset(tmp_path, at_page_ends(blocks, _HEIGHT - _N_PAGES - 2))
    assert _apart(places) == []


def test_a_listing_says_where_it_goes_on(tmp_path: Path) -> None:
    lines = "".join(f"    step_{at} = {at}\n" for at in range(90))
    code = f"<pre>def wait():\n{lines}</pre><p>A heron waits.</p><pre>waits = True</pre>"
    file, _ = typeset(tmp_path, "#v(150mm)\n" + markup(tmp_path, code))
    first, second, third = _texts(file)
    assert "Listing 1.1" in first
    assert "(continued)" not in first
    assert "Listing 1.1 (continued)" in second
    assert third.count("Listing 1.1 (continued)") == 1
    assert "Listing 1.2 (continued)" not in third
