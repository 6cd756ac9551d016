"""The code that pages show: what is tested in `scripts/reference`, without its docstrings.

They are written for those who read the whole file, in English and at length. A page shows the code
alone, and below it a line in the page's language with shapes and source, read from the docstrings.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from scripts.base.paths import ROOT

FOLDER = "scripts/reference"

_SECTION = re.compile(r"# --8<-- \[start:(\w+)\]\n(.*?)# --8<-- \[end:\1\]", re.DOTALL)
_BLOCK = re.compile(
    r'^(?P<fence>```+) ?python[^\n]*\n--8<-- "(?P<file>\w+\.py):(?P<section>\w+)"\n(?P=fence)$',
    re.M,
)
_NAMES = r"[A-Za-z_]\w*(?:(?:, | and )[A-Za-z_]\w*)*"
_SHAPE = re.compile(rf"(?P<names>{_NAMES}): (?P<shape>\([^()]*,[^()]*\))")
_AS_IN = re.compile(r"Shapes as in `(\w+)`")
_SOURCES = re.compile(r"\bSources?: (?P<text>.+)$")
_CITED = re.compile(r"[A-Z][\w-]+(?:(?:, | and )[A-Z][\w-]+)*(?: et al\.)? \d{4}")
_WORDS = {
    "zh": {
        "shapes": "形状：", "next": "；", "source": "出处：", "end": "。", "result": "结果",
        "list": "、", "and": " 与 ", "others": " 等", "whole": "完整文件 {}",
    },
    "en": {
        "shapes": "Shapes: ", "next": "; ", "source": "Source: ", "end": ". ", "result": "result",
        "list": ", ", "and": " and ", "others": " et al.", "whole": "The whole of {}",
    },
}  # fmt: skip


def without_docstrings(source: str) -> str:
    """Return Python code without the docstrings of its classes and functions; all else stays."""
    dropped: set[int] = set()
    for node in _documented(ast.parse(source)):
        if len(node.body) > 1:  # a body of nothing else needs it
            docstring = node.body[0]
            dropped.update(range(docstring.lineno, (docstring.end_lineno or docstring.lineno) + 1))
            following = node.body[1].lineno
            dropped.update(_blank(source, (docstring.end_lineno or 0) + 1, following))
    lines = source.splitlines(keepends=True)
    return "".join(line for number, line in enumerate(lines, 1) if number not in dropped)


def _blank(source: str, start: int, stop: int) -> Iterator[int]:
    """Yield the numbers of the blank lines that follow a docstring."""
    lines = source.splitlines()
    for number in range(start, stop):
        if lines[number - 1].strip():
            return
        yield number


def _documented(tree: ast.AST) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            yield node


def render_all(root: Path = ROOT) -> dict[str, str]:
    """Return each file of the reference as pages include it, by its name."""
    files = sorted((root / FOLDER).glob("*.py"))
    return {file.name: without_docstrings(file.read_text(encoding="utf-8")) for file in files}


def with_notes(markdown: str, lang: str, repository: str) -> str:
    """Return a page's Markdown with the line of each included piece of code below it.

    Args:
        repository: the address of the repository on the web.
    """

    def noted(match: re.Match[str]) -> str:
        return f"{match[0]}\n\n{note(match['file'], match['section'], lang, repository)}\n"

    return _BLOCK.sub(noted, markdown)


def note(file: str, section: str, lang: str, repository: str) -> str:
    """Return the line about a piece of code: shapes, source and the way to the whole file."""
    path = ROOT / FOLDER / file
    if not path.exists():  # the inclusion itself says so
        return ""
    source = path.read_text(encoding="utf-8")
    texts = _docstrings(source)
    code = dict(_SECTION.findall(source)).get(section, "")
    own = [texts[node.name] for node in _documented(ast.parse(code))]
    words = _WORDS[lang]
    shapes = list(dict.fromkeys(_shapes(own, texts, words)))
    cited = list(dict.fromkeys(_cited(own, words)))
    said = ""
    if shapes:
        said += f"{words['shapes']}{words['next'].join(shapes)}{words['end']}"
    if cited:
        said += f"{words['source']}{words['next'].join(cited)}{words['end']}"
    address = escape(f"{repository.rstrip('/')}/blob/main/{FOLDER}/{file}")
    link = words["whole"].format(f"<code>{file}</code>")
    return f'<p class="code-note">{said}<a href="{address}">{link}</a></p>'


def _docstrings(source: str) -> dict[str, str]:
    """Return the docstrings of a file, each on one line, by the names of what they describe."""
    found = _documented(ast.parse(source))
    return {node.name: " ".join((ast.get_docstring(node) or "").split()) for node in found}


def _shapes(own: Iterable[str], texts: dict[str, str], words: dict[str, str]) -> Iterator[str]:
    for text in own:
        referred = [texts.get(name, "") for name in _AS_IN.findall(text)]
        for match in (m for each in (text, *referred) for m in _SHAPE.finditer(each)):
            names = [
                words["result"] if name.lower() in ("shape", "result") else f"<code>{name}</code>"
                for name in re.split(", | and ", match["names"])
            ]
            yield f"{words['list'].join(names)} <code>{match['shape']}</code>"


def _cited(own: Iterable[str], words: dict[str, str]) -> Iterator[str]:
    for text in own:
        sources = _SOURCES.search(text)
        for cited in _CITED.findall(sources["text"]) if sources else ():
            yield (
                cited.replace(", ", words["list"])
                .replace(" and ", words["and"])
                .replace(" et al.", words["others"])
            )
