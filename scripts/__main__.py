"""The commands: `python -m scripts <command>`; without one, they are listed."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from scripts import (
    downloads,
    downloads_page,
    drafts,
    edition,
    generate,
    offline,
    publication,
    release,
)
from scripts.edition import Edition
from scripts.paths import DIST, DOWNLOADS, FRAGMENTS, LANGUAGES, ROOT, SITE
from scripts.problems import HandbookError, Problem
from scripts.writing import write_whole


def _check() -> None:
    """Read data and pages and report every mistake."""
    content = _content()
    count = sum(len(pages) for pages in content.pages.values())
    print(f"{count} pages and {len(content.handbook.families)} model families are in order")


def _generate() -> None:
    """Write the tables, figures and lists that pages include."""
    generate.write(generate.fragments(_content()), FRAGMENTS)
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


def _offline() -> None:
    """Pack the whole site into a zip that opens from disk."""
    zipped = offline.pack(SITE, _copies(), _edition())
    file = write_whole(SITE / downloads.ARCHIVE.path, zipped)
    print(f"the offline copy is {_shown(file)}, {file.stat().st_size / 1e6:.1f} MB")


def _downloads() -> None:
    """Fill the page of downloads with size and checksum of each file that was made."""
    copies = _copies()
    downloads_page.publish(SITE, copies, _edition())
    print(f"{len(copies)} of {len(downloads.FILES)} files are on the page of downloads")


#: What `site` does, in this order: the copies are made from the pages, the offline copy holds all
#: of them, and the page of downloads tells of it as well.
STEPS: tuple[Callable[[], None], ...] = (_html, _book, _offline, _downloads)


def _site() -> None:
    """Build the site with everything that can be downloaded."""
    for step in STEPS:
        step()


def _release(tag: str | None) -> None:
    """Build everything and put what a release consists of into dist/."""
    if tag is not None:
        release.check_tag(tag, _edition())
    _site()
    release.write(SITE, DIST, _copies(), _edition())
    print(f"the release {_edition().version} is in {_shown(DIST)}")


@cache
def _content() -> generate.Content:
    return generate.read(ROOT)


def _edition() -> Edition:
    return edition.read(ROOT, _content().newest_review)


def _copies() -> dict[str, downloads.Copy]:
    newest = _content().handbook.changes[0]
    return downloads.measure(SITE, _edition(), Edition(newest.version, newest.date))


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
    "offline": _offline,
    "downloads": _downloads,
    "site": _site,
}


def _run(parsed: argparse.Namespace) -> None:
    if parsed.command == "new-model":
        _new_model(parsed.config)
    elif parsed.command == "release":
        _release(parsed.tag)
    else:
        COMMANDS[parsed.command]()


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
    releasing = commands.add_parser("release", help=_release.__doc__)
    releasing.add_argument("--tag", help="fail unless the version is that of this tag")
    parsed = parser.parse_args(arguments)
    try:
        _run(parsed)
    except HandbookError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
