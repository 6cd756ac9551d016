"""Every page, on a phone and a desk, light and dark: no error, no other host, nothing amiss."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import addresses_of_pages, watch
from tests.browser.faults_of_lines import faults_of_lines

Scheme = Literal["light", "dark"]
#: The width of a window and the colours of the machine.
View = tuple[int, Scheme]
DESK: View = (1440, "light")
PHONE: View = (360, "dark")
#: A desk of 1,280 px, enlarged fourfold.
ENLARGED: View = (320, "dark")


def _look(page: Page, view: View) -> None:
    width, scheme = view
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)


def _unfold(page: Page) -> None:
    """Open the answers and lay out what lies far below: both may hold a wide formula."""
    page.add_style_tag(content="* { content-visibility: visible !important }")
    page.evaluate("document.querySelectorAll('details.question').forEach(f => { f.open = true })")


def _width(page: Page) -> int:
    wide = "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
    return int(page.evaluate(wide))


@pytest.mark.long
@pytest.mark.parametrize(
    ("lang", "first", "then"),
    # A page and its translation share their scripts: one is loaded on a desk, one on a phone.
    [("zh", DESK, ENLARGED), ("en", PHONE, DESK)],
    ids=["zh", "en"],
)
def test_every_page_is_sound(
    still_browser: Browser, address: str, lang: str, first: View, then: View
) -> None:
    context = still_browser.new_context(reduced_motion="reduce")
    watched = watch(context, address)
    too_wide = []
    misplaced = []
    for url in addresses_of_pages(lang):
        _look(watched.page, first)
        watched.page.goto(address + url)
        _unfold(watched.page)
        for view in (first, then):
            _look(watched.page, view)
            if (wide := _width(watched.page)) > view[0]:
                too_wide.append(f"{url or '(home)'}: {wide} px of {view[0]}")
            misplaced += [f"{url} at {view[0]} px: {it}" for it in faults_of_lines(watched.page)]
    context.close()
    assert not too_wide
    assert not misplaced
    assert not watched.errors
    assert not watched.elsewhere


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_readers_scheme_is_used(browser: Browser, address: str, scheme: Scheme) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(address + "questions/llm-architecture/")
    red, green, blue = page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    )[:3]
    context.close()
    assert (red + green + blue > 600) == (scheme == "light")
