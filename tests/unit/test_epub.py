"""The EPUB of a small invented site: what a reader of it meets and what stops the packing."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from scripts.base.edition import Edition
from scripts.base.paths import LANGUAGES
from scripts.base.problems import HandbookError
from scripts.epub import epub_name, make_epubs
from scripts.epub.package import MATHML_FORMULAS
from tests.epub import Epub, complaints, find, squeezed, text_of
from tests.invented_site import EDITION, spoil

PAGE = "questions/heron/index.html"
HERON = "questions-heron.xhtml"

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("invented-book")]


@pytest.fixture(scope="module")
def epubs(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Epub]:
    out = tmp_path_factory.mktemp("epubs")
    make_epubs(site, out, LANGUAGES, edition=EDITION)
    made = {lang: Epub(out / epub_name(lang)) for lang in LANGUAGES}
    return made | {"mathml": Epub(out / epub_name("en", MATHML_FORMULAS))}


def _made(site: Path, out: Path, lang: str) -> Epub:
    made = make_epubs(site, out, [lang], edition=EDITION)
    return Epub(next(file for file in made if file.name == epub_name(lang)))


def _refused(site: Path, out: Path) -> list[str]:
    with pytest.raises(HandbookError) as refused:
        make_epubs(site, out, LANGUAGES, edition=EDITION)
    assert not list(out.glob("*.epub"))
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize("edition", [*LANGUAGES, "mathml"])
def test_epubcheck_finds_neither_error_nor_warning(epubs: dict[str, Epub], edition: str) -> None:
    assert complaints(epubs[edition].file) == []


def test_epubcheck_is_really_asked(epubs: dict[str, Epub], tmp_path: Path) -> None:
    broken = tmp_path / "broken.epub"
    broken.write_bytes(
        epubs["en"].file.read_bytes().replace(b"application/epub+zip", b"text/plain__________")
    )
    assert complaints(broken)


def test_the_same_site_gives_the_same_bytes(
    epubs: dict[str, Epub], site: Path, tmp_path: Path
) -> None:
    elsewhere = Path(shutil.copytree(site, tmp_path / "deeper" / "site"))
    for file in make_epubs(elsewhere, tmp_path / "out", LANGUAGES, edition=EDITION):
        assert file.read_bytes() == (epubs["en"].file.parent / file.name).read_bytes()


def test_the_zip_begins_with_its_type_uncompressed(epubs: dict[str, Epub]) -> None:
    first = epubs["en"].entries[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")


def test_the_package_tells_title_language_edition_and_licence(epubs: dict[str, Epub]) -> None:
    assert epubs["zh"].meta("title") == ["小书"]
    assert epubs["zh"].meta("language") == ["zh-Hans"]
    assert epubs["en"].meta("language") == ["en"]
    assert epubs["en"].meta("dcterms:modified") == ["2026-11-23T00:00:00Z"]
    assert epubs["en"].meta("schema:version") == ["0.9.1"]
    assert epubs["en"].meta("source") == ["https://example.org/book/"]
    assert epubs["en"].meta("rights")[0].startswith("CC BY 4.0")


def test_the_identifier_stays_from_edition_to_edition(
    epubs: dict[str, Epub], site: Path, tmp_path: Path
) -> None:
    later, _ = make_epubs(site, tmp_path, ["en"], edition=Edition("1.0.0", date(2027, 1, 1)))
    assert Epub(later).meta("identifier") == epubs["en"].meta("identifier")
    assert len({str(epub.meta("identifier")) for epub in epubs.values()}) == len(epubs)
    assert epubs["en"].meta("identifier")[0].startswith("urn:uuid:")


def test_the_package_tells_what_readers_with_a_disability_ask(epubs: dict[str, Epub]) -> None:
    package = epubs["zh"]
    assert "describedMath" in package.meta("schema:accessibilityFeature")
    assert "MathML" in epubs["mathml"].meta("schema:accessibilityFeature")
    assert package.meta("schema:accessModeSufficient") == ["textual"]
    assert package.meta("schema:accessibilityHazard") == ["none"]
    assert package.meta("dcterms:conformsTo")[0].startswith("EPUB Accessibility 1.1")


def test_parts_chapters_and_sections_nest_in_the_contents(epubs: dict[str, Epub]) -> None:
    assert epubs["en"].contents()[:4] == [
        (0, "About this book", "about.xhtml"),
        (0, "Part I Birds", "part-1.xhtml"),
        (1, "1 How does a heron fish?", HERON),
        (2, "Short answer", f"{HERON}#short-answer"),
    ]
    top = [title for level, title, _ in epubs["zh"].contents() if level == 0]
    assert top[-3:] == ["术语表", "参考文献", "如何引用"]


def test_the_page_of_contents_lists_no_sections(epubs: dict[str, Epub]) -> None:
    hidden = find(epubs["en"].documents["nav.xhtml"], "//h:ol[@hidden]/h:li/h:a")
    assert {text_of(line) for line in hidden} >= {"Short answer", "Self-check"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_into_the_epub_has_a_place(epubs: dict[str, Epub], lang: str) -> None:
    assert epubs[lang].dead_links() == []


def test_links_to_what_is_not_in_the_epub_lead_to_the_site(epubs: dict[str, Epub]) -> None:
    outward = epubs["en"].outward_links()
    assert "https://example.org/book/en/questions/" in outward
    assert "https://example.com/page" in outward


def test_notes_can_be_popped_up_and_lead_back(epubs: dict[str, Epub]) -> None:
    heron = epubs["en"].documents[HERON]
    references = find(heron, "//h:a[@epub:type='noteref']")
    assert {text_of(reference) for reference in references} == {"[1]", "[2]"}
    first = find(heron, "//h:aside[@epub:type='footnote']")[0]
    assert text_of(first).startswith("[1] Brehm (1864).")
    assert references[0].get("href") == f"{HERON}#{first.get('id')}"
    [back] = find(first, ".//h:a[@role='doc-backlink']")
    assert back.get("href") == f"{HERON}#{references[0].get('id')}"


def test_two_notes_in_a_row_are_told_apart(epubs: dict[str, Epub]) -> None:
    assert "longtime,[1][2]" in squeezed(text_of(epubs["en"].documents[HERON]))


def test_figures_keep_their_words_and_get_static_colours(epubs: dict[str, Epub]) -> None:
    heron = epubs["en"].documents[HERON]
    figure = find(heron, "//svg:svg")[0]
    described = find(figure, f"*[@id='{str(figure.get('aria-labelledby')).split()[1]}']")
    assert "left bar is high" in text_of(described[0])
    assert figure.get("viewBox") == "0 0 480 200"
    assert find(figure, "svg:rect")[0].get("fill") == "#ffffff"
    assert not [name for name, data in epubs["en"].files.items() if b"var(--fig" in data]


def test_figures_and_tables_have_the_numbers_of_the_printed_book(epubs: dict[str, Epub]) -> None:
    captions = [text_of(c) for c in find(epubs["en"].documents[HERON], "//h:figcaption")]
    assert captions[0].startswith("Figure 1.1 The left bar")
    overview = epubs["zh"].documents["models.xhtml"]
    assert text_of(find(overview, "//h:figcaption")[0]).startswith("表 3.1 一张小表")


def test_a_table_that_came_before_is_referred_to(epubs: dict[str, Epub]) -> None:
    wide = epubs["en"].documents["models-wide.xhtml"]
    assert "repeated-cell" not in text_of(wide)
    [link] = find(wide, "//h:a[. = 'See Table 3.1.']")
    assert link.get("href") == "models.xhtml#table-small"


def test_a_picture_that_came_before_is_referred_to(spoiled: Path, tmp_path: Path) -> None:
    source = (spoiled / "en" / PAGE).read_text(encoding="utf-8")
    [svg] = re.findall(r'<svg class="figure".*?id="wait-title".*?</svg>', source, re.DOTALL)
    spoil(spoiled, "en/models/wide/index.html", "</h1>", f"</h1><p>{svg}</p>")
    wide = _made(spoiled, tmp_path / "out", "en").documents["models-wide.xhtml"]
    assert not find(wide, "//svg:svg")
    [link] = find(wide, "//h:a[contains(., 'See this figure')]")
    assert link.get("href") == f"{HERON}#fig-wait"


def test_what_needs_a_script_leaves_its_figure_and_the_way_to_the_site(
    epubs: dict[str, Epub],
) -> None:
    text = text_of(epubs["en"].documents[HERON])
    assert "in the book it stands still" in text
    assert "https://example.org/book/en/questions/heron/#fig-explore" in text
    for gone in ("Reset", "This needs a script", "This sentence is for screens"):
        assert gone not in text


def test_an_answer_is_folded_and_tabs_are_open(epubs: dict[str, Epub]) -> None:
    heron = epubs["en"].documents[HERON]
    question, *_ = find(heron, "//h:details")
    assert question.get("open") is None
    assert text_of(find(question, "h:summary")[0]) == "Self-check With what does a heron fish?"
    assert "One way Wait. Another way Wait again." in text_of(heron)


def test_formulas_carry_words_and_no_source_beside_them(epubs: dict[str, Epub]) -> None:
    sums = epubs["mathml"].documents["questions-sums.xhtml"]
    formulas = find(sums, "//m:math")
    assert formulas
    assert all(formula.get("alttext") for formula in formulas)
    assert not find(sums, "//m:annotation")


def test_readers_without_mathml_see_every_formula(epubs: dict[str, Epub]) -> None:
    told = [
        formula.get("alttext")
        for formula in find(epubs["mathml"].documents["questions-sums.xhtml"], "//m:math")
    ]
    sums = epubs["en"].documents["questions-sums.xhtml"]
    pictures = find(sums, "//h:img")
    assert [picture.get("alt") for picture in pictures] == told
    assert all(f"EPUB/{picture.get('src')}" in epubs["en"].files for picture in pictures)
    assert not any(b"<math" in data for data in epubs["en"].files.values())


def test_code_keeps_its_lines(epubs: dict[str, Epub]) -> None:
    [code] = find(epubs["en"].documents[HERON], "//h:pre/h:code")
    lines = "".join(map(str, code.itertext())).splitlines()
    assert lines[0].startswith("def catch(fish")
    assert lines[2] == "    # stand still"


def test_sources_are_numbers_of_the_bibliography(epubs: dict[str, Epub]) -> None:
    overview = epubs["en"].documents["models.xhtml"]
    assert "Sources: [2]" in text_of(overview)
    entries = find(epubs["en"].documents["bibliography.xhtml"], "//h:li")
    assert text_of(entries[1]).startswith("[2] Sun (1999).")


def test_every_cell_of_a_table_of_forty_columns_is_there(epubs: dict[str, Epub]) -> None:
    cells = set(map(text_of, find(epubs["zh"].documents["models-wide.xhtml"], "//h:th|//h:td")))
    assert {f"column_name_{column}" for column in range(1, 40)} <= cells
    assert {f"{row * column * 104729:,}" for row in range(1, 5) for column in range(4, 43)} <= cells


def test_a_long_table_has_a_document_of_its_own(spoiled: Path, tmp_path: Path) -> None:
    rows = "".join(f'<td id="row-{n}">name {n}</td><td>{n * n}</td></tr><tr>' for n in range(60))
    spoil(spoiled, "en/models/index.html", "<td>repeated-cell</td>", f"{rows}<td>last</td>")
    spoil(spoiled, "en/" + PAGE, 'href="#fig-wait"', 'href="../../models/#row-59"')
    epub = _made(spoiled, tmp_path / "out", "en")
    overview, table = epub.documents["models.xhtml"], epub.documents["table-3-1.xhtml"]
    assert "name 7" not in text_of(overview)
    [link] = find(overview, "//h:a[. = 'Open Table 3.1']")
    assert link.get("href") == "table-3-1.xhtml"
    rows_made = [[*map(text_of, row)] for row in find(table, "//h:tbody/h:tr")]
    assert rows_made == [*([f"name {n}", str(n * n)] for n in range(60)), ["last", "2"]]
    assert [[*map(text_of, row)] for row in find(table, "//h:thead/h:tr")] == [["x", "y"]] * 3
    assert find(epub.documents[HERON], "//h:a[@href='table-3-1.xhtml#row-59']")
    assert (1, "Table 3.1 A small table", "table-3-1.xhtml") in epub.contents()
    assert epub.dead_links() == []
    assert complaints(epub.file) == []


def test_chinese_is_marked_so_that_its_signs_are_drawn_as_in_china(epubs: dict[str, Epub]) -> None:
    for root in epubs["zh"].documents.values():
        assert root.get("lang") == "zh-Hans"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_runs_and_nothing_is_fetched(epubs: dict[str, Epub], lang: str) -> None:
    for name, data in epubs[lang].files.items():
        assert b"<script" not in data, name
        assert b"@import" not in data, name
        assert not re.search(rb'(?:src|xlink:href)="https?:', data), name
        assert not re.search(rb"url\(['\"]?https?:", data), name


def test_dead_links_and_figures_without_words_are_told_all_at_once(
    spoiled: Path, tmp_path: Path
) -> None:
    spoil(spoiled, PAGE, 'href="#fig-wait"', 'href="#fig-gone"')
    for tag in ("title", "desc"):
        spoil(spoiled, "en/" + PAGE, f'<{tag} id="wait-', '<metadata id="wait-')
    problems = "\n".join(_refused(spoiled, tmp_path / "out"))
    assert "zh: questions/heron/ › link '#fig-gone'" in problems
    assert "en: questions/heron/" in problems
    assert "alternative text" in problems


def test_a_missing_site_is_told_with_the_command_that_makes_it(tmp_path: Path) -> None:
    assert "python -m scripts html" in _refused(tmp_path / "nothing", tmp_path / "out")[0]
