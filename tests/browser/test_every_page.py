"""Every page, on a phone and a desk, light and dark: no error, no other host, no wide page.

A page is opened in one window and goes on in the other, as on a phone that is turned; in the
other scheme it is opened in the other window.
"""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.conftest import addresses_of_pages, watch

Scheme = Literal["light", "dark"]
PHONE, DESK = ViewportSize(width=360, height=800), ViewportSize(width=1440, height=800)


@pytest.mark.parametrize(("scheme", "first"), [("light", PHONE), ("dark", DESK)])
def test_every_page_is_sound(
    browser: Browser, address: str, scheme: Scheme, first: ViewportSize
) -> None:
    second = DESK if first is PHONE else PHONE
    context = browser.new_context(viewport=first, color_scheme=scheme, reduced_motion="reduce")
    watched = watch(context, address)
    too_wide = []
    for url in addresses_of_pages():
        watched.page.goto(address + url)
        too_wide += _too_wide(watched.page, first)
        watched.page.set_viewport_size(second)
        too_wide += _too_wide(watched.page, second)
        first, second = second, first
    context.close()
    assert not too_wide
    assert not watched.errors
    assert not watched.elsewhere


def _too_wide(page: Page, window: ViewportSize) -> list[str]:
    wide = page.evaluate(
        "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
    )
    return [f"{page.url}: {wide} px of {window['width']}"] if wide > window["width"] else []


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
