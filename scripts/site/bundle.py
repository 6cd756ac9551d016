"""Our ES modules as classic scripts: one for all pages, and one for each part that few pages have.

Browsers refuse module scripts on pages opened from disk (`file://`), and the handbook must work
there. The modules use a small, checked part of the syntax, so joining them takes a page of code;
what was joined is then minified.

A module that no other imports acts by itself. It is for all pages, unless it says otherwise: it
mounts `mountExplorer("masks", ...)`, and then is for pages that hold `data-explorer="masks"`; or a
line of it reads `// For pages with: <regular expression>`, which is searched for in a page's HTML.
A module with the line `// Loaded when asked for.` is a script that another one adds to the page;
its exports are then `window.handbookModules.module_<name>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import minify

from scripts.base.problems import Problem, raise_if_any
from scripts.content.explorers import MOUNTS

_IMPORT = re.compile(r'^import \{ (?P<names>[\w, ]+) \} from "\./(?P<file>[\w-]+\.js)";$', re.M)
_EXPORT = re.compile(
    r"^export (?=(?:async )?(?:function|const|class) \*?(?P<name>\w+)|function\* (?P<star>\w+))",
    re.M,
)
_LEFT_OVER = re.compile(r"^(?:import|export)\b.*$", re.M)
_WHEN_ASKED = re.compile(r"^// Loaded when asked for\.$", re.M)
_FOR_PAGES = re.compile(r"^// For pages with: (?P<pattern>.+)$", re.M)
#: Where the script for all pages leaves the modules that the other scripts use as well.
_SHARED = "window.handbookModules"


@dataclass(frozen=True)
class Scripts:
    """Minified classic scripts.

    common: for all pages. parts: by file name, for the pages that hold what they act upon, or for
    when they are asked for; they follow `common`.
    """

    common: str
    parts: Mapping[str, str]
    _patterns: Mapping[str, re.Pattern[str]]

    def of_page(self, page_html: str) -> list[str]:
        """Return the names of the parts that a page with this HTML needs."""
        return [name for name, pattern in self._patterns.items() if pattern.search(page_html)]


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
    """Return a module as a classic script, for engines without modules.

    What it imports has to be run before it.
    """
    return _EXPORT.sub("", _IMPORT.sub("", source))


def _imported(source: str) -> list[str]:
    return [match["file"] for match in _IMPORT.finditer(source)]


def _order(sources: Mapping[str, str], roots: Iterable[str]) -> list[str]:
    """Return the files that `roots` need, and these, so that each follows those it imports."""
    done: list[str] = []

    def visit(file: str, trail: tuple[str, ...]) -> None:
        if file in trail:
            raise ValueError(f"{file} imports itself through {' → '.join(trail)}")
        if file in done:
            return
        for imported in _imported(sources[file]):
            visit(imported, (*trail, file))
        done.append(file)

    for file in sorted(roots):
        visit(file, ())
    return done


def _problems(sources: Mapping[str, str]) -> list[Problem]:
    found = []
    for file, source in sources.items():
        for imported in _imported(source):
            if imported not in sources:
                found.append(Problem(file, imported, "", "no such module", "mend the import"))
        rest = _IMPORT.sub("", _EXPORT.sub("", source))
        for match in _LEFT_OVER.finditer(rest):
            remedy = 'write `import { a } from "./b.js";` and `export function|const|class` only'
            found.append(Problem(file, match[0], "", "form of import or export not known", remedy))
    return found


def _pattern(source: str) -> re.Pattern[str] | None:
    """Return what pages must hold for a module to be theirs; None where it is for all pages."""
    patterns = [f'data-explorer="{match["name"]}"' for match in MOUNTS.finditer(source)]
    patterns += [match["pattern"] for match in _FOR_PAGES.finditer(source)]
    return re.compile("|".join(patterns)) if patterns else None


def join(folder: Path) -> Scripts:
    """Return the modules of `folder` as scripts that are not minified yet.

    Raises:
        HandbookError: for an import of a missing module or a form of syntax that is not understood.
        ValueError: for modules that import each other in a circle.
    """
    sources = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.js")}
    raise_if_any(_problems(sources))
    _order(sources, sources)  # no circle, wherever it is
    found = {file: _pattern(source) for file, source in sorted(sources.items())}
    patterns = {file: pattern for file, pattern in found.items() if pattern}
    asked = {file for file, source in sources.items() if _WHEN_ASKED.search(source)}
    imported = {name for source in sources.values() for name in _imported(source)}
    common = _order(sources, sources.keys() - imported - patterns.keys() - asked)
    needed = {file: _order(sources, [file]) for file in sorted(patterns.keys() | asked)}
    shared = [file for file in common if any(file in files for files in needed.values())]
    parts = {
        file: _script(
            sources,
            [name for name in files if name not in common],
            _take(files, shared),
            _leave([file], also=True) if file in asked else "",
        )
        for file, files in needed.items()
    }
    return Scripts(_script(sources, common, after=_leave(shared)), parts, patterns)


def _script(
    sources: Mapping[str, str], files: Iterable[str], before: str = "", after: str = ""
) -> str:
    modules = "".join(_wrap(file, sources[file]) for file in files)
    return f'"use strict";\n(() => {{\n{before}{modules}{after}}})();\n'


def _leave(shared: Iterable[str], also: bool = False) -> str:
    modules = f"{{ {', '.join(map(_variable, shared))} }}"
    return f"Object.assign({_SHARED}, {modules});\n" if also else f"{_SHARED} = {modules};\n"


def _take(files: Iterable[str], shared: Iterable[str]) -> str:
    names = ", ".join(_variable(file) for file in shared if file in set(files))
    return f"const {{ {names} }} = {_SHARED};\n"


def bundle(folder: Path) -> Scripts:
    """Return the modules of `folder` as minified scripts.

    Raises:
        HandbookError: for an import of a missing module, a form of syntax that is not understood,
            or code that is not JavaScript.
        ValueError: for modules that import each other in a circle.
    """
    joined = join(folder)
    return Scripts(
        _minified("the script of all pages", joined.common),
        {file: _minified(file, text) for file, text in joined.parts.items()},
        joined._patterns,
    )


def _minified(file: str, text: str) -> str:
    try:
        return str(minify.string("application/javascript", text))
    except minify.MinifyError as error:
        raise_if_any([Problem(file, "", "", f"is not JavaScript: {error}", "mend the syntax")])
        raise
