"""TeX to Typst math: what it means is kept, what it does not know is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst

from scripts.publication.tex_math import TexError, to_typst

CORPUS = Path(__file__).parent.parent / "data" / "math-corpus.txt"


def _document(*formulas: str) -> bytes:
    equations = "\n\n".join(f"$ {formula} $" for formula in formulas)
    return f"#set page(height: auto)\n{equations}\n".encode()


def test_every_expression_of_the_corpus_is_set() -> None:
    expressions = CORPUS.read_text(encoding="utf-8").splitlines()
    formulas = [to_typst(expression).typst for expression in expressions]
    assert len(formulas) == 87
    made, warnings = typst.compile_with_warnings(_document(*formulas), ignore_system_fonts=True)
    assert made
    assert not [w.message for w in warnings]


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (r"x_1^2", "attach(x, t: 2, b: 1)"),
        (r"\frac{a}{b}", "frac(a, b)"),
        (r"\sqrt[3]{x}", "root(3, x)"),
        (r"d_{\text{model}}", 'attach(d, b: "model")'),
        (r"\mathrm{softmax}(z)", r'"softmax"\( z \)'),
        (r"\operatorname*{arg\,max}_\theta", 'attach(op("arg\u2009max", limits: #true), b: θ)'),
        (r"\Gamma", "upright(Γ)"),
        (r"\mathbf{x}", "bold(upright(x))"),
        (r"\{x\}", r"\{ x \}"),
        (r"a - b", "a − b"),
        (r"12.5\%", r"12.5 %"),
        (r"x''", "attach(x, t: ″)"),
        (r"\not\in", "∉"),
        (r"50,000", r"50 \, 000"),
    ],
)
def test_a_formula_keeps_its_meaning(tex: str, shown: str) -> None:
    assert to_typst(tex).typst == shown


def test_delimiters_never_pair_by_themselves() -> None:
    shown = to_typst(r"[0, 1) \cup \{2\}").typst
    assert shown == r"\[ 0 \, 1 \) ∪ \{ 2 \}"


def test_lines_of_a_display_align_at_the_ampersand() -> None:
    tex = r"\begin{aligned} a &= b \\ &= c \end{aligned}"
    assert to_typst(tex).typst == "a & \\= b \\\n & \\= c"


def test_a_matrix_keeps_its_rows_and_its_brackets() -> None:
    shown = to_typst(r"\begin{bmatrix} a & b \\ c & d \end{bmatrix}").typst
    assert shown.startswith('mat(delim: "["')
    assert shown.endswith("a, b; c, d)")


def test_the_number_of_a_formula_is_apart_from_it() -> None:
    formula = to_typst(r"a = b \tag{1.1}")
    assert (formula.typst, formula.tag) == (r"a \= b", "1.1")


def test_words_hold_no_markup() -> None:
    assert to_typst(r'\text{a "b" #c}').typst == r'"a \"b\" #c"'


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        (r"\foo{x}", r"unknown command \foo"),
        (r"\begin{foo} x \end{foo}", "unknown environment foo"),
        (r"\frac{a}", "missing argument"),
        (r"\begin{cases} a", "missing"),
        (r"{a", "missing }"),
        (r"a}", "end of a group"),
        (r"x^2^3", "double superscript"),
        (r"\begin{cases} a \end{pmatrix}", "ended by"),
        (r"\text{\foo}", "command inside text"),
        (r"\textcolor{sunny}{x}", "unknown colour 'sunny'"),
        ("x \u26a1 y", "unexpected '\u26a1'"),
        (r"a & b", "unexpected '&'"),
    ],
)
def test_what_it_does_not_know_is_refused_with_the_formula(tex: str, reason: str) -> None:
    with pytest.raises(TexError) as refused:
        to_typst(tex)
    assert reason in str(refused.value)
    assert repr(tex) in str(refused.value)
