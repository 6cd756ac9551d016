"""axe-core finds no violation: on every kind of page light and dark, on every question once.

An automated scan finds perhaps half of what bars a reader: it cannot tell whether an alternative
text is true or an order of reading sensible. Those are looked at by people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from scripts.base.paths import LANGUAGES
from tests.browser.conftest import (
    CONTRAST,
    REPEATED,
    WITHOUT_CONTRAST,
    axe_findings,
    one_of_each_kind,
    questions,
    take_out,
)

ROOTS = {"zh": "", "en": "en/"}
#: The parts of questions that have colours of their own.
PARTS = "[data-explorer]"
#: What stands around every page; axe-core is shown it on `FRAMED`.
FRAME = (".md-header", ".md-tabs", ".md-sidebar", ".md-footer")
#: Home, a question, and the page that stands alone.
FRAMED = {"", "404.html", questions()[0]}
#: Code is of one template: the others need not show axe-core more than the first piece.
CODE = (".highlight ~ .highlight",)
#: Formulas are of one template too: axe-core is shown them on pages of a kind, a letter elsewhere.
WITHOUT_FORMULAS = "document.querySelectorAll('math').forEach(math => math.replaceWith('x'))"


@pytest.fixture
def page(still_browser: Browser) -> Iterator[Page]:
    context = still_browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def _show(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Show the page that is open in the colours of a scheme, by what the theme would set.

    The theme itself would wait for a frame.
    """
    page.emulate_media(color_scheme=scheme)
    name = {"light": "default", "dark": "slate"}[scheme]
    page.evaluate("name => { document.body.dataset.mdColorScheme = name }", name)
    colour = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    assert (sum(page.evaluate(colour)[:3]) < 300) == (scheme == "dark")


def _open(page: Page, url: str, needless: Iterable[str]) -> None:
    """Open a page in light colours and take out what axe-core need not see."""
    page.emulate_media(color_scheme="light")
    page.goto(url)
    take_out(page, needless)


def _findings(page: Page, scheme: Literal["light", "dark"], **options: Any) -> list[str]:
    """What axe-core finds on the page that is open, in the colours of a scheme."""
    _show(page, scheme)
    return [f"{page.url}, {scheme}: {finding}" for finding in axe_findings(page, **options)]


def _kinds() -> list[str]:
    """The addresses of one page a template; interactive parts are looked at on their questions."""
    others = questions()[1:]
    return [*(url for url in one_of_each_kind() if url not in others), "404.html"]


@pytest.mark.long
@pytest.mark.parametrize("kind", _kinds())
def test_axe_finds_nothing(page: Page, address: str, kind: str) -> None:
    needless = REPEATED if kind in FRAMED else (*REPEATED, *FRAME)
    _open(page, address + kind, needless)
    found = _findings(page, "light")
    # Colours, which take most of the time, are the same in both languages.
    found += _findings(page, "dark", options=CONTRAST)
    if kind != "404.html":
        _open(page, f"{address}en/{kind}", needless)
        found += _findings(page, "light", options=WITHOUT_CONTRAST)
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
    page.add_init_script(f"addEventListener('load', () => {WITHOUT_FORMULAS})")
    _open(page, address + ROOTS[lang] + question, (*REPEATED, *FRAME, *CODE))
    # Text is in the colours of one template, which the first question shows; parts have their own.
    found = _findings(page, "light", options=WITHOUT_CONTRAST)
    if page.locator(PARTS).count():
        parts = {"context": {"include": [PARTS]}, "options": CONTRAST}
        found += _findings(page, "light", **parts)
        found += _findings(page, "dark", **parts)
    assert not found, "\n".join(found)
