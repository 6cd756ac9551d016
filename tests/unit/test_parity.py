"""Two languages that differ are found out, each difference by name."""

import datetime

import pytest

from scripts.content import parity
from scripts.content.pages import FrontMatter, Page

BODY = """# T {#top}

Text with $x_1$ and 3.5 and a note[^a2020].

$$
y = \\text{some} \\label{eq-y}
$$

--8<-- "LANG/figures/masks.svg"

!!! tip "hint"
    z

!!! failure "belief {#mistake-bill}"
    wrong

??? question "Asked {#check-asked}"
    answered

| a | b |
|---|---|
| 1 | 2 |

```python
x = 1  # comment
```
"""


def _page(lang: str, body: str, **meta: object) -> Page:
    front = FrontMatter.model_validate(
        {
            "title": lang,
            "description": "long enough to be one",
            "reviewed": datetime.date(2026, 1, 1),
            **meta,
        }
    )
    return Page(lang, "questions/q.md", f"docs/{lang}/questions/q.md", front, body)


def _differences(changed: str) -> list[str]:
    found = parity.problems([_page("zh", BODY.replace("LANG", "zh"))], [_page("en", changed)])
    return [problem.field for problem in found]


ENGLISH = BODY.replace("LANG", "en")


def test_pages_that_agree_are_silent() -> None:
    text = ENGLISH.replace("some", "other").replace("# comment", "# other words")
    assert _differences(text) == []


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("# T {#top}", "# T {#other}", "headings"),
        ("# T {#top}", "# T", "headings"),
        ("x = 1", "x = 2", "code blocks"),
        ("figures/masks", "figures/norms", "included fragments"),
        ("!!! tip", "!!! note", "boxes"),
        ("#mistake-bill", "#mistake-beak", "common mistakes"),
        ("#check-asked", "#check-other", "self-check"),
        ("| 1 | 2 |", "| 1 | 2 | 3 |", "tables"),
        ("y =", "z =", "display formulas"),
        ("eq-y", "eq-z", "labels of formulas"),
        ("$x_1$", "$x_2$", "inline formulas"),
        ("3.5", "3.6", "numbers"),
        ("[^a2020]", "[^b2020]", "citations"),
    ],
)
def test_each_difference_is_named(old: str, new: str, field: str) -> None:
    assert _differences(ENGLISH.replace(old, new)) == [field]


def test_both_places_are_named() -> None:
    (problem,) = parity.problems(
        [_page("zh", BODY.replace("LANG", "zh"))], [_page("en", ENGLISH.replace("y =", "z ="))]
    )
    assert problem.file == "docs/zh/questions/q.md"
    assert problem.entry == "docs/en/questions/q.md"


def test_a_page_of_one_language_is_named() -> None:
    (problem,) = parity.problems([_page("zh", BODY)], [])
    assert "no counterpart" in problem.message


def test_front_matter_is_compared() -> None:
    one = _page("zh", "", requires=["a"], sources={"s": "§1"})
    other = _page("en", "", requires=["b"], sources={"t": "§1"})
    assert {p.field for p in parity.problems([one], [other])} == {"requires", "sources"}
