"""A page in the hand: contents near the thumb, lines and tables that fit, links to copy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Watched

WIDTH = 360
HEIGHT = 740


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        has_touch=True,
        is_mobile=True,
        permissions=["clipboard-read", "clipboard-write"],
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("lang", "name"), [("", "目录"), ("en/", "Contents")])
def test_the_contents_are_within_reach_of_a_thumb(
    phone: Page, address: str, lang: str, name: str
) -> None:
    phone.goto(f"{address}{lang}questions/llm-architecture/")
    button = phone.get_by_role("button", name=name)
    box = button.bounding_box()
    assert box is not None
    assert box["y"] > HEIGHT * 2 / 3
    assert box["height"] >= 44
    button.tap()
    sheet = phone.get_by_role("dialog", name=name)
    sheet.get_by_role("link").nth(4).tap()
    expect(sheet).to_be_hidden()
    section = phone.url.partition("#")[2]
    place = phone.locator(f"[id='{section}']").bounding_box()
    assert place is not None
    assert 0 <= place["y"] < HEIGHT / 2
    button.tap()
    expect(sheet.locator("[aria-current]")).to_have_attribute("href", f"#{section}")


def test_on_a_desk_the_contents_stand_beside_the_page(watched: Watched, address: str) -> None:
    watched.page.goto(f"{address}en/questions/llm-architecture/")
    assert not watched.page.get_by_role("button", name="Contents").is_visible()


#: Punctuation right behind a formula that stands on a lower line than it.
_LOST = """() => [...document.querySelectorAll("article math:not(.tml-display)")].filter((math) => {
  const next = math.nextSibling;
  if (next?.nodeType !== 3 || !/^[，。；：、）！？,.;:)!?]/.test(next.textContent)) return false;
  const range = document.createRange();
  range.setStart(next, 0);
  range.setEnd(next, 1);
  return range.getBoundingClientRect().left < math.getBoundingClientRect().left;
}).length"""


@pytest.mark.parametrize("url", ["questions/rope/", "questions/lora/", "en/questions/lora/"])
def test_no_line_begins_with_the_punctuation_of_a_formula(
    phone: Page, address: str, url: str
) -> None:
    phone.goto(address + url)
    for width in (WIDTH, 390, 414, 1440):
        phone.set_viewport_size({"width": width, "height": HEIGHT})
        assert phone.evaluate(_LOST) == 0, width


def test_two_marks_of_a_cell_stand_side_by_side(phone: Page, address: str) -> None:
    phone.goto(f"{address}en/questions/norm-placement/")
    tops = phone.locator("td > sup + sup").evaluate_all(
        "marks => marks.filter(mark => mark.previousSibling === mark.previousElementSibling)"
        ".map(mark => [mark, mark.previousElementSibling]"
        ".map(each => each.getBoundingClientRect().y))"
    )
    assert tops
    assert all(own == before for own, before in tops)


def test_two_models_are_compared_on_a_phone_without_scrolling(phone: Page, address: str) -> None:
    phone.goto(f"{address}models/explorer/#compare=qwen3-8b,llama-3.1-8b")
    scroller = phone.locator(".comparison .table-scroll")
    assert scroller.evaluate("area => area.scrollWidth - area.clientWidth") <= 1
    # Nearly all differs between two families, so what is the same is what is marked.
    marks = set(phone.locator(".comparison__mark").all_inner_texts())
    assert "相同" in marks
    assert "不同" not in marks


def test_words_of_a_group_and_the_column_asked_for_stay_in_sight(phone: Page, address: str) -> None:
    phone.goto(f"{address}en/models/qwen/#qwen3-4b")
    release = phone.locator("#release-qwen3")
    assert release.locator("td.asked-for").first.inner_text() == "causal decoder"
    assert release.locator("td.asked-for").nth(1).inner_text() == "36"
    release.locator(".table-scroll").evaluate("area => { area.scrollLeft = 400 }")
    group = release.locator("tr.group span").first
    box = group.bounding_box()
    assert box is not None
    assert 0 <= box["x"] < WIDTH / 2


def test_older_releases_of_a_family_are_folded_and_a_link_opens_theirs(
    phone: Page, address: str
) -> None:
    phone.goto(f"{address}models/qwen/")
    assert phone.evaluate("document.documentElement.scrollHeight") < 18_000
    older = phone.locator("#release-qwen2")
    assert "2024 年 6 月 6 日" in older.inner_text()
    model = phone.locator("#qwen2-7b")
    assert not model.is_visible()
    phone.evaluate("location.hash = '#qwen2-7b'")
    expect(model).to_be_in_viewport()
    phone.get_by_role("button", name="目录").tap()
    phone.get_by_role("dialog").get_by_role("link", name="Qwen1.5", exact=True).tap()
    expect(phone.locator("[id='qwen1.5-7b']")).to_be_visible()
    newest = phone.locator("section.release:not([data-older])")
    assert newest.count() >= 1
    assert newest.locator("table").first.is_visible()


def test_a_table_of_models_is_no_wider_than_what_its_rows_say(phone: Page, address: str) -> None:
    phone.goto(f"{address}en/models/")
    row = phone.locator("tr[data-id=kolibri-1]")
    assert row.locator(".table-sources").evaluate("cell => cell.offsetWidth") < WIDTH / 2 + 20
    sources = row.locator(".table-sources a")
    assert sources.evaluate_all("links => links.map(a => a.getClientRects().length)").count(1) == (
        sources.count()
    )
    # Eyes see "Parameters, 2", ears "Parameters, Parameters 2".
    assert "Parameters 2" in sources.all_text_contents()
    dates = phone.locator("td.day").evaluate_all("cells => cells.map(cell => cell.offsetWidth)")
    assert (
        phone.locator("td.day").first.evaluate(
            "cell => { const words = document.createRange(); words.selectNodeContents(cell);"
            " return words.getClientRects().length }"
        )
        == 1
    )
    assert max(dates) < WIDTH / 2


def test_names_of_sources_are_not_broken(phone: Page, address: str) -> None:
    phone.goto(f"{address}models/calculators/")
    links = phone.locator(".models--names .table-sources a")
    heights = links.evaluate_all("links => links.map(a => a.getClientRects().length)")
    assert set(heights) == {1}
    assert not any("来源" in text for text in links.all_inner_texts())


@pytest.mark.parametrize(
    ("url", "place", "name"),
    [
        ("en/glossary/", "#gqa", "grouped-query attention"),
        ("en/models/qwen/", "#release-qwen3", "Qwen3"),
        ("en/questions/kv-cache/", "#intuition", "Intuition"),
    ],
)
def test_a_finger_copies_the_link_of_a_term_a_release_a_heading(
    phone: Page, address: str, url: str, place: str, name: str
) -> None:
    phone.goto(address + url)
    link = phone.locator(f"article a.headerlink[href='{place}']")
    assert float(link.evaluate("a => getComputedStyle(a).opacity")) > 0.5
    assert name in (link.get_attribute("aria-label") or "")
    for _ in range(2):  # what lies between is laid out on the way
        link.evaluate("a => a.scrollIntoView({ block: 'center', behavior: 'instant' })")
        phone.wait_for_timeout(200)
    place_of_sign = link.evaluate(
        "a => [a.getBoundingClientRect().left + 6, a.getBoundingClientRect().top + 8]"
    )
    phone.touchscreen.tap(*place_of_sign)
    phone.locator(".copied").wait_for()
    assert phone.evaluate("navigator.clipboard.readText()") == f"{address}{url}{place}"


def test_a_heading_is_read_without_the_sign_of_its_link(watched: Watched, address: str) -> None:
    watched.page.goto(f"{address}en/questions/kv-cache/")
    heading = watched.page.get_by_role("heading", name="Intuition", exact=True)
    assert heading.count() == 1
