"""What a page's Markdown leaves open, misplaces or may not hold is named; a right page passes."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from scripts.base.paths import LANGUAGES, ROOT
from scripts.content import markup, strays
from scripts.content.pages import FrontMatter, Page, read_all

RIGHT = """
# Why bills? {#top}

## Short answer {#short-answer}

Short, with `<script>` in code, $a<b$, 5 \\$ and [[tiny.n_layers]].

| a | [[tiny.n_layers|int]] | $|x|$ |
|---|---|---|
| 1 | [[tiny.d_ff|int]] | `a|b` |

```python
--8<-- "norms.py:rms_norm"
```

## Intuition {#intuition}

A [link](../glossary.md#bill) and <a href="https://example.org/">another</a>.

## The exact statement {#exact-statement}

$$
x < y
$$

## Common mistakes {#common-mistakes}

!!! failure "“Bills are noses.”"
    They are not.

## How sure we are {#status}

Sure.

## Self-check {#self-check}

??? question "Why? {#check-why}"
    Because.

## Sources {#sources}

Claimed[^a].

--8<-- "en/sources/questions/bills.md"

///Footnotes Go Here///
"""


def told(body: str, lang: str = "en") -> list[str]:
    meta = FrontMatter(
        title="Bills", description="what bills are for", reviewed=datetime.date(2026, 1, 2)
    )
    page = Page(lang, "questions/bills.md", f"docs/{lang}/questions/bills.md", meta, body)
    return [problem.message for problem in markup.problems(page)]


def test_a_right_page_passes() -> None:
    assert not told(RIGHT)


def test_a_title_in_the_other_language_is_named() -> None:
    page = next(page for page in read_all(ROOT, "zh") if page.is_question)
    meta = page.meta.model_copy(update={"title": "Bills"})
    found = markup.problems(Page("zh", page.path, page.file, meta, page.body))
    assert [problem.message for problem in found] == ["has the title 'Bills'"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Sure.", "```python\nx = 1", "is never closed"),
        ("Sure.", '<div class="a">\n\nSure.', "<div> is never closed"),
        ("Sure.", "Sure.</div>", "</div> closes what is not open"),
        ("Sure.", "$$\nx", "a displayed formula is never closed"),
        ("Sure.", "<!-- Sure.", "a comment is never closed"),
        ("Sure.", "<<<<<<< mine\nSure.", "holds the marks of a merge conflict"),
        ("Sure.", "[[MPT-7B.n_layers]]", "'[[MPT-7B.n_layers]]' is no value of the data"),
        ("Sure.", "[[tiny.n_layers", "'[[tiny.n_layers' is no value of the data"),
        ("!!! failure", "!!! fialure", "the box 'fialure' is not known"),
        ("    Because.", "Because.", "is not indented"),
        ("    Because.", "\nBecause.", "is not indented"),
        ("Sure.", r"So $\frac{1}{2$ it is.", r"formula '\\frac{1}{2'"),
        ("x < y", r"\unknown", "Unsupported function name"),
        ("x < y", r"d = 4096", "the thousands of 4096 are not grouped"),
        ("Sure.", r"So $3 \cdot 11008^2$.", "the thousands of 11008 are not grouped"),
        ("Sure.", "<script>alert(1)</script>", "<script> is not allowed"),
        ("Sure.", '<div onclick="x()">a</div>', "<div onclick> is not allowed"),
        ("Sure.", '<div style="background:url(https://a.org)">a</div>', "<div style> is not"),
        ("Sure.", '<a href="javascript:x()">a</a>', "links to javascript:"),
        ("Sure.", "[a](javascript:x())", "links to javascript:"),
        ("## Intuition {#intuition}", "## Intuition", "the part #intuition is missing"),
        ("Sure.", "### Why\n\nSure.", "the heading '### Why' has no id"),
        ("Sure.", "### Why {#check-why}\n\nSure.", "the id #check-why stands 2 times"),
        ("Sure.", "![a](https://a.org/b.png)", "shows https://a.org/b.png of another host"),
        ("Sure.", "![a](//a.org/b.png)", "shows //a.org/b.png of another host"),
        ("{#status}", "{#sources}", "the part #status is missing"),
        ("{#intuition}", "{#figures}", "the part #intuition is missing"),
        ("# Why bills? {#top}", "", "has 0 titles"),
        ('--8<-- "en/', '--8<-- "zh/', "includes what is in zh"),
        ("Sure.", "| | a |\n|---|---|\n| b | 1 |", "has a column without a name"),
        ("Sure.", "| a | | c |\n|---|---|---|\n| b | 1 | 2 |", "has a column without a name"),
        ("Sure.", "| a | b |\n|---|---|\n| c | [^x][^y]; [^z] |", "'c' has a cell of marks alone"),
        ("///Footnotes Go Here///", "", "cites sources and does not list them once"),
        ("Sure.", "///Footnotes Go Here///", "cites sources and does not list them once"),
        ('--8<-- "en/sources/questions/bills.md"', "", "does not include them"),
        ("sources/questions/bills.md", "sources/questions/wings.md", "does not include them"),
        ("Claimed[^a].", "Claimed.", "cites no source"),
        (" {#top}", "", "its title has not the id top"),
        ("Sure.", "So $x is.", "the formula '$x is.' is never closed"),
        ("Sure.", "Why\n---\n", "'Why' is a heading of another form"),
        ("Sure.", "a\n=======\nb", "'a' is a heading of another form"),
        ("Sure.", "$$\n$$", "a displayed formula is empty"),
        ("Sure.", r"So $x \label{eq-x}$.", "a displayed formula may have one label"),
        ("x < y", r"x \label{first}", "a displayed formula may have one label"),
        ("Sure.", "- [ ] Sure.", "begins no box to tick"),
        ("Sure.", "###Why {#why}", "is a heading of another form"),
        ("Sure.", "x\n{: #status }", "the id #status stands 2 times"),
        ("Sure.", '<div id="status">x</div>', "the id #status stands 2 times"),
        ("Sure.", '!!! note "Why\n    x', "begins no box"),
        ("Sure.", '??? "Why"\n    x', "begins no box"),
        ("Sure.", '=== "A"\n    x', "begins no tab"),
        ("Sure.", "| a | b |\n|---|---|\n| c |", "has 1 cells below 2 names"),
        ("Sure.", "| a | b |\n|---|---|\n| c | d | e |", "has 3 cells below 2 names"),
        ("Sure.", "| a | b |\n| c | d |", "has no head"),
        ("Sure.", "<figure>x</figure>", "has no caption"),
        ("Sure.", "```python\ndef (:\n```", "is no Python"),
        ("Sure.", 'x --8<-- "en/figures/rope.svg"', "includes nothing"),
        ("Sure.", "--8<-- 'en/figures/rope.svg'", "includes nothing"),
        ("Sure.", '[a](b.md){ onclick="x()" }', "sets attributes"),
        ("Sure.", 'x\n{: style="color:red" }', "sets attributes"),
        ("Sure.", "[a](java&#115;cript:x())", "links to javascript:"),
        ("Sure.", '<a href="b.html">a</a>', "leads to nothing that is checked"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, message: str) -> None:
    assert old in RIGHT
    found = told(RIGHT.replace(old, new, 1))
    assert any(message in one for one in found), found


def test_digits_that_are_no_thousands_stay_as_they_are() -> None:
    formula = r"So $4{,}096 \cdot 0.12345 + 512$ and $x_{\text{of 2024}}$, in `$4096$`."
    assert not told(RIGHT.replace("Sure.", formula, 1))


def test_parts_out_of_order_are_named() -> None:
    body = RIGHT.replace("{#status}", "{#x}").replace("{#common-mistakes}", "{#status}")
    found = told(body.replace("{#x}", "{#common-mistakes}"))
    assert any(one.startswith("its parts stand as") for one in found)


def test_pages_in_each_others_place_are_named() -> None:
    for lang, other in zip(LANGUAGES, reversed(LANGUAGES), strict=True):
        for page in read_all(ROOT, lang):
            swapped = Page(other, page.path, page.file, page.meta, page.body)
            found = [problem.message for problem in markup.problems(swapped)]
            if page.is_question:
                assert "is written in the other language" in found, page.file


def test_files_that_nothing_reads_are_named(tmp_path: Path) -> None:
    for name in ("docs/zh/notes.txt", "docs/assets/backup.zip", "data/models/a.yml",
                 "data/models/old/b.yaml", "data/models/c.yaml", "docs/en/.hidden"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert [problem.file for problem in strays.problems(tmp_path)] == [
        "docs/assets/backup.zip", "docs/zh/notes.txt", "data/models/a.yml",
        "data/models/old/b.yaml",
    ]  # fmt: skip
