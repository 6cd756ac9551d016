"""The offline copy of an invented site: its links name files, and its bytes depend on nothing."""

from __future__ import annotations

import datetime
import io
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.base.edition import Edition
from scripts.base.paths import DOWNLOADS_PAGE, LANGUAGES
from scripts.base.problems import HandbookError
from scripts.copies import downloads, downloads_page, offline

EDITION = Edition("1.2.3", datetime.date(2026, 2, 1))
HOME = '<link rel="canonical" href="https://example.org/faq/">\n'
#: Links of the page `questions/heron/`, and what each becomes.
LINKS = {
    "./": "./index.html",
    ".": "./index.html",
    "../": "../index.html",
    "../../": "../../index.html",
    "../..": "../../index.html",
    "../egret/": "../egret/index.html",
    "../egret": "../egret/index.html",
    "../egret/?q=a&amp;b#top": "../egret/index.html?q=a&amp;b#top",
    "../egret/index.html#top": "../egret/index.html#top",
    "#top": "#top",
    "": "",
    "../../assets/a%20b.css": "../../assets/a%20b.css",
    "../../en/": "../../en/index.html",
    "https://example.org/": "https://example.org/",
    "//example.org/": "//example.org/",
    "mailto:heron@example.org": "mailto:heron@example.org",
}


def _site(folder: Path, pages: dict[str, str] | None = None) -> Path:
    texts = {
        "index.html": HOME + '<a href="questions/heron/">鹭</a>',
        "en/index.html": '<a href="..">中文</a>',
        "questions/index.html": "",
        "questions/heron/index.html": "",
        "questions/egret/index.html": "",
        "assets/a b.css": "a{}",
        "assets/main.css.map": "{}",
        "assets/javascripts/lunr/tinyseg.js": "",
        "404.html": '<a href="/faq/">home</a>',
        "sitemap.xml": "",
        downloads.ARCHIVE.path: "an older copy",
        downloads.LIGHT_ARCHIVE.path: "an older copy",
        "downloads/SHA256SUMS": "",
        "downloads/manifest.json": "",
    }
    for lang in LANGUAGES:
        prefix = "" if lang == "zh" else f"{lang}/"
        texts[f"{prefix}{DOWNLOADS_PAGE}index.html"] = HOME + "\n".join(
            downloads_page.fragments(lang).values()
        )
    for path, text in (texts | (pages or {})).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def _unpacked(site: Path, *, with_downloads: bool = True) -> dict[str, str]:
    packed = offline.pack(site, {}, EDITION, with_downloads=with_downloads)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def test_a_link_to_a_folder_names_its_page(tmp_path: Path) -> None:
    links = "\n".join(f'<a class="x" href="{before}">to</a>' for before in LINKS)
    expected = "\n".join(f'<a class="x" href="{after}">to</a>' for after in LINKS.values())
    site = _site(tmp_path, {"questions/heron/index.html": links})
    assert _unpacked(site)["llm-faq/questions/heron/index.html"] == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<a href='../egret/'>鹭</a>", '<a href="../egret/index.html">鹭</a>'),
        ("<A HREF=../egret/ >x</A>", '<A HREF="../egret/index.html" >x</A>'),
        (
            '<svg><a xlink:href="../egret/"><path d="M0"/></a></svg>',
            '<svg><a xlink:href="../egret/index.html"><path d="M0"/></a></svg>',
        ),
        ('<a\n  data-href="../egret/"\n  href="../egret/">', None),
        ("<script>const a = '<a href=\"../nowhere/\">';</script>", "="),
        ('<!-- <a href="../nowhere/"> -->', "="),
        ("<p>a &lt; b &amp; c &hellip; 1 < 2</p>", "="),
    ],
)
def test_all_else_stays_as_it_was(tmp_path: Path, before: str, after: str | None) -> None:
    if after is None:
        after = before.replace(' href="../egret/"', ' href="../egret/index.html"')
    site = _site(tmp_path, {"questions/heron/index.html": before})
    expected = before if after == "=" else after
    assert _unpacked(site)["llm-faq/questions/heron/index.html"] == expected


def test_every_link_that_leads_to_nothing_is_named(tmp_path: Path) -> None:
    pages = {
        "questions/heron/index.html": '<a href="../gone/">x</a><img src="gone.svg">',
        "en/index.html": '<a href="/faq/">root of a server</a><a href="../404.html">left out</a>',
        "questions/index.html": '<a href="gone">x</a>',
    }
    with pytest.raises(HandbookError) as caught:
        offline.pack(_site(tmp_path, pages), {}, EDITION)
    found = {problem.file: problem.message for problem in caught.value.problems}
    assert set(found) == {"questions/gone", "questions/heron/gone.svg", "/faq/", "404.html"}
    assert "questions/heron/index.html and 1 other page" in found["questions/gone"]


def test_what_nobody_needs_offline_stays_out(tmp_path: Path) -> None:
    names = set(_unpacked(_site(tmp_path)))
    assert "llm-faq/index.html" in names
    assert "llm-faq/assets/a b.css" in names
    assert all(name.startswith("llm-faq/") for name in names)
    ends = ("404.html", "sitemap.xml", ".map", "tinyseg.js", ".zip", "SHA256SUMS", "manifest.json")
    assert not {name for name in names if name.endswith(ends)}


def test_without_downloads_links_to_them_lead_to_the_web(tmp_path: Path) -> None:
    book, data = "downloads/llm-faq-en.pdf", "api/v1/models.csv"
    links = f'<a href="../../{book}">book</a> <a href="../../{data}">data</a>'
    site = _site(tmp_path, {"questions/heron/index.html": links, book: "%PDF", data: "id"})
    whole, light = _unpacked(site), _unpacked(site, with_downloads=False)
    page = "llm-faq/questions/heron/index.html"
    assert set(whole) - set(light) == {f"llm-faq/{book}"}
    assert whole[page] == links
    assert light[page] == links.replace(f"../../{book}", f"https://example.org/faq/{book}")
    assert "in the folder downloads" in whole["llm-faq/readme.txt"]
    assert "in the folder downloads" not in light["llm-faq/readme.txt"]


def test_the_readme_tells_where_to_begin_in_both_languages(tmp_path: Path) -> None:
    text = _unpacked(_site(tmp_path))["llm-faq/readme.txt"]
    for part in ("大模型常见问题", "LLM FAQ", "index.html", "en/index.html", "1.2.3", "2026-02-01"):
        assert part in text
    assert text.count("https://example.org/faq/") == 2
    assert "{" not in text


def test_the_same_site_gives_the_same_bytes(tmp_path: Path) -> None:
    first = offline.pack(_site(tmp_path / "a"), {}, EDITION)
    other = _site(tmp_path / "b")
    for file in other.rglob("*.html"):
        file.chmod(0o600)
        os.utime(file, (10**9, 10**9))
    assert offline.pack(other, {}, EDITION) == first


def test_a_second_copy_is_the_same_as_the_first(tmp_path: Path) -> None:
    """Though by then the page of downloads is filled and tells of the first copy."""
    site = _site(tmp_path)
    for archive in downloads.ARCHIVES:
        (site / archive.path).unlink()
    first = offline.pack(site, downloads.measure(site, EDITION, EDITION), EDITION)
    for archive in downloads.ARCHIVES:
        (site / archive.path).write_bytes(first)
    copies = downloads.measure(site, EDITION, EDITION)
    downloads_page.publish(site, copies, EDITION)
    assert offline.pack(site, copies, EDITION) == first


def test_entries_bear_the_day_of_the_edition_and_can_be_read_by_all(tmp_path: Path) -> None:
    site = _site(tmp_path)
    early = replace(EDITION, day=datetime.date(1970, 1, 1))
    for edition, day in ((EDITION, (2026, 2, 1)), (early, (1980, 1, 1))):
        with zipfile.ZipFile(io.BytesIO(offline.pack(site, {}, edition))) as archive:
            entries = archive.infolist()
        assert [entry.filename for entry in entries] == sorted(e.filename for e in entries)
        assert {entry.date_time for entry in entries} == {(*day, 0, 0, 0)}
        assert {entry.external_attr >> 16 & 0o777 for entry in entries} == {0o644}
