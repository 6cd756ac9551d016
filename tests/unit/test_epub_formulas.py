"""Formulas of the EPUB hold what its schema knows, and look as they do on the site."""

from __future__ import annotations

from lxml import etree, html

from scripts.content.markdown_math import to_mathml
from scripts.epub.formulas import formula


def test_a_fraction_in_an_exponent_tells_its_level_by_style_alone() -> None:
    made = formula(html.fragment_fromstring(to_mathml(r"x^{\frac{a}{b}}")), "x to the a over b")
    written = etree.tostring(made, encoding="unicode")
    assert "math-depth" in written
    assert 'scriptlevel="2"' not in written
