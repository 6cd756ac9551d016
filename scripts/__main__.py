"""The commands: `python -m scripts <command>`; without one, they are listed."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from scripts import drafts, edition, generate, publication
from scripts.paths import DOWNLOADS, FRAGMENTS, LANGUAGES, ROOT, SITE
from scripts.problems import HandbookError, Problem
from scripts.publication import math_check


def _check() -> None:
    """Read data and pages and report every mistake."""
    content = generate.read(ROOT)
    count = sum(len(pages) for pages in content.pages.values())
    print(f"{count} pages and {len(content.handbook.families)} model families are in order")


def _generate() -> None:
    """Write the tables, figures and lists that pages include."""
    generate.write(generate.fragments(generate.read(ROOT)), FRAGMENTS)
    print(f"fragments are in {_shown(FRAGMENTS)}")


def _html() -> None:
    """Build the site in both languages; any warning stops it."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(SITE)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        raise SystemExit("the site was not built")
    print(f"the site is in {_shown(SITE)}")


def _book() -> None:
    """Typeset one PDF a language from the built site."""
    for book in publication.make_books(SITE, DOWNLOADS, LANGUAGES, edition=_edition()):
        print(f"the book is {_shown(book)}, {book.stat().st_size / 1e6:.1f} MB")


def _math_check() -> None:
    """Write a page that sets each formula of the built site beside its print and its words."""
    print(f"open {_shown(math_check.write_check(SITE))}")


def _edition() -> edition.Edition:
    return edition.read(ROOT, generate.read(ROOT).newest_review)


def _site() -> None:
    """Build the site and both books."""
    _html()
    _book()


def _new_model(file: str) -> None:
    """Draft the entry of a model from its Hugging Face config.json."""
    try:
        text = Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(file, "", "", f"cannot be read: {error}", "name a config.json")
        raise HandbookError([problem]) from error
    print(drafts.render(drafts.read(text, file)), end="")


COMMANDS: Mapping[str, Callable[[], None]] = {
    "check": _check,
    "generate": _generate,
    "html": _html,
    "book": _book,
    "math-check": _math_check,
    "site": _site,
}


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="<command>")
    for name, function in COMMANDS.items():
        commands.add_parser(name, help=function.__doc__)
    drafting = commands.add_parser("new-model", help=_new_model.__doc__)
    drafting.add_argument("config", metavar="path/to/config.json")
    parsed = parser.parse_args(arguments)
    try:
        _new_model(parsed.config) if parsed.command == "new-model" else COMMANDS[parsed.command]()
    except HandbookError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
