"""The font of formulas: what its small face holds, and when the large one is fetched."""

from __future__ import annotations

import io
import re

import pytest
from fontTools.ttLib import TTFont

from scripts.base.paths import DOCS
from scripts.site import math_font

SHEET = (DOCS / "assets/styles/math.css").read_text(encoding="utf-8")
FORMULA = "<p>Ω</p><math><mi>x</mi><mo>&lt;</mo><mo>⋉</mo><annotation>\\Psi Ж</annotation></math>"


def _ranges(css: str) -> list[set[int]]:
    """Return the characters of each face of a style sheet."""
    found = []
    for value in re.findall(r"unicode-range: ([^;]+);", css):
        ends = [re.fullmatch(r"U\+(\w+)(?:-(\w+))?", part) for part in value.split(", ")]
        found.append(
            {code for m in ends if m for code in range(int(m[1], 16), int(m[2] or m[1], 16) + 1)}
        )
    return found


def test_the_signs_of_a_page_are_those_that_its_formulas_show() -> None:
    assert math_font.signs(FORMULA) == set("x<⋉")


def test_a_new_sign_goes_into_the_core() -> None:
    before, after = math_font.core_codes(""), math_font.core_codes("⋉")
    assert set(after) - set(before) == {ord("⋉")}


def test_a_letter_brings_its_slanted_form() -> None:
    assert {0x1D465, 0x210E} <= set(math_font.core_codes("xh"))


def test_a_sign_that_the_font_lacks_is_left_to_other_fonts() -> None:
    assert ord("词") not in math_font.core_codes("词")


def test_every_sign_of_the_font_is_in_one_face() -> None:
    rest, core = _ranges(math_font.in_two_faces(SHEET, math_font.core_codes("⋉")))
    assert not rest & core
    with TTFont(DOCS / math_font.WHOLE) as font:
        assert rest | core == set(font.getBestCmap())


def test_the_core_keeps_what_formulas_need() -> None:
    data = math_font.core(math_font.core_codes(""))
    assert data == math_font.core(math_font.core_codes(""))
    assert len(data) < 40_000
    with TTFont(io.BytesIO(data)) as font:
        assert set(font.getBestCmap()) >= set(math_font.core_codes(""))
        assert font["MATH"].table.MathVariants is not None
        assert 0x20 in font.getBestCmap()  # the face of the space gives formulas their measures


def test_a_sheet_with_another_number_of_faces_is_refused() -> None:
    with pytest.raises(ValueError, match="one @font-face"):
        math_font.in_two_faces("math { color: red; }", [65])
