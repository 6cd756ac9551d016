"""The code that pages show is the tested code without its docstrings, and fits the column."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from scripts.base.paths import ROOT
from scripts.fragments import shown_code

#: What the column of a page holds at 1440 px.
MOST_SIGNS = 80
FILES = sorted((ROOT / shown_code.FOLDER).glob("*.py"))
REPOSITORY = "https://example.org/repo"


class _Undocumented(ast.NodeTransformer):
    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._strip(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        return self._strip(node)

    def _strip(self, node: ast.FunctionDef | ast.ClassDef) -> ast.AST:
        self.generic_visit(node)
        if ast.get_docstring(node) and len(node.body) > 1:
            node.body = node.body[1:]
        return node


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_only_docstrings_are_left_out(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    shown = shown_code.without_docstrings(source)
    assert ast.dump(ast.parse(shown)) == ast.dump(_Undocumented().visit(ast.parse(source)))
    assert re.findall(r"^\s*#.*$", shown, re.M) == re.findall(r"^\s*#.*$", source, re.M)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_line_is_wider_than_the_column(file: Path) -> None:
    text = shown_code.render_all()[file.name]
    sections = re.findall(r"# --8<-- \[start:\w+\]\n(.*?)# --8<-- \[end", text, re.S)
    wide = [line for code in sections for line in code.splitlines() if len(line) > MOST_SIGNS]
    assert not wide, "\n".join(wide)


def test_a_body_of_nothing_else_keeps_its_docstring() -> None:
    source = 'class Wrong(ValueError):\n    """Why."""\n'
    assert shown_code.without_docstrings(source) == source


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("zh", "形状：x (..., d_model)；gain、bias (d_model,)。出处：Ba、Kiros 与 Hinton 2016。"),
        ("en", "Shapes: x (..., d_model); gain, bias (d_model,). "
               "Source: Ba, Kiros and Hinton 2016. "),
    ],
)  # fmt: skip
def test_shapes_and_source_are_said_in_the_page_s_language(lang: str, expected: str) -> None:
    note = shown_code.note("norms.py", "layer_norm", lang, REPOSITORY)
    assert re.sub(r"<[^>]+>", "", note).startswith(expected)
    assert f'href="{REPOSITORY}/blob/main/scripts/reference/norms.py"' in note


def test_an_author_with_a_hyphen_keeps_the_whole_name() -> None:
    note = shown_code.note("routing.py", "bias", "en", REPOSITORY)
    assert "Wang et al. 2024; DeepSeek-AI 2024" in note or "DeepSeek-AI 2024; Wang" in note


def test_shapes_as_elsewhere_are_looked_up() -> None:
    note = re.sub(r"<[^>]+>", "", shown_code.note("activations.py", "swiglu", "en", REPOSITORY))
    assert "w_gate, w_up (d_model, d_ff); result (..., d_ff)" in note


def test_only_included_code_gets_a_note() -> None:
    included = '```python\n--8<-- "masks.py:causal_mask"\n```'
    typed = "```python\nprint(1)\n```"
    found = shown_code.with_notes(f"{included}\n\n{typed}\n", "en", REPOSITORY)
    assert found.count("code-note") == 1
    assert found.startswith(included + "\n\n<p")
