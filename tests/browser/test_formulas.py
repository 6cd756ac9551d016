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
