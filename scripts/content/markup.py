"""What a page's Markdown may hold, and in which order: its parts, its places, its marks.

Whatever is left open swallows what follows without a word, so everything open is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from scripts.base import numbers
from scripts.base.problems import Problem
from scripts.content import blocks, links, markdown_math, markdown_values, prose, raw_html
from scripts.content.new_question import OPTIONAL, PARTS
from scripts.content.pages import Page

#: Parts that every question has.
REQUIRED = frozenset(PARTS) - OPTIONAL

_PARTS = re.compile(r"^## .*\{ ?#(?P<id>[\w.-]+)[^}]*\}\s*$", re.MULTILINE)
_TITLES = re.compile(r"^# ", re.MULTILINE)
_TOP = re.compile(r"^# .*\{ ?#top[^}\n]*\} *$", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7} |>{7} |\|{7} )", re.MULTILINE)
_INCLUDE = re.compile(r'--8<-- "(?P<lang>zh|en)/')
#: An image that a reader's browser would fetch from somewhere else.
_FOREIGN = re.compile(r"!\[[^\]\n]*\]\(\s*((?:https?:)?//[^)\s]*)")
_HEADING = re.compile(r"^#{2,6} .+$", re.MULTILINE)
#: Headings as Python-Markdown takes them too, but nothing here reads.
_OTHER_HEADING = re.compile(r"^(?:#{1,6}[^#\s].*|[^\s|#>!-].*\n(?:=+|-+) *)$", re.MULTILINE)
_PLACE = re.compile(r"\{ ?#(?P<id>[\w.:-]+)[^}\n]*\}")
_OPEN_DOLLAR = re.compile(r"(?<!\\)\$.{0,20}")
_VALUE = re.compile(r"\[\[(?![^\[\]\n]*\]\]\()")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
#: Characters and words from which on the language of a page can be told.
_ENOUGH = 40
#: What a formula only names or says: no number of its own.
_WORDS = re.compile(r"\\(?:text|mathrm|operatorname|label)\s*\{[^{}]*\}")
_UNGROUPED = re.compile(r"(?<![\d.])\d{4,}")
_FOOTNOTES = "///Footnotes Go Here///"


def _faults_of_marks(text: str) -> Iterator[tuple[str, str]]:
    if _CONFLICT.search(text):
        yield "holds the marks of a merge conflict", "choose one of the two versions"
    if text.count("<!--") != text.count("-->"):
        yield "a comment is never closed", "write -->"
    if text.replace("\\$", "").count("$$") % 2:
        yield "a displayed formula is never closed", "write $$ before and after it"
    elif match := _OPEN_DOLLAR.search(prose.FORMULA.sub("x", text)):
        yield f"the formula {match[0]!r} is never closed", "close it with $, or write \\$"
    unknown = markdown_values.fill(text, lambda name, form: "")
    if match := _VALUE.search(unknown):
        shown = unknown[match.start() : match.start() + 30].split("\n")[0]
        yield f"{shown!r} is no value of the data", "write [[id.field]] or [[id.field|form]]"


def _faults_of_formulas(text: str) -> Iterator[tuple[str, str]]:
    for match in prose.FORMULA.finditer(text):
        tex = match["display"] or match["inline"]
        if not tex.strip():
            yield "a displayed formula is empty", "write it, or take its $$ out"
            continue
        try:
            markdown_math.label_of(tex, bool(match["display"]))
            markdown_math.to_mathml(markdown_math.without_label(tex), bool(match["display"]))
        except markdown_math.MathError as error:
            yield str(error), "mend the TeX"
        for number in dict.fromkeys(_UNGROUPED.findall(_WORDS.sub("", tex))):
            grouped = numbers.grouped(int(number)).replace(",", "{,}")
            message = f"formula {tex.strip()!r}: the thousands of {number} are not grouped"
            yield message, f"write {grouped}, as tables do"


def _faults_of_parts(page: Page, text: str) -> Iterator[tuple[str, str]]:
    titles = len(_TITLES.findall(text))
    if titles != 1:
        yield f"has {titles} titles", "begin the text with one line `# … {#top}`"
    elif not _TOP.search(text):
        yield "its title has not the id top", "end the line of the title with {#top}"
    yield from _faults_of_sources(page, text)
    if not page.is_question:
        return
    found = [match["id"] for match in _PARTS.finditer(text) if match["id"] in PARTS]
    for missing in sorted(REQUIRED - set(found), key=list(PARTS).index):
        yield f"the part #{missing} is missing", f"write `## … {{#{missing}}}`"
    if found != sorted(found, key=list(PARTS).index):
        yield f"its parts stand as {', '.join(found)}", f"order them as {', '.join(PARTS)}"


def _faults_of_sources(page: Page, text: str) -> Iterator[tuple[str, str]]:
    if not page.cited():
        if page.is_question:
            yield "cites no source", "cite one with [^id], and list it under `sources:`"
        return
    if text.count(_FOOTNOTES) != 1:
        yield "cites sources and does not list them once", f"end the text with {_FOOTNOTES}"
    if f"{page.lang}/sources/{page.path}" not in blocks.included(page.body):
        remedy = f'write --8<-- "{page.lang}/sources/{page.path}" above {_FOOTNOTES}'
        yield "cites sources and does not include them", remedy


def _faults_of_places(page: Page, text: str) -> Iterator[tuple[str, str]]:
    """An address leads to a heading by its id, which both languages share."""
    for heading in _HEADING.findall(text):
        if not _PLACE.search(heading):
            yield f"the heading {heading.strip()[:40]!r} has no id", "end it with {#id}"
    for match in _OTHER_HEADING.finditer(text):
        shown = match[0].split("\n")[0][:40]
        yield f"{shown!r} is a heading of another form", "write `## … {#id}`"
    places = Counter(links.places(page))
    for place in (place for place, count in places.items() if count > 1):
        yield f"the id #{place} stands {places[place]} times", "give each place an id of its own"


def _faults_of_language(page: Page, running: str) -> Iterator[tuple[str, str]]:
    """A page in the other language's folder shows by its letters, however many names it holds."""
    han, latin = len(_HAN.findall(running)), len(_LATIN.findall(running))
    if han + latin > _ENOUGH and (han > latin) != (page.lang == "zh"):
        yield "is written in the other language", "exchange the two pages"
    named = page.is_question and "title" not in page.todo
    if named and bool(_HAN.search(page.meta.title)) != (page.lang == "zh"):
        yield f"has the title {page.meta.title!r}", "exchange the titles of the two pages"


def _faults(page: Page) -> Iterator[tuple[str, str]]:
    text, open_code = prose.without_blocks(page.body)
    if open_code is not None:
        message = f"the block of code in line {open_code} below the front matter is never closed"
        yield message, "close it with ```"
        return
    running = prose.CODE.sub("x", text)
    yield from _faults_of_language(page, running)
    yield from _faults_of_parts(page, text)
    yield from _faults_of_marks(running)
    yield from _faults_of_places(page, text)
    yield from blocks.faults(page.body, running)
    yield from _faults_of_formulas(running)
    yield from raw_html.faults(prose.FORMULA.sub("x", running))
    for image in _FOREIGN.findall(running):
        yield f"shows {image} of another host", "save the image in docs/assets/, or link to it"
    for match in _INCLUDE.finditer(page.body):
        if match["lang"] != page.lang:
            remedy = f"include from {page.lang}/"
            yield f"includes what is in {match['lang']}", remedy


@cache
def problems(page: Page) -> tuple[Problem, ...]:
    """Return what is wrong with the form of a page's Markdown."""
    return tuple(Problem(page.file, "", "", message, remedy) for message, remedy in _faults(page))
