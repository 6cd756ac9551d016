"""Every page, on a phone and a desk, light and dark: no error, no other host, no wide page."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import addresses_of_pages, watch

Scheme = Literal["light", "dark"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_every_page_is_sound(browser: Browser, address: str, width: int, scheme: Scheme) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    watched = watch(context, address)
    too_wide = []
    for url in addresses_of_pages():
        watched.page.goto(address + url)
        wide = watched.page.evaluate(
            "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
        )
        if wide > width:
            too_wide.append(f"{url or '(home)'}: {wide} px")
    context.close()
    assert not too_wide
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
