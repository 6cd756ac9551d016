"""A handout made in the browser: chosen questions as one view, on the screen and on paper."""

from __future__ import annotations

import re

import pymupdf
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched

HANDOUT = "en/handout/"
MADE = "body.handout-made"


def _sheets(page: Page) -> list[str]:
    with pymupdf.open(stream=page.pdf(format="A4")) as sheets:  # type: ignore[no-untyped-call]
        return [re.sub(r"\s+", "", sheet.get_text()) for sheet in sheets]


def _first_of(sheets: list[str], words: str) -> int:
    return next(i for i, text in enumerate(sheets) if text.startswith(words))


def test_a_link_opens_a_handout_in_its_order_with_answers_at_the_end(
    watched: Watched, address: str
) -> None:
    page = watched.page
    asked = "questions=speculative-decoding,no-such,rope&answers=end"
    page.goto(f"{address}{HANDOUT}#{asked}")
    page.locator(MADE).wait_for()
    parts = page.locator(".handout__part")
    assert parts.locator("h1").all_inner_texts() == [
        "Why does speculative decoding leave the output distribution alone?",
        "What is RoPE?",
    ]
    ids = page.locator("[id]").evaluate_all("all => all.map(({id}) => id)")
    assert len(ids) == len(set(ids))
    within = parts.locator("a[href^='#']").evaluate_all("all => all.map(a => a.hash.slice(1))")
    assert within
    assert set(map(_decoded, within)) <= set(ids)
    sheets = _sheets(page)
    printed = "".join(sheets)
    assert "Tickquestions" not in printed
    assert "Searchmodels" not in printed
    assert _first_of(sheets, "Answersoftheself-checks") == max(
        i for i, text in enumerate(sheets) if "Whydoesspeculativedecoding" in text
    )
    checks = parts.locator("details.question")
    answers = page.locator(".handout__answer")
    assert checks.count() == answers.count() > 0
    answer = re.sub(r"\s+", "", answers.last.locator("p").first.inner_text())[:40]
    assert printed.count(answer) == 1
    assert printed.index(answer) > printed.index("Answersoftheself-checks")


def _decoded(fragment: str) -> str:
    return fragment.replace("%3A", ":")


def test_ticks_and_paths_are_kept_in_the_address(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + HANDOUT)
    make = page.get_by_role("button", name="Make the handout")
    assert make.is_disabled()
    page.get_by_role("button", name="Preparing for an interview").click()
    assert "llm-architecture,self-attention" in page.url
    page.get_by_role("button", name="Clear").click()
    assert "#" not in page.url
    page.get_by_role("checkbox", name="What is grokking?").press("Space")
    page.get_by_role("radio", name="left out, with room to write").check()
    assert page.url.endswith("#questions=grokking&answers=hidden")
    make.click()
    page.locator(MADE).wait_for()
    expect(page.get_by_role("status")).to_contain_text("of 1 question,")
    checks = page.locator(".handout__part details.question")
    assert checks.count() > 0
    assert all(text.count("\n") == 0 for text in checks.all_inner_texts())
