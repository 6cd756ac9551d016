"""The commands: `python -m scripts <command>`; without one, they are listed."""

from __future__ import annotations

import argparse
import datetime
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from scripts import banks, cards, epub, notebooks
from scripts.banks import cartridge
from scripts.base import edition
from scripts.base.alone import alone
from scripts.base.edition import Edition
from scripts.base.paths import (
    DEFAULT_LANGUAGE,
    DIST,
    DOWNLOADS,
    FRAGMENTS,
    GROWING,
    INCLUDED,
    LANGUAGES,
    LOCK,
    ROOT,
    SITE,
)
from scripts.base.problems import HandbookError, Problem, raise_if_any
from scripts.base.writing import whole_folder, write_whole
from scripts.content import new_question, pages, published, records
from scripts.copies import bib, downloads, downloads_page, offline, release
from scripts.counts import drafts
from scripts.fragments import generate, inclusions
from scripts.publication import handouts, math_check, packs, share_pictures, slides
from scripts.publication.books import make_books
from scripts.publication.shortening import Tables
from scripts.site import search_benchmark


def _check() -> None:
    """Read data and pages and report every mistake."""
    content = generate.read(ROOT)
    tomorrow = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)
    written = [page for pages in content.pages.values() for page in pages]
    found = list(generate.days_to_come(content, tomorrow))
    try:
        issue = edition.read(ROOT, content.newest_review)
        texts = generate.fragments(content, issue, edition.address(ROOT))
        found.extend(inclusions.problems(written, texts, INCLUDED))
    except HandbookError as error:
        found.extend(error.problems)
    raise_if_any(found)
    print(f"{len(written)} pages and {len(content.handbook.families)} model families are in order")


def _generate() -> None:
    """Write the tables, figures and lists that pages include."""
    texts = generate.fragments(_content(), _edition(), edition.address(ROOT))
    generate.write(texts, FRAGMENTS)
    print(f"fragments are in {_shown(FRAGMENTS)}")


def _build_pages(site: Path, **variables: str) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables}
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        raise SystemExit("the site was not built; the one before is as it was")


def _html() -> None:
    """Build the site in both languages; any warning stops it."""
    with whole_folder(SITE, GROWING) as site:
        _build_pages(site)
    print(f"the site is in {_shown(SITE)}")


def _book(site: Path = SITE) -> None:
    """Typeset one PDF a language from the built site."""
    for book in make_books(site, site / DOWNLOADS.name, LANGUAGES, edition=_edition()):
        print(f"the book is {_shown(book)}, {book.stat().st_size / 1e6:.1f} MB")


def _cards(site: Path = SITE) -> None:
    """Make one package of flash cards a language from the built site."""
    for package in cards.make_cards(site, site / DOWNLOADS.name, LANGUAGES, edition=_edition()):
        print(f"the cards are {_shown(package)}, {package.stat().st_size / 1e3:.0f} kB")


def _banks(site: Path = SITE) -> None:
    """Write the exercises of the built site as question banks for learning platforms."""
    made = banks.make_banks(site, site / DOWNLOADS.name, LANGUAGES)
    print(f"{len(made)} question banks are in {_shown(made[0].parent)}")


def _notebooks(site: Path = SITE) -> None:
    """Write the code of each question as a notebook."""
    pages, url = _content().pages, edition.address(ROOT)
    made = notebooks.make_notebooks(site / DOWNLOADS.name, pages, url)
    print(f"{len(made)} notebooks are in {_shown(made[0].parent)}")


def _epub(site: Path = SITE) -> None:
    """Pack one EPUB a language from the built site."""
    for book in epub.make_epubs(site, site / DOWNLOADS.name, LANGUAGES, edition=_edition()):
        print(f"the EPUB is {_shown(book)}, {book.stat().st_size / 1e6:.1f} MB")


def _questions(site: Path = SITE) -> None:
    """Typeset each question of the built site as a PDF of its own."""
    made = handouts.make_question_pdfs(site, site / DOWNLOADS.name, LANGUAGES, edition=_edition())
    print(f"{len(made)} questions as PDFs are in {_shown(made[0].parent)}")


def _pictures(site: Path = SITE) -> None:
    """Draw what is shown where links to questions, or to other pages, are shared."""
    drawn = share_pictures.publish(_content(), site)
    print(f"{len(drawn)} pictures for shared links are in {_shown(drawn[0].parent.parent)}")


def _sources(site: Path = SITE) -> None:
    """Write all sources as one BibTeX file."""
    text = bib.render(_content().handbook.sources.values())
    file = write_whole(site / downloads.SOURCES.path, text.encode("utf-8"))
    print(f"the sources are {_shown(file)}, {file.stat().st_size / 1e3:.0f} kB")


def _offline(site: Path = SITE) -> None:
    """Pack the whole site into zips that open from disk, with the downloads and without."""
    copies = _copies(site)
    for archive in downloads.ARCHIVES:
        whole = archive == downloads.ARCHIVE
        zipped = offline.pack(site, copies, _edition(), with_downloads=whole)
        file = write_whole(site / archive.path, zipped)
        print(f"the offline copy is {_shown(file)}, {file.stat().st_size / 1e6:.1f} MB")


def _downloads(site: Path = SITE) -> None:
    """Fill the page of downloads with size and checksum of each file that was made."""
    copies = _copies(site)
    downloads_page.publish(site, copies, _edition())
    listed = sum(file.path in copies for file in downloads.FILES)
    print(f"{listed} of {len(downloads.FILES)} files are on the page of downloads")


def _math_check() -> None:
    """Write a page that sets each formula of the built site beside its print and its words."""
    print(f"open {_shown(math_check.write_check(SITE))}")


def _pages_with_question_pdfs(site: Path) -> None:
    _build_pages(site, QUESTION_PDFS="true")


#: What `site` does, in this order: the copies are made from the pages, the offline copy holds all
#: of them, and the page of downloads tells of it as well.
STEPS: tuple[Callable[[Path], None], ...] = (
    _pages_with_question_pdfs,
    _book,
    _questions,
    _epub,
    _cards,
    _sources,
    _pictures,
    _banks,
    _notebooks,
    _offline,
    _downloads,
)


def _site() -> None:
    """Build the site with everything that can be downloaded."""
    with whole_folder(SITE, GROWING) as site:
        for step in STEPS:
            step(site)
    print(f"the site is in {_shown(SITE)}")


def _release(tag: str | None) -> None:
    """Build everything and put what a release consists of into dist/."""
    if tag is not None:
        release.check_tag(tag, _edition())
    _site()
    release.write(SITE, DIST, _copies(SITE), _edition())
    print(f"the release {_edition().version} is in {_shown(DIST)}")


def _release_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tag", help="fail unless the version is that of this tag")


@cache
def _content() -> generate.Content:
    return generate.read(ROOT)


def _edition() -> Edition:
    return edition.read(ROOT, _content().newest_review)


def _copies(site: Path) -> dict[str, downloads.Copy]:
    newest = _content().handbook.changes[0]
    of_data = Edition(newest.version, newest.date)
    return downloads.measure(site, _edition(), of_data, _content().titles())


def _new_model(config: str) -> None:
    """Draft the entry of a model from its Hugging Face config.json."""
    try:
        text = Path(config).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(config, "", "", f"cannot be read: {error}", "name a config.json")
        raise HandbookError([problem]) from error
    print(drafts.render(drafts.read(text, config)), end="")


def _new_model_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("config", metavar="path/to/config.json")


def _publish() -> None:
    """Record the addresses and flash cards that are new, so that they never vanish."""
    handbook = records.load(ROOT)
    written = pages.read_all(ROOT, DEFAULT_LANGUAGE)
    for page in (page for page in written if page.todo):
        print(f"{page.file} holds a TODO: what it has is recorded when it is written")
    whole = [page for page in written if not page.todo]
    added = published.record(ROOT, published.of_content(whole, handbook))
    print(f"{added} new addresses and cards are in {published.FOLDER.as_posix()}/")


def _new_question(id: str) -> None:
    """Draft both pages of a question of data/chapters.yaml."""
    handbook = records.load(ROOT)
    today = datetime.date.today()
    drafted = [new_question.draft(handbook, id, lang, today) for lang in LANGUAGES]
    there = [draft.file for draft in drafted if (ROOT / draft.file).exists()]
    raise_if_any(Problem(file, id, "", "is there already", "edit it") for file in there)
    for draft in drafted:
        write_whole(ROOT / draft.file, draft.text.encode("utf-8"))
        print(f"write on in {draft.file}")


def _new_question_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="<id>", help="as in data/chapters.yaml")


def _handout(
    pack: Path | None, questions: str | None, out: Path | None, **fields: str | None
) -> None:
    """Typeset chosen questions of the built site as a handout."""
    raw = packs.read(pack) if pack else packs.listed(questions or "")
    raw |= {name: value for name, value in fields.items() if value is not None}
    place = pack.as_posix() if pack else packs.COMMAND
    handout, volume = handouts.order(raw, place, SITE)
    file = out or DIST / handouts.file_name(handout, pack)
    handouts.check_name(file)
    pdf = handouts.print_handout(handout, volume, SITE, edition=_edition())
    handouts.write(file, pdf)
    print(f"the handout is {_shown(file)}, {handouts.count_pages(pdf)} pages")


def _handout_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--questions", metavar="ID,ID", help="which, in the order of the handout")
    what.add_argument("--from", dest="pack", type=Path, metavar="PACK", help="as in packs/")
    parser.add_argument("--lang", choices=LANGUAGES)
    parser.add_argument("--parts", choices=get_args(packs.Parts), help="default: all")
    parser.add_argument("--answers", choices=get_args(packs.Answers), help="default: shown")
    parser.add_argument("--tables", choices=get_args(Tables), help="of the data; default: short")
    parser.add_argument("--title")
    parser.add_argument("--course", help="a line below the title")
    parser.add_argument("--paper", choices=get_args(packs.PaperName), help="default: a4")
    parser.add_argument("--out", type=Path, metavar="FILE", help="default: named, in dist/")


def _slides(ids: list[str], pack: Path | None, lang: str | None) -> None:
    """Typeset questions of the built site as slides, a deck each, or a pack as one deck."""
    if pack:
        made = [slides.make_deck(pack, SITE, DIST, lang, edition=_edition())]
    else:
        langs = [lang] if lang else LANGUAGES
        made = slides.make_question_decks(ids, SITE, DIST, langs, edition=_edition())
    for file in made:
        print(f"the slides are {_shown(file)}")


def _slides_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "ids", nargs="*", default=[], metavar="ID", help="of a question; default: all"
    )
    what.add_argument("--from", dest="pack", type=Path, metavar="PACK", help="as in packs/")
    parser.add_argument(
        "--lang", "--language", choices=LANGUAGES, help="default: that of the pack, or both"
    )


def _course(pack: Path, lang: str | None) -> None:
    """Pack the questions of a pack, with their exercises, as a course for learning platforms."""
    print(f"the course is {_shown(cartridge.make_course(pack, SITE, DIST, lang))}")


def _course_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pack", type=Path, metavar="PACK", help="as in packs/")
    parser.add_argument("--lang", choices=LANGUAGES, help="default: that of the pack")


def _search_benchmark(queries: Path) -> None:
    """Ask queries of the built site's search; print how well and how fast it answers."""
    for line in search_benchmark.run(SITE, search_benchmark.read(queries)):
        print(line, flush=True)


def _search_benchmark_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "queries", type=Path, metavar="QUERIES.yaml", help="lang, q and expect each"
    )


def _no_arguments(parser: argparse.ArgumentParser) -> None:
    pass


@dataclass(frozen=True)
class Command:
    """A function, with its docstring for help; `describe` declares arguments by its parameters.

    builds: whether it writes where other commands read, and so runs alone.
    """

    run: Callable[..., None]
    describe: Callable[[argparse.ArgumentParser], None] = _no_arguments
    builds: bool = False


COMMANDS: Mapping[str, Command] = {
    "check": Command(_check),
    "generate": Command(_generate, builds=True),
    "html": Command(_html, builds=True),
    "book": Command(_book, builds=True),
    "questions": Command(_questions, builds=True),
    "epub": Command(_epub, builds=True),
    "cards": Command(_cards, builds=True),
    "sources": Command(_sources, builds=True),
    "pictures": Command(_pictures, builds=True),
    "banks": Command(_banks, builds=True),
    "notebooks": Command(_notebooks, builds=True),
    "offline": Command(_offline, builds=True),
    "downloads": Command(_downloads, builds=True),
    "math-check": Command(_math_check),
    "site": Command(_site, builds=True),
    "release": Command(_release, _release_arguments, builds=True),
    "handout": Command(_handout, _handout_arguments),
    "slides": Command(_slides, _slides_arguments),
    "course": Command(_course, _course_arguments),
    "search-benchmark": Command(_search_benchmark, _search_benchmark_arguments),
    "new-question": Command(_new_question, _new_question_arguments),
    "publish": Command(_publish),
    "new-model": Command(_new_model, _new_model_arguments),
}


def _shown(path: Path) -> str:
    whole = path.resolve()
    if whole.is_relative_to(GROWING):
        whole = SITE / whole.relative_to(GROWING)
    return whole.relative_to(ROOT).as_posix() if whole.is_relative_to(ROOT) else str(path)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts", description=__doc__)
    commands = parser.add_subparsers(dest="command", metavar="<command>")
    for name, command in COMMANDS.items():
        about = command.run.__doc__
        command.describe(commands.add_parser(name, help=about, description=about))
    parsed = vars(parser.parse_args(arguments))
    chosen = parsed.pop("command")
    if chosen is None:
        parser.print_help(sys.stderr)
        return 2
    try:
        with alone(LOCK) if COMMANDS[chosen].builds else nullcontext():
            COMMANDS[chosen].run(**parsed)
    except HandbookError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
