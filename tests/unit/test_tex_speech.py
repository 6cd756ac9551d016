"""Formulas read aloud: as a mathematician would, in both languages, and never without words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.base.paths import LANGUAGES
from scripts.publication.tex_math import TexError, spoken, symbols, vocabulary
from scripts.publication.tex_math.commands import COMMANDS

CORPUS = Path(__file__).parent.parent / "data" / "math-corpus.txt"

#: What some commands need behind them; the others read `{x}{y}`.
ARGUMENTS = {
    **dict.fromkeys(("hspace", "mspace", "kern", "mkern", "hskip"), "{1em}"),
    "textcolor": "{red}{x}",
    "left": r"( x \middle| y \right)",
    "begin": r"{matrix} x \end{matrix}",
}


@pytest.mark.parametrize(
    ("tex", "zh", "en"),
    [
        (r"x^2", "x 的平方", "x squared"),
        (r"p^{k}", "p 的 k 次方", "p to the power k"),
        (r"10^{-6}", "10 的 负 6 次方", "10 to the power minus 6"),
        (
            r"e^{-x^2}y",
            "e 的幂，指数 负 x 的平方，指数结束 y",
            "e to the power minus x squared end power y",
        ),
        (r"d_k", "d 下标 k", "d sub k"),
        (r"M_{ij}k", "M 下标 i j 下标结束 k", "M sub i j end sub k"),
        (r"x_{<t}", "x 下标 小于 t 下标结束", "x sub less than t end sub"),
        (r"x_{1:T}", "x 下标 1 到 T 下标结束", "x sub 1 to T end sub"),
        (r"q'_a", "q 撇 下标 a", "q prime sub a"),
        (r"W^Q_i", "W 下标 i 上标 Q", "W sub i superscript Q"),
        (r"p(N)^L", "p 左括号 N 右括号 的 L 次方", "p open paren N close paren to the power L"),
        (r"QK^\top", "Q K 的转置", "Q K transpose"),
        (r"\sqrt{d_k}", "根号 d 下标 k", "the square root of d sub k"),
        (r"\sqrt{x+1}", "根号下 x 加 1，根号结束", "the square root of x plus 1, end of root"),
        (r"\sqrt{x}^2", "根号下 x，根号结束 的平方", "the square root of x, end of root squared"),
        (r"\frac{a}{b}", "b 分之 a", "a over b"),
        (r"\frac{8}{3}d", "分数 3 分之 8 结束 d", "the fraction 8 over 3 end fraction d"),
        (
            r"\frac{a+b}{c}",
            "分数，分子为 a 加 b，分母为 c，分数结束",
            "the fraction with numerator a plus b and denominator c, end of fraction",
        ),
        (
            r"\sum_{i=1}^{d} x_i",
            "对 i 从 1 到 d 求和，x 下标 i",
            "the sum from i equals 1 to d of x sub i",
        ),
        (r"\sum_{t \in S} t", "对 t 属于 S 求和，t", "the sum over t in S of t"),
        (
            r"\lim_{n\to\infty} n",
            "当 n 趋于 无穷 时的 极限，n",
            "the limit as n goes to infinity of n",
        ),
        (r"\arg\max_x f", "对 x 取 最大值点，f", "arg max over x of f"),
        (r"\log_2 x", "以 2 为底的对数 x", "log base 2 of x"),
        (r"\sin\theta", "正弦 西塔", "sine of theta"),
        (r"\lVert x\rVert_2", "范数，x，范数结束 下标 2", "the norm of x, end of norm sub 2"),
        (r"\|x\|", "x 的范数", "the norm of x"),
        (
            r"\left|a-b\right|",
            "绝对值，a 减 b，绝对值结束",
            "the absolute value of a minus b, end of absolute value",
        ),
        (r"\lfloor x\rfloor", "x 的下取整", "the floor of x"),
        (r"p(y \mid x)", "p 左括号 y 给定 x 右括号", "p open paren y given x close paren"),
        (
            r"\{x \mid x>0\}",
            "左花括号 x 满足 x 大于 0 右花括号",
            "open brace x such that x is greater than 0 close brace",
        ),
        (r"|S|", "竖线 S 竖线", "vertical bar S vertical bar"),
        (r"-a - b", "负 a 减 b", "minus a minus b"),
        (r"x \in \mathbb{R}", "x 属于 实数集", "x is in the real numbers"),
        (
            r"\mathcal{L}(\theta)",
            "花体 L 左括号 西塔 右括号",
            "calligraphic L open paren theta close paren",
        ),
        (r"n + N", "n 加 大写 N", "n plus capital N"),
        (r"\Gamma \hat{y}", "大写伽马 y 帽", "capital gamma y hat"),
        (r"\overline{ab}", "加横的 a b 结束", "bar over a b end bar"),
        (r"\textcolor{red}{x}", "红色 的 x", "red x"),
        (r"n!", "n 的阶乘", "n factorial"),
        (r"0.39\%", "百分之 0.39", "0.39 percent"),
        (r"x\not\in A", "x 不属于 A", "x is not in A"),
        (
            r"\begin{cases} 0, & j\le i\\ 1, & \text{否则}\end{cases}",
            "分 2 种情形：情形 1：0，若 j 小于等于 i；情形 2：1，否则；情形结束",
            "2 cases: case 1: 0, if j is less than or equal to i; case 2: 1, 否则; end of cases",
        ),
        (
            r"\begin{pmatrix} a & b\\ c & d\end{pmatrix}",
            "2 行 2 列矩阵：第 1 行：a，b；第 2 行：c，d；矩阵结束",
            "2 by 2 matrix: row 1: a, b; row 2: c, d; end of matrix",
        ),
        (
            r"\begin{aligned} a &= b\\ &= c\end{aligned}",
            "第 1 行：a 等于 b；第 2 行：等于 c",
            "line 1: a equals b; line 2: equals c",
        ),
        (
            r"\underbrace{2ND}_{\text{forward}}",
            "括起的 2 N D，标注为 forward，括起结束",
            "the braced part 2 N D, labelled forward, end of braced part",
        ),
        (r"\left.f\right|_{x=0}", "f，在 x 等于 0 处取值", "f, evaluated at x equals 0"),
        (r"a = b \tag{1}", "a 等于 b", "a equals b"),
    ],
)
def test_a_formula_is_read_in_both_languages(tex: str, zh: str, en: str) -> None:
    assert spoken(tex, "zh") == zh
    assert spoken(tex, "en") == en


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("tex", CORPUS.read_text(encoding="utf-8").splitlines())
def test_every_expression_of_the_corpus_has_words_alone(tex: str, lang: str) -> None:
    words = spoken(tex, lang)
    assert words
    assert not re.search(r"[\\{}_^&$#|]|  |, ,|，，", words)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_words(name: str) -> None:
    behind = ARGUMENTS.get(name, "(" if name.lower().startswith("big") else "{x}{y}")
    for lang in LANGUAGES:
        words = spoken(f"\\{name}{behind}", lang)
        assert not re.search(r"[\\{}]", words)


def test_every_sign_has_words_in_both_languages() -> None:
    signs = {
        *symbols.SYMBOLS.values(),
        *symbols.GREEK.values(),
        *symbols.UPRIGHT_GREEK.values(),
        *symbols.NEGATED.values(),
        *symbols.LABELLED_ARROWS.values(),
        *(sign for sign, _ in symbols.CLASSED.values()),
        *'+-−=<>!?:;,.()[]*/|@`"%#&$_{}',
    }
    assert signs - vocabulary.SIGNS.keys() - vocabulary.SUPERSCRIPTS.keys() == set()
    assert set(symbols.LARGE_OPERATORS.values()) <= vocabulary.LARGE.keys()
    assert set(symbols.ACCENTS.values()) <= vocabulary.ACCENTS.keys()
    assert set(symbols.COLOURS.values()) <= vocabulary.COLOURS.keys()


def test_what_has_no_words_is_refused_with_the_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(vocabulary.SIGNS, "⊎")
    tex = r"a \uplus b"
    with pytest.raises(TexError, match="no words for '⊎'") as refused:
        spoken(tex, "en")
    assert repr(tex) in str(refused.value)
