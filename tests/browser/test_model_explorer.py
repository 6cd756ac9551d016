"""The model explorer: finds, narrows, orders, compares, remembers and exports."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from scripts.base.paths import SITE
from scripts.data.handbook import Entry
from tests.browser.conftest import REPEATED, Watched, axe_findings, open_view, take_out
from tests.explorer_pages import EXPLORER, serve_named_row, serve_rows

LLAMAS = "compare=llama-2-13b,llama-2-70b"


@pytest.fixture
def page(watched: Watched, address: str) -> Page:
    """The English page; the test fails by itself on an error or a request elsewhere."""
    watched.page.goto(f"{address}en/{EXPLORER}")
    _open_filters(watched.page)
    return watched.page


def _open_filters(page: Page) -> None:
    page.locator(".fold").first.evaluate("fold => { fold.open = true; }")


def _rows(page: Page) -> Locator:
    return page.locator("table[data-table=models-explorer] tbody tr")


def _ids(page: Page, count: int) -> set[str]:
    expect(_rows(page)).to_have_count(count)
    return set(_of_rows(page, "row => row.dataset.id || ''"))


def _of_rows(page: Page, function: str, argument: object = None) -> list[str]:
    """What a JavaScript function returns for each row; asked row by row it takes seconds."""
    each = f"(rows, argument) => rows.map(row => ({function})(row, argument))"
    return list(_rows(page).evaluate_all(each, argument))


def _shown(page: Page) -> set[str]:
    """The ids of the rows, as many as the page says it shows."""
    said = page.locator(".table-tools__count").inner_text()
    return _ids(page, int(re.findall(r"\d+", said)[0]))


def _heads(page: Page) -> list[str]:
    heads = page.locator("table[data-table=models-explorer] thead th")
    return list(heads.evaluate_all("heads => heads.map(head => head.dataset.column || '')"))


def _values(page: Page, column: str) -> list[str]:
    index = _heads(page).index(column)
    cell = "(row, at) => row.querySelectorAll('th, td')[at].dataset.value || ''"
    return _of_rows(page, cell, index)


def _list(page: Page, label: str) -> Locator:
    return page.get_by_role("combobox", name=label, exact=True)


def _search(page: Page, text: str) -> None:
    page.get_by_label("Search", exact=True).last.fill(text)


def test_without_script_the_whole_table_is_there(
    browser: Browser, address: str, entries: dict[str, Entry]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{EXPLORER}")
    assert _ids(page, len(entries)) == set(entries)
    assert len(_heads(page)) > 30
    assert _rows(page).first.locator("td").last.is_visible()
    context.close()


@pytest.mark.parametrize("query", ["百川", "baichuan"])
def test_either_language_finds_a_model(page: Page, entries: dict[str, Entry], query: str) -> None:
    _search(page, query)
    assert _shown(page) == {id_ for id_, e in entries.items() if e.family.id == "baichuan"}


def test_a_phrase_comes_before_its_words(page: Page) -> None:
    _search(page, "llama 2")
    names = _of_rows(page, "row => row.querySelector('th').textContent")
    assert names
    assert all("Llama 2" in name for name in names)


WRITTEN = {
    "llama-3.1-8b": ["Llama 3.1 8B"],
    "Llama3.1 8B": ["Llama 3.1 8B"],
    "meta-llama/Llama-3.1-8B-Instruct": ["Llama 3.1 8B"],
    "Qwen/Qwen2.5-7B-Instruct": ["Qwen2.5 7B"],
    "llama31-405b": ["Llama 3.1 405B"],
}


def test_a_name_is_found_as_others_write_it(page: Page, entries: dict[str, Entry]) -> None:
    for written, names in WRITTEN.items():
        _search(page, written)
        _shown(page)
        assert _of_rows(page, "row => row.querySelector('a').textContent") == names, written
    for written in ("llama3", "Qwen3-235B", "mixtral-8x7b", "Phi-3-mini"):
        _search(page, written)
        assert 0 < len(_shown(page)) < 30, written
    _search(page, "moe")
    mixtures = {
        id_
        for id_, entry in entries.items()
        if entry.checkpoint.architecture and entry.checkpoint.architecture.experts
    }
    assert mixtures <= _shown(page)


def test_a_licence_is_found(page: Page, entries: dict[str, Entry]) -> None:
    for written, spdx in (("apache", "Apache-2.0"), ("mit", "MIT")):
        _search(page, written)
        found = {entries[id_].release.licence.spdx for id_ in _shown(page)}
        assert spdx in found
        having = {id_ for id_, entry in entries.items() if entry.release.licence.spdx == spdx}
        assert having <= _shown(page), written
        assert len(_shown(page)) < len(entries) / 2


def test_filters_narrow_down_together(page: Page, entries: dict[str, Entry]) -> None:
    _list(page, "Attention").select_option("mha")
    page.get_by_label("Parameters from (B)").fill("10")
    page.get_by_label("Parameters to (B)").fill("40")
    _list(page, "Context at least").select_option("4000")
    shown = _shown(page)
    assert 0 < len(shown) < len(entries)
    for id_ in shown:
        arch = entries[id_].checkpoint.architecture
        assert arch is not None
        assert arch.attention == "mha"
        assert (arch.context or 0) >= 4000
    assert all(10e9 <= float(value) <= 40e9 for value in _values(page, "parameters"))
    page.get_by_role("button", name="Reset").click()
    assert _shown(page) == set(entries)
    assert "#" not in page.url


@pytest.mark.parametrize("facet", ["Family", "Developer", "Licence class", "Position"])
def test_every_facet_leaves_the_rows_that_have_it(page: Page, facet: str) -> None:
    select = _list(page, facet)
    value = select.locator("option").nth(1).get_attribute("value") or ""
    select.select_option(value)
    _shown(page)
    name = {"Licence class": "licence-class"}.get(facet, facet.lower())
    found = _of_rows(page, "(row, name) => row.getAttribute(name)", f"data-{name}")
    assert set(found) == {value}


def test_a_column_is_sorted_by_keyboard_and_unknown_comes_last(page: Page) -> None:
    for direction in ("ascending", "descending"):
        page.locator("th[data-column=tokens] button").focus()
        page.keyboard.press("Enter")
        _shown(page)
        head = page.locator("th[data-column=tokens]")
        assert head.get_attribute("aria-sort") == direction
        assert page.locator("[aria-sort]").count() == 1
        values = _values(page, "tokens")
        known = [float(value) for value in values if value]
        assert known == sorted(known, reverse=direction == "descending")
        assert values[len(known) :] == [""] * (len(values) - len(known))
        assert len(known) < len(values)


def test_columns_are_chosen(page: Page) -> None:
    usual = _heads(page)
    assert len(usual) == 10
    page.locator("summary", has_text="Columns").click()
    page.get_by_label("Norm", exact=True).check()
    page.get_by_label("Developer", exact=True).last.uncheck()
    assert "norm" in _heads(page)
    assert "developer" not in _heads(page)
    assert _rows(page).first.locator("th, td").count() == len(_heads(page))
    page.get_by_role("button", name="All columns").click()
    assert len(_heads(page)) > 30
    page.get_by_role("button", name="Usual columns").click()
    assert _heads(page) == usual


def test_models_are_compared_side_by_side(page: Page) -> None:
    for name in ("Llama 2 13B", "Llama 2 70B"):
        page.get_by_label(f"Compare {name}", exact=True).check()
    table = page.locator(".comparison__table")
    heads = table.locator("thead th").all_inner_texts()
    assert [head.split(" ×")[0].strip() for head in heads[1:]] == ["Llama 2 13B", "Llama 2 70B"]
    attention = table.locator("tr", has_text=re.compile("^Attention"))
    assert attention.locator("td").all_inner_texts() == ["MHA", "GQA"]
    assert "differs" in attention.inner_text()
    vocabulary = table.locator("tr", has_text="Vocabulary")
    assert "differs" not in vocabulary.inner_text()
    links = table.get_by_role("row", name="Links").locator("td").first.get_by_role("link")
    weights, calculators = (link.get_attribute("href") for link in links.all())
    assert weights == "https://huggingface.co/meta-llama/Llama-2-13b-hf"
    assert str(calculators).endswith("calculators/#model=llama-2-13b")
    page.get_by_label("Only differences").check()
    assert vocabulary.count() == 0
    assert attention.count() == 1
    page.get_by_role("button", name="Remove Llama 2 13B").click()
    assert table.count() == 0
    assert not page.get_by_label("Compare Llama 2 13B", exact=True).is_checked()


def test_the_diagrams_of_compared_models_mark_what_differs(page: Page) -> None:
    for name in ("Llama 2 7B", "GPT-4"):
        page.get_by_role("searchbox").first.fill(name)
        page.get_by_role("checkbox", name=f"Compare {name}", exact=True).press("Space")
    place = page.get_by_role("region", name="Diagrams")
    expect(place.locator("svg")).to_have_count(1)
    assert "Too little is known" in place.inner_text()
    open_view(page, LLAMAS)
    drawings = place.locator("svg")
    expect(drawings).to_have_count(2)
    marked = [
        set(drawing.locator(".diagram__apart").all_text_contents()) for drawing in drawings.all()
    ]
    assert "40 blocks like this" in marked[0]
    assert "80 blocks like this" in marked[1]
    assert "Attention: GQA" in marked[1]
    assert "RMSNorm" not in marked[0] | marked[1]


def test_no_more_than_four_are_compared(page: Page) -> None:
    boxes = page.locator(".choose")
    for index in range(5):
        boxes.nth(index).click()
    assert page.locator(".choose:checked").count() == 4
    assert "At most 4" in page.locator(".model-explorer__notice").inner_text()


def test_an_unknown_figure_is_not_taken_for_equal(page: Page) -> None:
    open_view(page, "compare=gpt-4,llama-2-7b&only=differences")
    kind = page.locator(".comparison__table tr", has_text="Layers")
    assert "some unknown" in kind.inner_text()


def test_a_link_restores_the_view(page: Page, watched: Watched) -> None:
    _search(page, "llama")
    _list(page, "Attention").select_option("gqa")
    page.get_by_label("Parameters to (B)").fill("60.5")
    page.locator("th[data-column=parameters] button").click()
    page.locator("th[data-column=parameters] button").click()
    page.locator("summary", has_text="Columns").click()
    page.get_by_label("Norm", exact=True).check()
    page.locator(".choose").first.check()
    expect(page).to_have_url(re.compile("compare="))
    ids, heads, url = _shown(page), _heads(page), page.url
    assert "q=llama" in url
    assert "sort=-parameters" in url
    page.goto("about:blank")
    page.goto(url)
    assert _shown(page) == ids
    assert _heads(page) == heads
    assert page.locator("th[aria-sort=descending]").get_attribute("data-column") == "parameters"
    assert page.get_by_label("Search", exact=True).last.input_value() == "llama"
    assert page.get_by_label("Parameters to (B)").input_value() == "60.5"
    assert page.locator(".choose:checked").count() == 1


def test_the_other_language_opens_the_same_view(page: Page) -> None:
    open_view(page, f"q=llama&sort=-tokens&{LLAMAS}")
    ids = _shown(page)
    page.locator("[data-switcher]").first.click()
    page.wait_for_url("**/models/explorer/#q=llama**")
    assert page.locator("html").get_attribute("lang") == "zh"
    assert _shown(page) == ids
    assert page.locator(".comparison__table thead th").count() == 3


def test_a_link_is_copied(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}en/{EXPLORER}")
    _search(page, "qwen")
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".model-explorer__notice")).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()").endswith("#q=qwen")
    context.close()


def test_a_link_can_be_copied_by_hand_where_the_clipboard_is_barred(page: Page) -> None:
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    _search(page, "qwen")
    page.get_by_role("button", name="Copy link").click()
    link = page.get_by_label("Copy this link:")
    assert link.input_value().endswith("#q=qwen")
    assert link.evaluate("input => document.activeElement === input")


@pytest.mark.parametrize(
    "nonsense",
    [
        "colour=red",
        "family=nobody",
        "min=abc",
        "min=-1",
        "context=12",
        "sort=__proto__",
        "sort=constructor&columns=toString",
        "__proto__=1",
        "compare=a,b",
        "columns=<img src=x onerror=document.title=1>",
        'q="&family="]<script>document.title=1</script>',
        "%E0%A4%A=%",
        "no-such-heading",
        "only=1",
    ],
)
def test_nonsense_in_the_address_is_ignored_and_said(
    page: Page, entries: dict[str, Entry], nonsense: str
) -> None:
    title = page.title()
    open_view(page, f"{nonsense}&q=" if "=" in nonsense else nonsense)
    assert "ignored" in page.locator(".model-explorer__notice").inner_text()
    assert _shown(page) == set(entries)
    assert page.title() == title
    assert page.locator(".model-explorer img, .model-explorer script").count() == 0


def test_a_heading_in_the_address_is_no_nonsense(page: Page) -> None:
    open_view(page, "columns")
    assert page.locator(".model-explorer__notice").inner_text() == ""


def _exported(page: Page, folder: Path) -> tuple[bytes, list[list[str]]]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Export CSV").click()
    file = folder / "models.csv"
    download.value.save_as(file)
    data = file.read_bytes()
    return data, list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_the_csv_holds_what_is_shown(page: Page, tmp_path: Path, entries: dict[str, Entry]) -> None:
    open_view(
        page, "family=llama&sort=-parameters&columns=developer,parameters,weights16,tied_embeddings"
    )
    data, table = _exported(page, tmp_path)
    assert data.startswith(b"\xef\xbb\xbf")
    assert table[0] == [
        "Model",
        "Developer",
        "Parameters",
        "Input/output embeddings",
        "Weights, 16 bit (bytes)",
    ]
    llamas = {e.checkpoint.name for e in entries.values() if e.family.id == "llama"}
    assert {row[0] for row in table[1:]} == llamas
    counts = [int(row[2]) for row in table[1:] if row[2]]
    assert counts == sorted(counts, reverse=True)
    assert all(int(row[4]) == 2 * int(row[2]) for row in table[1:] if row[2])


def test_the_csv_of_a_spreadsheets_formula_is_a_text(
    watched: Watched, address: str, tmp_path: Path
) -> None:
    page = watched.page
    name = '=HYPERLINK("http://x.example","a")'
    serve_named_row(page, name)
    page.goto(f"{address}en/{EXPLORER}")
    _, table = _exported(page, tmp_path)
    assert table[1][0] == f"'{name}"
    for sign in "+-@":
        serve_named_row(page, f"{sign}1")
        page.reload()
        assert _exported(page, tmp_path)[1][1][:2] == [f"'{sign}1", f"'{sign}1"]


def test_markup_in_the_data_is_text(watched: Watched, address: str) -> None:
    page = watched.page
    name = "<img src=x onerror=\"document.title='run'\">"
    serve_named_row(page, name)
    page.goto(f"{address}en/{EXPLORER}#compare=invented,gpt-4")
    assert name in page.locator(".comparison__table thead").inner_text()
    _open_filters(page)
    options = _list(page, "Family").locator("option").all_inner_texts()
    assert name in options
    _search(page, name)
    assert _shown(page) == {"invented"}
    assert page.locator("img[src=x]").count() == 0
    assert page.title() != "run"


def test_a_thousand_rows_all_arrive(watched: Watched, address: str) -> None:
    page = watched.page
    serve_rows(page, 1000)
    page.goto(f"{address}en/{EXPLORER}")
    expect(_rows(page)).to_have_count(1000, timeout=15_000)
    page.locator("th[data-column=name] button").click()
    expect(_rows(page)).to_have_count(1000, timeout=15_000)


@pytest.mark.parametrize("lang", ["", "en/"])
def test_the_examples_of_the_page_are_views(watched: Watched, address: str, lang: str) -> None:
    page = watched.page
    page.goto(f"{address}{lang}{EXPLORER}")
    links = [link.get_attribute("href") or "" for link in page.locator("a[href^='#']").all()]
    views = [link for link in links if "=" in link]
    assert len(views) > 2
    for view in views:
        page.locator(f"a[href='{view}']").click()
        page.evaluate("new Promise((done) => setTimeout(done, 50))")  # the page hears of it later
        assert _shown(page), view
        assert page.locator(".model-explorer__notice").inner_text() == "", view
        assert urlsplit(page.url).fragment == view[1:]
        shown = ".comparison h3" if "compare=" in view else ".table-tools__count"
        top = page.locator(shown).evaluate("e => e.getBoundingClientRect().top")
        assert 0 < top < 450, view  # what the link was about is before the eyes


def test_it_works_from_disk(browser: Browser) -> None:
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((SITE / EXPLORER / "index.html").as_uri() + "#q=llama")
    assert 0 < len(_shown(page)) < 1000
    page.get_by_label("搜索", exact=True).last.fill("qwen")
    expect(page).to_have_url(re.compile("#q=qwen$"))
    assert not errors
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_in_use(
    browser: Browser, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{address}{EXPLORER}#q=llama&sort=-tokens&min=nonsense&{LLAMAS}")
    assert page.locator(".model-explorer .fold[open]").count() == 0
    for summary in page.locator(".fold:not([open]) > summary").all()[::-1]:
        summary.click()
    wide = page.evaluate("document.documentElement.scrollWidth")
    take_out(page, REPEATED)
    found = axe_findings(page)
    context.close()
    assert not found, "\n".join(found)
    assert wide <= width


def test_a_view_is_kept_when_a_reader_goes_on_at_once(page: Page) -> None:
    _search(page, "llama 2 70b")
    _rows(page).first.locator("a").first.click()
    page.wait_for_url("**/models/llama/**")
    page.go_back()
    assert page.get_by_label("Search", exact=True).last.input_value() == "llama 2 70b"
    assert _shown(page) == {"llama-2-70b"}


def test_the_filters_of_a_table_are_kept_and_linked(page: Page) -> None:
    page.goto(page.url.replace(EXPLORER, "models/licences/"))
    rows = page.locator("table[data-table=models-licences] tbody tr:visible")
    page.get_by_label("Filter", exact=True).fill("llama-2")
    page.locator("th[data-column=name] button").click()
    page.locator("th[data-column=name] button").click()
    names = rows.locator("th").all_inner_texts()
    assert names
    rows.first.locator("a").first.click()
    page.wait_for_url("**/models/*/#**")
    page.go_back()
    assert page.get_by_label("Filter", exact=True).input_value() == "llama-2"
    assert rows.locator("th").all_inner_texts() == names


def test_names_are_ordered_by_their_numbers(page: Page) -> None:
    page.locator("th[data-column=name] button").click()
    _shown(page)
    names = _of_rows(page, "row => row.querySelector('a').textContent")
    assert names.index("Apertus 8B") < names.index("Apertus 70B")
    assert names.index("BLOOM 560M") < names.index("BLOOM 1.1B") < names.index("BLOOM 3B")


def test_the_newest_rows_are_well_before_the_fold_and_figures_end_at_one_line(
    watched: Watched, address: str
) -> None:
    page = watched.page
    page.goto(f"{address}en/{EXPLORER}")
    assert _rows(page).first.evaluate("row => row.getBoundingClientRect().top") < 600
    dates = _values(page, "date")
    assert dates == sorted(dates, reverse=True)
    figures = _rows(page).first.locator("td.number")
    assert figures.count() >= 3
    assert set(figures.evaluate_all("all => all.map(e => getComputedStyle(e).textAlign)")) == {
        "right"
    }
