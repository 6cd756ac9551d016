"""A page as Markdown stands by itself: values, code and tables are in it, links lead on."""

from __future__ import annotations

from pathlib import Path

from scripts.base.paths import ROOT
from scripts.content import pages
from scripts.site import markdown_copies

ADDRESS = "https://handbook.invalid/"
TABLE = (
    '<div class="table-scroll"><table><thead><tr><th>Bird</th><th>Bills</th></tr></thead><tbody>'
    '<tr><th><a href="{root}models/heron/">Heron</a></th><td>1 | 2</td></tr></tbody></table></div>'
)
BODY = """# Why bills? {#top}

## Short answer {#short-answer}

A heron has [[heron.bills|int]] [bills](../glossary.md#bill), see [below](#table) and $x_1$[^one].

$$
a = b \\label{eq-bill}
$$

<figure class="table" markdown="1" id="table">
<figcaption markdown="span">Bills.</figcaption>
--8<-- "en/tables/bills.html"
</figure>

--8<-- "en/figures/bill.svg"

```python
--8<-- "bill.py:peck"
```

??? question "How many? {#check-bills}"
    One.

    Not two.

--8<-- "en/sources/bills.md"

///Footnotes Go Here///
"""


def _copy(tmp_path: Path) -> str:
    (tmp_path / "bill.py").write_text(
        "import x\n# --8<-- [start:peck]\n"
        'def peck():\n    return {"#top": 1}\n# --8<-- [end:peck]\n'
    )
    written = next(page for page in pages.read_all(ROOT, "en") if page.is_question)
    page = written.__class__(**{**vars(written), "body": BODY})
    fragments = {
        "en/tables/bills.html": TABLE,
        "en/figures/bill.svg": "<svg><text>bill</text></svg>",
        "en/sources/bills.md": "[^one]: Heron (2026).\n",
    }
    return markdown_copies.render(page, lambda *_: "1", fragments, [tmp_path], ADDRESS)


def test_nothing_is_left_to_be_filled_in(tmp_path: Path) -> None:
    text = _copy(tmp_path)
    assert "A heron has 1 [bills](https://handbook.invalid/en/glossary/#bill)" in text
    assert "/en/questions/" in text.partition("[below](")[2].partition(")")[0]
    assert "| Bird | Bills |\n| --- | --- |\n| Heron | 1 \\| 2 |" in text
    assert 'def peck():\n    return {"#top": 1}\n```' in text
    assert "**How many?**\n\nOne.\n\nNot two." in text
    assert "*Bills.*" in text
    assert "[^one]: Heron (2026)." in text
    for left in ("--8<--", "{#", "<figure", "</", "label", "Footnotes", "[[", "svg"):
        assert left not in text.replace('{"#top"', "")


def test_headings_keep_their_lines(tmp_path: Path) -> None:
    assert "# Why bills?\n\n## Short answer\n\nA heron" in _copy(tmp_path)
