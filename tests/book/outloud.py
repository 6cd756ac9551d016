"""outloud, which reads the tags of a PDF once more, in code of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def errors(file: Path) -> list[object]:
    """Return what outloud calls an error of conformance."""
    options = ["--layer", "conformance", "--json", "-", "--quiet"]
    command: list[str | Path] = [Path(sys.executable).with_name("outloud"), *options, file]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stdout, run.stderr
    [result] = json.loads(run.stdout)["results"]
    return [found for found in result["findings"] if found["severity"] == "error"]
