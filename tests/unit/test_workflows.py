"""The workflows hold what a static analyser of workflows asks for."""

import subprocess
import sys
from pathlib import Path

from scripts.base.paths import ROOT


def test_zizmor_finds_nothing() -> None:
    program = Path(sys.executable).with_name("zizmor")
    assert program.exists(), "zizmor is missing: pip install -r requirements-dev.txt"
    result = subprocess.run(
        [program, "--offline", "--no-progress", ROOT / ".github"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
