"""What a piece of `scripts/reference` needs to run alone: its imports, and code from elsewhere."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from scripts.base.paths import ROOT

_REFERENCE = "scripts.reference"
_PACKAGE = _REFERENCE + "."
_FOLDER = ROOT / "scripts" / "reference"
#: A place of the reference: its file, and a name that stands there.
Place = tuple[str, str]


class _Module:
    """The names that a file of the reference defines or imports."""

    def __init__(self, file: Path) -> None:
        self.source = file.read_text(encoding="utf-8")
        self.defined: dict[str, ast.stmt] = {}
        self.imported: dict[str, str] = {}
        self.elsewhere: dict[str, Place] = {}
        for node in ast.parse(self.source).body:
            self._take(node)

    def _take(self, node: ast.stmt) -> None:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            self.defined[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = (
                part.id
                for target in targets
                for part in ast.walk(target)
                if isinstance(part, ast.Name)
            )
            self.defined |= dict.fromkeys(names, node)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_PACKAGE):
            file = (node.module or "").removeprefix(_PACKAGE) + ".py"
            self.elsewhere |= {name.asname or name.name: (file, name.name) for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module != "__future__":
            for name in node.names:
                said = f"from {node.module} import {ast.unparse(ast.alias(name.name, name.asname))}"
                self.imported[name.asname or name.name] = said
        elif isinstance(node, ast.Import):
            for name in node.names:
                self.imported[name.asname or name.name] = f"import {ast.unparse(name)}"

    def text(self, node: ast.stmt) -> str:
        """Return the code of a definition, with its decorators."""
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        return "\n".join(self.source.splitlines()[first - 1 : node.end_lineno])


@cache
def _module(file: str) -> _Module:
    return _Module(_FOLDER / file)


def needed(
    pieces: list[tuple[str, str]], asked: Iterable[Place] = ()
) -> tuple[list[str], list[str]]:
    """Return the imports and the code that pieces need which stand in none of them.

    Args:
        pieces: files of the reference, each with a part of its code.
        asked: what other code takes from the reference, before any piece has defined it.
    """
    imports: list[str] = []
    code: dict[Place, str] = {}
    shown = {(file, name) for file, text in pieces for name in _defines(ast.parse(text))}

    def ask(file: str, name: str, there: set[Place]) -> None:
        module = _module(file)
        place = module.elsewhere.get(name, (file, name))
        if place != (file, name):
            ask(*place, there)
        elif name in module.imported:
            if module.imported[name] not in imports:
                imports.append(module.imported[name])
        elif name in module.defined and place not in there and place not in code:
            code[place] = ""  # what needs itself is asked for once
            node = module.defined[name]
            # A function waits until it is called; anything else runs where it stands, first.
            inner = there if isinstance(node, ast.FunctionDef) else set[Place]()
            for other in _used(node):
                ask(file, other, inner)
            del code[place]
            code[place] = module.text(node)

    for file, name in asked:
        ask(file, name, set())
    for file, text in pieces:
        for name in _used(ast.parse(text)):
            ask(file, name, shown)
    return sorted(imports), list(dict.fromkeys(code.values()))


def freed(code: str) -> tuple[str, list[Place]]:
    """Return code without its imports of the reference, and the places it takes names from.

    Names that it gives in importing are given in the code.
    """
    tree, lines, places = ast.parse(code), code.splitlines(), list[Place]()
    for node in reversed([node for node in tree.body if isinstance(node, ast.ImportFrom)]):
        if node.module == _REFERENCE:
            said, found = _spaces(node, tree)
        elif (node.module or "").startswith(_PACKAGE):
            file = (node.module or "").removeprefix(_PACKAGE) + ".py"
            found = [(file, name.name) for name in node.names]
            said = [f"{name.asname} = {name.name}" for name in node.names if name.asname]
        else:
            continue
        places += found
        lines[node.lineno - 1 : node.end_lineno] = said
    return "\n".join(lines), places


def _spaces(node: ast.ImportFrom, tree: ast.Module) -> tuple[list[str], list[Place]]:
    """Return what stands for whole files that code imports, and the names it takes from them."""
    said, places = ["from types import SimpleNamespace", ""], list[Place]()
    for name in node.names:
        called = name.asname or name.name
        parts = [part for part in ast.walk(tree) if isinstance(part, ast.Attribute)]
        names = {p.attr for p in parts if isinstance(p.value, ast.Name) and p.value.id == called}
        places += [(f"{name.name}.py", taken) for taken in sorted(names)]
        given = ", ".join(f"{taken}={taken}" for taken in sorted(names))
        said.append(f"{called} = SimpleNamespace({given})")
    return said, places


def _defines(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            yield from (
                part.id
                for part in ast.walk(node)
                if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
            )


def _used(tree: ast.AST) -> list[str]:
    names = (node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    return [name for name in dict.fromkeys(names) if not hasattr(builtins, name)]
