"""What readers hand on: a part in a frame, a link to its state, a page, a report, a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Watched

QUESTION = "questions/prefix-lm-vs-causal-lm/"


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context.new_page()
    context.close()


def _masks(page: Page) -> Page:
    page.locator("[data-explorer=masks] .explorer__stage").wait_for()
    return page


def test_a_link_opens_an_interactive_part_as_it_was_set(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}en/{QUESTION}#masks=causal,5,3,4")
    _masks(page)
    assert page.locator("[data-explorer=masks] input[value=causal]").is_checked()
    stage = page.locator("[data-explorer=masks] .explorer__stage")
    assert stage.locator("output").first.inner_text() == "5"
    prefix = stage.get_by_label("Prefix length", exact=True)
    assert not prefix.is_visible()  # a causal mask has none
    drawing = stage.locator("svg").first.inner_html()
    stage.locator("input[type=range]").first.fill("6")
    expect(page).to_have_url(re.compile(r"#masks=causal,6,3,4$"))
    assert stage.locator("svg").first.inner_html() != drawing
    page.goto("about:blank")
    page.goto(f"{address}en/{QUESTION}#masks=nonsense,99,x,-3")
    _masks(page)
    assert stage.locator("svg rect").count() > 4


def test_a_part_stands_alone_in_a_frame_elsewhere(desk: Page, address: str) -> None:
    desk.goto(f"{address}en/{QUESTION}")
    part = desk.locator("[data-explorer=masks]")
    part.locator("summary", has_text="Embed").click()
    markup = part.locator("textarea").input_value()
    assert markup.startswith("<iframe ")
    desk.set_content(markup)
    frame = desk.frame_locator("iframe")
    stage = frame.locator("[data-explorer=masks] .explorer__stage")
    stage.wait_for()
    before = stage.locator("svg").first.inner_html()
    stage.locator("input[type=range]").first.fill("4")
    assert stage.locator("svg").first.inner_html() != before
    for gone in (".md-header", ".md-footer", "article h1", "#short-answer", ".contents-open"):
        assert not frame.locator(gone).first.is_visible(), gone
    source = frame.locator(".embed-source a")
    assert (source.get_attribute("href") or "").endswith(f"en/{QUESTION}")
    height = frame.locator("html").evaluate("root => root.scrollHeight - root.clientHeight")
    assert height <= 40


def test_a_frame_is_named_after_the_page(desk: Page, address: str) -> None:
    desk.goto(f"{address}questions/norm-placement/")
    desk.locator("summary", has_text="嵌入").first.click()
    markup = desk.locator(".embed textarea").first.input_value()
    assert 'title="Post-LN、Pre-LN 与 Sandwich-LN 怎么选？"' in markup


def test_a_figure_stands_alone_too(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}questions/norm-placement/?embed=fig-block-wiring")
    assert page.locator("#fig-block-wiring svg").is_visible()
    assert not page.locator("article h2").first.is_visible()
    page.goto(f"{address}questions/norm-placement/?embed=no-such-part")
    assert page.locator("article h1").is_visible()


@pytest.mark.parametrize("lang", ["", "en/"])
def test_a_page_is_copied_as_markdown(desk: Page, address: str, lang: str) -> None:
    desk.goto(f"{address}{lang}questions/kv-cache/")
    desk.locator("a[data-copy-page]").click()
    desk.locator(".copied").wait_for()
    text = desk.evaluate("navigator.clipboard.readText()")
    title = desk.locator("article h1").inner_text().rstrip("¶").strip()
    assert text.startswith(f"# {title}")
    assert "$" in text
    assert "[[llama" not in text


@pytest.mark.parametrize("lang", ["", "en/"])
def test_a_mistake_is_reported_without_an_account(desk: Page, address: str, lang: str) -> None:
    desk.goto(f"{address}{lang}{QUESTION}")
    desk.locator("#common-mistakes").scroll_into_view_if_needed()
    desk.mouse.wheel(0, 300)
    desk.wait_for_timeout(300)
    desk.locator("button[data-report-text]").click()
    desk.locator(".copied").wait_for()
    text = desk.evaluate("navigator.clipboard.readText()")
    assert f"{address}{lang}{QUESTION}#" in text


def test_points_of_a_chart_say_their_names(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}en/models/charts/")
    chart = page.locator("svg.figure:has(g.point)").first
    chart.scroll_into_view_if_needed()
    point = chart.locator("g.point").first
    point.hover()
    names = page.locator(".point-name")
    assert re.search(r", \d{4}-\d\d-\d\d", names.inner_text())
    assert (point.get_attribute("data-name") or "?") in names.inner_text()
    page.mouse.move(2, 2)
    assert names.count() == 0
    chart.focus()
    page.keyboard.press("ArrowRight")
    first = names.inner_text()
    page.keyboard.press("ArrowRight")
    assert names.inner_text() != first


def test_a_finger_names_a_point_too(browser: Browser, address: str) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(f"{address}models/charts/")
    point = page.locator("svg.figure g.point").first
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.locator(".point-name").is_visible()
    assert page.locator("dialog[open]").count() == 0
    context.close()


def test_models_of_a_family_stand_side_by_side(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}en/models/mistral/")
    drawings = page.locator(".diagrams svg")
    boxes = [drawings.nth(at).bounding_box() for at in range(2)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    assert abs(boxes[0]["y"] + boxes[0]["height"] - boxes[1]["y"] - boxes[1]["height"]) < 2
    # Those beyond the edge, which nobody has seen yet, do not push these down.
    row = page.locator(".diagrams").bounding_box()
    assert row is not None
    assert boxes[0]["y"] - row["y"] < boxes[0]["height"] / 2
