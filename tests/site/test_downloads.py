"""The page of downloads tells the truth about the files that lie beside it."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from scripts.base.paths import DOWNLOADS_PAGE, LANGUAGES, SITE
from scripts.copies import downloads
from scripts.copies.downloads import ARCHIVE, FILES, KINDS
from tests.site.conftest import BuiltPage

FOLDER = SITE / downloads.FOLDER


def _page(site: dict[str, BuiltPage], lang: str) -> html.HtmlElement:
    return site[("" if lang == "zh" else f"{lang}/") + DOWNLOADS_PAGE].tree


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_nothing_of_the_list_is_missing() -> None:
    missing = [file.path for file in FILES if not (SITE / file.path).is_file()]
    assert not missing, "run `python -m scripts site`"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_file_is_linked_with_its_own_checksum(site: dict[str, BuiltPage], lang: str) -> None:
    page = site[("" if lang == "zh" else f"{lang}/") + DOWNLOADS_PAGE]
    shown = {}
    for entry in page.tree.xpath("//div[@class='download'][.//a]"):
        (href,) = entry.xpath(".//a/@href")
        file = (page.file.parent / href).resolve()
        shown[file.relative_to(SITE).as_posix()] = entry.xpath("string(.//pre)")
    made = {file.path: SITE / file.path for file in FILES if (SITE / file.path).is_file()}
    assert shown == {path: _digest(file) for path, file in made.items()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_kind_has_a_heading_that_the_home_page_links_to(
    site: dict[str, BuiltPage], lang: str
) -> None:
    home = site["" if lang == "zh" else f"{lang}/"].tree
    linked = set(home.xpath("//article//a/@href"))
    headings = set(_page(site, lang).xpath("//h2/@id"))
    for kind in KINDS:
        assert kind.id in headings
        assert f"./{DOWNLOADS_PAGE}#{kind.id}" in linked


def test_the_lists_agree_with_the_files() -> None:
    files = [*FILES, *downloads.of_questions(SITE)]
    places = {file.name: SITE / file.path for file in files}
    manifest = json.loads((FOLDER / downloads.MANIFEST).read_text(encoding="utf-8"))
    sums = (FOLDER / downloads.CHECKSUMS).read_text(encoding="utf-8").splitlines()
    digests = {name: digest for digest, name in (line.split("  ") for line in sums)}
    assert {entry["name"]: entry["sha256"] for entry in manifest["files"]} == digests
    for entry in manifest["files"]:
        file = places[entry["name"]]
        assert file == SITE / entry["path"]
        assert (entry["bytes"], entry["sha256"]) == (file.stat().st_size, _digest(file))
        date.fromisoformat(entry["date"])


def test_every_file_among_the_downloads_is_known() -> None:
    known = {file.path for file in FILES}
    known |= {f"{downloads.FOLDER}/{name}" for name in (downloads.CHECKSUMS, downloads.MANIFEST)}
    found = {file.relative_to(SITE).as_posix() for file in FOLDER.iterdir() if file.is_file()}
    assert found <= known


def test_the_archive_is_told_of_everywhere(site: dict[str, BuiltPage]) -> None:
    for page in site.values():
        targets = [(page.file.parent / href) for href in page.tree.xpath("//footer//a/@href")]
        root = "en" if page.lang == "en" else ""
        expected = (SITE / root / DOWNLOADS_PAGE).resolve()
        is_known = any(target.resolve() == expected for target in targets)
        assert is_known or page.url.startswith("404"), page.url
    assert (SITE / ARCHIVE.path).is_file()
