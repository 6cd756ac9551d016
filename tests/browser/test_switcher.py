"""The language switcher stays on the page, and a missing page is told in one's language."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Watched


def _switch(watched: Watched, lang: str) -> None:
    page = watched.page
    link = page.locator(f"header a[hreflang={lang}]").first
    if not link.is_visible():
        page.locator("header .md-select button, header .md-select").first.hover()
    link.click()


@pytest.mark.parametrize(
    "url", ["questions/prefix-lm-vs-causal-lm/", "models/llama/", "about/cite/"]
)
def test_the_switcher_stays_on_a_deep_page(watched: Watched, address: str, url: str) -> None:
    watched.page.goto(address + url)
    _switch(watched, "en")
    watched.page.wait_for_url(address + "en/" + url + "**")
    assert watched.page.locator("html").get_attribute("lang") == "en"
    _switch(watched, "zh")
    watched.page.wait_for_url(address + url + "**")
    assert watched.page.locator("html").get_attribute("lang") == "zh"


def test_the_switcher_and_the_address_keep_the_section(watched: Watched, address: str) -> None:
    page = watched.page
    url = "questions/llm-architecture/"
    page.goto(address + url)
    headings = page.locator("article h2[id]")
    section = headings.nth(3).get_attribute("id")
    headings.nth(3).evaluate("heading => heading.scrollIntoView()")
    page.wait_for_url(f"**/{url}#{section}")
    page.mouse.wheel(0, 120)
    _switch(watched, "en")
    page.wait_for_url(f"{address}en/{url}#{section}")
    place = page.locator(f"#{section}").evaluate("heading => heading.getBoundingClientRect().top")
    assert 0 <= place < 200
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_url(f"{address}en/{url}")


@pytest.mark.parametrize(
    ("url", "lang", "words"),
    [("no/such/page/", "zh", "找不到"), ("en/no/such/page/", "en", "not found")],
)
def test_a_missing_page_is_told_in_the_readers_language(
    watched: Watched, address: str, url: str, lang: str, words: str
) -> None:
    watched.page.goto(address + url)
    watched.errors.clear()  # the browser itself reports the status 404
    assert watched.page.locator("html").get_attribute("lang") == lang
    assert words in watched.page.locator("main").inner_text().lower()
    other = {"zh": "not found", "en": "找不到"}[lang]
    assert other not in watched.page.locator("main").inner_text().lower()
    home = watched.page.locator("main a").first.get_attribute("href")
    assert home is not None
    # The frame is built once for both: header, search, palette, footer and the button to the top.
    words_of = """() => [...document.querySelectorAll("body [aria-label], body [title], .md-top")]
      .filter((element) => !element.closest("[lang]:not(html)"))
      .flatMap((e) => [e.ariaLabel, e.title, e.matches(".md-top") ? e.textContent : null])
      .filter((text) => text && text.trim() && text.trim() !== "GitHub")"""
    frame = watched.page.evaluate(words_of)
    assert len(frame) > 8
    assert [any("\u4e00" <= sign <= "\u9fff" for sign in text) for text in frame] == [
        lang == "zh"
    ] * len(frame)
    logo = watched.page.locator(".md-logo").first.get_attribute("href") or ""
    assert logo.endswith("/en/") == (lang == "en")
