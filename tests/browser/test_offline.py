"""The offline copy, unpacked and opened from disk: nothing fails, and all of it works."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Request, expect

from scripts.base.paths import LANGUAGES, SITE
from scripts.copies.downloads import ARCHIVE, ARCHIVES, LIGHT_ARCHIVE, File
from scripts.copies.offline import TOP
from tests.browser.conftest import Watched, one_of_each_kind, watch

ROOTS = {"zh": "", "en": "en/"}
#: Pages of each kind, for what is looked at on a phone as well.
SOME = ("", "questions/", "questions/prefix-lm-vs-causal-lm/", "models/explorer/", "models/llama/")
CSS_ADDRESS = re.compile(r"url\(\s*['\"]?(?!data:|#)([^'\")]+)")


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a reader gets by unpacking, with a space and Chinese in the way to it."""
    return _unpacked(ARCHIVE, tmp_path_factory.mktemp("unpacked") / "下载 here")


def _unpacked(file: File, folder: Path) -> Path:
    if not (SITE / file.path).is_file():
        pytest.fail("there is no offline copy: run `python -m scripts site`")
    with zipfile.ZipFile(SITE / file.path) as archive:
        archive.extractall(folder)
    return folder / TOP


@dataclass(frozen=True)
class Reader:
    """A page opened from disk, with what went wrong on it."""

    watched: Watched
    folder: Path
    failed: list[str]

    def open(self, url: str) -> None:
        """Open a page by the name of its file, as a double click does."""
        self.watched.page.goto((self.folder / url / "index.html").as_uri())


@pytest.fixture(params=[360, 1440])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def reader(browser: Browser, copy: Path, request: pytest.FixtureRequest) -> Iterator[Reader]:
    """A reader; the test fails by itself on an error, a failed request or one to another host."""
    wide = request.getfixturevalue("width") if "width" in request.fixturenames else 1440
    with _reading(browser, copy, wide) as found:
        yield found


@pytest.fixture
def onlooker(still_browser: Browser, copy: Path) -> Iterator[Reader]:
    """A reader who opens pages and touches nothing."""
    with _reading(still_browser, copy, 1440) as found:
        yield found


@contextmanager
def _reading(browser: Browser, copy: Path, wide: int) -> Iterator[Reader]:
    context = browser.new_context(viewport={"width": wide, "height": 900})
    failed: list[str] = []

    def on_failure(asked: Request) -> None:
        if asked.failure != "net::ERR_ABORTED":  # the reader went on to the next page
            failed.append(f"{asked.url}: {asked.failure}")

    watched = watch(context, copy.as_uri() + "/")
    watched.page.on("requestfailed", on_failure)
    yield Reader(watched, copy, failed)
    context.close()
    assert not failed
    assert not watched.errors
    assert not watched.elsewhere


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_kind_of_page_opens_without_a_failed_request(onlooker: Reader, lang: str) -> None:
    """What scripts ask for; every link, image and style is looked at without a browser below."""
    for url in one_of_each_kind():
        onlooker.open(ROOTS[lang] + url)


def test_pages_fit_a_phone_and_a_desk(reader: Reader, width: int) -> None:
    for url in (root + url for root in ROOTS.values() for url in SOME):
        reader.open(url)
        shown = reader.watched.page.evaluate("document.documentElement.scrollWidth")
        assert shown <= width, url


def _is_reached(folder: Path, file: Path, address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return True
    target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
    return target.is_file() and target.is_relative_to(folder.resolve())


def test_every_link_leads_to_a_file(copy: Path) -> None:
    dead = []
    for file in sorted(copy.rglob("*.html")):
        tree: html.HtmlElement = html.document_fromstring(file.read_bytes())
        addresses: list[str] = tree.xpath("//@href | //@src | //@*[name()='xlink:href']")
        dead += [f"{file}: {to}" for to in set(addresses) if not _is_reached(copy, file, to)]
    for file in sorted(copy.rglob("*.css")):
        addresses = CSS_ADDRESS.findall(file.read_text(encoding="utf-8"))
        dead += [f"{file}: {to}" for to in addresses if not _is_reached(copy, file, to)]
    assert not dead, "\n".join(dead)


def test_links_work_without_script(browser: Browser, copy: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((copy / "index.html").as_uri())
    page.locator(".hero a.md-button--primary").click()
    page.wait_for_url("**/questions/index.html")
    page.locator("article dt a").first.click()
    page.wait_for_url("**/questions/*/index.html")
    page.locator("header a[hreflang=en]").click()
    page.wait_for_url("**/en/questions/*/index.html")
    context.close()


@pytest.mark.parametrize(("lang", "query"), [("zh", "前缀"), ("en", "prefix lm")])
def test_the_search_finds_what_is_typed(reader: Reader, lang: str, query: str) -> None:
    page = reader.watched.page
    reader.open(ROOTS[lang] + "glossary")
    page.locator("[data-search-open]").first.click()
    page.locator("dialog.search input").press_sequentially(query)
    page.locator("dialog [role=option]").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{TOP}/{ROOTS[lang]}questions/prefix-lm-vs-causal-lm/index.html**")


@pytest.mark.parametrize(
    ("url", "place"),
    [("", ""), ("models/llama", ""), ("questions/prefix-lm-vs-causal-lm", "#status")],
)
def test_the_switcher_stays_on_the_page_and_place(
    reader: Reader, url: str, place: str, width: int
) -> None:
    page = reader.watched.page
    reader.open(url)
    page.goto(page.url + place)
    for lang in ("en", "zh"):
        page.locator(f"header a[hreflang={lang}]").click()
        page.wait_for_url((reader.folder / ROOTS[lang] / url / "index.html").as_uri() + place)
        assert page.locator("html").get_attribute("lang") == lang


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_model_explorer_narrows_its_table(reader: Reader, lang: str) -> None:
    page = reader.watched.page
    reader.open(ROOTS[lang] + "models/explorer")
    rows = page.locator("table[data-table=models-explorer] tbody tr")
    before = rows.count()
    page.locator(".table-tools input[type=search]").first.press_sequentially("mixtral")
    expect(rows).not_to_have_count(before)
    assert all("Mixtral" in row.inner_text() for row in rows.all())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_mask_explorer_draws(reader: Reader, lang: str) -> None:
    page = reader.watched.page
    reader.open(ROOTS[lang] + "questions/prefix-lm-vs-causal-lm")
    cells = page.locator(".explorer--ready .mask-cell")
    before = cells.count()
    page.locator(".explorer--ready input[type=range]").first.press("End")
    assert cells.count() > before


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_calculators_reckon(reader: Reader, lang: str) -> None:
    page = reader.watched.page
    reader.open(ROOTS[lang] + "models/calculators")
    stage = page.locator(".explorer--ready .explorer__stage")
    before = stage.inner_text()
    setting = stage.locator("fieldset input[inputmode=decimal]").first
    setting.fill("8")
    setting.press("Tab")
    expect(stage).not_to_have_text(before, use_inner_text=True)


def test_a_handout_is_made_of_pages_on_the_disk(reader: Reader) -> None:
    page = reader.watched.page
    page.goto((reader.folder / "handout/index.html").as_uri() + "#questions=rope&answers=hidden")
    page.locator("body.handout-made #part-rope h1").wait_for()
    assert page.locator("#part-rope details.question p:not(:empty)").count() == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_books_and_the_data_lie_where_the_page_links(reader: Reader, lang: str) -> None:
    page = reader.watched.page
    reader.open(ROOTS[lang] + "about/downloads")
    found = page.locator(".download a[download]").evaluate_all("all => all.map(a => a.href)")
    names = {address.rpartition("/")[2] for address in found}
    assert {"llm-faq-zh.pdf", "llm-faq-en.pdf", "models.csv", "models.json"} <= names
    assert not names & {archive.name for archive in ARCHIVES}
    for address in found:
        assert Path(unquote(urlsplit(address).path)).stat().st_size > 0


def test_the_light_copy_has_the_pages_and_leads_to_the_web_for_the_books(
    copy: Path, tmp_path: Path, site_url: str
) -> None:
    light = _unpacked(LIGHT_ARCHIVE, tmp_path)
    pages = {file.relative_to(copy) for file in copy.rglob("*.html")}
    assert {file.relative_to(light) for file in light.rglob("*.html")} == pages
    assert not (light / "downloads").exists()
    page = html.parse(str(light / "questions" / "rope" / "index.html"))
    [pdf] = page.xpath("//a[@type='application/pdf']/@href")
    assert pdf == f"{site_url}downloads/questions/rope-zh.pdf"


def test_data_open_in_the_browser(reader: Reader) -> None:
    reader.watched.page.goto((reader.folder / "api" / "v1" / "models.json").as_uri())
    assert '"checkpoints"' in reader.watched.page.content()
