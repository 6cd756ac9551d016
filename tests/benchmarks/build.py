"""What a build takes as the handbook grows: `python -m tests.benchmarks.build [42 420 ...]`.

Prints, for each number of questions a language, seconds of the processor and memory of our HTML
build and of stock Material's with static-i18n on the same Markdown (generated pieces included,
values as they are written). The questions beyond those that exist are copies of them under other
ids, in a copy of the working tree.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

import yaml

from scripts.base.paths import LANGUAGES, ROOT

SIZES = (42, 420)
_PARTS = ("data", "docs", "overrides", "packs", "scripts", "mkdocs.yml", "CITATION.cff")
_STOCK = """
site_name: stock
docs_dir: {docs}
theme: {{name: material, font: false}}
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - {{locale: zh, default: true, name: zh, build: true}}
        - {{locale: en, name: en, build: true}}
markdown_extensions:
  [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables, toc, pymdownx.details,
   pymdownx.inlinehilite, pymdownx.superfences, pymdownx.highlight, smarty,
   pymdownx.arithmatex: {{generic: true}},
   pymdownx.snippets: {{base_path: [{root}/build/fragments, {root}/data, {root}/packs]}}]
"""


def grown(folder: Path, questions: int) -> Path:
    """Copy the working tree into `folder` with so many questions a language; return the copy."""
    for name in _PARTS:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / name)
    written = sorted(file.stem for file in (ROOT / "docs" / "zh" / "questions").glob("*.md"))
    written.remove("index")
    chapters = yaml.safe_load((folder / "data" / "chapters.yaml").read_text(encoding="utf-8"))
    more = max(0, questions - len(written))
    for number, id_ in enumerate(islice(cycle(written), more)):
        copied = f"{id_}-{number}"
        chapters[-1]["questions"].append(copied)
        for lang in LANGUAGES:
            pages = folder / "docs" / lang / "questions"
            text = (pages / f"{id_}.md").read_text(encoding="utf-8")
            text = text.replace(f"\nid: {id_}\n", f"\nid: {copied}\n")
            text = text.replace(f"sources/questions/{id_}.md", f"sources/questions/{copied}.md")
            text = "\n".join(
                f"chapter: {chapters[-1]['id']}" if line.startswith("chapter: ") else line
                for line in text.split("\n")
            )
            (pages / f"{copied}.md").write_text(text, encoding="utf-8")
    text = yaml.safe_dump(chapters, allow_unicode=True)
    (folder / "data" / "chapters.yaml").write_text(text, encoding="utf-8")
    _run(folder, "-m", "scripts", "publish")
    return folder


def _run(folder: Path, *arguments: str) -> tuple[float, float]:
    """Run Python in `folder`; return seconds of the processor and the most memory in MB."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, *arguments]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if status:
            said.seek(0)
            raise SystemExit(said.read().decode())
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def stock(folder: Path, out: Path) -> tuple[float, float]:
    """Build stock Material's site of the Markdown in `folder`, whose fragments are built.

    Returns:
        seconds of the processor, and the most memory in MB.
    """
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "stock.yml"
        file.write_text(_STOCK.format(docs=folder / "docs", root=folder), encoding="utf-8")
        return _run(folder, "-m", "mkdocs", "build", "-q", "-f", str(file), "-d", str(out))


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    print(f"{'questions':>9} {'ours, s':>9} {'MB':>6} {'stock, s':>9} {'MB':>6} {'ratio':>6}")
    for size in parser.parse_args().sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = grown(Path(name), size)
            ours = _run(folder, "-m", "mkdocs", "build", "-q")
            theirs = stock(folder, folder / "stock")
            print(
                f"{size:9} {ours[0]:9.1f} {ours[1]:6.0f} {theirs[0]:9.1f} {theirs[1]:6.0f} "
                f"{ours[0] / theirs[0]:6.2f}"
            )


if __name__ == "__main__":
    main()
