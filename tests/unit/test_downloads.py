"""The list of downloads, what a built page says of them, and a release, from invented files."""

from __future__ import annotations

import datetime
import hashlib
import json
from pathlib import Path

import pytest
from lxml import html

from scripts.base.edition import Edition
from scripts.base.paths import DOWNLOADS_PAGE, LANGUAGES
from scripts.base.problems import HandbookError
from scripts.copies import downloads, downloads_page, release
from scripts.copies.downloads import ARCHIVES, FILES, KINDS, Copy

EDITION = Edition("1.2.3", datetime.date(2026, 2, 1))
DATA = Edition("4.5.6", datetime.date(2026, 1, 2))
BOOK = "downloads/llm-faq-en.pdf"


def _page(lang: str) -> str:
    return "<article>\n" + "\n".join(downloads_page.fragments(lang).values()) + "</article>\n"


def _site(folder: Path, paths: list[str]) -> Path:
    """A built site of two pages, and of small files that hold their own names."""
    for lang in LANGUAGES:
        file = folder / ("" if lang == "zh" else lang) / DOWNLOADS_PAGE / "index.html"
        file.parent.mkdir(parents=True)
        file.write_text(_page(lang), encoding="utf-8")
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path, encoding="utf-8")
    return folder


def _copies(site: Path) -> dict[str, Copy]:
    return downloads.measure(site, EDITION, DATA)


def _tree(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def _entry(page: str, name: str) -> html.HtmlElement:
    entries: list[html.HtmlElement] = _tree(page).xpath("//div[@class='download']")
    (entry,) = (entry for entry in entries if entry.findtext(".//code") == name)
    return entry


def test_names_are_told_apart_once_downloaded() -> None:
    names = [file.name for file in FILES]
    assert len(set(names)) == len(names)
    assert not {downloads.CHECKSUMS, downloads.MANIFEST} & set(names)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_before_anything_is_made_the_page_says_how_to_make_it(lang: str) -> None:
    tree = _tree(_page(lang))
    assert not tree.xpath("//a")
    assert {code.text for code in tree.xpath("//p[@class='download__name']/code")} == {
        file.name for file in FILES
    }
    notes = tree.xpath("//p[contains(@class, 'downloads__missing')]")
    assert len(notes) == len(KINDS)
    assert all("make site" in note.text_content() for note in notes)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_is_shown_with_size_version_date_and_checksum(tmp_path: Path, lang: str) -> None:
    site = _site(tmp_path, [file.path for file in FILES])
    page = downloads_page.fill(_page(lang), lang, _copies(site))
    entry = _entry(page, "llm-faq-en.pdf")
    (link,) = entry.xpath(".//a")
    assert link.get("href") == ("../../" if lang == "zh" else "../../../") + BOOK
    assert link.get("hreflang") == "en"
    assert entry.xpath("string(.//pre)") == hashlib.sha256(BOOK.encode()).hexdigest()
    assert entry.xpath(".//dd/text()")[:2] == ["1 KB", "1.2.3"]
    assert entry.xpath(".//time/@datetime") == ["2026-02-01"]
    data = _entry(page, "models.csv")
    assert data.xpath(".//dd/text()")[1] == "4.5.6"
    assert data.xpath(".//time/@datetime") == ["2026-01-02"]
    assert not _tree(page).xpath("//p[contains(@class, 'downloads__missing')]")


def test_readers_see_their_own_language_first() -> None:
    for lang in LANGUAGES:
        first = _tree(_page(lang)).xpath("//section[@data-downloads='epub']//code/text()")
        assert first[0] == f"llm-faq-{lang}.epub"


def test_both_books_are_offered_on_the_same_papers() -> None:
    names = {kind.id: [file.name for file in kind.files] for kind in KINDS}
    assert names["book"] == ["llm-faq-zh.pdf", "llm-faq-en.pdf", "llm-faq-en-letter.pdf"]
    assert names["atlas"] == [name.replace("faq-", "faq-atlas-") for name in names["book"]]


def test_a_file_that_was_not_made_is_no_link(tmp_path: Path) -> None:
    page = downloads_page.fill(_page("en"), "en", _copies(_site(tmp_path, [BOOK])))
    assert _entry(page, "llm-faq-en.pdf").xpath(".//a")
    assert not _entry(page, "llm-faq-zh.pdf").xpath(".//a")
    missing = "//section[@data-downloads='{}']//p[contains(@class, 'downloads__missing')]"
    assert _tree(page).xpath(missing.format("book"))


def test_a_filled_page_can_be_filled_again(tmp_path: Path) -> None:
    copies = _copies(_site(tmp_path, [file.path for file in FILES]))
    before = downloads_page.fill(_page("zh"), "zh", {})
    assert before == _page("zh")
    filled = downloads_page.fill(before, "zh", copies)
    assert downloads_page.fill(filled, "zh", copies) == filled
    assert downloads_page.fill(filled, "zh", {}) == before


def test_inside_an_archive_what_it_does_not_hold_is_said_to_be_on_the_web(tmp_path: Path) -> None:
    copies = _copies(_site(tmp_path, [file.path for file in FILES]))
    online = "https://example.org/about/downloads/"
    away = {archive.path for archive in ARCHIVES}
    page = downloads_page.fill(_page("en"), "en", copies, online, away)
    for archive in ARCHIVES:
        assert copies[archive.path].sha256 not in _tree(page).text_content()
        assert _entry(page, archive.name).xpath(".//a/@href") == [f"{online}#offline"]
    assert "SHA256SUMS" not in page
    assert not _tree(page).xpath("//p[contains(@class, 'downloads__missing')]")


def test_a_page_without_a_place_for_a_kind_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    site = _site(tmp_path, [BOOK])
    english = site / "en" / DOWNLOADS_PAGE / "index.html"
    english.write_text(_page("en").replace('data-downloads="epub"', ""), encoding="utf-8")
    with pytest.raises(HandbookError, match=r"en/about/downloads/ › epub.*place"):
        downloads_page.publish(site, _copies(site), EDITION)
    assert (site / DOWNLOADS_PAGE / "index.html").read_text(encoding="utf-8") == _page("zh")
    assert not (site / "downloads" / downloads.MANIFEST).exists()


def test_without_a_built_site_the_remedy_is_named(tmp_path: Path) -> None:
    with pytest.raises(HandbookError, match="python -m scripts html"):
        downloads_page.publish(tmp_path, {}, EDITION)


def test_both_lists_lie_beside_the_files(tmp_path: Path) -> None:
    site = _site(tmp_path, [BOOK, "api/v1/models.csv"])
    downloads_page.publish(site, _copies(site), EDITION)
    digest = hashlib.sha256(BOOK.encode()).hexdigest()
    sums = (site / "downloads" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert sums[0] == f"{digest}  llm-faq-en.pdf"
    assert sums[1].endswith("  models.csv")
    manifest = json.loads((site / "downloads" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["version"] == "1.2.3"
    assert manifest["files"][0] == {
        "name": "llm-faq-en.pdf",
        "path": BOOK,
        "bytes": len(BOOK),
        "sha256": digest,
        "version": "1.2.3",
        "date": "2026-02-01",
        "media_type": "application/pdf",
        "language": "en",
    }
    assert not list(site.rglob("*.part"))


def test_the_lists_tell_of_the_pdfs_of_questions_and_a_release_holds_them(tmp_path: Path) -> None:
    question = "downloads/questions/kv-cache-en.pdf"
    site = _site(tmp_path / "site", [*(file.path for file in FILES), question])
    copies = _copies(site)
    assert copies[question].file.lang == "en"
    assert "  kv-cache-en.pdf\n" in downloads.checksums(copies)
    assert f'"path": "{question}"' in downloads.manifest(copies, EDITION)
    release.write(site, tmp_path / "dist", copies, EDITION)
    assert (tmp_path / "dist" / "kv-cache-en.pdf").read_text(encoding="utf-8") == question


def test_a_release_holds_everything_and_its_lists(tmp_path: Path) -> None:
    site = _site(tmp_path / "site", [file.path for file in FILES])
    dist = tmp_path / "dist"
    dist.mkdir()
    (dist / "of-an-older-release.pdf").touch()
    release.write(site, dist, _copies(site), EDITION)
    names = {file.name for file in dist.iterdir()}
    assert names == {file.name for file in FILES} | {"SHA256SUMS", "manifest.json"}
    for line in (dist / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((dist / name).read_bytes()).hexdigest() == digest


def test_a_release_that_lacks_files_names_them_all_and_is_not_begun(tmp_path: Path) -> None:
    site = _site(tmp_path / "site", [BOOK])
    with pytest.raises(HandbookError) as caught:
        release.write(site, tmp_path / "dist", _copies(site), EDITION)
    missing = {problem.file for problem in caught.value.problems}
    assert missing == {file.path for file in FILES} - {BOOK}
    assert {path.name for path in tmp_path.iterdir()} == {"site"}


@pytest.mark.parametrize("tag", ["1.2.3", "v1.2.4", ""])
def test_a_tag_of_another_version_is_refused(tag: str) -> None:
    release.check_tag("v1.2.3", EDITION)
    with pytest.raises(HandbookError, match=r"CITATION\.cff › version"):
        release.check_tag(tag, EDITION)
