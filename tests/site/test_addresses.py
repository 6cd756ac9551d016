"""A published address never dies, and the site's own files are where readers look for them."""

from __future__ import annotations

import pytest

from scripts.base.paths import DEFAULT_LANGUAGE, LANGUAGES, ROOT, SITE
from scripts.content import published, records, redirects
from tests.site.conftest import BuiltPage

ADDRESSES = sorted(published.read(ROOT).addresses)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_published_address_is_still_there(site: dict[str, BuiltPage], lang: str) -> None:
    """Pages and places; what moved has a page or a place that leads on."""
    folder = "" if lang == DEFAULT_LANGUAGE else f"{lang}/"
    ids = {url: set(page.tree.xpath("//@id")) for url, page in site.items()}
    moved = redirects.pages(records.load(ROOT).redirects)
    gone = []
    for address in ADDRESSES:
        page, _, place = address.partition("#")
        found = ids.get(folder + page.removeprefix("/"))
        if found is None or (place and place not in found and page not in moved):
            gone.append(address)
    assert not gone


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_book_can_be_downloaded_from_every_page(site: dict[str, BuiltPage], lang: str) -> None:
    assert (SITE / "downloads" / f"llm-faq-{lang}.pdf").is_file()
    for page in site.values():
        links = page.tree.xpath("//footer//a/@href")
        assert any(href.endswith(f"downloads/llm-faq-{lang}.pdf") for href in links), page.url
