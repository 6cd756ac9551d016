"""axe-core finds no violation on any kind of page, light and dark.

An automated scan finds perhaps half of what bars a reader: it cannot tell whether an alternative
text is true or an order of reading sensible. Those are looked at by people.
"""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import axe_findings

KINDS = [
    "",
    "questions/",
    "questions/open-models/",
    "questions/prefix-lm-vs-causal-lm/",
    "questions/emergent-abilities/",
    "questions/llm-architecture/",
    "models/",
    "models/explorer/",
    "models/sizes/",
    "models/charts/",
    "models/computed/",
    "models/calculators/",
    "models/llama/",
    "glossary/",
    "bibliography/",
    "about/cite/",
    "about/data/",
    "about/downloads/",
    "404.html",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["", "en/"])
def test_axe_finds_nothing(
    browser: Browser, address: str, lang: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    found = []
    for kind in KINDS:
        url = kind if kind == "404.html" else lang + kind
        page.goto(address + url)
        found += [f"{url or '(home)'}: {finding}" for finding in axe_findings(page)]
    context.close()
    assert not found, "\n".join(found)
