"""Formulas as a browser sets them: cells align as the author wrote, and links find them."""

from __future__ import annotations

from tests.browser.conftest import Watched

ENDS = "cells => cells.map(cell => cell.lastElementChild.getBoundingClientRect().right)"


def test_cells_before_a_relation_end_at_one_line(watched: Watched, address: str) -> None:
    watched.page.goto(address + "questions/activations/")
    ends = watched.page.locator("#eq-activations mtr > mtd:first-child").evaluate_all(ENDS)
    assert len(ends) == 3
    assert max(ends) - min(ends) < 1


def test_a_link_to_a_formula_shows_it_below_the_header(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "questions/llm-architecture/")
    page.locator("a[href='#eq-block']").click()
    page.wait_for_function("scrollY > 1000")
    top = page.locator("#eq-block").bounding_box()
    header = page.locator(".md-header").bounding_box()
    assert top is not None
    assert header is not None
    assert header["y"] + header["height"] <= top["y"] < 700


def test_only_formulas_that_scroll_are_stopped_at_and_say_so(
    watched: Watched, address: str
) -> None:
    page = watched.page
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address + "en/models/computed/")
        page.wait_for_load_state("load")
        stops = page.locator(".formula").evaluate_all(
            "all => all.map(f => [f.scrollWidth > f.clientWidth, f.tabIndex === 0, f.ariaLabel])"
        )
        assert stops
        for scrolls, is_stop, name in stops:
            assert is_stop == scrolls
            assert name == ("Scrolls sideways" if scrolls else None)
        assert any(scrolls for scrolls, *_ in stops) == (width == 360)
