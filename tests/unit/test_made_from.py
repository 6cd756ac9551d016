"""A server renders a page anew when something changes that the page takes from elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scripts.data.forms import Bilingual
from scripts.data.lists import Term
from scripts.fragments.generate import Content
from scripts.site import made_from
from tests.unit.invented import handbook
from tests.unit.test_published import page

BODY = """# Bills {#top}

[[%s.name]] of a [heron](../glossary.md#heron).

--8<-- "en/figures/bills.svg"
--8<-- "words.txt"
"""
FRAGMENTS = {"en/figures/bills.svg": "<svg/>", "en/figures/other.svg": "<svg/>"}


@pytest.fixture
def content() -> Content:
    definition = Bilingual(zh="鸟。", en="A bird.")
    term = Term(id="heron", zh="苍鹭", en="heron", definition=definition)
    book = replace(handbook(), glossary=(term,))
    body = BODY % next(iter(book.entries())).checkpoint.id
    return Content(book, {"en": [page("questions/bills.md", body, "en")], "zh": []})


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "words.txt"
    file.write_text("quack", encoding="utf-8")
    return file


def number(content: Content, words: Path, fragments: dict[str, str] = FRAGMENTS) -> int:
    [shown] = content.pages["en"]
    address = "https://example.org/"
    return made_from.made_from(content, shown, fragments, (words.parent,), address)


def test_nothing_changes_by_itself_or_by_what_the_page_does_not_show(
    content: Content, words: Path
) -> None:
    before = number(content, words)
    assert number(content, words) == before
    assert number(content, words, {**FRAGMENTS, "en/figures/other.svg": "<svg></svg>"}) == before


def test_a_figure_or_an_included_file_changes_the_page(content: Content, words: Path) -> None:
    before = number(content, words)
    assert number(content, words, {**FRAGMENTS, "en/figures/bills.svg": "<svg></svg>"}) != before
    words.write_text("quack, quack", encoding="utf-8")
    assert number(content, words) != before


def test_a_definition_changes_the_pages_that_link_to_it(content: Content, words: Path) -> None:
    before = number(content, words)
    [term] = content.handbook.glossary
    new = term.model_copy(update={"definition": Bilingual(zh="水鸟。", en="A bird of water.")})
    book = replace(content.handbook, glossary=(new,))
    assert number(replace(content, handbook=book), words) != before


def test_what_the_page_says_of_itself_changes_it(content: Content, words: Path) -> None:
    before = number(content, words)
    [shown] = content.pages["en"]
    renamed = replace(shown, meta=shown.meta.model_copy(update={"id": "bills"}))
    assert number(replace(content, pages={"en": [renamed], "zh": []}), words) != before
