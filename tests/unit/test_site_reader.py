"""Pages of the built site as the books read them."""

from __future__ import annotations

from pathlib import Path

from scripts.publication import site_reader


def test_what_stands_behind_a_place_to_break_stands_beside_it(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text("<p>data/<wbr>models/<wbr>tiny.yaml. <b>2</b></p>", encoding="utf-8")
    [paragraph] = site_reader.read_page(page).xpath("//p")
    assert site_reader.text_of(paragraph) == "data/models/tiny.yaml. 2"
    assert [child.tag for child in paragraph] == ["b"]
