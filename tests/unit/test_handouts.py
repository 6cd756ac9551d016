"""Handouts of the invented site: what a student holds in hand, and what a teacher is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from scripts import __main__ as commands
from scripts.base.paths import LANGUAGES, question_pdf
from scripts.base.problems import HandbookError
from scripts.publication import handouts, packs
from scripts.publication.books import read_volume
from scripts.publication.packs import Handout
from scripts.publication.site_reader import Volume
from tests.book.pdf import Pdf, bad_line_starts, fonts_not_embedded, misplaced_bookmarks, squeezed
from tests.invented_site import EDITION

#: Of the first self-check: its question and its answer.
FIRST = {
    "zh": ("苍鹭用什么捕鱼？", "苍鹭用什么捕鱼？用嘴。"),
    "en": ("Withwhatdoesaheronfish?", "Withwhatdoesaheronfish?Withitsbill."),
}
#: Of the second: what its answer says.
ANSWER = {"zh": "等到求和式", "en": "Aslongasthesum"}
PACK = """
lang: en
title: Birds and sums
course: Biology 1
questions: [sums, heron]
answers: end
paper: letter
"""
_IDS = ("heron", "sums")

Make = Callable[..., Pdf]

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("invented-book")]


@pytest.fixture(scope="module")
def volumes(site: Path) -> dict[str, Volume]:
    return {lang: read_volume(site, lang) for lang in LANGUAGES}


@pytest.fixture(scope="module")
def make(
    volumes: dict[str, Volume], site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Make]:
    """Print a handout; the same order is printed once."""
    made: dict[Handout, Pdf] = {}

    def print_once(lang: str, *questions: str, **fields: str) -> Pdf:
        raw = {"lang": lang, "questions": questions, **fields}
        handout = packs.order(raw, "test", volumes[lang])
        if handout not in made:
            folder = tmp_path_factory.mktemp("handout")
            pdf = _print(handout, volumes[lang], site)
            handouts.write(folder / "handout.pdf", pdf)
            made[handout] = Pdf(folder / "handout.pdf")
        return made[handout]

    yield print_once
    for pdf in made.values():
        pdf.close()


def _print(handout: Handout, volume: Volume, site: Path) -> bytes:
    return handouts.print_handout(handout, volume, site, edition=EDITION)


def _problems(raw: dict[str, Any], volume: Volume) -> str:
    with pytest.raises(HandbookError) as refused:
        packs.order(raw, "packs/test.yaml", volume)
    return "\n".join(map(str, refused.value.problems))


# What is in it


def test_the_first_page_tells_what_it_is_and_where_it_comes_from(make: Make) -> None:
    english = make("en", "sums", "heron", title="Birds", course="Biology 1")
    first = english.texts[0]
    for words in ("Birds", "Biology 1", "A small book", "0.9.1", "23 November 2026", "CC BY 4.0"):
        assert words in first
    assert "https://example.org/book/en/" in squeezed(first)
    assert "https://creativecommons.org/licenses/by/4.0" in english.outward_links()
    chinese = squeezed(make("zh", "sums", "heron").texts[0])
    assert "选自《小书》0.9.1版，2026年11月23日，CCBY4.0" in chinese
    assert "https://example.org/book/" in chinese
    assert "小书：2题" in chinese


def test_it_holds_the_questions_asked_for_in_their_order_and_no_other_page(make: Make) -> None:
    pdf = make("en", "sums", "heron")
    top = [mark.title for mark in pdf.bookmarks if mark.level == 0]
    assert top == ["1 How is a sum written?", "2 How does a heron fish?", "Sources of the tables"]
    [only] = [mark.title for mark in make("zh", "heron").bookmarks if mark.level == 0]
    assert only == "苍鹭怎样捕鱼？"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("answers", ["shown", "hidden", "end"])
def test_bookmarks_lead_to_their_headings(make: Make, lang: str, answers: str) -> None:
    pdf = make(lang, "sums", "heron", answers=answers)
    assert misplaced_bookmarks(pdf) == []
    sections = [mark.title for mark in pdf.bookmarks if mark.level == 1]
    assert {"zh": "自测", "en": "Self-check"}[lang] in sections


def test_every_page_has_its_number_and_the_number_of_all(make: Make) -> None:
    pdf = make("en", "sums", "heron")
    for at, text in enumerate(pdf.texts, start=1):
        assert f"{at}/{len(pdf.texts)}" in squeezed(text)


def test_contents_are_for_more_than_two_questions(
    make: Make, volumes: dict[str, Volume], site: Path, tmp_path: Path
) -> None:
    assert "Contents" not in make("en", "sums", "heron").texts[0]
    volume = _with_a_third_question(volumes["en"])
    handout = packs.order({"lang": "en", "questions": ["sums", "heron", "wide"]}, "test", volume)
    file = tmp_path / "three.pdf"
    handouts.write(file, _print(handout, volume, site))
    pdf = Pdf(file)
    contents = squeezed(pdf.texts[0]).partition("Contents")[2]
    page = next(mark.page for mark in pdf.bookmarks if mark.title == "3 Wide tables") + 1
    assert re.search(rf"3Widetables\.*{page}", contents)
    pdf.close()


def _with_a_third_question(volume: Volume) -> Volume:
    [page] = (chapter for chapter in volume.chapters() if chapter.address == "models/wide/")
    third = replace(page, address="questions/wide/")
    return replace(volume, parts=(*volume.parts, replace(volume.parts[0], chapters=(third,))))


# Self-checks


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_are_shown_below_their_questions(make: Make, lang: str) -> None:
    assert FIRST[lang][1] in squeezed(make(lang, "heron").text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hidden_answers_are_nowhere_in_the_file(make: Make, lang: str) -> None:
    pdf = make(lang, "sums", "heron", answers="hidden")
    text = squeezed(pdf.text)
    assert FIRST[lang][0] in text
    assert FIRST[lang][1] not in text
    assert ANSWER[lang] not in text
    assert ANSWER[lang] in squeezed(make(lang, "sums", "heron").text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_at_the_end_stand_on_the_last_page_by_number(make: Make, lang: str) -> None:
    pdf = make(lang, "sums", "heron", answers="end")
    page = next(mark.page for mark in pdf.bookmarks if mark.title in ("自测答案", "Answers"))
    assert page == len(pdf.texts) - 1
    before, last = squeezed("".join(pdf.texts[:page])), squeezed(pdf.texts[page])
    question, answered = FIRST[lang]
    assert f"2.1{question}" in before
    assert answered not in before
    assert f"2.1{answered}" in last
    assert ANSWER[lang] in last
    assert {"zh": f"答案见第{page + 1}页", "en": f"answeronp.{page + 1}"}[lang] in before


def test_a_worksheet_has_only_questions_with_a_name_to_fill_in(make: Make) -> None:
    pdf = make("en", "sums", "heron", parts="questions", answers="end")
    answers = next(mark.page for mark in pdf.bookmarks if mark.title == "Answers")
    sheet, last = squeezed("".join(pdf.texts[:answers])), squeezed(pdf.texts[answers])
    question, answered = FIRST["en"]
    assert f"2.1{question}" in sheet
    assert answered in last
    assert answered not in sheet
    assert "Name" in pdf.texts[0]
    assert "Date" in pdf.texts[0]
    headings = {mark.title for mark in pdf.bookmarks}
    assert not headings & {"Short answer", "Self-check", "Sources"}
    assert answers <= 2


def test_an_answer_at_the_end_has_its_source_at_its_foot(make: Make) -> None:
    last = make("en", "heron", answers="end").texts[-1]
    assert "The life of animals" in last


def test_an_answer_at_the_end_refers_to_pages(make: Make) -> None:
    pdf = make("en", "sums", "heron", answers="end")
    assert "sum(p.1)says,[1]seethefigure(figure2.1,p.2)andthestart(p.2)." in squeezed(pdf.texts[-1])


# Links and sources


def test_links_to_what_is_not_in_it_go_to_the_site(make: Make) -> None:
    alone = make("en", "heron").outward_links()
    assert "https://example.org/book/en/questions/sums/#exact-statement" in alone
    assert "https://example.org/book/en/glossary/#heron" in alone
    both = make("en", "sums", "heron").outward_links()
    assert not [url for url in both if url.startswith("https://example.org") and "#exact" in url]


def test_each_question_tells_its_address(make: Make) -> None:
    assert "https://example.org/book/questions/heron/" in make("zh", "heron").outward_links()
    links = make("en", "sums", "heron").outward_links()
    assert "https://example.org/book/en/questions/sums/" in links


def test_a_source_of_a_table_is_a_number_of_a_list_of_just_those_cited(make: Make) -> None:
    pdf = make("en", "sums", "heron")
    assert "Sources:[1]" in squeezed(pdf.text)
    page = next(mark.page for mark in pdf.bookmarks if mark.title == "Sources of the tables")
    sources = squeezed(pdf.texts[page]).partition("Sourcesofthetables")[2]
    assert "[1]Sun(1999).Anote." in sources
    assert "Brehm" not in sources


# As a file


@pytest.mark.parametrize("answers", ["shown", "hidden", "end"])
def test_a_handout_is_accessible_and_tells_its_language(make: Make, answers: str) -> None:
    pdf = make("zh", "sums", "heron", answers=answers)
    with pdf.structure.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    assert str(pdf.structure.Root["/Lang"]).startswith("zh")
    assert str(pdf.structure.docinfo["/Title"]) == "小书：2 题"
    assert fonts_not_embedded(pdf) == []
    assert bad_line_starts(pdf) == []


def test_a_question_alone_is_called_by_its_title(make: Make) -> None:
    docinfo = make("en", "heron").structure.docinfo
    assert str(docinfo["/Title"]) == "How does a heron fish?"


def test_the_paper_can_be_american(volumes: dict[str, Volume], site: Path, tmp_path: Path) -> None:
    volume = _with_a_third_question(volumes["en"])
    raw = {"lang": "en", "questions": ["wide"], "paper": "letter"}
    file = tmp_path / "letter.pdf"
    handouts.write(file, _print(packs.order(raw, "", volume), volume, site))
    with pikepdf.open(file) as document:
        sizes = {tuple(round(float(side)) for side in page.mediabox[2:]) for page in document.pages}
    assert sizes == {(612, 792), (792, 612)}


def test_the_same_order_gives_the_same_bytes_and_spends_nothing(
    volumes: dict[str, Volume], site: Path
) -> None:
    raw = {"lang": "en", "questions": ["sums", "heron"], "answers": "end"}
    handout = packs.order(raw, "", volumes["en"])
    first = _print(handout, volumes["en"], site)
    assert _print(handout, volumes["en"], site) == first


def test_two_made_at_once_are_as_if_made_alone(volumes: dict[str, Volume], site: Path) -> None:
    orders = [packs.order({"lang": "en", "questions": [id_]}, "", volumes["en"]) for id_ in _IDS]
    print_one = partial(_print, volume=volumes["en"], site=site)
    with ThreadPoolExecutor(len(orders)) as threads:
        assert list(threads.map(print_one, orders)) == list(map(print_one, orders))


def test_every_question_has_a_pdf_of_its_own(site: Path, tmp_path: Path) -> None:
    made = handouts.make_question_pdfs(site, tmp_path, LANGUAGES, edition=EDITION)
    wanted = {question_pdf(id_, lang) for id_ in _IDS for lang in LANGUAGES}
    assert {file.relative_to(tmp_path).as_posix() for file in made} == wanted
    pdf = Pdf(tmp_path / question_pdf("heron", "zh"))
    assert "苍鹭怎样捕鱼？" in pdf.texts[0]
    assert FIRST["zh"][1] in squeezed(pdf.text)
    pdf.close()


# Orders


def test_all_mistakes_of_an_order_are_told_at_once(volumes: dict[str, Volume]) -> None:
    raw = {"lang": "de", "questions": ["herons", "sums", "sums"], "answer": "hidden", "paper": "a3"}
    told = _problems(raw, volumes["en"])
    assert "packs/test.yaml › lang: should be 'zh' or 'en'. Remedy: write zh or en" in told
    assert "packs/test.yaml › answer: the key is unknown. Remedy: did you mean `answers`?" in told
    assert "packs/test.yaml › paper: should be 'a4' or 'letter'. Remedy: write a4 or letter" in told
    assert "packs/test.yaml › sums › questions: is listed twice" in told
    assert "packs/test.yaml › herons › questions: no such question" in told


def test_what_is_missing_or_empty_is_told(volumes: dict[str, Volume]) -> None:
    told = _problems({"questions": []}, volumes["en"])
    assert "lang: is missing" in told
    assert "questions: is empty" in told


@pytest.mark.parametrize("name", ["hern", "Heron", "how does a heron", "bird that fishes: heron"])
def test_an_id_that_there_is_not_brings_up_the_nearest(
    volumes: dict[str, Volume], name: str
) -> None:
    told = _problems({"lang": "en", "questions": [name]}, volumes["en"])
    assert "Remedy: nearest: heron (How does a heron fish?), sums" in told


def test_a_question_is_also_found_by_its_keywords() -> None:
    names = {
        "norm-placement": ["Where does the norm go?", "pre-ln", "归一化位置"],
        "rope": ["How does RoPE encode positions?", "rotary position embedding", "旋转位置编码"],
        "alibi": ["What is ALiBi?", "linear bias", "线性偏置"],
    }
    assert packs.nearest("旋转", names)[0] == "rope"
    assert packs.nearest("linear-bias", names)[0] == "alibi"
    assert packs.nearest("Pre-LN", names)[0] == "norm-placement"


def test_a_pack_that_is_no_mapping_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "week.yaml"
    file.write_text("- heron\n", encoding="utf-8")
    with pytest.raises(HandbookError, match=r"week\.yaml: is not a mapping"):
        packs.read(file)
    with pytest.raises(HandbookError, match="file is missing"):
        packs.read(tmp_path / "none.yaml")


# The command


@pytest.fixture
def on_invented_site(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "SITE", site)
    monkeypatch.setattr(commands, "_edition", lambda: EDITION)


@pytest.mark.usefixtures("on_invented_site")
def test_the_command_makes_a_handout_from_a_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "DIST", tmp_path / "dist")
    pack = tmp_path / "week2.yaml"
    pack.write_text(PACK, encoding="utf-8")
    assert commands.main(["handout", "--from", str(pack)]) == 0
    file = tmp_path / "dist" / "handout-en-week2-end.pdf"
    pdf = Pdf(file)
    assert f"{file}, {len(pdf.texts)} pages" in capsys.readouterr().out
    assert "Birds and sums" in pdf.texts[0]
    pdf.close()


@pytest.mark.usefixtures("on_invented_site")
def test_options_of_the_command_go_before_the_pack(tmp_path: Path) -> None:
    pack, file = tmp_path / "week2.yaml", tmp_path / "teacher.pdf"
    pack.write_text(PACK, encoding="utf-8")
    command = ["handout", "--from", str(pack), "--answers", "shown", "--out", str(file)]
    assert commands.main([*command, "--title", "For the teacher"]) == 0
    pdf = Pdf(file)
    assert "For the teacher" in pdf.texts[0]
    assert FIRST["en"][1] in squeezed(pdf.text)
    pdf.close()


@pytest.mark.usefixtures("on_invented_site")
def test_a_mistake_in_the_command_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "out.pdf"
    command = ["handout", "--lang", "en", "--questions", "heron, sms", "--out", str(file)]
    assert commands.main(command) == 1
    assert "command line › sms › questions: no such question" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("on_invented_site")
def test_a_handout_is_not_written_under_the_name_of_another_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "handout.docx"
    command = ["handout", "--lang", "en", "--questions", "heron", "--out", str(file)]
    assert commands.main(command) == 1
    assert "ends in .docx, and a handout is a PDF" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("on_invented_site")
@pytest.mark.parametrize(
    ("out", "said"),
    [("", "is a folder"), (".", "is a folder"), ("file/a.pdf", "cannot be written")],
)
def test_a_place_that_cannot_be_written_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    out: str,
    said: str,
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.chdir(tmp_path)
    command = ["handout", "--lang", "en", "--questions", "heron", "--out", out]
    assert commands.main(command) == 1
    assert said in capsys.readouterr().err


def test_files_are_named_after_what_they_hold() -> None:
    handout = Handout(lang="zh", questions=("rope", "alibi", "norm-placement"), answers="hidden")
    assert handouts.file_name(handout, None) == "handout-zh-rope-and-2-more-hidden.pdf"
    one = Handout(lang="en", questions=("rope",))
    assert handouts.file_name(one, None) == "handout-en-rope.pdf"
    assert handouts.file_name(one, Path("packs/week1.yaml")) == "handout-en-week1.pdf"
