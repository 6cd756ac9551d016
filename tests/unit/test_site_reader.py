"""Pages of the built site as the books read them."""

from __future__ import annotations

from pathlib import Path

from scripts.publication import site_reader
from scripts.site import layout


def test_what_stands_behind_a_place_to_break_stands_beside_it(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text("<p>data/<wbr>models/<wbr>tiny.yaml. <b>2</b></p>", encoding="utf-8")
    [paragraph] = site_reader.read_page(page).xpath("//p")
    assert site_reader.text_of(paragraph) == "data/models/tiny.yaml. 2"
    assert [child.tag for child in paragraph] == ["b"]


def test_a_table_of_the_text_stands_by_itself(tmp_path: Path) -> None:
    entry = '<li><a class="md-nav__link" href="a/"><span class="md-ellipsis">A</span></a></li>'
    navigation = f'<nav class="md-nav--primary"><ul>{entry}</ul></nav>'
    table = layout.prepared("<table><tr><td>1</td></tr></table>")
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text(f"<title>T</title>{navigation}", encoding="utf-8")
    (tmp_path / "a" / "index.html").write_text(
        f"<article><h1>A</h1>{table}</article>", encoding="utf-8"
    )
    [chapter] = site_reader.read(tmp_path, "zh").chapters()
    assert [child.tag for child in chapter.article] == ["h1", "table"]
