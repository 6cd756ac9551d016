"""Glossary, bibliography and lists of questions, from invented data."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from lxml import html

from scripts.content.pages import FrontMatter, Page
from scripts.data.forms import Bilingual
from scripts.data.handbook import Handbook
from scripts.data.lists import Aliases, Chapter, Source, Term
from scripts.fragments import listings
from tests.unit import invented


def _term(key: str, zh: str, en: str, see: tuple[str, ...] = ()) -> Term:
    definition = Bilingual(zh=f"{zh}的定义。", en=f"What {en} <means>.")
    return Term(id=key, zh=zh, en=en, definition=definition, see=see)


def _source(key: str, kind: str, author: str, year: int) -> Source:
    return Source.model_validate(
        {
            "id": key,
            "authors": (author,),
            "title": f"Title of {key}",
            "year": year,
            "venue": "Venue",
            "url": f"https://example.org/{key}",
            "kind": kind,
            "opened": datetime.date(2026, 1, 2),
        }
    )


def _page(key: str, reviewed: datetime.date) -> Page:
    meta = FrontMatter(
        title=f"Title of {key}",
        description="one sentence about it",
        reviewed=reviewed,
        id=key,
        chapter="first",
        level="basic",
    )
    return Page("en", f"questions/{key}.md", f"docs/en/questions/{key}.md", meta, "")


PAGES = [_page("old", datetime.date(2026, 1, 1)), _page("new", datetime.date(2026, 2, 1))]


@pytest.fixture
def handbook() -> Handbook:
    title = Bilingual(zh="第一章", en="First chapter")
    return replace(
        invented.handbook(),
        sources={
            s.id: s
            for s in (_source("b", "paper", "Zoe, Z", 2020), _source("a", "code", "A", 2019))
        },
        glossary=(
            _term("token", "词元", "token"),
            _term("attention", "注意力", "attention", ("token", "new")),
            _term("rope", "RoPE", "RoPE"),
        ),
        chapters=(
            Chapter(id="first", title=title, summary=title, questions=("new", "old", "later")),
            Chapter(id="empty", title=title, summary=title, questions=("someday",)),
        ),
    )


def _tree(handbook: Handbook, name: str, lang: str) -> html.HtmlElement:
    return html.fragment_fromstring(
        listings.render_all(handbook, PAGES, lang)[name], create_parent=True
    )


@pytest.mark.parametrize(
    ("lang", "order"),
    [("zh", ["token", "rope", "attention"]), ("en", ["attention", "rope", "token"])],
)
def test_terms_stand_in_the_order_of_each_language(
    handbook: Handbook, lang: str, order: list[str]
) -> None:
    """In Chinese by pinyin: cí yuán, RoPE, zhù yì lì."""
    assert _tree(handbook, "glossary", lang).xpath("//dt/@id") == order


def test_a_term_links_to_terms_and_questions(handbook: Handbook) -> None:
    links = _tree(handbook, "glossary", "en").xpath("//dd//a/@href")
    assert links == ["#token", "{root}questions/new/"]


def test_markup_in_the_data_is_text(handbook: Handbook) -> None:
    text = listings.render_all(handbook, PAGES, "en")["glossary"]
    assert "&lt;means&gt;" in text


def test_every_source_has_its_anchor_and_address(handbook: Handbook) -> None:
    tree = _tree(handbook, "bibliography", "en")
    assert sorted(tree.xpath("//li/@id")) == ["a", "b"]
    assert "https://example.org/a" in tree.xpath("//li/a/@href")


def test_questions_follow_the_chapters_order_and_forthcoming_ones_are_counted(
    handbook: Handbook,
) -> None:
    tree = _tree(handbook, "questions", "en")
    assert tree.xpath("//dt/a/@href") == ["{root}questions/new/", "{root}questions/old/"]
    assert "1 more" in tree.text_content()


def test_the_newest_comes_first(handbook: Handbook) -> None:
    links = _tree(handbook, "home-newest", "en").xpath("//a/@href")
    assert links == ["{root}questions/new/", "{root}questions/old/"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_list_has_a_blank_line(handbook: Handbook, lang: str) -> None:
    """A blank line would end the block of HTML for Markdown."""
    for name, text in listings.render_all(handbook, PAGES, lang).items():
        assert "\n\n" not in text, name


def test_a_chapter_without_pages_is_a_card_without_links(handbook: Handbook) -> None:
    cards = _tree(handbook, "home-chapters", "en").xpath("./ul/li")
    first, forthcoming = cards[:2]
    assert "{root}questions/new/" in first.xpath(".//a/@href")
    assert not forthcoming.xpath(".//a")
    assert "In preparation: 1" in forthcoming.text_content()


def test_a_term_carries_its_other_names_for_the_search(handbook: Handbook) -> None:
    aliases = Aliases(zh=("旋转编码",), en=("rotary",))
    terms = tuple(
        term.model_copy(update={"aliases": aliases}) if term.id == "rope" else term
        for term in handbook.glossary
    )
    tree = _tree(replace(handbook, glossary=terms), "glossary", "zh")
    assert tree.xpath("//dt[@id='rope']/@data-keywords") == ["旋转编码, rotary"]
    assert len(tree.xpath("//dt[@data-keywords]")) == 1


def test_papers_come_before_other_sources(handbook: Handbook) -> None:
    assert _tree(handbook, "bibliography", "en").xpath("//h2/@id") == ["papers", "codes"]


def test_the_ornament_is_the_mask_of_a_prefix_lm(handbook: Handbook) -> None:
    cells = _tree(handbook, "home-art", "en").xpath("//rect/@class")
    size, prefix = listings.ART_SIZE, listings.ART_PREFIX
    assert len(cells) == size**2
    kinds = [sum(cell.endswith(kind) for cell in cells) for kind in ("past", "ahead", "hidden")]
    seen_ahead = prefix * (prefix - 1) // 2
    assert kinds == [size * (size + 1) // 2, seen_ahead, size * (size - 1) // 2 - seen_ahead]
