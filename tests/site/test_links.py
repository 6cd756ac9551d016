"""Every link of the built site that stays on the site arrives, anchors included."""

from __future__ import annotations

import posixpath
from collections import Counter
from functools import cache
from urllib.parse import unquote, urlsplit

from scripts.base.paths import SITE
from tests.site.conftest import BuiltPage


def _target(page: BuiltPage, path: str) -> str:
    """The address below the root that a relative `path` of `page` leads to."""
    base = page.url if page.url.endswith("/") or not page.url else posixpath.dirname(page.url) + "/"
    joined = posixpath.normpath(posixpath.join("/", base, unquote(path))).lstrip("/")
    is_folder = path.endswith(("/", ".", "..")) or (SITE / joined).is_dir()
    return joined + "/" if joined and is_folder else joined


@cache
def _ids(page: BuiltPage) -> set[str]:
    return set(page.tree.xpath("//@id")) | set(page.tree.xpath("//a/@name"))


@cache
def _calculators_data(page: BuiltPage) -> str:
    return str(page.tree.xpath("string(//script[@data-calculator])"))


def _dead(site: dict[str, BuiltPage], page: BuiltPage, href: str, site_path: str) -> str | None:
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return None
    if parts.path.startswith("/"):
        if not parts.path.startswith(site_path):
            return "leads outside the site"
        url = unquote(parts.path.removeprefix(site_path))
    else:
        url = _target(page, parts.path) if parts.path else page.url
    if url not in site:
        return None if (SITE / url).is_file() else f"{url} does not exist"
    if url.endswith("models/explorer/") and "=" in parts.fragment:
        return None  # a view of the table: tests/browser opens each
    if url.endswith("handout/") and parts.fragment.startswith("questions="):
        return _unknown_question(site, url, parts.fragment.removeprefix("questions="))
    if url.endswith("models/calculators/") and parts.fragment.startswith("model="):
        known = f'"id":"{parts.fragment.removeprefix("model=")}"' in _calculators_data(site[url])
        return None if known else f"{url} has no model {parts.fragment}"
    if parts.fragment and unquote(parts.fragment) not in _ids(site[url]):
        return f"{url} has no #{parts.fragment}"
    return None


def _unknown_question(site: dict[str, BuiltPage], url: str, ids: str) -> str | None:
    """Return what is wrong with the questions that a link to the page of handouts chooses."""
    root = url.removesuffix("handout/")
    unknown = [id_ for id_ in ids.split(",") if f"{root}questions/{id_}/" not in site]
    return f"{url} has no questions {unknown}" if unknown else None


def test_no_internal_link_is_dead(site: dict[str, BuiltPage], site_url: str) -> None:
    site_path = urlsplit(site_url).path
    dead = {
        f"{page.url or '(home)'} → {href}: {reason}"
        for page in site.values()
        for href in page.tree.xpath("//a/@href | //link/@href | //img/@src | //script/@src")
        if (reason := _dead(site, page, href, site_path))
    }
    assert not dead, "\n".join(sorted(dead))


def test_no_id_is_given_twice(site: dict[str, BuiltPage]) -> None:
    twice = {
        f"{page.url}: {name}"
        for page in site.values()
        for name, count in Counter(page.tree.xpath("//@id")).items()
        if count > 1
    }
    assert not twice, "\n".join(sorted(twice))


def test_every_page_names_its_sections_alike_in_both_languages(site: dict[str, BuiltPage]) -> None:
    headings = "//article//*[self::h1 or self::h2 or self::h3 or self::figure]/@id"
    for url, page in site.items():
        # The letters of the glossary are those of each language's own order.
        if page.lang == "zh" and not url.startswith(("404", "glossary/")):
            assert page.tree.xpath(headings) == site[f"en/{url}"].tree.xpath(headings), url


def test_a_family_leads_to_its_releases_and_on_to_the_calculators(
    site: dict[str, BuiltPage],
) -> None:
    for root in ("", "en/"):
        tree = site[f"{root}models/qwen/"].tree
        contents = set(tree.xpath("//nav[contains(@class, 'md-nav--secondary')]//a/@href"))
        releases = tree.xpath("//section[@class='release']")
        assert releases
        assert {f"#{release.get('id')}" for release in releases} <= contents
        for release in releases:
            assert release.xpath(".//a[contains(@href, 'explorer/#')]")
        assert tree.xpath("//a[contains(@href, 'calculators/#model=qwen3-8b')]")


def test_a_question_leads_to_the_calculators_with_its_model(site: dict[str, BuiltPage]) -> None:
    tree = site["en/questions/kv-cache/"].tree
    assert tree.xpath("//a[contains(@href, 'calculators/#model=llama-3.1-8b')]")
    # A question that states figures in a table alone leads there with the models of its table.
    for root in ("", "en/"):
        tree = site[f"{root}questions/rope/"].tree
        assert tree.xpath("//a[contains(@href, 'calculators/#model=codellama-7b')]")
        assert tree.xpath("//a[contains(@href, 'explorer/#compare=gpt-j-6b,')]")


def test_a_question_leads_to_the_weights_and_the_paper_of_its_models(
    site: dict[str, BuiltPage],
) -> None:
    for root in ("", "en/"):
        tree = site[f"{root}questions/rope/"].tree
        (models,) = tree.xpath("//nav[@aria-labelledby='models-title']")
        hrefs = set(models.xpath(".//a/@href"))
        assert "https://huggingface.co/meta-llama/CodeLlama-7b-hf" in hrefs
        assert "https://arxiv.org/abs/2308.12950" in hrefs
        assert "../../models/codellama/#codellama-7b" in hrefs


def test_a_mark_is_not_next_to_another_link_in_a_cell_without_words(
    site: dict[str, BuiltPage],
) -> None:
    """A finger would meet either: the room around a small mark has to be words."""
    cells = (
        "//td[.//a[@class='footnote-ref'] and .//a[not(@class)]][not(text()[normalize-space()])]"
    )
    found = {url: page.tree.xpath(f"{cells}//text()") for url, page in site.items()}
    assert {url: texts for url, texts in found.items() if texts} == {}


def test_every_question_leads_on_to_others(site: dict[str, BuiltPage]) -> None:
    for url, page in site.items():
        if "questions/" in url and page.tree.xpath("//*[@id='short-answer']"):
            assert page.tree.xpath("//nav[contains(@class, 'related')]//a"), url


def test_home_leads_to_what_is_used_by_hand(site: dict[str, BuiltPage]) -> None:
    for root in ("", "en/"):
        hrefs = set(site[root].tree.xpath("//article//a/@href"))
        for tool in ("explorer", "calculators", "charts"):
            assert any(href.endswith(f"models/{tool}/") for href in hrefs), tool
