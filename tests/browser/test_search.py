"""The search: typed and pasted, in both languages, by keyboard, from disk, and when it fails."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from scripts.base.paths import SITE
from tests.browser.conftest import Watched, axe_findings

START = {"zh": "questions/llm-architecture/", "en": "en/questions/llm-architecture/"}
ROOTS = {"zh": "", "en": "en/"}


#: Whether the list answers just what stands in the box, from all texts: while a reader types, and
#: while the index comes in, it answers what stood there before, or from names alone.
_ANSWERED = """() => {
  const { asked, searched } = document.querySelector("dialog.search").dataset;
  return searched === "all" && asked === document.querySelector("dialog input").value.trim();
}"""


def _first(page: Page) -> str:
    """The address of the first result for what stands in the box, made whole by the browser."""
    page.wait_for_function(_ANSWERED)
    option = page.locator("dialog [role=option]").first
    option.wait_for()
    return str(option.evaluate("link => link.href"))


def _ask(page: Page, query: str, *, paste: bool) -> str:
    """Empty the box, fill it, and return the first result for just this query."""
    box = page.locator("dialog input")
    box.fill("")
    expect(page.locator("dialog [role=option]")).to_have_count(0)
    # Text put in by mouse or by a menu causes an `input` event and no key event.
    (page.keyboard.insert_text if paste else page.keyboard.type)(query)
    return _first(page)


def test_what_is_typed_and_what_is_pasted_are_answered_alike(
    watched: Watched, address: str
) -> None:
    """What is found for each query is asked without a browser, in tests/site."""
    page = watched.page
    for lang, query in (("zh", "涌现能力"), ("en", "perfix lm")):
        page.goto(address + START[lang])
        page.keyboard.press("/")
        typed = _ask(page, query, paste=False)
        assert typed.startswith(f"{address}{ROOTS[lang]}questions/")
        assert _ask(page, query, paste=True) == typed


#: Types the whole query and Enter before the browser does anything else.
_TYPE_AND_ENTER = """(box, query) => {
  box.value = query;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
}"""


def test_enter_opens_what_was_typed_and_not_what_the_list_still_shows(
    watched: Watched, address: str
) -> None:
    page = watched.page
    page.goto(address + START["zh"])
    page.keyboard.press("/")
    assert _ask(page, "moe", paste=False).startswith(f"{address}questions/mixture-of-experts/")
    page.locator("dialog input").evaluate(_TYPE_AND_ENTER, "emergence")
    page.wait_for_url(f"{address}questions/emergent-abilities/**")


def test_enter_waits_for_the_index(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + START["zh"])
    held: list[Route] = []
    page.route("**/search/index.zh.js", lambda route: held.append(route))
    page.keyboard.press("/")
    page.keyboard.type("emergence")
    page.keyboard.press("Enter")
    expect(page.locator("dialog [role=status]")).to_contain_text("载入")
    held[0].continue_()
    page.wait_for_url(f"{address}questions/emergent-abilities/**")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_results_are_in_the_language_of_the_page(watched: Watched, address: str, lang: str) -> None:
    page = watched.page
    page.goto(address + START[lang])
    page.keyboard.press("/")
    for query in ("LLaMA", "注意力"):
        _ask(page, query, paste=False)
        links = page.locator("dialog [role=option]").evaluate_all("all => all.map(a => a.href)")
        english = [link.startswith(address + "en/") for link in links]
        assert set(english) == {lang == "en"}, query


@pytest.mark.parametrize("key", ["/", "s", "Control+k"])
def test_keys_open_move_choose_and_close(watched: Watched, address: str, key: str) -> None:
    page = watched.page
    page.goto(address + START["en"])
    page.keyboard.press(key)
    page.keyboard.type("prefix lm")
    first = _first(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    chosen = page.locator("dialog [aria-selected=true]")
    assert chosen.count() == 1
    box = page.locator("dialog input")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("Escape")
    assert not page.locator("dialog.search").is_visible()
    page.keyboard.press(key)
    _first(page)
    page.keyboard.press("Enter")
    page.wait_for_url(first)


def test_enter_opens_the_section_in_whose_heading_the_query_stands(
    watched: Watched, address: str
) -> None:
    page = watched.page
    page.goto(address + START["en"])
    page.keyboard.press("/")
    page.keyboard.type("qwen3 32b")
    expect(page.locator("dialog [aria-selected=true]")).to_contain_text("Qwen3 32B")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}en/models/qwen/#qwen3-32b")


def test_after_tab_into_the_list_enter_opens_what_has_focus(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + START["en"])
    page.keyboard.press("/")
    _ask(page, "prefix lm", paste=False)
    expect(page.locator("dialog.search")).to_have_attribute("data-searched", "all")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    focused = page.locator("dialog [role=option]:focus")
    assert focused.get_attribute("aria-selected") == "true"
    opened = str(focused.evaluate("link => link.href"))
    assert opened != page.locator("dialog [role=option]").first.evaluate("link => link.href")
    page.keyboard.press("Enter")
    page.wait_for_url(opened)


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_escape_gives_the_focus_to_the_button(watched: Watched, address: str, key: str) -> None:
    page = watched.page
    page.goto(address + START["en"])
    page.keyboard.press(key)
    expect(page.locator("dialog.search")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-search-open]").first).to_be_focused()


def test_keys_of_the_search_can_be_typed_into_other_fields(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "en/glossary/")
    box = page.locator(".list-filter input")
    box.press("s")
    box.press("/")
    assert box.input_value() == "s/"
    assert not page.locator("dialog.search").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_axe_finds_nothing_in_the_open_dialog(
    browser: Browser, address: str, lang: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + START[lang])
    page.keyboard.press("/")
    page.keyboard.type("LLaMA")
    _first(page)
    found = axe_findings(page, context="dialog.search")
    context.close()
    assert found == []


def test_without_script_there_is_no_button(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("[data-search-open]")).to_be_hidden()
    expect(page.locator("dialog.search")).to_be_hidden()
    context.close()


def test_a_query_of_a_whole_page_fits_the_dialog(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}en/?q={'x' * 3000}")
    expect(page.locator("dialog [role=status]")).to_contain_text("Nothing found")
    dialog = page.locator("dialog.search")
    assert dialog.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert len(page.locator("dialog [role=status]").inner_text()) < 300


def test_the_number_of_results_is_announced_in_words(watched: Watched, address: str) -> None:
    words = {"zh": ("找到", "没有找到", "最接近"), "en": ("result", "Nothing found", "Nearest")}
    for lang, (found, none, nearest) in words.items():
        watched.page.goto(address + START[lang])
        watched.page.locator("[data-search-open]").first.click()
        status = watched.page.locator("dialog [role=status]")
        watched.page.keyboard.type("rope")
        expect(status).to_contain_text(found)
        watched.page.locator("dialog input").fill("zzqqxxzz")
        expect(status).to_contain_text(none)
        expect(watched.page.locator("dialog [role=option]")).to_have_count(0)
        watched.page.locator("dialog input").fill("emergnetabilitty")
        expect(status).to_contain_text(nearest)
        watched.page.keyboard.press("Enter")
        watched.page.wait_for_url("**/glossary/#emergent-ability")


def test_markup_in_a_query_is_text(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + START["en"])
    page.keyboard.press("/")
    page.keyboard.insert_text("<zzqqxxzz>")
    expect(page.locator("dialog [role=status]")).to_contain_text("<zzqqxxzz>")
    page.locator("dialog input").fill("<img src=x> attention")
    _first(page)
    assert page.locator("dialog img").count() == 0


def test_a_query_in_the_address_is_asked(watched: Watched, address: str) -> None:
    watched.page.goto(f"{address}en/?q=prefix+lm")
    assert _first(watched.page).startswith(f"{address}en/questions/prefix-lm-vs-causal-lm/")


def test_half_composed_characters_are_not_searched(watched: Watched, address: str) -> None:
    """An input method first puts in the letters of a sound, which mean nothing yet.

    Nor are they when the texts come in meanwhile.
    """
    page = watched.page
    page.goto(address + START["zh"])
    held: list[Route] = []
    page.route("**/search/texts.zh.js", lambda route: held.append(route))
    page.keyboard.press("/")
    box = page.locator("dialog input")
    page.keyboard.type("rope")
    expect(page.locator("dialog.search")).to_have_attribute("data-asked", "rope")
    before = page.locator("dialog [role=option]").all_inner_texts()
    box.evaluate(
        """box => {
          box.value = "yongxian";
          box.dispatchEvent(new InputEvent("input", { isComposing: true }));
        }"""
    )
    with page.expect_response("**/search/texts.zh.js"):
        held[0].continue_()
    page.evaluate("new Promise((done) => setTimeout(done, 200))")
    assert page.locator("dialog [role=option]").all_inner_texts() == before
    box.evaluate(
        """box => {
          box.value = "涌现";
          box.dispatchEvent(new CompositionEvent("compositionend"));
        }"""
    )
    assert "questions/emergent-abilities/" in _first(page)


def test_a_lost_index_is_told_and_tried_again(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/search/index.en.js", lambda route: route.abort())
    page.goto(address + START["en"])
    page.keyboard.press("/")
    page.keyboard.type("rope")
    expect(page.locator("dialog [role=status]")).to_contain_text("could not be loaded")
    page.unroute("**/search/index.en.js")
    page.keyboard.type(" ")
    page.keyboard.type("theta")
    _first(page)
    context.close()


def test_the_search_works_from_disk(browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((SITE / "en" / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("prefix lm")
    _first(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/questions/prefix-lm-vs-causal-lm/index.html**")
    assert not errors
    context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_the_dialog_fits_the_window(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    page.goto(address + START["zh"])
    page.locator("[data-search-open]").first.click()
    page.keyboard.type("模型")
    _first(page)
    box = page.locator("dialog.search").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= 700
    assert (box["width"] == width) == (width == 360), "a phone is filled"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_terms_of_the_glossary_are_filtered(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "en/glossary/")
    terms = page.locator(".glossary dt")
    total = terms.count()
    page.locator(".list-filter input").fill("rotary")
    shown = page.locator(".glossary dt:visible")
    assert 0 < shown.count() < total / 2
    assert page.locator("#rope").is_visible()
    assert not page.locator("#attention-head").is_visible()
    assert f"{shown.count()} of {total}" in page.locator(".list-filter").inner_text()
    found = shown.count()
    page.locator(".md-tabs__link").first.click()
    page.wait_for_url("**/en/")
    page.go_back()
    expect(page.locator(".list-filter input")).to_have_value("rotary")
    assert shown.count() == found
    page.locator(".list-filter input").fill("")
    assert shown.count() == total
