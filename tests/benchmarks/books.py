"""What a book takes as it grows: `python -m tests.benchmarks.books [zh|en]`.

Prints seconds, those of the processor, the peak of memory, size and pages of the book of one
language with its questions once, 4 and 16 times, and with 42 of them, which is the aim. The other
pages stay as they are. Each book is printed by a process of its own, from the built site with its
question pages copied under new addresses; tables and figures of a copy say its number, so that none
is taken for the first one.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import asdict, dataclass
from pathlib import Path

import pypdfium2
from lxml import html
from lxml.html import HtmlElement

from scripts import edition, generate
from scripts.paths import LANGUAGES, ROOT, SITE, language_root
from scripts.publication import fonts, print_volume, read_volume, site_reader

TIMES = (1, 4, 16)
QUESTIONS = 42
#: What the book of so many questions may take.
AIM_SECONDS, AIM_MEMORY, AIM_SIZE = 15.0, 1000.0, 6.0
_QUESTIONS = "questions/"


@dataclass(frozen=True)
class Cost:
    """What a book took: seconds in all and of the processor; memory and size in MB."""

    seconds: float
    processor: float
    memory: float
    size: float
    pages: int


def multiplied(site: Path, copy: Path, lang: str, questions: int) -> Path:
    """Copy the site of a language with so many question pages; return the copy."""
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("downloads", "search", "api"))
    home = site_reader.read_page(language_root(site, lang) / "index.html")
    originals = list(_question_items(home))
    for number in range(len(originals), questions):
        item, address = originals[number % len(originals)]
        copied = f"{address.rstrip('/')}-{number}/"
        _copy_page(language_root(copy, lang), address, copied, number)
        _add_to_navigation(item, copied)
    for item, _ in originals[questions:]:
        item.drop_tree()
    _write(language_root(copy, lang) / "index.html", home)
    return copy


def _question_items(home: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Give the items of the navigation that lead to questions, with the addresses."""
    for link in home.xpath("//nav[contains(@class,'md-nav--primary')]//li/a[@href]"):
        address = str(link.get("href")).removesuffix("index.html")
        if address.startswith(_QUESTIONS) and address != _QUESTIONS:
            yield link.getparent(), address


def _add_to_navigation(item: HtmlElement, address: str) -> None:
    new = deepcopy(item)
    new.find("./a").set("href", address)
    item.addnext(new)


def _copy_page(root: Path, address: str, copied: str, number: int) -> None:
    page = site_reader.read_page(root / address / "index.html")
    for element in page.xpath("//article//h1|//article//table//tr[1]/*[1]"):
        element.text = f"{element.text or ''} {number}"
    for word in page.xpath("//article//*[local-name()='svg']//*[local-name()='text'][1]"):
        word.text = f"{word.text or ''} {number}"
    _write(root / copied / "index.html", page)


def _write(file: Path, page: HtmlElement) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(html.tostring(page, encoding="utf-8", doctype="<!doctype html>"))


def printed(site: Path, lang: str, folder: Path) -> Cost:
    """Print a book in this process and return what it took."""
    of_handbook = edition.read(ROOT, generate.read(ROOT).newest_review)
    start = time.perf_counter()
    pdf = print_volume(read_volume(site, lang), site, folder, of_handbook, fonts.locate())
    seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    processor, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    return Cost(seconds, processor, memory, len(pdf) / 1e6, len(pypdfium2.PdfDocument(pdf)))


def _measured(lang: str, questions: int) -> Cost:
    """Return what the book with so many questions takes, printed in a fresh process."""
    with tempfile.TemporaryDirectory() as name:
        site = multiplied(SITE, Path(name) / "site", lang, questions)
        command: list[str | Path] = [sys.executable, "-m", "tests.benchmarks.books", lang]
        command += ["--site", site]
        run = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return Cost(**json.loads(run.stdout))


def _compared(lang: str) -> int:
    home = site_reader.read_page(language_root(SITE, lang) / "index.html")
    content = len(list(_question_items(home)))
    print("questions   seconds  processor  MB memory   MB size   pages", flush=True)
    reached = True
    for questions in sorted({*(content * times for times in TIMES), QUESTIONS}):
        cost = _measured(lang, questions)
        times = f"{cost.seconds:10.1f}{cost.processor:11.1f}"
        sizes = f"{cost.memory:11.0f}{cost.size:10.1f}{cost.pages:8}"
        print(f"{questions:9}{times}{sizes}", flush=True)
        if questions == QUESTIONS:
            reached = _reaches_aim(cost)
    print(f"aim at {QUESTIONS}: {AIM_SECONDS:g} s, {AIM_MEMORY:g} MB, {AIM_SIZE:g} MB")
    return int(not reached)


def _reaches_aim(cost: Cost) -> bool:
    return cost.seconds < AIM_SECONDS and cost.memory < AIM_MEMORY and cost.size < AIM_SIZE


def main() -> int:
    """Print the costs; return 1 where the book of 42 questions misses the aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang", nargs="?", choices=LANGUAGES, default="zh")
    parser.add_argument("--site", type=Path, help=argparse.SUPPRESS)
    parsed = parser.parse_args()
    if parsed.site is None:
        return _compared(parsed.lang)
    cost = printed(parsed.site, parsed.lang, parsed.site.parent / "book")
    print(json.dumps(asdict(cost)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
