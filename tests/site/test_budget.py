"""First visits stay light: bytes as sent with Brotli, of all that a page fetches."""

from __future__ import annotations

from scripts.base.paths import DOCS, SITE
from scripts.site import math_font
from tests.first_visit import files, size
from tests.site.conftest import BuiltPage

MOST = 160_000


def _fetched(page: BuiltPage) -> list[str]:
    signs = math_font.signs(page.file.read_text(encoding="utf-8"))
    found = files(SITE, page.file, signs | {" "} if signs else set())
    return [file.relative_to(SITE).as_posix() for file in found]


def test_a_question_keeps_to_its_budget(site: dict[str, BuiltPage]) -> None:
    questions = [
        page for url, page in site.items() if "questions/" in url and url[-10:] != "questions/"
    ]
    assert questions
    over = {}
    for page in questions:
        names = _fetched(page)
        if sum(size(SITE / name, quality=9) for name in names) <= MOST:
            continue
        fetched = {name: size(SITE / name) for name in names}
        if sum(fetched.values()) > MOST:
            over[page.url] = fetched
    assert not over, over


def test_no_page_fetches_the_whole_math_font(site: dict[str, BuiltPage]) -> None:
    assert {url for url, page in site.items() if math_font.WHOLE in _fetched(page)} == set()


def test_one_style_sheet_of_ours_and_scripts_only_where_they_act(
    site: dict[str, BuiltPage],
) -> None:
    for url in ("questions/emergent-abilities/", "en/models/explorer/", "glossary/"):
        ours = [name for name in _fetched(site[url]) if name.endswith((".css", ".js"))]
        assert [name for name in ours if name.startswith("assets/styles/")] == [
            "assets/styles/handbook.css"
        ]
        parts = {
            "questions": "emergence-explorer",
            "en": "model-explorer",
            "glossary": "list-filter",
        }
        assert [name for name in ours if "/parts/" in name] == [
            f"assets/parts/{parts[url.partition('/')[0]]}.js"
        ]


def test_no_script_holds_up_what_is_seen(site: dict[str, BuiltPage]) -> None:
    scripts = "//script[@src][not(@defer)]"
    assert {url for url, page in site.items() if page.tree.xpath(scripts)} == set()


def test_every_interactive_part_has_a_script(site: dict[str, BuiltPage]) -> None:
    """A name that no script mounts would leave its readers with the still figure."""
    scripts = "".join(file.read_text() for file in (DOCS / "assets/scripts").glob("*.js"))
    names = {name for page in site.values() for name in page.tree.xpath("//@data-explorer")}
    assert {name for name in names if f'mountExplorer("{name}"' not in scripts} == set()


def test_no_page_has_what_the_theme_was_relieved_of(site: dict[str, BuiltPage]) -> None:
    """Tabs would stand there without their styles."""
    assert [url for url, page in site.items() if page.tree.xpath("//*[@class='tabbed-set']")] == []
