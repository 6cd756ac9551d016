"""Find the browser of the tests, or install it: `python -m tests.browser_setup`.

Debian's Chromium comes through apt where apt and the rights to use it are there; elsewhere
Playwright downloads its own build. Debian has one without windows, which opens a page in two
thirds of the time, so it goes before one that is there already.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

REMEDY = (
    "The tests need Chromium and none could be installed. Install Debian's package "
    "`chromium-headless-shell` or `chromium`, or run "
    "`python -m playwright install --with-deps chromium`, or set CHROMIUM to the program's path."
)
_WITHOUT_WINDOWS = "chromium-headless-shell"
#: For a machine that reaches no mirror.
_PATIENCE = ("-o", "Acquire::http::Timeout=10", "-o", "Acquire::Retries=0")


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find() -> str | None:
    """Return the path of a Chromium that is installed, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return shutil.which(_WITHOUT_WINDOWS) or shutil.which("chromium") or _playwrights_own()


def _run(*command: str) -> bool:
    print("+", *command, flush=True)
    return subprocess.run(command, check=False).returncode == 0


def _install_with_apt() -> bool:
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid"):
        return False
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and shutil.which("sudo") is None:
        return False
    apt = [*prefix, "apt-get", "-qq", *_PATIENCE]
    return _run(*apt, "update") and _run(*apt, "install", "-y", _WITHOUT_WINDOWS)


def _install_with_playwright() -> bool:
    return _run(sys.executable, "-m", "playwright", "install", "chromium")


def main() -> int:
    """Make sure that there is a browser; return the exit status."""
    if not os.environ.get("CHROMIUM") and shutil.which(_WITHOUT_WINDOWS) is None:
        _install_with_apt()
    if find() is None:
        _install_with_playwright()
    path = find()
    print(f"browser: {path}" if path else REMEDY)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
