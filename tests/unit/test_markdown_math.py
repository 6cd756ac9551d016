"""Formulas become MathML that keeps its TeX, and a wrong one is refused by name."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import markdown
import pytest
from markdown.extensions import Extension

from scripts.content.markdown_math import MathError, MathExtension, to_mathml

CORPUS = Path(__file__).parent.parent / "data" / "math-corpus.txt"
MATHML = "{http://www.w3.org/1998/Math/MathML}"


def _convert(text: str) -> str:
    extensions: list[str | Extension] = ["pymdownx.arithmatex", MathExtension()]
    configs = {"pymdownx.arithmatex": {"generic": True}}
    return markdown.Markdown(extensions=extensions, extension_configs=configs).convert(text)


@pytest.mark.parametrize("tex", CORPUS.read_text(encoding="utf-8").splitlines())
def test_every_expression_of_the_corpus_keeps_its_tex(tex: str) -> None:
    root = ET.fromstring(to_mathml(tex, True))
    annotation = root.find(f".//{MATHML}annotation")
    assert annotation is not None
    assert annotation.text == tex


def test_inline_and_display_formulas_of_a_page() -> None:
    html = _convert("so $x_{<t}$ it is\n\n$$\n\\frac{a}{b} < c\n$$\n")
    assert html.count("<math") == 2
    assert 'display="block"' in html
    assert "arithmatex" not in html
    assert "x_{&lt;t}" in html


def test_a_label_becomes_the_id_of_the_formula() -> None:
    html = _convert("$$\nx^2 \\label{eq-square}\n$$\n")
    assert '<div class="formula" id="eq-square"' in html
    assert "label" not in html
    assert "x^2</annotation>" in html


@pytest.mark.parametrize(
    "text",
    [
        "so $x \\label{eq-inline}$ it is",
        "$$\nx \\label{eq-one} \\label{eq-two}\n$$\n",
        "$$\nx \\label{square}\n$$\n",
        "$$\nx \\label{eq-Square}\n$$\n",
    ],
)
def test_a_wrong_label_is_refused_with_its_formula(text: str) -> None:
    with pytest.raises(MathError, match="label"):
        _convert(text)


def test_alignment_survives() -> None:
    mathml = to_mathml(r"\begin{aligned} a &= b\\ c &= d \end{aligned}", True)
    assert mathml.count("<mtr>") == 2
    assert mathml.count("<mtd") == 4


@pytest.mark.parametrize("before", ["q(x)", "x", "x_i", "x^2", r"\frac{a}{b}", r"\nabla", r"\ln"])
@pytest.mark.parametrize(
    "function", [r"\min(1, p)", r"\ln p", r"\operatorname{clip}(p)", r"\max_i p"]
)
def test_one_thin_space_stands_before_a_function(before: str, function: str) -> None:
    mathml = to_mathml(f"{before} {function}").partition("<annotation")[0]
    made = mathml.replace('<mspace width="0.1667em"></mspace>', "~")
    shown = re.sub(r"<[^>]+>", "", made).replace("\u2061", "")
    name = re.search(r"[a-z]+", function.replace("operatorname", ""))
    assert name is not None
    assert re.search(rf"[^~]~{name[0]}", shown), shown


@pytest.mark.parametrize("before", ["=", "-", "(", ","])
def test_none_stands_behind_a_sign(before: str) -> None:
    assert '<mspace width="0.1667em"></mspace><mrow><mi>ln' not in to_mathml(f"a {before} \\ln p")


@pytest.mark.parametrize(
    ("tex", "element", "children"),
    [
        (r"n_{\max}", "msub", 2),
        (r"\min_{\operatorname{rank} W \le r} W", "munder", 2),
        (r"x^{\operatorname{ReLU}(y)}_{\log z}", "msubsup", 3),
        (r"\frac{R - \operatorname{mean}(R)}{\operatorname{std}(R)}", "mfrac", 2),
    ],
)
def test_no_space_comes_between_the_parts_of_a_formula(
    tex: str, element: str, children: int
) -> None:
    """A browser draws an index with a third part on the line, beside its base."""
    found = ET.fromstring(to_mathml(tex, True)).find(f".//{{*}}{element}")
    assert found is not None
    assert len(found) == children


def test_an_unknown_command_is_refused_with_its_formula() -> None:
    with pytest.raises(MathError, match=r"nosuchcommand"):
        to_mathml(r"a \nosuchcommand b")


def test_a_formula_keeps_its_line_with_what_stands_at_it() -> None:
    html = _convert("当 $x$，（$y$）与 $z$ 相等")
    joined = html.split('<span class="joined">')[1:]
    assert [text.split("</span>")[0][-2:] for text in joined] == [">，", ">）"]
    assert joined[1].startswith("（<math")
    assert html.count("<math") == 3
