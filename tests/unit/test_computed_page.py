"""The page on derived figures states the equations and limits that the build really uses."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable

import pytest

from scripts.base.paths import LANGUAGES, ROOT
from scripts.content import markdown_values
from scripts.counts import comparison
from scripts.fragments import generate
from scripts.fragments.values import of_entry

CONTENT = generate.read(ROOT)
#: A sum in figures and signs alone, and what the page says it comes to.
EQUATION = re.compile(r"(?P<sum>[(\d][\d×+−/(), ]*[×+−/][\d×+−/(), ]*) = (?P<result>[\d×, ]*\d)")
OPERATIONS: dict[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.floordiv,
}


def page(lang: str) -> str:
    """Return the page with its values filled in."""
    found = next(page for page in CONTENT.pages[lang] if page.path == "models/computed.md")
    return markdown_values.fill(found.body, CONTENT.lookup(lang))


def evaluated(text: str) -> int:
    """Return what a sum of whole numbers comes to."""
    signs = str.maketrans("×−", "*-", ",")
    return _of(ast.parse(text.translate(signs).strip(), mode="eval").body)


def _of(node: ast.expr) -> int:
    if isinstance(node, ast.BinOp):
        return OPERATIONS[type(node.op)](_of(node.left), _of(node.right))
    assert isinstance(node, ast.Constant)
    assert isinstance(node.value, int)
    return node.value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_worked_example_comes_out(lang: str) -> None:
    found = list(EQUATION.finditer(page(lang)))
    assert len(found) >= 25
    for match in found:
        assert evaluated(match["sum"]) == evaluated(match["result"]), match[0]
    # What is left are powers of ten: no example is skipped because it is written otherwise.
    assert not re.search(r" × (?!10[⁰¹²³⁴⁵⁶⁷⁸⁹])", EQUATION.sub("", page(lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_limits_of_the_badges_are_those_of_the_check(lang: str) -> None:
    badges = page(lang)[page(lang).index("{#status}") :]
    assert f"{100 * comparison.EXACT_TOLERANCE:g}%" in badges
    assert f"{100 * comparison.ROUNDED_TOLERANCE:g}%" in badges


def test_derived_figures_can_be_shown_by_name() -> None:
    found = of_entry(CONTENT.handbook.entry("llama-2-7b"))
    assert found["forward_flops"] == 2 * found["computed.multiplied"]
    assert found["training_flops"] == 3 * found["forward_flops"] * found["training.tokens"]
    assert found["forward_flops_at_context"] > found["forward_flops"]
    assert found["computed.difference"] == 0
    shown = CONTENT.lookup("en")
    assert shown("llama-2-7b.training_flops", "power") == "7.93 × 10²²"
    assert shown("llama-2-7b.tokens_per_parameter", "ratio") == "297"
