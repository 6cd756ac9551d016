"""Nothing of the site is fetched from another host."""

from __future__ import annotations

import re

from scripts.base.paths import SITE
from tests.site.conftest import BuiltPage

# Attributes by which a browser fetches something by itself (links that a reader follows are free).
_FETCHED = (
    "//script/@src | //img/@src | //img/@srcset | //source/@src | //iframe/@src | //video/@src"
    " | //audio/@src | //object/@data | //embed/@src | //*[name()='use']/@href"
    " | //link[contains(' stylesheet icon preload prefetch preconnect dns-prefetch manifest"
    " modulepreload ', concat(' ', @rel, ' '))]/@href"
)
_ELSEWHERE = re.compile(r"^(?:[a-z]+:)?//", re.IGNORECASE)
_CSS_URL = re.compile(r"(?:url\(|@import)\s*['\"]?((?:https?:)?//[^'\")\s]+)", re.IGNORECASE)
_CALL = re.compile(
    r"(?:fetch|importScripts|import|WebSocket|EventSource)\(\s*['\"`]https?://[^'\"`]+"
)


def test_no_page_fetches_from_another_host(site: dict[str, BuiltPage], site_url: str) -> None:
    found = {
        f"{page.url}: {address}"
        for page in site.values()
        for address in page.tree.xpath(_FETCHED)
        if _ELSEWHERE.match(address) and not address.startswith(site_url)
    }
    assert not found, "\n".join(sorted(found))


def test_no_style_fetches_from_another_host(site: dict[str, BuiltPage]) -> None:
    styles = {file.name: file.read_text(encoding="utf-8") for file in SITE.rglob("*.css")}
    styles |= {page.url: " ".join(page.tree.xpath("//style/text()")) for page in site.values()}
    found = {f"{name}: {url}" for name, text in styles.items() for url in _CSS_URL.findall(text)}
    assert not found, "\n".join(sorted(found))


def test_no_script_of_ours_calls_another_host() -> None:
    files = [SITE / "assets" / "handbook.js", *(SITE / "assets" / "parts").glob("*.js")]
    assert len(files) > 1
    for file in files:
        assert not _CALL.findall(file.read_text(encoding="utf-8")), file.name
