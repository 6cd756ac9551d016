"""A table of the books that has no title takes that of its section, where it is the only one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.invented_chapter import markup

TABLE = "<table><tr><td>heron</td></tr></table>"
TITLED = f'<figure id="a">{TABLE}<figcaption>Of herons.</figcaption></figure>'


@pytest.mark.parametrize(
    ("body", "titles"),
    [
        (f"<h2>Birds</h2>{TABLE}", ['#"Birds";']),
        (
            f"<h2>Birds</h2><h3>Herons</h3>{TABLE}<h3>Storks</h3>{TABLE}",
            ['#"Herons";', '#"Storks";'],
        ),
        (f"<h2>Birds</h2>{TABLE}<p>Others:</p>{TABLE}", ["", ""]),
        (f"<h2>Birds</h2>{TITLED}{TABLE}", ['#"Of herons.";', '#"Birds";']),
        (
            f"<h2>Birds <em>here</em></h2><ul><li>One:{TABLE}</li></ul>",
            ['#"Birds ";#emph[#"here";];'],
        ),
        (f'<h2>Birds</h2><div class="admonition note">{TABLE}</div>', [""]),
        (TABLE, [""]),
    ],
)
def test_titles_of_tables(tmp_path: Path, body: str, titles: list[str]) -> None:
    found = re.findall(r"caption: \[(.*?)\](?:, whole|\)\[)", markup(tmp_path, body))
    assert found == titles
