"""The public data are in the built site, and do what their page says."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
from urllib.parse import urldefrag

import pytest

from scripts import api
from scripts.base.paths import LANGUAGES, ROOT, SITE
from scripts.content import records
from tests.site.conftest import BuiltPage

FILES = SITE / api.FOLDER
_PYTHON = re.compile(r"^```python\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)


def test_exactly_the_rendered_files_are_there(site_url: str) -> None:
    rendered = api.render_all(records.load(ROOT), site_url)
    found = {p.relative_to(SITE).as_posix() for p in FILES.rglob("*") if p.is_file()}
    assert found == set(rendered)
    assert not (SITE / "en" / "api").exists()
    for path, text in rendered.items():
        assert (SITE / path).read_bytes() == text.encode("utf-8"), path


def test_the_page_of_a_model_exists_in_both_languages(
    site: dict[str, BuiltPage], site_url: str
) -> None:
    models = json.loads((FILES / "models.json").read_text(encoding="utf-8"))
    addresses = {url for model in models["checkpoints"] for url in model["url"].values()}
    missing = {url for url in addresses if url.removeprefix(site_url) not in site}
    assert not missing


@pytest.mark.parametrize("name", ["glossary.json", "changes.json"])
def test_addresses_of_entries_lead_to_an_anchor(
    site: dict[str, BuiltPage], site_url: str, name: str
) -> None:
    document = json.loads((FILES / name).read_text(encoding="utf-8"))
    for entry in document.get("terms") or document["changes"]:
        for address in entry["url"].values():
            url, anchor = urldefrag(address.removeprefix(site_url))
            assert site[url].tree.get_element_by_id(anchor) is not None


def test_every_page_names_the_feeds(site: dict[str, BuiltPage]) -> None:
    path = "//link[normalize-space(@rel)='alternate'][@type='application/atom+xml']/@href"
    for page in site.values():
        of_data, of_questions = sorted(page.tree.xpath(path))
        assert of_data.endswith("api/v1/changes.atom")
        assert of_questions.endswith("questions.atom")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_example_of_the_page_finds_what_the_table_has(
    monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    """Which models fit into 24 GiB, told by the page's program and by the CSV."""
    page = (ROOT / "docs" / lang / "about" / "data.md").read_text(encoding="utf-8")
    (code,) = _PYTHON.findall(page)
    monkeypatch.chdir(FILES)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "data.md", "exec"), {"__name__": "page"})
    with (FILES / "models.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    parts = ("derived.weight_bytes_4", "derived.kv_bytes_at_context")
    needs = [(sum(int(r[p]) for p in parts), r["name"]) for r in rows if all(r[p] for p in parts)]
    expected = sorted(need for need in needs if need[0] <= 24 * 2**30)[-5:]
    lines = [line.split("GiB  ") for line in printed.getvalue().splitlines()]
    assert [name for _, name in lines] == [name for _, name in expected]
    assert len(lines) == 5


def test_programs_are_told_what_a_question_is(site: dict[str, BuiltPage]) -> None:
    for root in ("", "en/"):
        tree = site[f"{root}questions/kv-cache/"].tree
        (text,) = tree.xpath("//script[@type='application/ld+json']/text()")
        told = json.loads(text)
        assert told["@type"] == "TechArticle"
        assert told["headline"] in tree.xpath("string(//h1)")
        assert told["url"] == tree.xpath("string(//link[@rel='canonical']/@href)")
        shown = tree.xpath("string(//meta[@property='og:description']/@content)")
        assert shown == told["description"] != ""


def test_the_list_for_language_models_names_every_page_once(
    site: dict[str, BuiltPage], site_url: str
) -> None:
    text = (SITE / "llms.txt").read_text(encoding="utf-8")
    listed = re.findall(rf"\]\({re.escape(site_url)}([^)]*)\): ", text)
    assert len(listed) == len(set(listed))
    assert set(listed) <= set(site)
    assert {url for url in site if re.fullmatch(r"(en/)?questions/[\w-]+/", url)} <= set(listed)


def test_the_files_that_the_data_page_names_exist(
    site: dict[str, BuiltPage], site_url: str
) -> None:
    (text,) = site["about/data/"].tree.xpath("//script[@type='application/ld+json']/text()")
    for download in json.loads(text)["distribution"]:
        assert (SITE / download["contentUrl"].removeprefix(site_url)).is_file()
