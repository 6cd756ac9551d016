"""Find the programs that the tests need, or install them: `python -m tests.tools_setup`.

Chromium opens the site, Java runs EPUBCheck. Debian's packages come through apt where apt and the
rights to use it are there; elsewhere Playwright downloads a Chromium of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NO_BROWSER = (
    "The tests need Chromium and none could be found. Install Debian's package `chromium`, "
    "or run `python -m playwright install --with-deps chromium`, or set CHROMIUM to the program's "
    "path."
)
NO_JAVA = (
    "The tests need Java 8 or newer for EPUBCheck and none could be found. Install Debian's "
    "package `default-jre-headless`, or any other Java whose program `java` is on the PATH."
)


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find_browser() -> str | None:
    """Return the path of a Chromium that is installed, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return shutil.which("chromium") or _playwrights_own()


def find_java() -> str | None:
    """Return the path of a Java that runs, or None."""
    path = shutil.which("java")
    # macOS has a program of this name that only says that there is none.
    runs = path and subprocess.run([path, "-version"], capture_output=True, check=False)
    return path if runs and runs.returncode == 0 else None


def _run(*command: str) -> bool:
    print("+", *command, flush=True)
    return subprocess.run(command, check=False).returncode == 0


def _install_with_apt(*packages: str) -> bool:
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid"):
        return False
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and shutil.which("sudo") is None:
        return False
    install = [*prefix, "apt-get", "install", "-y", "-qq", *packages]
    return _run(*prefix, "apt-get", "update", "-qq") and _run(*install)


def _install_with_playwright() -> bool:
    return _run(sys.executable, "-m", "playwright", "install", "chromium")


def main() -> int:
    """Make sure that there are a browser and Java; return the exit status."""
    if find_browser() is None and not (_install_with_apt("chromium") and find_browser()):
        _install_with_playwright()
    if find_java() is None:
        _install_with_apt("default-jre-headless")
    browser, java = find_browser(), find_java()
    print(f"browser: {browser}" if browser else NO_BROWSER)
    print(f"Java: {java}" if java else NO_JAVA)
    return 0 if browser and java else 1


if __name__ == "__main__":
    sys.exit(main())
