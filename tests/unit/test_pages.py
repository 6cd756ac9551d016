"""Front matter and citations: what is wrong is named, what is right becomes footnotes."""

import datetime
from pathlib import Path
from types import MappingProxyType

import pytest

from scripts.base.problems import HandbookError
from scripts.content import pages
from scripts.content.markdown_values import Lookup
from scripts.content.records import Bilingual, Chapter, Source
from scripts.data.handbook import Handbook

FRONT = """---
title: A title
description: one sentence that describes it
reviewed: 2026-01-02
{more}---
"""


def _write(root: Path, path: str, body: str, more: str = "") -> None:
    file = root / "docs" / "en" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(FRONT.format(more=more) + body, encoding="utf-8")


def _source(key: str, *authors: str) -> Source:
    return Source(
        id=key,
        authors=authors,
        title="Norms *and* [brackets]",
        year=2020,
        venue="Journal",
        url="https://example.org/a",
        kind="paper",
        opened=datetime.date(2026, 1, 1),
    )


HANDBOOK = Handbook(
    families=MappingProxyType({}),
    sources=MappingProxyType({"a2020-norms": _source("a2020-norms", "Able, Ann", "Baker, Bo")}),
    glossary=(),
    chapters=(
        Chapter(
            id="first",
            title=Bilingual(zh="一", en="One"),
            summary=Bilingual(zh="一", en="One"),
            questions=("known",),
        ),
    ),
)


def _lookup(_: str) -> Lookup:
    return lambda name, form: {"tiny.n_layers": "2"}[name]


def _problems(root: Path) -> list[tuple[str, str, str]]:
    found = pages.problems(pages.read_all(root, "en"), HANDBOOK, _lookup)
    return [(p.file, p.entry, p.field) for p in found if p.file.startswith("docs/")]


def test_a_page_knows_its_address(tmp_path: Path) -> None:
    _write(tmp_path, "index.md", "")
    _write(tmp_path, "models/index.md", "")
    _write(tmp_path, "models/tiny.md", "")
    urls = [page.url for page in pages.read_all(tmp_path, "en")]
    assert urls == ["", "models/", "models/tiny/"]


def test_all_pages_with_wrong_front_matter_are_named_at_once(tmp_path: Path) -> None:
    _write(tmp_path, "a.md", "", "surprise: 1\n")
    _write(tmp_path, "b.md", "", "level: expert\n")
    (tmp_path / "docs" / "en" / "c.md").write_text("no front matter", encoding="utf-8")
    with pytest.raises(HandbookError) as caught:
        pages.read_all(tmp_path, "en")
    assert [(p.file, p.field) for p in caught.value.problems] == [
        ("docs/en/a.md", "surprise"),
        ("docs/en/b.md", "level"),
        ("docs/en/c.md", "front matter"),
    ]


@pytest.mark.parametrize(
    ("more", "body", "entry"),
    [
        ('sources: {nobody: ""}\n', "text[^nobody]", "nobody"),
        ('sources: {a2020-norms: ""}\n', "text", "a2020-norms"),
        ("", "text[^a2020-norms]", "a2020-norms"),
        ("", "it has [[tiny.d_model]]", "[[tiny.d_model]]"),
    ],
    ids=["unknown source", "never cited", "not listed", "unknown value"],
)
def test_wrong_citations_and_values_are_named(
    tmp_path: Path, more: str, body: str, entry: str
) -> None:
    _write(tmp_path, "a.md", body, more)
    assert [(file, what) for file, what, _ in _problems(tmp_path)] == [("docs/en/a.md", entry)]


def test_what_a_question_must_state(tmp_path: Path) -> None:
    more = "id: other\nchapter: second\nrequires: [nowhere]\n"
    _write(tmp_path, "questions/known.md", "", more)
    fields = [field for _, _, field in _problems(tmp_path)]
    assert fields == ["id", "level", "chapter", "requires"]


@pytest.mark.parametrize(
    ("first", "second", "entry"),
    [
        ("One?", "Two? {#check-two}", "One?"),
        ("One? {#one}", "Two? {#check-two}", "One?"),
        ("One? {#check-one}", "Two? {#check-one}", "check-one"),
        ("One? {#check-One}", "Two? {#check-two}", "One?"),
        ("One? {#check-todo}", "Two? {#check-two}", "One?"),
    ],
    ids=["none", "without its prefix", "twice", "of another form", "of the draft"],
)
def test_ids_of_the_self_check_are_there_once(
    tmp_path: Path, first: str, second: str, entry: str
) -> None:
    body = f'??? question "{first}"\n    Yes.\n\n??? question "{second}"\n    No.\n'
    _write(tmp_path, "questions/known.md", body, "id: known\nchapter: first\nlevel: basic\n")
    assert [(what, field) for _, what, field in _problems(tmp_path)] == [(entry, "id")]


def test_sources_become_footnotes_with_their_place(tmp_path: Path) -> None:
    _write(tmp_path, "a.md", "text[^a2020-norms]", 'sources: {a2020-norms: "§2, *here*"}\n')
    (page,) = pages.read_all(tmp_path, "en")
    assert pages.footnotes(page, HANDBOOK) == (
        "[^a2020-norms]: Able & Baker (2020). [Norms \\*and\\* \\[brackets\\]]"
        "(https://example.org/a). Journal. See §2, \\*here\\*.\n"
    )


def test_citations_inside_code_are_none(tmp_path: Path) -> None:
    _write(tmp_path, "a.md", "```text\nx[^a2020-norms]\n```\n")
    (page,) = pages.read_all(tmp_path, "en")
    assert page.cited() == []


def test_sources_are_numbered_as_a_reader_meets_them_before_a_colon_too(tmp_path: Path) -> None:
    body = "First[^b2021-rope]: then[^a2020-norms], again[^b2021-rope].\n"
    _write(tmp_path, "a.md", body)
    (page,) = pages.read_all(tmp_path, "en")
    assert page.cited() == ["b2021-rope", "a2020-norms"]


def test_authors_that_are_not_listed_are_said_to_exist() -> None:
    source = _source("a", "Able, Ann").model_copy(update={"others": True})
    assert pages.reference(source, "en").startswith("Able et al. (")
    assert pages.reference(source, "zh").startswith("Able 等（")


def test_no_full_stop_follows_a_title_that_asks() -> None:
    source = _source("a", "Able, Ann").model_copy(update={"title": "Is it so?"})
    assert "?](" in pages.reference(source, "en")
    assert f"]({source.url}) {source.venue}." in pages.reference(source, "en")
    assert f"]({source.url}) {source.venue}。" in pages.reference(source, "zh")
    assert f"]({source.url})。" in pages.reference(_source("a", "Able, Ann"), "zh")


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("摘要", "见摘要。"),
        ("“方法”", "见“方法”。"),
        ("§2.1", "见 §2.1。"),
        ("Table 3", "见 Table 3。"),
    ],
)
def test_a_place_follows_a_chinese_word_without_a_space_where_it_is_chinese(
    place: str, shown: str
) -> None:
    assert pages.reference(_source("a", "Able, Ann"), "zh", place).endswith(shown)


@pytest.mark.parametrize(
    ("authors", "zh", "en"),
    [
        (("Able, Ann",), "Able", "Able"),
        (("Able, Ann", "Baker, Bo"), "Able、Baker", "Able & Baker"),
        (("A, A", "B, B", "C, C"), "A、B、C", "A, B & C"),
        (("A, A", "B, B", "C, C", "D, D"), "A、B、C 等", "A, B, C et al."),
    ],
)
def test_authors_are_named_as_each_language_does(
    authors: tuple[str, ...], zh: str, en: str
) -> None:
    source = _source("a", *authors)
    assert pages.reference(source, "zh").startswith(f"{zh}（2020）。")
    assert pages.reference(source, "en").startswith(f"{en} (2020). ")


def test_a_source_that_nothing_cites_is_named(tmp_path: Path) -> None:
    _write(tmp_path, "a.md", "Nothing.\n")
    (problem,) = pages.unused_sources(pages.read_all(tmp_path, "en"), HANDBOOK)
    assert (problem.file, problem.entry) == ("data/sources", "a2020-norms")
    _write(tmp_path, "a.md", "So.[^a2020-norms]\n", 'sources:\n  a2020-norms: "§1"\n')
    assert not list(pages.unused_sources(pages.read_all(tmp_path, "en"), HANDBOOK))


def test_questions_that_need_each_other_are_refused(tmp_path: Path) -> None:
    more = "id: {0}\nchapter: first\nlevel: basic\nrequires: [{1}]\n"
    for one, other in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")):
        _write(tmp_path, f"questions/{one}.md", "", more.format(one, other))
    found = pages.problems(pages.read_all(tmp_path, "en"), HANDBOOK, _lookup)
    told = [problem.message for problem in found if problem.field == "requires"]
    assert told == [
        "goes in a circle: a → b → c → a",
        "goes in a circle: b → c → a → b",
        "goes in a circle: c → a → b → c",
    ]
