"""The EPUB on a phone: each document as the page of a reading system 360 px wide.

Reading systems are browsers inside; this one has no settings of its own, so what fits here is
what the EPUB itself sees to.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from scripts.base.paths import DOWNLOADS, LANGUAGES
from scripts.epub import epub_name
from tests.browser.conftest import axe_findings, watch
from tests.epub import Epub

#: As wide a margin as reading systems leave.
_MARGINS = "body { margin: 16px }"
#: What a reading system does on a dark page: it sets the colours of the text, not of figures.
_DARK = ":root { color-scheme: dark } body { color: #ddd; background: #121212 }"
_STYLED = """addEventListener("DOMContentLoaded", () => {
  const style = document.createElementNS("http://www.w3.org/1999/xhtml", "style");
  style.textContent = "STYLE";
  document.head.prepend(style);
})"""
#: One of each kind is looked at: the first whose name begins so.
_KINDS = ("nav", "title", "part", "questions", "models", "table", "glossary")
#: What is wider than its place; a long formula scrolls by itself, and nothing else does.
_WIDE = """() => [...document.querySelectorAll("body, body *:not(math *, svg *)")]
  .filter(element => !element.closest(".formula"))
  .filter(element => element.getBoundingClientRect().right > innerWidth + 0.5
    || element.matches(".table-scroll, pre") && element.scrollWidth > element.clientWidth + 1)
  .map(element => element.outerHTML.slice(0, 120))"""
#: Formulas and figures that take no room, or figures too small to read.
_UNSEEN = """() => [...document.querySelectorAll("math, svg, .math, .display")]
  .filter(element => !element.closest("details:not([open])"))
  .filter(element => { const box = element.getBoundingClientRect();
    return box.height < 4 || box.width < (element.matches("svg") ? 250 : 2); })
  .map(element => element.outerHTML.slice(0, 120))"""

#: Pictures of formulas that come out narrower than they are drawn, in the large letters that many
#: set on an e-reader; the measures of small pictures are too coarse for that.
_SQUEEZED = """() => { document.documentElement.style.fontSize = "22px";
  return [...document.querySelectorAll("img.math, img.display")].filter(picture => {
    const box = picture.getBoundingClientRect();
    const ratio = box.width / box.height / (picture.naturalWidth / picture.naturalHeight);
    return box.width > 200 && Math.abs(ratio - 1) > 0.06;
  }).map(picture => picture.alt.slice(0, 120)) }"""

#: What the package claims.
_CLAIMED = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "preload": False}

Scheme = Literal["light", "dark"]

pytestmark = pytest.mark.long


@pytest.fixture(scope="module", params=LANGUAGES)
def documents(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """The documents of the EPUB of one language, unpacked."""
    epub = Epub(DOWNLOADS / epub_name(str(request.param)))
    return epub.unpack(tmp_path_factory.mktemp(f"epub-{request.param}"))


@pytest.fixture
def scheme() -> Scheme:
    """The colours of the page; a test may ask for others."""
    return "light"


@pytest.fixture
def page(scheme: Scheme, still_browser: Browser) -> Iterator[Page]:
    """A phone; the test fails by itself on an error or a request that leaves the EPUB."""
    context = still_browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    style = _MARGINS + (_DARK if scheme == "dark" else "")
    context.add_init_script(_STYLED.replace("STYLE", style))
    watched = watch(context, "file://")
    yield watched.page
    context.close()
    assert not watched.errors
    assert not watched.elsewhere


def _in_turn(documents: dict[str, Path], lang: str) -> dict[str, Path]:
    """Documents of one kind take turns, and the languages take the questions in turn.

    Tables and sheets of models are cut by the same rules; questions differ in formulas and figures,
    which are the same in both languages.
    """
    questions = [name for name in documents if name.startswith("questions")]
    others = [name for name in documents if name not in questions]
    first = [next(name for name in documents if name.startswith(kind)) for kind in _KINDS]
    shown = {*first, *questions[LANGUAGES.index(lang) :: len(LANGUAGES)], *others[::8]}
    return {name: file for name, file in documents.items() if name in shown}


def test_everything_fits_the_phone_and_can_be_seen(
    documents: dict[str, Path], page: Page, request: pytest.FixtureRequest
) -> None:
    found = []
    lang = request.node.callspec.params["documents"]
    for name, file in _in_turn(documents, lang).items():
        page.goto(file.as_uri())
        found += [f"{name} is too wide: {part}" for part in page.evaluate(_WIDE)]
        found += [f"{name} hides: {part}" for part in page.evaluate(_UNSEEN)]
        found += [f"{name} squeezes: {part}" for part in page.evaluate(_SQUEEZED)]
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(documents: dict[str, Path], page: Page) -> None:
    found = []
    for kind in _KINDS:
        name = next(name for name in documents if name.startswith(kind))
        page.goto(documents[name].as_uri())
        found += [f"{name}: {finding}" for finding in axe_findings(page, options=_CLAIMED)]
    assert not found, "\n".join(found)
