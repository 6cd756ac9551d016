"""The rooms of the generator stand in one order, and imports go only towards its beginning."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.base.paths import ROOT

SCRIPTS = ROOT / "scripts"

#: Each room may import from itself and from the rooms before it.
ORDER = (
    "base",
    "data",
    "counts",
    "reference",
    "figures",
    "content",
    "api",
    "copies",
    "fragments",
    "site",
    "publication",
    "epub",
    "cards",
    "banks",
    "notebooks",
    "__main__",
)


def _room(file: Path) -> str:
    return file.relative_to(SCRIPTS).parts[0].removesuffix(".py")


def _imported(tree: ast.AST) -> Iterator[str]:
    """Yield the room of each import of the generator's own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "scripts":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("scripts."):
            yield (node.module or "").split(".")[1]
        elif isinstance(node, ast.Import):
            names = (alias.name.split(".") for alias in node.names)
            yield from (name[1] for name in names if name[0] == "scripts")


MODULES = [file for file in sorted(SCRIPTS.rglob("*.py")) if file.parent != SCRIPTS]


def test_every_room_has_its_place() -> None:
    rooms = {_room(file) for file in MODULES} | {"__main__"}
    assert rooms == set(ORDER)


@pytest.mark.parametrize("file", MODULES, ids=lambda f: f.relative_to(SCRIPTS).as_posix())
def test_imports_go_one_way(file: Path) -> None:
    here = ORDER.index(_room(file))
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert not {room for room in _imported(tree) if ORDER.index(room) > here}


def test_one_module_knows_mkdocs() -> None:
    texts = {file: file.read_text(encoding="utf-8") for file in SCRIPTS.rglob("*.py")}
    knowing = {
        file.name
        for file, text in texts.items()
        if "import mkdocs" in text or "from mkdocs" in text
    }
    assert knowing == {"mkdocs_hooks.py"}
