"""Marks of notes cannot be misread, and no note stands on a page before its mark.

Nor is a line of a list of facts left alone.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import markdown
import pymupdf
import pytest
from lxml.html import fromstring
from markdown.extensions import Extension

from scripts.base.paths import LANGUAGES
from scripts.content.markdown_notes import NotesExtension
from scripts.publication import fonts, table_markup, tables, typesetter
from scripts.publication.manuscript import write_files
from scripts.publication.paper import A4
from scripts.publication.typesetter import Answer, Order, typeset
from scripts.publication.typst_text import BETWEEN_BLOCKS, in_languages

_NOTES = "\n\n[^a]: One.\n\n[^b]: Two.\n"
#: A heading below so much space, and a paragraph whose first line has a note of three lines.
_BLOCKS = (
    "#lorem(30)",
    "#v({space}pt)",
    "#heading(level: 3)[Waiting]",
    '#lorem(8)#book.note("a", "1")[#lorem(40)] #lorem(60)',
)
_MAIN = (
    '#import "/book.typ"\n#set document(title: "A", author: "B")\n'
    '#show: book.with-paper\n#show: book.running-text.with("gb")\n'
    "#heading(level: 1)[One]\n#heading(level: 2)[Two]\n"
)


def _converted(text: str) -> str:
    extensions: list[str | Extension] = ["footnotes", NotesExtension()]
    html = markdown.markdown(text + _NOTES, extensions=extensions)
    return html.split('<div class="footnote">')[0]


def _shown(text: str) -> str:
    """Return the paragraph as it is read."""
    html = _converted(text)
    while "<" in html:
        before, _, rest = html.partition("<")
        html = before + rest.partition(">")[2]
    return html.strip()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It waits[^a].", "It waits.[1]"),
        ("It waits[^a][^b], and eats.", "It waits,[1][2] and eats."),
        ("*It*[^a]; so", "It;[1] so"),
        ("width 3072[^a] and", "width 3072[1] and"),
        ("“It waits[^a].” So", "“It waits.”[1] So"),
        ("(as here[^a]) so", "(as here[1]) so"),
        ("它会等[^a]。", "它会等[1]。"),
        ("one[^a] two[^b].", "one[1] two.[2]"),
    ],
)
def test_marks_are_in_brackets_and_behind_the_punctuation_of_english(text: str, shown: str) -> None:
    assert _shown(text) == shown


@pytest.mark.parametrize(
    ("body", "told"), [("#absent", "unknown variable"), ("One.", "exactly one element")]
)
def test_what_the_press_refuses_is_told_in_words(tmp_path: Path, body: str, told: str) -> None:
    (tmp_path / "main.typ").write_text(body, encoding="utf-8")
    now = datetime(2026, 11, 23, tzinfo=UTC)
    order = Order(
        source=tmp_path / "main.typ", pdf=tmp_path / "a.pdf", fonts=[], inputs={}, standards=[],
        time=now,
    )  # fmt: skip
    assert told in str(typeset(order)["error"])


def _set(folder: Path, space: int) -> Answer:
    chapter = BETWEEN_BLOCKS.join(_BLOCKS).format(space=space)
    return _written(folder, f'#import "/book.typ"\n\n{chapter}')


def _written(folder: Path, chapter: str, lang: str = "en") -> Answer:
    """Set a chapter and return what Typst says of it."""
    main = f'{_MAIN}#include "/chapters/a.typ"\n#book.places\n'
    write_files(folder, {"main.typ": main.encode(), "chapters/a.typ": chapter.encode()})
    return typeset(
        Order(
            source=folder / "main.typ",
            pdf=folder / "main.pdf",
            fonts=list(fonts.locate()),
            inputs={"lang": lang, "paper": "a4"},
            standards=["ua-1"],
            time=datetime(2026, 11, 23, tzinfo=UTC),
        )
    )


def test_no_note_stands_before_its_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spaces = range(460, 490, 5)
    held: list[int] = []
    real = typesetter.hold_back

    for space in spaces:
        told: list[list[str]] = []

        def hold_back(folder: Path, notes: list[str], told: list[list[str]] = told) -> bool:
            told.append(notes)
            return real(folder, notes)

        monkeypatch.setattr(typesetter, "hold_back", hold_back)
        answer = _set(tmp_path / str(space), space)
        assert answer["error"] is None, answer["error"]
        assert told[-1] == []
        held += [space] if told[0] else []
    assert held  # else the test would show nothing


def test_a_long_paragraph_with_a_late_mark_is_not_taken_to_the_next_page(tmp_path: Path) -> None:
    """Its last line but one has the note: Typst takes the last two along, and leaves the note."""
    paragraph = '#"{}";#book.note("a", "1")[#lorem(40)] #lorem(12)'.format("A heron waits. " * 36)
    changed: list[int] = []
    for space in range(455, 485, 5):
        folder = tmp_path / str(space)
        blocks = ("#lorem(9)", f"#v({space}pt)", paragraph)
        answer = _written(folder, BETWEEN_BLOCKS.join(('#import "/book.typ"\n', *blocks)))
        assert answer["error"] is None, answer["error"]
        markup = (folder / "chapters/a.typ").read_text(encoding="utf-8")
        assert "colbreak" not in markup
        changed += [space] if "orphan" in markup else []
        sheets = {place["label"]: place["sheet"] for place in answer["places"]}
        assert sheets["note:1:a"] == sheets["a"]
    assert changed  # else the test would show nothing


@pytest.mark.parametrize("lang", LANGUAGES)
def test_roots_dots_and_apostrophes_are_not_as_wide_as_a_chinese_sign(
    tmp_path: Path, lang: str
) -> None:
    text = in_languages("√ 2 · 3, don’t panic", lang)
    _written(tmp_path, f'#import "/book.typ"\n\n#text(font: book.sans, size: 10pt)[{text}]', lang)
    with pymupdf.open(tmp_path / "main.pdf") as document:  # type: ignore[no-untyped-call]
        blocks = document[0].get_text("rawdict")["blocks"]
    chars = [c for b in blocks for line in b["lines"] for s in line["spans"] for c in s["chars"]]
    widths = {c["c"]: c["bbox"][2] - c["bbox"][0] for c in chars if c["c"] in "√·’"}
    assert widths.keys() == {"√", "·", "’"}
    assert widths["√"] < 9
    assert widths["·"] < 5
    assert widths["’"] < 5


def test_lines_of_code_have_one_distance_whatever_pieces_they_come_in(tmp_path: Path) -> None:
    pieces = (
        '("a1\\na2", true, false, false), ("a3", true, true, false), ("a4", true, false, false)'
    )
    code = f'#book.code("heron", "Listing", "1", "Waiting", {pieces})'
    _written(tmp_path, f'#import "/book.typ"\n\n{code}')
    with pymupdf.open(tmp_path / "main.pdf") as document:  # type: ignore[no-untyped-call]
        tops = [document[0].search_for(f"a{at}")[0].y0 for at in range(1, 5)]
    first, second, third = (after - before for before, after in pairwise(tops))
    assert second == pytest.approx(first, abs=0.2)
    assert third > 1.85 * first


def test_a_list_of_facts_keeps_its_first_and_its_last_lines_together(tmp_path: Path) -> None:
    facts = ", ".join(f"[name {at}], [value{at}.]" for at in range(1, 9))
    below = "#v({space}pt)\n\n#heading(level: 3)[Waiting]\n\n#book.fact-list(" + facts + ")"
    split: set[int] = set()
    for space in range(430, 560, 8):
        folder = tmp_path / str(space)
        chapter = '#import "/book.typ"\n\n#lorem(30)\n\n' + below.format(space=space)
        _written(folder, chapter)
        with pymupdf.open(folder / "main.pdf") as document:  # type: ignore[no-untyped-call]
            pages = [page.get_text() for page in document]
        [first] = [text for text in pages if "Waiting" in text]
        count = sum(f"value{at}." in first for at in range(1, 9))
        assert count >= 3
        split.add(count)
        assert count not in (6, 7)
    assert {3, 8} <= split


def test_sources_keep_with_the_facts_above_them(tmp_path: Path) -> None:
    facts = ", ".join(f"[name {at}], [value{at}.]" for at in range(1, 5))
    below = f"#book.fact-list(keeps: true, {facts})\n\n#book.source-line[Sources]"
    moved = False
    for space in range(500, 560, 6):
        pages = _pages(tmp_path / str(space), f"#v({space}pt)\n\n{below}")
        [alone] = [text for text in pages if "Sources" in text]
        assert "value4." in alone
        moved |= alone != pages[0]
    assert moved


def test_a_long_table_begins_and_ends_with_some_rows_on_a_page(tmp_path: Path) -> None:
    rows = "".join(f"<tr><th>row {at}.</th><td>1</td></tr>" for at in range(1, 61))
    head = "<thead><tr><th>Field</th><th>Heron</th></tr></thead>"
    html = fromstring(f'<table class="card-table">{head}<tbody>{rows}</tbody></table>')
    [(table, fit)] = tables.fitted(tables.read(html), fonts.figure_font(), A4)
    markup = table_markup.typst(table, fit, A4, lambda cell: str(cell.text), name="a")
    for space in range(0, 640, 16):
        pages = _pages(tmp_path / str(space), f"#v({space}pt)\n\n{markup}")
        counts = [count for text in pages if (count := text.count("row "))]
        assert sum(counts) == 60
        assert min(counts) >= 3
        assert counts[0] >= 6


def _pages(folder: Path, blocks: str) -> list[str]:
    """Return the text of each page of a chapter."""
    _written(folder, f'#import "/book.typ"\n\n#lorem(30)\n\n{blocks}')
    with pymupdf.open(folder / "main.pdf") as document:  # type: ignore[no-untyped-call]
        return [page.get_text() for page in document]
