"""The interactive parts: by keyboard, in both languages, equal to the Python that pages teach."""

from __future__ import annotations

import re

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from scripts.base.paths import DOCS, SITE
from scripts.reference.emergence import exact_match, token_accuracy
from scripts.reference.masks import prefix_mask
from scripts.reference.objectives import loss_positions
from tests.browser.conftest import Watched

MASKS = "questions/prefix-lm-vs-causal-lm/"
EMERGENCE = "questions/emergent-abilities/"


def _set(page: Page, label: str, value: int) -> None:
    """Move a slider by keyboard alone."""
    slider = page.get_by_label(label, exact=True)
    slider.focus()
    page.keyboard.press("Home")
    for _ in range(value - int(slider.get_attribute("min") or 0)):
        page.keyboard.press("ArrowRight")


#: By how much of its drawing's width the word nearest to an edge keeps from it.
_NEAREST = """drawing => {
  const edges = drawing.getBoundingClientRect();
  return Math.min(...[...drawing.querySelectorAll("text")].flatMap((word) => {
    const box = word.getBoundingClientRect();
    return [box.left - edges.left, edges.right - box.right];
  })) / edges.width;
}"""


def _numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]


@pytest.mark.parametrize(("n", "prefix_len", "row"), [(8, 3, 2), (5, 0, 4), (6, 6, 1), (12, 1, 12)])
def test_the_masks_are_those_of_the_reference(
    watched: Watched, address: str, n: int, prefix_len: int, row: int
) -> None:
    page = watched.page
    page.goto(address + "en/" + MASKS)
    _set(page, "Sequence length", n)
    _set(page, "Prefix length", prefix_len)
    _set(page, "Look from token", row)
    mask = prefix_mask(n, prefix_len)
    cells = page.locator(".explorer--ready .mask-cell:not(.mask-cell--hidden)")
    assert cells.count() == mask.sum()
    assert page.locator(".mask-cell--row:not(.mask-cell--hidden)").count() == mask[row - 1].sum()
    scored = loss_positions(n, prefix_len, "prefix").sum()
    assert page.locator(".mask-loss--scored").count() == scored


def test_the_summary_tells_what_is_drawn(watched: Watched, address: str) -> None:
    watched.page.goto(address + "en/" + MASKS)
    text = watched.page.locator(".explorer__summary").inner_text()
    mask = prefix_mask(8, 3)
    assert _numbers(text)[:6] == [2, 1, 3, 3, mask.sum(), 64]
    # On a phone the drawing is as wide as the screen.
    assert watched.page.locator(".explorer__drawing").evaluate(_NEAREST) > 0.008


def test_the_kind_of_mask_is_chosen_by_keyboard(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + MASKS)
    page.get_by_role("radio", name="前缀掩码").focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("radio", name="因果掩码").is_checked()
    cells = page.locator(".explorer--ready .mask-cell:not(.mask-cell--hidden)")
    assert cells.count() == 8 * 9 / 2


def test_steps_go_by_arrow_keys_and_each_is_said(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}en/questions/flash-attention/#online-softmax=n2,1")
    said = page.locator("[data-explorer=online-softmax] [role=status]").last
    assert said.inner_text().startswith("Tile 1, keys 1 to 2:")
    page.get_by_role("button", name="Next step").focus()
    page.keyboard.press("ArrowRight")
    assert "multiplied by 0.25" in said.inner_text()
    page.get_by_role("slider", name="Step").press("ArrowLeft")
    assert said.inner_text().startswith("Tile 1")
    for _ in range(3):
        page.get_by_role("button", name="Next step").press("Enter")
    assert "59.125 / 2 = 29.5625" in said.inner_text()
    page.wait_for_url("**#online-softmax=n2,4")


@pytest.mark.parametrize("length", [1, 5, 50])
def test_emergence_reads_what_the_reference_computes(
    watched: Watched, address: str, length: int
) -> None:
    page = watched.page
    page.goto(address + "en/" + EMERGENCE)
    page.get_by_role("button", name="Show").click()
    _set(page, "Tokens or steps that must all be right", length)
    rows = page.locator(".explorer__table tbody tr").all()
    constants = _constants(page)
    scales = np.geomspace(constants["smallest"], constants["largest"], 4)
    p = token_accuracy(scales, constants["constant"], constants["exponent"])
    shown = [_number(row.locator("td").last.inner_text()) for row in rows]
    np.testing.assert_allclose(shown, exact_match(p, length), rtol=0.06, atol=6e-4)
    assert page.get_by_text("no number was measured on a model").first.is_visible()
    assert page.locator(".explorer__drawing").evaluate(_NEAREST) > 0.008


def _number(text: str) -> float:
    """The value of a number such as 0.123 or 1.2 × 10⁻⁵."""
    plain = text.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
    return float(plain.replace(" × 10", "e"))


def _constants(page: Page) -> dict[str, float]:
    """The demonstration's constants as the script states them."""
    script = (DOCS / "assets/scripts/emergence-explorer.js").read_text(encoding="utf-8")
    match = re.search(r"const CONSTANTS = \{(.+?)\};", script)
    assert match is not None
    pairs = (pair.split(":") for pair in match[1].split(","))
    return {name.strip(): float(value) for name, value in pairs}


def test_emergence_and_its_static_figure_share_their_constants(
    watched: Watched, address: str
) -> None:
    from scripts.figures import emergence

    watched.page.goto(address + EMERGENCE)
    found = _constants(watched.page)
    assert found["constant"] == emergence.CONSTANT
    assert found["exponent"] == emergence.EXPONENT


@pytest.mark.parametrize("url", [MASKS, EMERGENCE])
def test_without_script_the_static_figure_is_there(
    browser: Browser, address: str, url: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + url)
    assert page.locator("[data-explorer] figure svg").first.is_visible()
    context.close()


@pytest.mark.parametrize("url", [MASKS, EMERGENCE, "models/"])
def test_the_interactive_parts_work_from_disk(browser: Browser, url: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((SITE / url / "index.html").as_uri())
    shown = page.locator(".explorer__prediction button")
    if shown.count():
        shown.first.click()
    part = ".table-tools input" if url == "models/" else ".explorer--ready .explorer__drawing"
    assert page.locator(part).first.is_visible()
    assert not errors
    context.close()


def test_a_guess_by_keyboard_leads_to_its_verdict(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + EMERGENCE)
    asked = page.locator(".explorer__prediction")
    asked.locator("input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    verdict = asked.locator("[role=status]")
    assert verdict.inner_text()
    expect(verdict).to_be_focused()
    page.keyboard.press("Tab")
    assert page.locator(".explorer__controls :focus").count() == 1


def _column(table: Locator, index: int) -> list[str]:
    """Return the values of a column; asked row by row, a table of 220 takes ten seconds."""
    cells = "(rows, at) => rows.map(row => row.querySelectorAll('th, td')[at].dataset.value || '')"
    return list(table.locator("tbody tr:visible").evaluate_all(cells, index))


@pytest.mark.parametrize("lang", ["", "en/"])
def test_a_table_is_sorted_by_keyboard(watched: Watched, address: str, lang: str) -> None:
    page = watched.page
    page.goto(address + lang + "models/sizes/")
    table = page.locator("table.models").first
    headers = table.locator("thead th").all()
    index = next(
        i for i, h in enumerate(headers) if re.search("参数|[Pp]arameters", h.inner_text())
    )
    headers[index].locator("button").focus()
    page.keyboard.press("Enter")
    assert headers[index].get_attribute("aria-sort") == "ascending"
    values = [float(value) for value in _column(table, index) if value]
    assert len(values) > 10
    assert values == sorted(values)
    page.keyboard.press("Enter")
    values = [float(value) for value in _column(table, index) if value]
    assert values == sorted(values, reverse=True)
    unknown = [value == "" for value in _column(table, index)]
    assert unknown == sorted(unknown), "unknown figures come last"


def test_a_table_is_filtered_and_cleared(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "en/models/sizes/")
    table = page.locator("table.models").first
    total = table.locator("tbody tr").count()
    page.locator(".table-tools input[type=search]").first.fill("llama 2")
    rows = table.locator("tbody tr:visible")
    assert 0 < rows.count() < total
    assert all("Llama 2" in row.inner_text() for row in rows.all())
    assert f"{rows.count()} of {total}" in page.locator(".table-tools__count").first.inner_text()
    page.locator(".table-tools input[type=search]").first.fill("<img src=x onerror=alert(1)>")
    assert table.locator("tbody tr:visible").count() == 0
    page.locator(".table-tools button").first.click()
    assert table.locator("tbody tr:visible").count() == total


def test_shares_are_those_of_whole_questions(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}en/questions/choosing-a-model/#evaluation=n50,81,3,6")
    part = page.locator("[data-explorer=evaluation]")
    texts = part.locator("svg.explorer__drawing text").all_text_contents()
    for percent, fraction in zip(texts[1:6:3], texts[2:6:3], strict=True):
        right, n = map(int, fraction.split("/"))
        assert percent == f"{100 * right / n:.1f}%"
    assert texts[1] == f"{part.locator('output').first.inner_text()}.0%"


def test_a_choice_that_does_not_matter_is_not_offered(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}en/questions/mqa-gqa-mla/#kv-heads=gqa,2,32")
    groups = page.get_by_role("group", name="key/value heads of GQA")
    assert groups.is_visible()
    page.get_by_role("radio", name="MQA", exact=True).press("Space")
    assert not groups.is_visible()


def test_an_example_can_be_chosen_again_by_keyboard(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}en/questions/mixed-precision/#number-formats=0.1,0.1,1")
    field = page.get_by_role("textbox", name="A number (3e-8 is fine)")
    field.fill("5")
    page.get_by_role("radio", name="0.1", exact=True).press("Space")
    assert field.input_value() == "0.1"
