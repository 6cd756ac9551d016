"""axe-core finds no violation: on every kind of page light and dark, on every question once.

An automated scan finds perhaps half of what bars a reader: it cannot tell whether an alternative
text is true or an order of reading sensible. Those are looked at by people.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from scripts.base.paths import LANGUAGES
from tests.browser.conftest import (
    CONTRAST,
    FIRST_ROWS,
    axe_findings,
    one_of_each_kind,
    questions,
)

ROOTS = {"zh": "", "en": "en/"}
#: The parts of questions that have colours of their own.
PARTS = "[data-explorer]"
#: What stands around every page; axe-core is shown it on `FRAMED`.
FRAME = [".md-header", ".md-tabs", ".md-sidebar", ".md-footer"]
#: Home, a question, and the page that stands alone.
FRAMED = {"", "404.html", questions()[0]}
WITHIN_FRAME = {"exclude": [*FIRST_ROWS["exclude"], *FRAME]}
#: Formulas are of one template too; pages of a kind show them to axe-core whole.
OF_A_QUESTION = {"exclude": [*WITHIN_FRAME["exclude"], "math"]}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def _turn(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Let the reader's machine change its colours, and wait until the page has followed."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(
        """is_dark => getComputedStyle(document.body).backgroundColor.match(/\\d+/g)
          .slice(0, 3).every(part => (part < 100) == is_dark)""",
        arg=scheme == "dark",
    )


def _dark_findings(page: Page, context: dict[str, list[str]]) -> list[str]:
    """What axe-core finds on an open page, or in a part of it, in the dark."""
    _turn(page, "dark")
    found = axe_findings(page, context=context, options=CONTRAST)
    _turn(page, "light")
    return [f"dark: {finding}" for finding in found]


def _kinds() -> list[str]:
    """The addresses of one page a template; interactive parts are looked at on their questions."""
    others = questions()[1:]
    return [*(url for url in one_of_each_kind() if url not in others), "404.html"]


@pytest.mark.long
@pytest.mark.parametrize("kind", _kinds())
def test_axe_finds_nothing(page: Page, address: str, kind: str) -> None:
    found = []
    context = FIRST_ROWS if kind in FRAMED else WITHIN_FRAME
    for url in {kind} if kind == "404.html" else [root + kind for root in ROOTS.values()]:
        page.goto(address + url)
        found += [f"{url}: {finding}" for finding in axe_findings(page, context=context)]
    # Colours are the same in both languages: the one that is open is looked at in the dark.
    found += [f"{url}: {finding}" for finding in _dark_findings(page, context)]
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize(
    ("lang", "question"),
    # Both languages have the same parts, so the questions take turns.
    [(LANGUAGES[n % 2], url) for n, url in enumerate(questions()) if url not in _kinds()],
)
def test_axe_finds_nothing_on_a_question(
    page: Page, address: str, lang: str, question: str
) -> None:
    page.goto(address + ROOTS[lang] + question)
    found = axe_findings(page, context=OF_A_QUESTION)
    if page.locator(PARTS).count():
        found += _dark_findings(page, {"include": [PARTS]})
    assert not found, "\n".join(found)
