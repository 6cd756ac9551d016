"""Each page is in one language, says so, and knows its twin."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from scripts.base.paths import LANGUAGES, ROOT, SITE
from scripts.content.pages import read_all
from tests.site.conftest import BuiltPage

HREFLANG = {"zh": "zh", "en": "en", "x-default": "zh"}
HAN = re.compile(r"[\u3400-\u9fff]")


def _address(lang: str, url: str) -> str:
    return url if lang == "zh" else f"en/{url}"


@pytest.fixture(scope="session")
def urls() -> list[str]:
    """The addresses below the language's root of all authored pages."""
    return [page.url for page in read_all(ROOT, "zh")]


def test_every_authored_page_was_built(site: dict[str, BuiltPage], urls: list[str]) -> None:
    for url in urls:
        for lang in LANGUAGES:
            assert _address(lang, url) in site


def test_pages_tell_their_language_and_their_title(
    site: dict[str, BuiltPage], urls: list[str]
) -> None:
    for lang in LANGUAGES:
        titles = {page.url: page.title for page in read_all(ROOT, lang)}
        for url in urls:
            tree = site[_address(lang, url)].tree
            assert tree.get("lang") == lang
            assert titles[url] in tree.findtext(".//title"), url
            assert tree.xpath("//meta[@name='description']/@content")[0]


def test_canonical_and_alternates_are_the_pages_own(
    site: dict[str, BuiltPage], site_url: str, urls: list[str]
) -> None:
    for lang in LANGUAGES:
        for url in urls:
            tree = site[_address(lang, url)].tree
            assert tree.xpath("//link[@rel='canonical']/@href") == [site_url + _address(lang, url)]
            links = tree.xpath("//link[normalize-space(@rel)='alternate'][@hreflang]")
            found = {link.get("hreflang"): link.get("href") for link in links}
            expected = {k: site_url + _address(v, url) for k, v in HREFLANG.items()}
            assert found == expected, url


def test_the_switcher_links_to_the_same_page(site: dict[str, BuiltPage], urls: list[str]) -> None:
    for url in urls:
        links = site[url].tree.xpath("//header//a[@hreflang='en']/@href")
        assert len(links) == 1
        folder = Path("/") / url
        target = (folder / links[0].rstrip("/")).as_posix()
        normal = "/" + "/".join(_normal(target.split("/")))
        assert normal.rstrip("/") == f"/en/{url}".rstrip("/"), (url, links[0])


def _normal(parts: list[str]) -> list[str]:
    kept: list[str] = []
    for part in parts:
        if part == "..":
            kept.pop()
        elif part not in ("", "."):
            kept.append(part)
    return kept


def test_the_sitemap_names_both_languages(site_url: str, urls: list[str]) -> None:
    tree = ElementTree.parse(SITE / "sitemap.xml").getroot()
    space = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    entries = {
        entry.findtext("s:loc", namespaces=space): {
            link.get("hreflang"): link.get("href") for link in entry.findall("x:link", space)
        }
        for entry in tree.findall("s:url", space)
    }
    for url in urls:
        pair = {lang: site_url + _address(lang, url) for lang in LANGUAGES}
        for address in pair.values():
            assert pair.items() <= entries[address].items(), address


def test_no_chinese_in_the_frame_of_english_pages(
    site: dict[str, BuiltPage], urls: list[str]
) -> None:
    """Navigation, header and footer are English; the switcher's own name of Chinese is exempt."""
    frame = (
        "//nav//text()[not(ancestor::*[@hreflang])] | //footer//text()[not(ancestor::*[@hreflang])]"
    )
    for url in urls:
        texts = site[f"en/{url}"].tree.xpath(frame)
        found = {text.strip() for text in texts if HAN.search(text)}
        assert not found, (url, found)


def test_signs_of_chinese_pages_are_named_in_chinese(
    site: dict[str, BuiltPage], urls: list[str]
) -> None:
    signs = "//a[contains(@class, 'headerlink') or contains(@class, 'footnote-backref')]/@title"
    for url in urls:
        found = {title for title in site[url].tree.xpath(signs) if not HAN.search(title)}
        assert not found, (url, found)


def test_review_dates_are_in_the_words_of_the_page(site: dict[str, BuiltPage]) -> None:
    forms = {"zh": r"\d{4} 年 \d{1,2} 月 \d{1,2} 日", "en": r"\d{1,2} [A-Z][a-z]+ \d{4}"}
    for lang, form in forms.items():
        page = site[_address(lang, "questions/llm-architecture/")]
        (date,) = page.tree.xpath("//time[@datetime]")
        assert re.fullmatch(form, date.text_content().strip())
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", date.get("datetime"))
