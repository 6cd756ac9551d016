"""Formulas are whole: a browser draws one with a part too many as a row of its parts."""

from __future__ import annotations

from tests.site.conftest import BuiltPage

PARTS = {"mfrac": 2, "mover": 2, "mroot": 2, "msub": 2, "msubsup": 3, "msup": 2, "munder": 2,
         "munderover": 3}  # fmt: skip


def test_every_element_of_a_formula_has_its_parts(site: dict[str, BuiltPage]) -> None:
    seen = 0
    for url, page in site.items():
        for element in page.tree.iter(*PARTS):
            seen += 1
            assert len(element) == PARTS[element.tag], (url, element.text_content())
    assert seen
