"""What a book takes as it grows: `python -m tests.benchmarks.books [zh|en]`.

Prints seconds, those of the processor, memory, size and pages of the book of questions of one
language with its questions once and 4 times, and with 42 of them, which is the aim, and of the
atlas, which has the same aim. Each book is printed from a copy of the built site. The
questions that are copied are those that list no models, since a handbook has few of the others;
every paragraph, table and figure of a copy says its number, so that none is taken for the first
one. Memory is the most that all processes of a book hold at one time; to ask for it takes a part
of the time, so each book is printed twice.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path

import psutil
import pypdfium2
from lxml import html
from lxml.html import HtmlElement

from scripts.base.paths import LANGUAGES, ROOT, SITE, language_root
from scripts.publication import site_reader
from scripts.publication.books import make_books
from scripts.publication.division import ATLAS, BOOKS, Book
from scripts.publication.division import QUESTIONS as QUESTIONS_BOOK
from scripts.publication.paper import A4
from tests.invented_site import EDITION

TIMES = (1, 4)
QUESTIONS = 42
#: What a book may take, that of so many questions and the atlas.
AIM_SECONDS, AIM_MEMORY, AIM_SIZE = 15.0, 1000.0, 6.0
_QUESTIONS = "questions/"
#: Often enough for what lasts a second.
_SAMPLE_SECONDS = 0.25
_TEXTS = "//article//*[self::h1 or self::p or self::li or self::td or self::th]"


@dataclass(frozen=True)
class Cost:
    """What a book took: seconds in all and of the processor; memory and size in MB."""

    seconds: float
    processor: float
    memory: float
    size: float
    pages: int

    def reaches_aim(self) -> bool:
        """Return whether a book may take so much."""
        within_time = self.seconds < AIM_SECONDS
        return within_time and self.memory < AIM_MEMORY and self.size < AIM_SIZE


def multiplied(site: Path, copy: Path, lang: str, questions: int) -> Path:
    """Copy the site of a language with so many question pages; return the copy."""
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("downloads", "search", "api"))
    root = language_root(copy, lang)
    home = site_reader.read_page(root / "index.html")
    originals = list(_items(home, _QUESTIONS))
    usual = cycle([(item, at) for item, at in originals if not _lists_models(root / at)])
    for number in range(len(originals), questions):
        item, address = next(usual)
        copied = f"{address.rstrip('/')}-{number}/"
        _copy_page(root, address, copied, number)
        _add_to_navigation(item, copied)
    for item, _ in originals[questions:]:
        item.drop_tree()
    _write(root / "index.html", home)
    return copy


def _items(home: HtmlElement, section: str) -> Iterator[tuple[HtmlElement, str]]:
    """Give the items of the navigation that lead into a section, with their addresses."""
    for link in home.xpath("//nav[contains(@class,'md-nav--primary')]//li/a[@href]"):
        address = str(link.get("href")).removesuffix("index.html")
        if address.startswith(section) and address != _QUESTIONS:
            yield link.getparent(), address


def _lists_models(folder: Path) -> bool:
    page = site_reader.read_page(folder / "index.html")
    return bool(page.xpath("//article//table[contains(@class,'models')]"))


def _add_to_navigation(item: HtmlElement, address: str) -> None:
    new = deepcopy(item)
    new.find("./a").set("href", address)
    item.addnext(new)


def _copy_page(root: Path, address: str, copied: str, number: int) -> None:
    page = site_reader.read_page(root / address / "index.html")
    for element in page.xpath(_TEXTS):
        if (element.text or "").strip():
            element.text = f"{number} {element.text}"
    for word in page.xpath("//article//*[local-name()='svg']//*[local-name()='text'][1]"):
        word.text = f"{word.text or ''} {number}"
    _write(root / copied / "index.html", page)


def _write(file: Path, page: HtmlElement) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(html.tostring(page, encoding="utf-8", doctype="<!doctype html>"))


def printed(site: Path, lang: str, book: Book, folder: Path) -> Cost:
    """Print a book and return what it took."""
    start, worked = time.perf_counter(), _worked()
    _print(site, lang, book, folder)
    seconds, processor = time.perf_counter() - start, _worked() - worked
    with _watched() as peak:
        file = _print(site, lang, book, folder)
    pages = len(pypdfium2.PdfDocument(file))
    return Cost(seconds, processor, peak[0] / 1e6, file.stat().st_size / 1e6, pages)


def _print(site: Path, lang: str, book: Book, folder: Path) -> Path:
    [file] = make_books(
        site,
        folder,
        [lang],
        edition=EDITION,
        books=[book],
        papers={lang: [A4]},
        work_dir=folder / "work",
    )
    return file


def _worked() -> float:
    """Return the seconds that processors worked for this process and those that it began."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


@contextmanager
def _watched() -> Iterator[list[int]]:
    """Give a list whose one value is the most bytes that all processes held, when it is over."""
    over, peak = threading.Event(), [0]

    def watch() -> None:
        while not over.wait(_SAMPLE_SECONDS):
            peak[0] = max(peak[0], _held())

    watcher = threading.Thread(target=watch)
    watcher.start()
    yield peak
    over.set()
    watcher.join()


def _held() -> int:
    """Return the bytes that this process and those that it began hold, shared ones once."""
    held = 0
    this = psutil.Process()
    for process in [this, *this.children(recursive=True)]:
        with suppress(psutil.Error):  # it may end meanwhile
            held += process.memory_full_info().pss
    return held


def _measured(lang: str, questions: int, book: Book) -> Cost:
    """Return what a book of a site with so many questions takes, printed by its own program."""
    with tempfile.TemporaryDirectory() as name:
        site = multiplied(SITE, Path(name) / "site", lang, questions)
        command: list[str | Path] = [sys.executable, "-m", "tests.benchmarks.books", lang]
        told = subprocess.check_output([*command, "--site", site, "--book", book.id], cwd=ROOT)
    return Cost(**json.loads(told))


def _compared(lang: str) -> int:
    home = site_reader.read_page(language_root(SITE, lang) / "index.html")
    content = len(list(_items(home, _QUESTIONS)))
    print("book       questions   seconds  processor  MB memory   MB size   pages", flush=True)
    reached = True
    rows = sorted({QUESTIONS, *(content * times for times in TIMES)})
    for questions, book in [*((count, QUESTIONS_BOOK) for count in rows), (content, ATLAS)]:
        cost = _measured(lang, questions, book)
        told = f"{book.id:<11}{questions:9}{cost.seconds:10.1f}{cost.processor:11.1f}"
        print(f"{told}{cost.memory:11.0f}{cost.size:10.1f}{cost.pages:8}", flush=True)
        if book == ATLAS or questions == QUESTIONS:
            reached = reached and cost.reaches_aim()
    print(f"aim at {QUESTIONS}: {AIM_SECONDS:g} s, {AIM_MEMORY:g} MB, {AIM_SIZE:g} MB")
    return int(not reached)


def main() -> int:
    """Print the costs; return 1 where a book misses the aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang", nargs="?", choices=LANGUAGES, default="zh")
    parser.add_argument("--site", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--book", help=argparse.SUPPRESS)
    parsed = parser.parse_args()
    if parsed.site is None:
        return _compared(parsed.lang)
    [book] = (book for book in BOOKS if book.id == parsed.book)
    cost = printed(parsed.site, parsed.lang, book, parsed.site.parent / "book")
    print(json.dumps(asdict(cost)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
