"""The page of downloads, in both languages.

Size and checksum of a file exist only once it is made. So the page is built with what is known
before, and filled in afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from scripts.base import numbers
from scripts.base.edition import Edition
from scripts.base.paths import (
    DEFAULT_LANGUAGE,
    DOWNLOADS_PAGE,
    LANGUAGES,
    QUESTIONS,
    language_address,
    language_root,
)
from scripts.base.problems import Problem, raise_if_any
from scripts.base.templating import render
from scripts.base.writing import write_whole
from scripts.copies.downloads import (
    CHECKSUMS,
    FOLDER,
    KINDS,
    MANIFEST,
    Copy,
    File,
    lists,
)

#: The section with the PDFs of single questions, which lies under the heading of the same id.
_QUESTION_PDFS = "question-pdf"


def fragments(lang: str) -> dict[str, str]:
    """Return what the page includes, by name, while no file is made yet."""
    root = "{root}" + ("" if lang == DEFAULT_LANGUAGE else "../")
    return _sections(lang, {}, root)


def fill(
    page: str,
    lang: str,
    copies: Mapping[str, Copy],
    online: str = "",
    away: Collection[str] = (),
) -> str:
    """Return the built page of downloads with size, date and checksum of each file.

    Args:
        online: the address of the page on the web, for a page inside an archive: an archive can
            hold neither its own checksum nor the lists in which that stands.
        away: the files that are on the web alone.

    Raises:
        HandbookError: when the page lacks a place for one of the kinds.
    """
    address = language_address("", lang) + DOWNLOADS_PAGE
    problems = []
    root = "../" * address.count("/")
    for name, section in _sections(lang, copies, root, online, away).items():
        place = _place(name).search(page)
        if place:
            page = page[: place.start()] + section.rstrip("\n") + page[place.end() :]
        else:
            remedy = f"include {lang}/downloads/{name}.html on the page and build it anew"
            problems.append(Problem(address, name, "", "there is no place for it", remedy))
    raise_if_any(problems)
    return page


def _place(name: str) -> re.Pattern[str]:
    return re.compile(rf'<section class="downloads" data-downloads="{name}">.*?</section>', re.S)


def _sections(
    lang: str,
    copies: Mapping[str, Copy],
    root: str,
    online: str = "",
    away: Collection[str] = (),
) -> dict[str, str]:
    """Return the parts of the page that speak of files. `root` leads to the root of the site."""
    common = {"root": root, "online": online, "copies": copies, "away": away}
    sizes = {path: numbers.file_size(copy.size) for path, copy in copies.items()}
    days = {path: numbers.date(copy.edition.day, lang) for path, copy in copies.items()}
    sections = {
        kind.id: render(
            "downloads",
            lang,
            kind=kind,
            files=_own_first(kind.files, lang),
            sizes=sizes,
            days=days,
            **common,
        )
        for kind in KINDS
    }
    pdfs = [
        copy.file
        for path, copy in copies.items()
        if f"/{QUESTIONS}/" in path and path.endswith(".pdf")
    ]
    of_questions = {"files": [file for file in pdfs if file.lang == lang], "sizes": sizes}
    sections[_QUESTION_PDFS] = render("downloads-questions", lang, **of_questions, **common)
    lists = {"checksums": f"{FOLDER}/{CHECKSUMS}", "manifest": f"{FOLDER}/{MANIFEST}"}
    return sections | {"lists": render("downloads-lists", lang, **lists, **common)}


def _own_first(files: Sequence[File], lang: str) -> list[File]:
    return sorted(files, key=lambda file: file.lang not in (lang, None))


def publish(site_dir: Path, copies: Mapping[str, Copy], edition: Edition) -> None:
    """Fill the pages of downloads of a built site and write both lists beside the files.

    Raises:
        HandbookError: when a page lacks a place for one of the kinds; then nothing is written.
    """
    texts = {
        file: fill(file.read_text(encoding="utf-8"), lang, copies)
        for lang, file in pages(site_dir).items()
    }
    for name, text in lists(copies, edition).items():
        texts[site_dir / FOLDER / name] = text
    (site_dir / FOLDER).mkdir(exist_ok=True)
    for file, text in texts.items():
        write_whole(file, text.encode("utf-8"))


def pages(site_dir: Path) -> dict[str, Path]:
    """Return the page of downloads in each language.

    Raises:
        HandbookError: when the site was not built.
    """
    found = {
        lang: language_root(site_dir, lang) / DOWNLOADS_PAGE / "index.html" for lang in LANGUAGES
    }
    remedy = "build the site: python -m scripts html"
    raise_if_any(
        Problem(file.relative_to(site_dir).as_posix(), "", "", "was not built", remedy)
        for file in found.values()
        if not file.is_file()
    )
    return found
