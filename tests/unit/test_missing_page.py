"""One page for missing addresses in two languages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import html

from scripts.site import missing_page

PAGE = "<!doctype html><title>x</title><body><a href={0} title=same>{1} <b>{2}</b> end</a></body>"
ENGLISH = PAGE.format("en/", "Home", "now")


def test_elements_carry_what_they_are_in_chinese() -> None:
    page: Any = html.document_fromstring(
        missing_page.both(ENGLISH, PAGE.format("./", "首页", "now"))
    )
    (link,) = page.xpath("//a")
    assert json.loads(link.get("data-zh")) == {"href": "./", "texts": ["首页 ", " end"]}
    assert link.text_content() == "Home now end"
    assert page.xpath("//b/@data-zh") == []


@pytest.mark.parametrize(
    "other",
    [
        ENGLISH.replace("<b>now</b>", ""),
        ENGLISH.replace("<b>now</b>", "<i>now</i>"),
        ENGLISH.replace("title=same", ""),
        ENGLISH.replace(" end", ""),
    ],
)
def test_pages_of_another_build_are_refused(other: str) -> None:
    with pytest.raises(ValueError, match="differ"):
        missing_page.both(ENGLISH, other)
