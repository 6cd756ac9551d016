"""Slides of the invented site: what a class sees, and what a teacher is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest

from scripts import __main__ as commands
from scripts.publication.slides import make_deck, make_question_decks
from tests.book.pdf import Pdf, broken_links, fonts_not_embedded, squeezed
from tests.invented_site import EDITION

PACK = """
lang: en
title: Birds and sums
course: Biology 1
questions: [sums, heron]
"""
#: Text of a slide is not smaller; what stands above the head and at the foot is, and so are the
#: letters of a figure and the small signs of formulas.
_LEAST = 18.0
_ABOVE, _FOOT = 34.0, 30.0

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("invented-book")]


@pytest.fixture(scope="module")
def deck(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pdf]:
    folder = tmp_path_factory.mktemp("slides")
    pack = folder / "week2.yaml"
    pack.write_text(PACK, encoding="utf-8")
    pdf = Pdf(make_deck(pack, site, folder, edition=EDITION))
    yield pdf
    pdf.close()


@pytest.fixture(scope="module")
def chinese(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pdf]:
    folder = tmp_path_factory.mktemp("slides")
    [file] = make_question_decks(["heron"], site, folder, ["zh"], edition=EDITION)
    pdf = Pdf(file)
    yield pdf
    pdf.close()


def _slides(pdf: Pdf, words: str) -> list[int]:
    """Return the slides, counted from 0, on which words stand."""
    return [at for at, text in enumerate(pdf.texts) if squeezed(words) in squeezed(text)]


def test_a_deck_opens_with_its_title_and_where_it_comes_from(deck: Pdf, chinese: Pdf) -> None:
    first = squeezed(deck.texts[0])
    for words in ("Birds and sums", "Biology 1", "How does a heron fish?", "0.9.1", "CC BY 4.0"):
        assert squeezed(words) in first
    assert "https://example.org/book/en/questions/heron/" in deck.outward_links()
    assert "选自《小书》0.9.1版" in squeezed(chinese.texts[0])


def test_a_section_is_a_slide(deck: Pdf) -> None:
    sections = [mark.title for mark in deck.bookmarks if mark.level == 1]
    assert {"The exact statement", "Short answer", "Self-check 1"} <= set(sections)
    pages = [mark.page for mark in deck.bookmarks]
    assert len(set(pages)) == len(pages)


def test_what_leads_from_one_formula_to_the_next_is_shown(deck: Pdf) -> None:
    shown = squeezed(deck.text)
    for words in ("Attention is defined by", "where the mask is", "Lines that align:"):
        assert squeezed(words) in shown
    # What stands behind the last formula is told; what comes after that is not.
    assert squeezed("are above, as is its own") in shown
    assert squeezed("or to all questions") not in shown
    for number in ("(1.1)", "(1.2)", "(1.3)", "(1.4)", "(A)"):
        assert number in shown


def test_a_section_that_does_not_fit_goes_on_under_the_same_head(deck: Pdf) -> None:
    [start] = [mark.page for mark in deck.bookmarks if mark.title == "The exact statement"]
    assert squeezed("The exact statement (continued)") in squeezed(deck.texts[start + 1])


def test_an_answer_is_seen_after_its_question(deck: Pdf) -> None:
    [*_, asked, answered] = _slides(deck, "With what does a heron fish?")
    assert answered == asked + 1
    assert "Withitsbill" not in squeezed(deck.texts[asked])
    assert "Withitsbill" in squeezed(deck.texts[answered])


def test_a_figure_has_a_slide_with_its_caption(chinese: Pdf) -> None:
    captioned = _slides(chinese, "图1")
    assert len(captioned) == 1
    assert "fig-wait" in chinese.texts[captioned[0]]


@pytest.mark.parametrize("name", ["deck", "chinese"])
def test_slides_are_wide_and_their_text_is_large(name: str, request: pytest.FixtureRequest) -> None:
    file = request.getfixturevalue(name).file
    small = []
    with pymupdf.open(file) as document:  # type: ignore[no-untyped-call]
        for page in document:
            assert page.rect.width / page.rect.height == pytest.approx(16 / 9, rel=0.01)
            lines = (line for block in page.get_text("dict")["blocks"] for line in block["lines"])
            for span in (span for line in lines for span in line["spans"]):
                _, top, _, foot = span["bbox"]
                inside = top >= _ABOVE and foot <= page.rect.height - _FOOT
                if inside and span["size"] < _LEAST - 0.1 and "Math" not in span["font"]:
                    small.append((page.number, span["text"], span["size"]))
    assert small == []


@pytest.mark.parametrize("name", ["deck", "chinese"])
def test_links_lead_somewhere_and_fonts_travel_along(
    name: str, request: pytest.FixtureRequest
) -> None:
    pdf = request.getfixturevalue(name)
    assert broken_links(pdf) == []
    assert fonts_not_embedded(pdf) == []


@pytest.fixture
def on_invented_site(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "SITE", site)
    monkeypatch.setattr(commands, "DIST", tmp_path / "dist")
    monkeypatch.setattr(commands, "_edition", lambda: EDITION)


@pytest.mark.usefixtures("on_invented_site")
def test_a_deck_of_a_question_is_made_in_the_language_asked_for(tmp_path: Path) -> None:
    assert commands.main(["slides", "heron", "--language", "en"]) == 0
    assert [file.name for file in (tmp_path / "dist").iterdir()] == ["slides-en-heron.pdf"]


@pytest.mark.usefixtures("on_invented_site")
def test_an_unknown_question_is_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.main(["slides", "herons"]) == 1
    assert "herons › questions: no such question. Remedy: nearest: heron" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
