"""The bundle of scripts: what it joins, and what it refuses."""

from pathlib import Path

import pytest

from scripts.base.problems import HandbookError
from scripts.site.bundle import bundle


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
    script = bundle(folder)
    assert script.index("const module_z") < script.index("const module_a")
    assert "const { twice } = module_z;" in script
    assert "return { twice };" in script


def test_the_script_is_no_module(tmp_path: Path) -> None:
    script = bundle(_modules(tmp_path, a="export const one = 1;\n"))
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
