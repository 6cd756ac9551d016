"""The bundle of scripts: what it joins, and what it refuses."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from py_mini_racer import MiniRacer

from scripts.base.problems import HandbookError
from scripts.site.bundle import bundle, join


def _modules(folder: Path, **sources: str) -> Path:
    for name, source in sources.items():
        (folder / f"{name}.js").write_text(source, encoding="utf-8")
    return folder


def test_a_module_follows_what_it_imports(tmp_path: Path) -> None:
    folder = _modules(
        tmp_path,
        a='import { twice } from "./z.js";\nconsole.log(twice(2));\n',
        z="export function twice(x) {\n  return 2 * x;\n}\n",
    )
    script = join(folder).common
    assert script.index("const module_z") < script.index("const module_a")
    assert "const { twice } = module_z;" in script
    assert "return { twice };" in script


def test_the_script_is_no_module(tmp_path: Path) -> None:
    script = bundle(_modules(tmp_path, a="export const one = 1;\n")).common
    assert "export" not in script
    assert "import" not in script


def test_every_form_that_is_not_understood_is_named(tmp_path: Path) -> None:
    folder = _modules(
        tmp_path,
        a='import thing from "./b.js";\n',
        b="export default 1;\n",
        c='import { x } from "./nowhere.js";\n',
    )
    with pytest.raises(HandbookError) as caught:
        bundle(folder)
    assert [(p.file, p.entry) for p in caught.value.problems] == [
        ("a.js", 'import thing from "./b.js";'),
        ("b.js", "export default 1;"),
        ("c.js", "nowhere.js"),
    ]


def test_a_circle_is_refused(tmp_path: Path) -> None:
    folder = _modules(
        tmp_path, a='import { b } from "./b.js";\n', b='import { a } from "./a.js";\n'
    )
    with pytest.raises(ValueError, match="imports itself"):
        bundle(folder)


def test_an_interactive_part_is_for_the_pages_that_hold_it(tmp_path: Path) -> None:
    folder = _modules(
        tmp_path,
        all="console.log(1);\n",
        dom="export function mountExplorer() {}\n",
        waves='import { mountExplorer } from "./dom.js";\nmountExplorer("wave", () => []);\n',
        lists="// For pages with: data-list=\nconsole.log(2);\n",
    )
    scripts = join(folder)
    assert set(scripts.parts) == {"waves.js", "lists.js"}
    assert scripts.of_page('<p data-list="x"><p data-explorer="wave">') == ["lists.js", "waves.js"]
    assert scripts.of_page('<p data-explorer="waves">') == []
    assert "console.log(1)" in scripts.common
    assert "console.log(2)" not in scripts.common


def _run(scripts: Iterable[str]) -> str:
    """Return what classic scripts, run one after the other, leave in `window.result`."""
    engine = MiniRacer()
    engine.eval("var window = globalThis;")
    for script in scripts:
        engine.eval(script)
    return str(engine.eval("window.result"))


def test_parts_share_the_modules_of_all_pages(tmp_path: Path) -> None:
    """State as well: a module that both need runs once."""
    folder = _modules(
        tmp_path,
        counter="let n = 0;\nexport function next() {\n  n += 1;\n  return n;\n}\n",
        own='import { next } from "./counter.js";\nexport const start = next();\n',
        all='import { next } from "./counter.js";\nnext();\n',
        part="// For pages with: x\n"
        'import { next } from "./counter.js";\nimport { start } from "./own.js";\n'
        "window.result = [start, next()].join();\n",
    )
    scripts = bundle(folder)
    assert _run([scripts.common, scripts.parts["part.js"]]) == "2,3"


def test_what_is_loaded_when_asked_for_leaves_its_exports(tmp_path: Path) -> None:
    folder = _modules(
        tmp_path,
        all="window.first = 1;\n",
        late="// Loaded when asked for.\nexport function two() {\n  return 2;\n}\n",
    )
    scripts = bundle(folder)
    assert scripts.of_page("late") == []
    asked = "window.result = window.handbookModules.module_late.two();"
    assert _run([scripts.common, scripts.parts["late.js"], asked]) == "2"


def test_minifying_keeps_texts_as_they_are(tmp_path: Path) -> None:
    source = "const a = 2;\nwindow.result = `x  ${a ? `y  // ${a}` : ''}  z`;\n"
    assert _run([bundle(_modules(tmp_path, a=source)).common]) == "x  y  // 2  z"


def test_what_is_no_javascript_is_named(tmp_path: Path) -> None:
    with pytest.raises(HandbookError, match="is not JavaScript"):
        bundle(_modules(tmp_path, a="const = 1;\n"))
