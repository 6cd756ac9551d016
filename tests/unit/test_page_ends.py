"""What stands at the end of a page: where the next one goes on, and where the notes stand."""

from __future__ import annotations

from pathlib import Path

import pikepdf
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
        return [page.get_text().replace("\u2060", "").replace("\xa0", " ") for page in document]


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


def test_notes_of_a_table_stand_below_it(tmp_path: Path) -> None:
    row = f"<tr><td>{_NOTED.format(0)}</td><td>{_NOTED.format(1)}</td></tr>"
    again = '<sup id="fnref2:0"><a class="footnote-ref" href="#fn:0">1</a></sup>'
    notes = _NOTES.format("".join(_NOTE.format(at) for at in range(2)))
    other = f"<table>{_HEAD}<tr><td>stork{again}</td><td></td></tr></table>"
    body = f"<table>{_HEAD}{row}{_ROW * 60}</table><p>Behind.</p>{other}{notes}"
    file, places = typeset(tmp_path, markup(tmp_path, body))
    first, second = _texts(file)
    assert second.index("[1]What Brehm") < second.index("[2]What Brehm") < second.index("Behind.")
    assert "Brehm" not in first
    assert second.index("stork[1]") < second.index("Earlier notes: [")
    assert second.replace(" ", "").count("[1,p.1]") == 1
    assert _apart(places) == ["note:1:questions/heron/#fn:0", "note:2:questions/heron/#fn:1"]


def test_a_head_with_a_note_comes_again(tmp_path: Path) -> None:
    head = f"<thead><tr><th>one</th><th>{_NOTED.format(0)}</th></tr></thead>"
    body = f"<table>{head}{_ROW * 60}</table>{_NOTES.format(_NOTE.format(0))}"
    file, _ = typeset(tmp_path, markup(tmp_path, body))
    assert [text.count("A heron[1]") for text in _texts(file)] == [1, 1]
    with pikepdf.open(file) as pdf:
        assert [len(page.get("/Annots", [])) for page in pdf.pages] == [1, 1]  # the mark, its note


@pytest.mark.parametrize("rows", [8, 30])
def test_a_table_does_not_begin_or_end_with_few_rows_on_a_page(tmp_path: Path, rows: int) -> None:
    body = f"<p>{_FILLING}</p><table>{_HEAD}{_ROW.replace('heron', _FILLING) * rows}</table>"
    text, table = markup(tmp_path, body).split(BETWEEN_BLOCKS)
    blocks = [f"{text}\n\n{table}"] * _N_PAGES
    file, _ = typeset(tmp_path, at_page_ends(blocks, _HEIGHT - 120, 3.0))
    held = [text.count("stork") for text in _texts(file)]
    assert sum(held) == rows * _N_PAGES
    assert [count for count in held if 0 < count < 3] == []


def test_the_columns_of_the_index_end_at_about_the_same_height(tmp_path: Path) -> None:
    entries = "\n".join(
        f"#book.index-line[heron {at} {'stands ' * (at % 13)}]" for at in range(170)
    )
    file, _ = typeset(tmp_path, f"#book.index-columns[{entries}]")
    with pymupdf.open(file) as document:  # type: ignore[no-untyped-call]
        words = document[-1].get_text("words")
        middle = document[-1].rect.width / 2
        assert len(document) > 1
    left, right = (
        max(y for x, _, _, y, *_ in words if (x < middle) == is_left) for is_left in (1, 0)
    )
    assert abs(left - right) < 45


def test_a_line_that_leads_to_code_does_not_end_a_page(tmp_path: Path) -> None:
    body = f"<p>{_FILLING}</p><p>It leads:</p><pre>waits = True\nstands = True</pre>"
    filling, *rest = markup(tmp_path, body).split(BETWEEN_BLOCKS)
    blocks = ["\n\n".join((filling, *rest))] * _N_PAGES
    file, _ = typeset(tmp_path, at_page_ends(blocks, _HEIGHT - _N_PAGES - 6))
    texts = _texts(file)
    assert len(texts) > _N_PAGES
    assert [text for text in texts if ("It leads:" in text) != ("waits" in text)] == []
