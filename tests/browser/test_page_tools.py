"""What pages offer beside their text: terms, links of headings, a report, old addresses, paper."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pymupdf
import pytest
from playwright.sync_api import Browser, Page

from scripts.base.paths import SITE
from scripts.site import moved_pages
from tests.browser.conftest import Watched
from tests.unit.test_published import moved_content

QUESTION = "en/questions/prefix-lm-vs-causal-lm/"


def test_a_term_is_defined_by_hover_and_by_keyboard(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + QUESTION)
    term = page.locator("a.term").first
    term.hover()
    assert (term.get_attribute("data-definition") or "?") in page.get_by_role(
        "tooltip"
    ).inner_text()
    page.keyboard.press("Escape")
    assert page.get_by_role("tooltip").count() == 0
    page.locator("h2#short-answer a.headerlink").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.get_by_role("tooltip").count():
            break
    assert page.get_by_role("tooltip").count() == 1


def test_a_first_tap_defines_and_a_second_follows(browser: Browser, address: str) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(address + QUESTION)
    term = page.locator("a.term").first
    term.tap()
    assert page.get_by_role("tooltip").is_visible()
    box = page.get_by_role("tooltip").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    term.tap()
    page.wait_for_url("**/glossary/#*")
    context.close()


def test_a_tap_on_a_mark_shows_its_source_and_words_of_figures_are_legible(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(address + "en/questions/kv-cache/")
    mark = page.locator("a.footnote-ref").first
    mark.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    mark.tap()
    page.locator(".md-tooltip2--active").wait_for()
    assert page.evaluate("scrollY") == before
    mark.tap()
    page.wait_for_function("before => scrollY > before + 2000", arg=before)
    smallest = page.locator("figure[style] svg.figure").evaluate_all(
        "drawings => drawings.map(svg => Math.min(...[...svg.querySelectorAll('text')].map("
        "text => parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a)))"
    )
    assert smallest
    assert min(smallest) >= 10.5
    hidden = page.locator("figure[style]").evaluate_all(
        "figures => figures.map(figure => figure.scrollWidth - figure.clientWidth)"
    )
    assert max(hidden) == 0, "a drawing is cut at the edge of the commonest phone"
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    context.close()


def test_the_link_of_a_heading_is_copied(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + QUESTION)
    page.locator("h2#intuition a.headerlink").focus()
    page.keyboard.press("Enter")
    page.locator(".copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    context.close()
    assert copied == f"{address}{QUESTION}#intuition"


def test_a_report_names_page_language_and_section(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + QUESTION)
    page.locator("#common-mistakes").scroll_into_view_if_needed()
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(200)
    link = page.locator("a[data-report]")
    link.evaluate("a => a.addEventListener('click', (event) => event.preventDefault())")
    link.evaluate("a => a.click()")
    asked = parse_qs(urlsplit(link.get_attribute("href") or "").query)
    assert asked["template"] == ["wrong-fact.yml"]
    assert asked["page"][0].endswith(QUESTION)
    assert asked["language"] == ["English"]
    assert asked["section"] == ["common-mistakes"]


def test_a_report_from_a_disk_names_the_page_on_the_web(browser: Browser, site_url: str) -> None:
    page = browser.new_page()
    page.goto((SITE / QUESTION / "index.html").as_uri())
    page.locator("button[data-report-text]").click()
    text = page.locator("textarea[readonly]:not(.embed *)").input_value()
    assert f"{site_url}{QUESTION}" in text
    assert "file:" not in text
    page.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_old_address_leads_on_from_disk(browser: Browser, tmp_path: Path, lang: str) -> None:
    folder = "" if lang == "zh" else "en/"
    new = tmp_path / folder / "questions/bills/index.html"
    new.parent.mkdir(parents=True)
    new.write_text("<h1>Bills</h1>", encoding="utf-8")
    for path, text in moved_pages.render_all(moved_content(), lang).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / folder / "questions/old/index.html").as_uri())
    page.wait_for_url("**/questions/bills/index.html#short-answer")
    page.goto((tmp_path / folder / "questions/older/index.html").as_uri() + "#place")
    page.wait_for_url("**/questions/bills/index.html#place")
    page.close()


def _printed(page: Page) -> str:
    """The words of the page on A4 paper, without the spaces at which names may break."""
    with pymupdf.open(stream=page.pdf(format="A4")) as sheets:  # type: ignore[no-untyped-call]
        return re.sub(r"\s+", "", "".join(sheet.get_text() for sheet in sheets))


def test_paper_holds_every_row_and_column_of_a_table(watched: Watched, address: str) -> None:
    page = watched.page
    for url in ("en/models/licences/", "en/models/explorer/"):
        page.goto(address + url)
        printed = _printed(page)  # which brings in the rows that wait for the reader to come near
        texts = page.locator("table.models tbody tr").evaluate_all(
            "rows => rows.map(({cells}) => [cells[0], [...cells].at(-1)].map(c => c.textContent))"
        )
        missing = [cell for row in texts for cell in row if re.sub(r"\s+", "", cell) not in printed]
        assert len(texts) > 100
        assert not missing, url
        heads = page.locator("table.models thead th").all_text_contents()
        for head in heads:  # on each sheet anew
            assert printed.count(re.sub(r"\s+", "", head)) > 2, head


def test_paper_holds_what_a_reader_reckoned(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "en/models/calculators/#model=qwen3-8b")
    printed = _printed(page)
    assert "Qwen38B·8,190,735,360parameters" in printed
    assert "8,190,735,360×16÷8B" in printed
    assert "Readit" not in printed
    cards = page.locator(".calculator__cards tbody th").all_text_contents()
    assert all(re.sub(r"\s+", "", card) in printed for card in cards)
