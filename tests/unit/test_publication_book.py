"""The book of a small invented site: what a reader of the PDF sees and what stops the press."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pikepdf
import pymupdf
import pytest

from scripts.base import citing
from scripts.base.paths import LANGUAGES, ROOT
from scripts.base.problems import HandbookError, Problem, raise_if_any
from scripts.publication import site_reader
from scripts.publication.books import make_books
from scripts.publication.division import BOOKS, QUESTIONS, Book
from scripts.publication.paper import A4
from tests.book import copying, notes, outloud, pages, parity, verapdf
from tests.book.blank import half_empty
from tests.book.invented_books import print_books
from tests.book.pdf import (
    Pdf,
    bad_line_starts,
    broken_links,
    fonts_not_embedded,
    left_out_of_contents,
    misplaced_bookmarks,
    misplaced_contents,
    squeezed,
    wrong_sides,
)
from tests.book.sheet import off_sheet
from tests.invented_site import EDITION, spoil

PAGE = "questions/heron/index.html"

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("invented-book")]


@pytest.fixture(scope="module")
def books(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Pdf]]:
    files = print_books(site, tmp_path_factory.mktemp("books"))
    pdfs = {name: Pdf(file) for name, file in files.items()}
    yield pdfs
    for pdf in pdfs.values():
        pdf.close()


ON_A4 = dict.fromkeys(LANGUAGES, (A4,))


def _make(site: Path, out: Path, *books: Book) -> list[Path]:
    return make_books(
        site, out, LANGUAGES, edition=EDITION, books=books, papers=ON_A4, work_dir=out / "work"
    )


def _refused(site: Path, out: Path, *books: Book) -> list[str]:
    with pytest.raises(HandbookError) as refused:
        _make(site, out, *(books or (QUESTIONS,)))
    assert not list(out.glob("*.pdf"))
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize("name", ["zh", "en", "atlas-zh", "atlas-en"])
def test_contents_and_bookmarks_lead_to_their_headings(books: dict[str, Pdf], name: str) -> None:
    assert misplaced_bookmarks(books[name]) == []
    assert misplaced_contents(books[name]) == []
    assert left_out_of_contents(books[name]) == []
    assert broken_links(books[name]) == []


def test_odd_pages_are_on_the_right_with_their_number_outside(books: dict[str, Pdf]) -> None:
    pdf = books["en"]
    assert wrong_sides(pdf) == []
    for page, text in enumerate(pdf.texts):
        number, head = pdf.printed_number(page), text.splitlines()[:1]
        if number.isdigit() and head and number in head[0].split():
            assert head[0].split()[0 if int(number) % 2 == 0 else -1] == number


def test_a_blank_page_stands_before_page_1_where_that_would_be_on_the_left(
    books: dict[str, Pdf],
) -> None:
    pdf = books["en"]
    [first] = [at for at in range(len(pdf.texts)) if pdf.printed_number(at) == "1"]
    assert first % 2 == 0
    assert pdf.texts[first - 1].strip() == ""


def test_parts_chapters_and_sections_nest(books: dict[str, Pdf]) -> None:
    titles = [(mark.level, mark.title) for mark in books["en"].bookmarks]
    assert titles[:6] == [
        (0, "Contents"),
        (0, "About this book"),
        (0, "Part I Birds"),
        (1, "1 How does a heron fish?"),
        (2, "1.1 Short answer"),
        (3, "1.1.1 In detail"),
    ]
    assert [title for level, title in titles if level == 0][-1] == "Back matter"


def test_pages_for_the_screen_alone_are_left_out(books: dict[str, Pdf]) -> None:
    titles = {mark.title for mark in books["en"].bookmarks}
    assert not titles & {"Home", "All questions", "How to contribute"}
    assert "This sentence is for screens" not in books["en"].text
    assert "This needs a script" not in books["en"].text
    assert "Reset" not in books["en"].text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("book", BOOKS, ids=lambda book: str(book.id))
def test_the_text_of_every_page_can_be_read_in_order(
    books: dict[str, Pdf], site: Path, lang: str, book: Book
) -> None:
    pdf = books[lang if book == QUESTIONS else f"atlas-{lang}"]
    assert parity.differences(site_reader.read(site, lang), book, pdf) == []
    assert pdf.tagged.unreadable == []


def test_each_book_is_complete_and_says_which_it_is(books: dict[str, Pdf]) -> None:
    for name, titles in (
        ("en", ["Part I Birds", "Part II Mathematics"]),
        ("atlas-en", ["Part I Models"]),
    ):
        top = [mark.title for mark in books[name].bookmarks if mark.level == 0]
        assert top == ["Contents", "About this book", *titles, "Back matter"]
        chapters = [mark.title for mark in books[name].bookmarks if mark.level == 1]
        assert {"Glossary", "Bibliography", "Index"} <= set(chapters)
    assert "A small book\r\nQuestions" in books["en"].texts[0]
    assert "A small book\r\nAtlas of models" in books["atlas-en"].texts[0]
    assert "https://example.org/book/en/about/downloads/" in squeezed(books["en"].texts[1])


def test_a_link_to_the_other_book_is_an_address_that_can_be_read(books: dict[str, Pdf]) -> None:
    questions, atlas = squeezed(books["en"].text), squeezed(books["atlas-en"].text)
    assert "fivecolumns[1]." in questions
    assert "https://example.org/book/en/models/wide/#table-five" in questions
    assert "https://example.org/book/en/questions/heron/" in atlas


@pytest.mark.parametrize(("lang", "term"), [("zh", "苍鹭"), ("en", "heron")])
def test_the_index_tells_the_pages_on_which_a_term_is_spoken_of(
    books: dict[str, Pdf], lang: str, term: str
) -> None:
    pdf = books[lang]
    [start] = [mark.page for mark in pdf.bookmarks if mark.title in ("索引", "Index")]
    entry = re.search(rf"^{term}\s+([\d, ]+)", pdf.texts[start], re.MULTILINE)
    assert entry is not None
    told = entry[1].replace(" ", "").strip(",").split(",")
    numbers = {pdf.printed_number(page): page for page in range(start)}
    assert told
    for number in told:
        assert term in pdf.texts[numbers[number]].lower()


@pytest.mark.parametrize(
    ("lang", "line"),
    [("zh", r"^patience\s+见“耐心”"), ("en", r"^stamina\s+see patience")],
)
def test_another_name_of_a_term_leads_to_its_entry(
    books: dict[str, Pdf], lang: str, line: str
) -> None:
    pdf = books[lang]
    [start] = [mark.page for mark in pdf.bookmarks if mark.title in ("索引", "Index")]
    assert re.search(line, pdf.texts[start], re.MULTILINE)


def test_the_contents_list_the_sections_of_questions(books: dict[str, Pdf]) -> None:
    assert "1.1Shortanswer1" in [entry.text for entry in books["en"].contents]
    assert "1.1Asmalltable1" not in [entry.text for entry in books["atlas-en"].contents]


def test_the_index_lists_no_page_of_the_glossary(books: dict[str, Pdf]) -> None:
    pdf = books["en"]
    [start] = [mark.page for mark in pdf.bookmarks if mark.title == "Index"]
    [glossary] = [mark.page for mark in pdf.bookmarks if mark.title == "Glossary"]
    numbers = re.findall(r"\d+", pdf.texts[start].split("Index", 1)[1])
    assert pdf.printed_number(glossary) not in numbers


@pytest.mark.parametrize(("name", "standard"), [("en", "ua1"), ("atlas-zh", "2a")])
def test_verapdf_finds_no_error(books: dict[str, Pdf], name: str, standard: str) -> None:
    verdict = verapdf.check(books[name].file, standard)
    assert verdict.failed == []
    assert verdict.compliant
    assert verdict.checks > 1000  # it did look inside


@pytest.mark.parametrize("name", ["zh", "atlas-en"])
def test_outloud_finds_no_error(books: dict[str, Pdf], name: str) -> None:
    assert outloud.errors(books[name].file) == []


def test_the_colophon_tells_version_licence_address_and_how_to_cite(books: dict[str, Pdf]) -> None:
    for lang in LANGUAGES:
        colophon = squeezed(books[lang].texts[1])
        day = {"zh": "2026年11月23日", "en": "23November2026"}[lang]
        for said in ("0.9.1", "CCBY4.0", "https://example.org/book/", day):
            assert said in colophon


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_colophon_cites_the_book_as_the_page_on_citing_does(
    books: dict[str, Pdf], lang: str
) -> None:
    title = {"zh": "小书", "en": "A small book"}[lang]
    address = {"zh": "https://example.org/book/", "en": "https://example.org/book/en/"}[lang]
    work = citing.handbook(title, lang, EDITION.version, EDITION.day, address)
    cited = citing.gbt7714(work) if lang == "zh" else citing.plain(work)
    assert squeezed(cited) in squeezed(books[lang].texts[1])


def test_an_interactive_part_is_a_still_figure_with_its_address(books: dict[str, Pdf]) -> None:
    page = next(text for text in books["en"].texts if "A figure that moves" in text)
    assert "example.org/book/en/questions/heron/#fig-explore" in squeezed(page)


def test_an_address_can_be_read_on_paper(books: dict[str, Pdf]) -> None:
    page = next(text for text in books["en"].texts if "an example" in text)
    assert "https://example.com/page" in squeezed(page)


def test_a_note_names_the_entry_of_the_bibliography(books: dict[str, Pdf]) -> None:
    page = next(text for text in books["en"].texts if "A heron stands still" in text)
    assert re.search(r"The life of animals\s*\[1\]", page)


def test_a_link_inside_the_book_tells_its_page_to_readers_by_ear(books: dict[str, Pdf]) -> None:
    told = {str(link.get("/Contents", "")) for link in books["en"].links() if "/Dest" in link}
    assert "page 1" in told
    assert not [words for words in told if "goto:" in words or not words]


def test_each_sheet_has_its_size(books: dict[str, Pdf]) -> None:
    def size(name: str) -> list[int]:
        return [round(float(side)) for side in books[name].structure.pages[0].MediaBox[2:]]

    assert size("en") == [595, 842]
    assert size("letter") == [612, 792]
    assert squeezed(books["letter"].text).count("Aheronstandsstill") == 1


def test_a_phrase_of_another_language_is_marked(books: dict[str, Pdf]) -> None:
    root = books["zh"].structure.Root.StructTreeRoot
    spoken = {str(element["/Lang"]) for element in _elements(root) if "/Lang" in element}
    assert any(lang.startswith("en") for lang in spoken)


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids: pikepdf.Object = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def test_a_source_stands_at_the_foot_of_the_page_once(books: dict[str, Pdf]) -> None:
    pdf = books["en"]
    assert pdf.text.count("The life of animals") == 2  # the note, and the bibliography
    page = next(text for text in pdf.texts if "A heron stands still" in text)
    assert squeezed(page).index("Aheronstands") < squeezed(page).index("[1]Brehm(1864)")
    assert not [mark.title for mark in pdf.bookmarks if mark.title.endswith("Sources")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_note_stands_before_its_mark(books: dict[str, Pdf], lang: str) -> None:
    assert len([*notes.marks(books[lang])]) > 5
    assert notes.before_their_marks(books[lang]) == []


def test_two_notes_in_a_row_are_told_apart(books: dict[str, Pdf]) -> None:
    assert "longtime,[1][2]" in squeezed(books["en"].text)


def test_a_mark_of_a_note_on_another_page_tells_that_page(books: dict[str, Pdf]) -> None:
    assert "says,[1,p.1]seethe" in squeezed(books["en"].text)
    assert "那么久[1，第1页]，见" in squeezed(books["zh"].text)


def test_figures_are_numbered_by_chapter_and_stay_vectors(books: dict[str, Pdf]) -> None:
    for word, pdf in (("图", books["zh"]), ("Figure", books["en"])):
        assert re.search(rf"{word}\s?1\.1", pdf.text)
        assert re.search(rf"{word}\s?1\.2", pdf.text)
        assert pdf.images() == 0


def test_an_interactive_part_leaves_its_still_figure(books: dict[str, Pdf]) -> None:
    assert "in the book it stands still" in books["en"].text


def test_folded_answers_and_tabs_are_open(books: dict[str, Pdf]) -> None:
    text = squeezed(books["en"].text)
    assert "1.Withwhatdoesaheronfish?" in text
    assert "1.7Answers1.Withitsbill.2.Aslongasthesum" in text
    assert "OnewayWait.AnotherwayWaitagain." in text


def test_every_cell_of_a_table_of_forty_columns_is_there(books: dict[str, Pdf]) -> None:
    text = squeezed(books["atlas-zh"].text)
    assert all(f"column_name_{column}" in text for column in range(1, 40))
    assert f"{4 * 42 * 104729:,}" in text


def test_a_turned_table_stands_behind_the_text_which_tells_its_page(books: dict[str, Pdf]) -> None:
    pdf = books["atlas-en"]
    turned = [
        at
        for at, page in enumerate(pdf.structure.pages)
        if page.mediabox[2] > page.mediabox[3] and "Table 2.2" in pdf.texts[at]
    ]
    assert "metricname14" in "".join(squeezed(pdf.texts[at]) for at in turned)
    [text] = [text for text in pdf.texts if "Fifteen columns" in text]
    assert f"SeeTable2.2(p.{pdf.printed_number(turned[0])})" in squeezed(text)
    assert "Text after it." in text


def test_a_table_says_where_it_goes_on(books: dict[str, Pdf]) -> None:
    """By its rows on the next page, and by its columns below."""
    assert re.search(r"Table2\.2\(continued\)\W*modelmetricname", squeezed(books["atlas-en"].text))
    assert "续表2.2" in squeezed(books["atlas-zh"].text)
    pdf = books["atlas-en"]
    holding = [squeezed(text) for text in pdf.texts if "column 8" in text]
    told = ["Table2.4(continued)" in text for text in holding]
    assert told == [False] + [True] * (len(holding) - 1)


def test_a_small_table_has_a_number(books: dict[str, Pdf]) -> None:
    assert "Table1.1partuse" in squeezed(books["en"].text)
    assert "Table1.2Howsureweareclaimstatus" in squeezed(books["en"].text)


def test_nothing_is_printed_off_the_sheet(books: dict[str, Pdf]) -> None:
    assert [found for pdf in books.values() for found in off_sheet(pdf)] == []


def test_a_close_table_of_many_rows_goes_on_overleaf(books: dict[str, Pdf]) -> None:
    texts = books["atlas-en"].texts
    holding = [at for at, text in enumerate(texts) if "column 8" in text]
    assert len(holding) > 1
    assert all("Heron-8-128k" in squeezed(texts[at]) for at in holding)


def test_no_sign_without_width_is_copied(books: dict[str, Pdf]) -> None:
    for pdf in books.values():
        assert copying.zero_width(pdf) == []


@pytest.mark.parametrize("reader", ["pdfium", "mupdf"])
def test_an_address_and_a_listing_are_copied_as_they_are_written(
    books: dict[str, Pdf], site: Path, reader: str
) -> None:
    text = re.sub(r"\s+", "", "".join(copying.copied(books["en"])[reader]))
    page = site_reader.read_page(site / "en" / PAGE)
    [listing] = page.xpath("//pre")
    assert re.sub(r"\s+", "", listing.text_content()) in text
    assert text.count("https://example.com/brehm") == 1
    assert "example.org/book/en/questions/heron/#fig-explore" in text


def test_links_lead_into_the_book_or_to_the_site(books: dict[str, Pdf]) -> None:
    assert "https://example.com/page" in books["en"].outward_links()
    assert "https://example.org/book/en/questions/" in books["en"].outward_links()
    assert "https://example.org/book/questions/" in books["zh"].outward_links()
    # Only what stands still in the book leads to the site.
    to_site = [url for url in books["en"].outward_links() if "heron" in url]
    assert to_site == ["https://example.org/book/en/questions/heron/#fig-explore"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_address_of_the_site_ends_with_one_slash(site: Path, lang: str) -> None:
    assert site_reader.read(site, lang).url == "https://example.org/book/"


def test_a_link_to_another_chapter_names_its_page(books: dict[str, Pdf]) -> None:
    pdf = books["en"]
    chapter = next(mark.page for mark in pdf.bookmarks if "sum written" in mark.title)
    assert f"sums(section2.1,p.{pdf.printed_number(chapter)})" in squeezed(pdf.text)
    assert "heron(p.1)ortoitsdetails(section1.1.1,p.1)" in squeezed(pdf.text)
    assert "等到求和式（2.1节，第" in squeezed(books["zh"].text)


def test_a_link_within_the_chapter_tells_its_section_and_page(books: dict[str, Pdf]) -> None:
    assert "thestart(section1.1,p.1)" in squeezed(books["en"].text)
    assert "开头（1.1节，第1页）" in squeezed(books["zh"].text)


def test_code_is_a_listing_with_its_number_and_its_names(books: dict[str, Pdf]) -> None:
    assert "Listing1.1catch" in squeezed(books["en"].text)
    assert "代码1.1catch" in squeezed(books["zh"].text)


def test_no_page_ends_blank_unless_a_chapter_ends_there(books: dict[str, Pdf]) -> None:
    assert [page for pdf in books.values() for page in half_empty(pdf)] == []


def test_a_page_that_ends_blank_is_found(tmp_path: Path) -> None:
    with pymupdf.open() as document:  # type: ignore[no-untyped-call]
        for lines, turned in ((5, 0), (60, 0), (5, 0), (60, 1), (5, 0), (5, 0)):
            width, height = (842, 595) if turned else (595, 842)
            page = document.new_page(width=width, height=height)
            page.insert_text((90, 95), "line\n" * lines, fontsize=9)
        document.set_toc([[1, "One", 1], [1, "Two", 6]])
        document.set_page_labels([{"startpage": 0, "style": "D", "firstpagenum": 1}])
        document.save(tmp_path / "book.pdf")
    pdf = Pdf(tmp_path / "book.pdf")
    assert [page.split(":")[0] for page in half_empty(pdf)] == ["page 1, sheet 1"]
    pdf.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_fonts_travel_with_the_book(books: dict[str, Pdf], lang: str) -> None:
    fonts = books[lang].fonts()
    assert fonts_not_embedded(books[lang]) == []
    assert "/Type3" not in {str(font["/Subtype"]) for font in fonts.values()}
    assert any("NotoSansSC" in name for name in fonts)  # the lettering of the figures


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_book_is_accessible_and_tells_its_language(books: dict[str, Pdf], lang: str) -> None:
    structure = books[lang].structure
    with structure.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    assert structure.Root["/MarkInfo"]["/Marked"]
    assert str(structure.Root["/Lang"]).startswith(lang)
    assert (
        str(structure.docinfo["/Title"])
        == {"zh": "小书：问答", "en": "A small book: Questions"}[lang]
    )


def test_alternative_texts_are_in_the_book(books: dict[str, Pdf]) -> None:
    words = {
        str(item.get("/Alt"))
        for item in books["zh"].structure.objects
        if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
    }
    assert "左柱高，右柱矮：等待的时间多于收获。" in words
    assert "n 等于 k t" in words
    assert "a 等于 b" in words  # the formula that brings its own number
    assert not {word for word in words if re.search(r"\\\\[a-z]", word)}


def test_every_displayed_formula_has_its_number(books: dict[str, Pdf]) -> None:
    text = squeezed(books["en"].text)
    places = [text.find(f"({number})") for number in ("2.1", "2.2", "2.3", "2.4", "A")]
    assert -1 not in places
    assert places == sorted(places)


def test_a_wide_formula_does_not_reach_its_number(books: dict[str, Pdf]) -> None:
    [page] = [at for at, text in enumerate(books["en"].texts) if "A very wide line" in text]
    signs = [(char, box) for char, box in books["en"].characters(page) if not char.isspace()]
    text = "".join(char for char, _ in signs)
    start, number = text.index("shrinks:") + len("shrinks:"), text.index("(2.4)")
    left_of_number = signs[number][1][0]
    assert number - start > 60
    assert max(right for _, (_, _, right, _) in signs[start:number]) < left_of_number - 3


def test_a_link_to_what_has_a_number_tells_it_with_its_page(books: dict[str, Pdf]) -> None:
    en, zh = squeezed(books["en"].text), squeezed(books["zh"].text)
    page = books["en"].printed_number
    [sums] = [at for at, text in enumerate(books["en"].texts) if "A very wide line" in text]
    assert f"formula(equation2.1,p.{page(sums)})" in en
    assert "wideline(equation2.4)are" in en  # on the same page
    assert "itsown(equationA)" in en
    assert "bars(figure1.1,p.1)" in en
    assert re.search(r"公式（式2\.1，第\d+页）", zh)
    assert re.search(r"两根柱（图1\.1，第1页）", zh)


def test_the_same_site_gives_the_same_bytes_anywhere(site: Path, tmp_path: Path) -> None:
    tokyo = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
    lima = {"TZ": "America/Lima", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}
    first = _printed_in(tmp_path / "here", site, tokyo)
    assert len(first) >= len(LANGUAGES)
    assert first == _printed_in(tmp_path / "elsewhere" / "over there", site, lima)


def _printed_in(folder: Path, site: Path, variables: dict[str, str]) -> dict[str, bytes]:
    """Return the books as a copy of the generator in a folder prints them from a copy of the site.

    It works in that folder, under these variables.
    """
    shutil.copytree(ROOT / "scripts", folder / "scripts")
    shutil.copytree(ROOT / "tests", folder / "tests")
    shutil.copytree(site, folder / "site")
    environment = {**os.environ, **variables, "PYTHONPATH": str(folder)}
    command: list[str | Path] = [sys.executable, "-m", "tests.book.invented_books"]
    command += [folder / "site", folder / "books"]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return {file.name: file.read_bytes() for file in (folder / "books").glob("*.pdf")}


@pytest.mark.parametrize("book", pages.SHOWN)
def test_pages_look_as_approved(books: dict[str, Pdf], book: str) -> None:
    problems: list[str] = []
    for name, actual in pages.images(books[book], book):
        file = pages.APPROVED / f"{name}.png"
        approved = pages.read(file) if file.exists() else None
        if approved is None or pages.differs(actual, approved):
            problems.append(pages.report(name, actual, approved))
    assert problems == []


def test_a_page_moved_by_half_a_millimetre_is_seen(books: dict[str, Pdf]) -> None:
    for _, page in pages.images(books["en"], "en"):
        assert not pages.differs(page, page)
        assert pages.differs(np.roll(page, 1, axis=0), page)


def test_a_dead_anchor_stops_the_press(spoiled: Path, tmp_path: Path) -> None:
    spoil(spoiled, PAGE, 'href="#fig-wait"', 'href="#fig-gone"')
    [problem] = _refused(spoiled, tmp_path / "out")
    assert "questions/heron/" in problem
    assert "#fig-gone" in problem


def test_a_link_to_a_page_that_is_not_there_stops_the_press(spoiled: Path, tmp_path: Path) -> None:
    spoil(spoiled, PAGE, "../../glossary/#heron", "../../nowhere/")
    [problem] = _refused(spoiled, tmp_path / "out")
    assert "no such page" in problem


def test_a_character_without_a_glyph_is_named_with_its_page(spoiled: Path, tmp_path: Path) -> None:
    spoil(spoiled, "en/" + PAGE, "A heron stands", "A heron 𓂀 stands")
    [problem] = _refused(spoiled, tmp_path / "out")
    assert "en: questions/heron/" in problem
    assert "U+13080" in problem


def test_a_character_that_a_figure_cannot_show_is_named(spoiled: Path, tmp_path: Path) -> None:
    spoil(spoiled, PAGE, ">等待</text>", ">等待 ꙮ</text>")
    [problem] = _refused(spoiled, tmp_path / "out")
    assert "figure wait" in problem
    assert "U+A66E" in problem


def test_all_mistakes_are_told_at_once_with_their_pages(spoiled: Path, tmp_path: Path) -> None:
    spoil(spoiled, PAGE, 'href="#fig-wait"', 'href="#fig-gone"')
    spoil(spoiled, PAGE, "一夹：", "一夹𓂀：")
    spoil(spoiled, "questions/sums/index.html", r"\operatorname{Attention}", r"\notacommand{A}")
    spoil(spoiled, "en/" + PAGE, "<desc ", "<metadata ")
    problems = "\n".join(_refused(spoiled, tmp_path / "out"))
    assert "zh: questions/heron/ › link '#fig-gone'" in problems
    assert "U+13080" in problems
    assert r"unknown command \notacommand" in problems
    assert "zh: questions/sums/ › formula" in problems


def test_what_is_wrong_in_both_books_is_told_at_once(spoiled: Path, tmp_path: Path) -> None:
    spoil(spoiled, PAGE, "一夹：", "一夹𓂀：")
    spoil(spoiled, "models/wide/index.html", "要横着放", "要横着放𓂀")
    spoil(spoiled, "models/wide/index.html", "放得下", "𓃀放得下")
    problems = _refused(spoiled, tmp_path / "out", *BOOKS)
    named = [
        (problem.split(" › ")[0].strip(), code) for problem in problems for code in _codes(problem)
    ]
    assert sorted(named) == [
        ("zh: models/wide/", "U+13080"),
        ("zh: models/wide/", "U+130C0"),
        ("zh: questions/heron/", "U+13080"),
    ]


def _codes(problem: str) -> list[str]:
    return re.findall(r"U\+[0-9A-F]+", problem)


@pytest.mark.parametrize("name", ["zh", "atlas-en"])
def test_every_cell_names_heads_that_there_are(books: dict[str, Pdf], name: str) -> None:
    tags = [tag for tag in books[name].structure.objects if _is_tag(tag)]
    ids = [bytes(tag.ID) for tag in tags if "/ID" in tag]
    listed = list(books[name].structure.Root.StructTreeRoot.IDTree.Names)[::2]
    assert len(set(ids)) == len(ids)
    assert [bytes(id_) for id_ in listed] == sorted(ids)
    named = {
        bytes(head)
        for tag in tags
        for attributes in tag.get("/A", [])
        for head in attributes.get("/Headers", [])
    }
    assert named
    assert named <= set(ids)


def _is_tag(found: pikepdf.Object) -> bool:
    return isinstance(found, pikepdf.Dictionary) and "/S" in found and "/P" in found


def test_a_figure_without_words_is_refused(spoiled: Path, tmp_path: Path) -> None:
    for tag in ("title", "desc"):
        spoil(spoiled, PAGE, f'<{tag} id="wait-', '<metadata id="wait-')
    [problem] = _refused(spoiled, tmp_path / "out")
    assert "alternative text" in problem


def test_a_missing_site_is_told_with_the_command_that_makes_it(tmp_path: Path) -> None:
    [zh, en] = sorted(_refused(tmp_path / "nothing", tmp_path / "out"), reverse=True)
    assert zh.startswith("zh")
    assert "python -m scripts html" in en


def test_missing_fonts_are_told_with_the_package_to_install(site: Path, tmp_path: Path) -> None:
    def loader() -> list[Path]:
        problem = Problem("requirements.txt", "some-fonts", "", "is missing", "pip install it")
        raise_if_any([problem])
        return []

    with pytest.raises(HandbookError, match="some-fonts"):
        make_books(site, tmp_path, LANGUAGES, edition=EDITION, font_loader=loader)


def test_tables_of_neighbouring_releases_stand_side_by_side(books: dict[str, Pdf]) -> None:
    text = squeezed(books["atlas-en"].text)
    assert "fieldHeron1BHeron2BHeron3B" in text
    assert "width768——onlyhere—78Sources[1][1][1]" in text


def test_sources_of_a_table_are_numbers_of_the_bibliography(books: dict[str, Pdf]) -> None:
    for pdf in books.values():
        page = next(text for text in pdf.texts if "https://example.com/br" in text)
        assert "[1]Brehm" in squeezed(page)
    assert "Sources: [2]" in books["atlas-en"].text


def test_a_table_is_printed_once_and_referred_to_after(books: dict[str, Pdf]) -> None:
    pdf = books["atlas-en"]
    assert pdf.text.count("repeated-cell") == 1
    page = next(at for at, text in enumerate(pdf.texts) if "repeated-cell" in text)
    assert f"SeeTable1.1(p.{pdf.printed_number(page)})" in squeezed(pdf.text)


def test_no_chinese_line_begins_with_a_sign_that_closes(books: dict[str, Pdf]) -> None:
    assert bad_line_starts(books["zh"]) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("look aside;", "look far aside;", "not in the book: lookfaraside;"),
        ("<li>Stand;", "<li>Wait again.</li><li>Stand;", "elsewhere: Stand;"),
        ("foot</td>", "feet</td>", "row ['feet', 'standing'] is printed as ['foot', 'standing']"),
        ("    ", "  ", "code line '  "),
        ("Two bars.</desc>", "Two bars.</desc></svg><svg class='figure'>", "2 figures for 3"),
    ],
)
def test_what_the_book_does_not_say_is_found(
    books: dict[str, Pdf], spoiled: Path, old: str, new: str, problem: str
) -> None:
    spoil(spoiled, f"en/{PAGE}", old, new)
    found = parity.differences(site_reader.read(spoiled, "en"), QUESTIONS, books["en"])
    assert any(problem in line for line in found), found
