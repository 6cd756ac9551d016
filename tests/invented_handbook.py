"""A small invented handbook that is checked and built as the real one is, in a second.

`python -m tests.invented_handbook <folder>` makes it in an empty folder, reads changes as JSON from
its input and says of each whether `check` and the strict build take it. It runs by itself because
the generator is told where the handbook is before any of its modules is loaded.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from unittest.mock import patch

from scripts.base import paths

REAL = paths.ROOT
_DATA = REAL / "tests" / "data"
#: What is as in the real handbook.
_SHARED = ("docs/assets", "overrides", "packs", "scripts")
_NAV = """nav:
  - 首页: index.md
  - 问题:
      - 全部问题: questions/index.md
      - 读书路线: paths.md
      - questions/*
  - 模型:
      - 总览: models/index.md
      - 模型家族:
          - models/*
  - 术语表: glossary.md
  - 参考文献: bibliography.md
  - 关于:
      - 关于本书: about/index.md
"""
#: Of the figures that need no data the one that the pages show.
_FIGURE = "rope"

#: Files by their path: what each is to hold, as bytes in Latin-1, or None where it is to go.
Change = Mapping[str, str | None]


#: Written where a reader's browser would run it, unless it is escaped.
HOSTILE = "<script>alert(1)</script>"


@dataclass(frozen=True)
class Said:
    """What a command said, and whether it took the handbook.

    Attributes:
        crashed: whether it ended without telling a problem.
        hostile: the pages that it built with `HOSTILE` as it was written.
    """

    taken: bool
    crashed: bool
    text: str
    hostile: tuple[str, ...] = ()


def make(folder: Path) -> None:
    """Write the handbook into an empty folder."""
    for source in (_DATA / "tiny", _DATA / "invented-handbook"):
        shutil.copytree(source, folder, dirs_exist_ok=True)
    for name in _SHARED:
        (folder / name).symlink_to(REAL / name, target_is_directory=True)
    shutil.copy(REAL / "CITATION.cff", folder)
    text = (REAL / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(text[: text.index("\nnav:")] + "\n" + _NAV, encoding="utf-8")


def tried(folder: Path, changes: Sequence[Change]) -> list[tuple[Said, Said]]:
    """Return what check and the strict build say after each change, made in `folder` by itself."""
    command = [sys.executable, "-m", "tests.invented_handbook", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=REAL, env=environment, input=json.dumps(changes), check=False,
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [(Said(**one), Said(**other)) for one, other in json.loads(done.stdout)]


def _check() -> Said:
    from scripts import __main__ as commands

    told = io.StringIO()
    with contextlib.redirect_stderr(told), contextlib.redirect_stdout(told):
        try:
            status = commands.main(["check"])
        except Exception:
            return Said(False, True, traceback.format_exc())
    return Said(status == 0, False, told.getvalue())


def _build() -> Said:
    from click.testing import CliRunner
    from mkdocs.__main__ import cli

    done = CliRunner().invoke(cli, ["build", "--strict", "--site-dir", "site"])
    error = done.exception
    if error is not None and not isinstance(error, SystemExit):
        return Said(False, True, "".join(traceback.format_exception(error)))
    pages = Path("site").rglob("*.html")
    hostile = [str(page) for page in pages if HOSTILE in page.read_text(encoding="utf-8")]
    return Said(done.exit_code == 0, False, done.output, tuple(hostile))


def _try(change: Change) -> tuple[Said, Said]:
    """Make a change, check and build, and take the change back."""
    before = {path: Path(path).read_bytes() if Path(path).exists() else None for path in change}
    _put({path: _bytes(text) for path, text in change.items()})
    try:
        return _check(), _build()
    finally:
        _put(before)
        shutil.rmtree("site", ignore_errors=True)


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode("latin-1")


def _put(files: Mapping[str, bytes | None]) -> None:
    for path, data in files.items():
        Path(path).unlink(missing_ok=True)
        if data is not None:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_bytes(data)


def _stand_in(folder: Path) -> None:
    """Let the generator work in `folder`, without the drawings and tables of real models."""
    build = folder / "build"
    places = {
        "ROOT": folder, "DOCS": folder / "docs", "BUILD": build, "FRAGMENTS": build / "fragments",
        "SITE": folder / "site", "GROWING": build / "site",
        "INCLUDED": (folder / "data", folder / "packs"),
    }  # fmt: skip
    for name, place in places.items():
        patch.object(paths, name, place).start()
    from scripts import figures
    from scripts.fragments import calculator, of_questions

    drawn = {_FIGURE: figures.renderers()[_FIGURE]}
    patch.object(figures, "renderers", lambda: drawn).start()
    patch.object(figures, "of_data", dict).start()
    patch.object(of_questions, "renderers", dict).start()
    patch.object(calculator, "render_some", lambda handbook: "").start()


def _main() -> None:
    folder = Path(sys.argv[1]).resolve()
    make(folder)
    _stand_in(folder)
    os.chdir(folder)
    from scripts import __main__ as commands

    with contextlib.redirect_stdout(sys.stderr):
        commands.main(["publish"])
        said = [[asdict(one) for one in _try(change)] for change in json.load(sys.stdin)]
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    _main()
