"""A published address never dies, and the site's own files are where readers look for them."""

from __future__ import annotations

import pytest

from scripts.base.paths import LANGUAGES, ROOT, SITE
from tests.site.conftest import BuiltPage

PUBLISHED = (ROOT / "tests" / "data" / "published-addresses.txt").read_text("utf-8").split()


@pytest.mark.parametrize("address", PUBLISHED)
def test_a_published_address_is_still_there(site: dict[str, BuiltPage], address: str) -> None:
    assert address.removeprefix("/") in site


def test_every_page_is_on_the_list(site: dict[str, BuiltPage]) -> None:
    """So that a new page's address is published knowingly."""
    missing = {f"/{url}" for url in site if "404" not in url} - set(PUBLISHED)
    assert not missing, f"add to tests/data/published-addresses.txt: {sorted(missing)}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_book_can_be_downloaded_from_every_page(site: dict[str, BuiltPage], lang: str) -> None:
    assert (SITE / "downloads" / f"llm-faq-{lang}.pdf").is_file()
    for page in site.values():
        links = page.tree.xpath("//footer//a/@href")
        assert any(href.endswith(f"downloads/llm-faq-{lang}.pdf") for href in links), page.url
