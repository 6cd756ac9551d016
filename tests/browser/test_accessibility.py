"""axe-core finds no violation on any kind of page, light and dark.

An automated scan finds perhaps half of what bars a reader: it cannot tell whether an alternative
text is true or an order of reading sensible. Those are looked at by people.
"""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

#: Rows of a table are alike; of the longest the scan sees the first ones.
CONTEXT = {"exclude": [["tbody tr:nth-child(n+12)"]]}
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
        for violation in Axe().run(page, context=CONTEXT).response["violations"]:
            nodes = [node["html"][:150] for node in violation["nodes"][:3]]
            found.append(f"{url or '(home)'}: {violation['id']}: {nodes}")
    context.close()
    assert not found, "\n".join(found)
