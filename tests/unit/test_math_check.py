"""The page that sets each formula beside its print and its words, made of a small invented site."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path

import pytest
from lxml import html

from scripts.base.problems import HandbookError
from scripts.content.markdown_math import to_mathml
from scripts.publication import math_check
from scripts.publication.math_check import expressions, write_check
from scripts.publication.tex_math import Formula, to_typst

FRACTION = r"\frac{a}{b}"


def _page(site: Path, address: str, *formulas: tuple[str, bool]) -> None:
    file = site / address / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(f"<p>{to_mathml(tex, display)}</p>" for tex, display in formulas)
    text = f"<!doctype html><title>t</title><article>{body}</article>"
    file.write_text(text, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    _page(folder, "sums", (FRACTION, True), ("x^2", False), ("x^2", False))
    _page(folder, "en/sums", ("x^2", False), (r"x_{<t} \text{ if}", False))
    return folder


def test_each_formula_is_found_once_with_its_pages(site: Path) -> None:
    found = {(e.tex, e.display): e.pages for e in expressions(site)}
    assert found == {
        ("x^2", False): ("en/sums/index.html", "sums/index.html"),
        (r"x_{<t} \text{ if}", False): ("en/sums/index.html",),
        (FRACTION, True): ("sums/index.html",),
    }


def test_a_row_holds_source_browser_print_and_words(site: Path, tmp_path: Path) -> None:
    page = html.parse(str(write_check(site, tmp_path / "check"))).getroot()
    rows = {row.findtext(".//pre"): row for row in page.iter("section")}
    assert len(rows) == 3
    row = rows[FRACTION]
    assert row.xpath("count(.//math//mfrac)") == 1
    assert [a.get("href") for a in row.xpath(".//*[@class='pages']/a")] == [
        "../site/sums/index.html"
    ]
    assert [dd.text for dd in row.iter("dd")] == ["b 分之 a", "a over b"]
    [source] = row.xpath(".//img/@src")
    drawing = b64decode(source.removeprefix("data:image/svg+xml;base64,")).decode()
    assert drawing.startswith("<svg")
    assert rows["x^2"].xpath(".//img/@src") != [source]


def test_the_page_needs_no_other_file(site: Path, tmp_path: Path) -> None:
    text = write_check(site, tmp_path / "check").read_text(encoding="utf-8")
    inside = re.sub(r"data:[\w/+]+;base64,[\w/+=]+", "data:", text)
    assert set(re.findall(r"""(?:src=|url\()["']([^"']*)""", inside)) == {"data:"}
    assert not re.search(r"<(link|script)\b", inside)


def test_the_same_site_gives_the_same_page(site: Path, tmp_path: Path) -> None:
    one, other = (write_check(site, tmp_path / name).read_bytes() for name in ("one", "other"))
    assert one == other


def test_an_unknown_command_is_named_with_every_page_and_nothing_is_written(
    site: Path, tmp_path: Path
) -> None:
    for address in ("sums", "en/sums"):
        file = site / address / "index.html"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("x^2</annotation>", r"\foo{x}</annotation>"), encoding="utf-8")
    with pytest.raises(HandbookError) as refused:
        write_check(site, tmp_path / "check")
    problems = [str(problem) for problem in refused.value.problems]
    assert [p.split(" › ")[0] for p in problems] == ["en/sums/index.html", "sums/index.html"]
    assert all(r"unknown command \foo" in problem for problem in problems)
    assert not (tmp_path / "check").exists()


def test_what_typst_refuses_is_named_with_its_formula(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(tex: str) -> Formula:
        return Formula("#nosuch", None) if tex == FRACTION else to_typst(tex)

    monkeypatch.setattr(math_check, "to_typst", broken)
    with pytest.raises(HandbookError, match="unknown variable: nosuch") as refused:
        write_check(site, tmp_path / "check")
    [problem] = refused.value.problems
    assert problem.file == "sums/index.html"
    assert repr(FRACTION) in problem.entry


def test_a_missing_site_is_told_with_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(HandbookError, match="python -m scripts html"):
        write_check(tmp_path / "nothing", tmp_path / "check")
