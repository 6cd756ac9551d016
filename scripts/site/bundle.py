"""Our ES modules as one classic script.

Browsers refuse module scripts on pages opened from disk (`file://`), and the handbook must work
there. The modules use a small, checked part of the syntax, so joining them takes a page of code
and no further tool.
"""

from __future__ import annotations

import re
from pathlib import Path

from scripts.base.problems import Problem, raise_if_any

_IMPORT = re.compile(r'^import \{ (?P<names>[\w, ]+) \} from "\./(?P<file>[\w-]+\.js)";$', re.M)
_EXPORT = re.compile(
    r"^export (?=(?:async )?(?:function|const|class) \*?(?P<name>\w+)|function\* (?P<star>\w+))",
    re.M,
)
_LEFT_OVER = re.compile(r"^(?:import|export)\b.*$", re.M)


def _variable(file: str) -> str:
    return "module_" + re.sub(r"\W", "_", file.removesuffix(".js"))


def _wrap(file: str, source: str) -> str:
    """Return the module as a constant that holds its exports."""
    names = [match["name"] or match["star"] for match in _EXPORT.finditer(source)]
    body = _EXPORT.sub("", source)
    body = _IMPORT.sub(lambda m: f"const {{ {m['names']} }} = {_variable(m['file'])};", body)
    return (
        f"const {_variable(file)} = (() => {{\n{body}\nreturn {{ {', '.join(names)} }};\n}})();\n"
    )


def without_exports(source: str) -> str:
    """Return a module that imports nothing as a classic script, for engines without modules."""
    return _EXPORT.sub("", source)


def _order(sources: dict[str, str]) -> list[str]:
    """Return the files so that each follows those it imports."""
    done: list[str] = []

    def visit(file: str, trail: tuple[str, ...]) -> None:
        if file in trail:
            raise ValueError(f"{file} imports itself through {' → '.join(trail)}")
        if file in done:
            return
        for match in _IMPORT.finditer(sources[file]):
            visit(match["file"], (*trail, file))
        done.append(file)

    for file in sorted(sources):
        visit(file, ())
    return done


def _problems(sources: dict[str, str]) -> list[Problem]:
    found = []
    for file, source in sources.items():
        for match in _IMPORT.finditer(source):
            if match["file"] not in sources:
                found.append(Problem(file, match["file"], "", "no such module", "mend the import"))
        rest = _IMPORT.sub("", _EXPORT.sub("", source))
        for match in _LEFT_OVER.finditer(rest):
            remedy = 'write `import { a } from "./b.js";` and `export function|const|class` only'
            found.append(Problem(file, match[0], "", "form of import or export not known", remedy))
    return found


def bundle(folder: Path) -> str:
    """Return all modules of `folder` as one script; modules act by themselves when loaded.

    Raises:
        HandbookError: for an import of a missing module or a form of syntax that is not understood.
    """
    sources = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.js")}
    raise_if_any(_problems(sources))
    modules = "".join(_wrap(file, sources[file]) for file in _order(sources))
    return f'"use strict";\n(() => {{\n{modules}}})();\n'
