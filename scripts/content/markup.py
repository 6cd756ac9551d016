"""What a page's Markdown may hold, and in which order: its parts, its marks, its raw HTML.

Whatever is left open swallows what follows without a word, so everything open is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from html.parser import HTMLParser

from scripts.base import numbers
from scripts.base.problems import Problem
from scripts.content import markdown_math, markdown_values
from scripts.content.new_question import PARTS
from scripts.content.pages import Page

#: Parts that every question has; the others may be left out.
REQUIRED = frozenset(PARTS) - {"figures", "code", "data"}
BOXES = frozenset(("failure", "question", "note", "tip", "warning"))
#: Elements that a page may write as HTML, with their attributes.
ELEMENTS: Mapping[str, frozenset[str]] = {
    "a": frozenset(("href", "class", "download")),
    "br": frozenset(),
    "div": frozenset(("class", "id", "markdown", "data-explorer", "lang")),
    "figcaption": frozenset(("markdown",)),
    "figure": frozenset(("class", "id", "markdown")),
    "kbd": frozenset(),
    "span": frozenset(("class", "lang")),
    "sub": frozenset(),
    "sup": frozenset(),
}
_VOID = frozenset(("br",))

_FENCE = re.compile(r"^ *(?P<mark>`{3,}|~{3,})(?P<info>.*)$")
_PARTS = re.compile(r"^## .*\{ ?#(?P<id>[\w.-]+)[^}]*\}\s*$", re.MULTILINE)
_TITLES = re.compile(r"^# ", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7} |>{7} |\|{7} )", re.MULTILINE)
_INCLUDE = re.compile(r'--8<-- "(?P<lang>zh|en)/')
_BOX = re.compile(r"^(?P<indent> *)(?:!!!|\?\?\?\+?) (?P<kind>\w+)(?P<rest>.*)$")
_LINK = re.compile(r"\]\(\s*(?P<target>[^)\s]*)")
#: An image that a reader's browser would fetch from somewhere else.
_FOREIGN = re.compile(r"!\[[^\]\n]*\]\(\s*((?:https?:)?//[^)\s]*)")
_HEADING = re.compile(r"^#{2,6} .+$", re.MULTILINE)
_PLACE = re.compile(r"\{ ?#(?P<id>[\w.:-]+)[^}\n]*\}")
_SCHEME = re.compile(r"^(?P<scheme>[a-zA-Z][\w+.-]*):")
_SCHEMES = frozenset(("http", "https", "mailto"))
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_VALUE = re.compile(r"\[\[(?![^\[\]\n]*\]\]\()")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
#: Characters and words from which on the language of a page can be told.
_ENOUGH = 40
_ROW = re.compile(r"^ *\|.*\|$", re.MULTILINE)
_ONLY_MARKS = re.compile(r"(?:\[\^[^\]\n]+\][\s,;，；、]*)+")
_UNNAMED = re.compile(r"^ *\|(?:[^\n]*\|)? *\|[^\n]*\n *\|[-:| ]+\|$", re.MULTILINE)
#: As arithmatex reads them: a dollar that opens stands before a sign, one that closes after it.
_FORMULA = re.compile(
    r"\$\$(?P<display>.+?)\$\$|(?<!\\)\$(?=\S)(?P<inline>(?:\\.|[^\\$])+?)(?<!\s)\$", re.DOTALL
)
#: What a formula only names or says: no number of its own.
_WORDS = re.compile(r"\\(?:text|mathrm|operatorname|label)\s*\{[^{}]*\}")
_UNGROUPED = re.compile(r"(?<![\d.])\d{4,}")
_FOOTNOTES = "///Footnotes Go Here///"


def _without_code(body: str) -> tuple[str, int | None]:
    """Return the lines outside blocks of code, and the line of a block that is never closed."""
    kept, mark, opened = [], "", 0
    for number, line in enumerate(body.split("\n"), 1):
        match = _FENCE.match(line)
        if mark:
            if match and match["mark"].startswith(mark) and not match["info"].strip():
                mark = ""
            kept.append("")
        elif match:
            mark, opened = match["mark"], number
            kept.append("")
        else:
            kept.append(line)
    return "\n".join(kept), opened if mark else None


class _Html(HTMLParser):
    """Collects what raw HTML holds that a page may not, and what it leaves open."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[tuple[str, str]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.faults.append((f"<{tag}> is not allowed", "write it in Markdown, or leave it out"))
            return
        for name, value in attrs:
            if name not in ELEMENTS[tag]:
                self.faults.append((f"<{tag} {name}> is not allowed", "leave the attribute out"))
            elif name == "href":
                self.faults.extend(_faults_of_address(value or ""))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ELEMENTS:
            return
        if tag in self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.faults.append((f"</{tag}> closes what is not open", "open and close in pairs"))


def _faults_of_address(target: str) -> Iterator[tuple[str, str]]:
    match = _SCHEME.match(target)
    if match and match["scheme"].lower() not in _SCHEMES:
        yield f"links to {match['scheme']}:", "link to https:// or to a page of the handbook"


def _faults_of_html(text: str) -> Iterator[tuple[str, str]]:
    parser = _Html()
    parser.feed(text)
    parser.close()
    yield from parser.faults
    for tag in parser.open:
        yield f"<{tag}> is never closed", f"write </{tag}>"


def _faults_of_marks(text: str) -> Iterator[tuple[str, str]]:
    if _CONFLICT.search(text):
        yield "holds the marks of a merge conflict", "choose one of the two versions"
    if text.count("<!--") != text.count("-->"):
        yield "a comment is never closed", "write -->"
    if text.replace("\\$", "").count("$$") % 2:
        yield "a displayed formula is never closed", "write $$ before and after it"
    unknown = markdown_values.fill(text, lambda name, form: "")
    if match := _VALUE.search(unknown):
        shown = unknown[match.start() : match.start() + 30].split("\n")[0]
        yield f"{shown!r} is no value of the data", "write [[id.field]] or [[id.field|form]]"


def _faults_of_tables(text: str) -> Iterator[tuple[str, str]]:
    """A reader who hears a table hears the name of the column before each cell."""
    for match in _UNNAMED.finditer(text):
        header = match[0].split("\n")[0].strip()
        yield f"the table {header[:40]!r} has a column without a name", "name every column"
    for row in _ROW.findall(text):
        cells = row.strip().strip("|").split("|")
        if any(_ONLY_MARKS.fullmatch(cell.strip()) for cell in cells):
            first = cells[0].strip()[:40]
            yield f"the row {first!r} has a cell of marks alone", "say in it what the source shows"


def _faults_of_formulas(text: str) -> Iterator[tuple[str, str]]:
    for match in _FORMULA.finditer(text):
        tex = match["display"] or match["inline"]
        try:
            markdown_math.to_mathml(markdown_math.without_label(tex), bool(match["display"]))
        except markdown_math.MathError as error:
            yield str(error), "mend the TeX"
        for number in dict.fromkeys(_UNGROUPED.findall(_WORDS.sub("", tex))):
            grouped = numbers.grouped(int(number)).replace(",", "{,}")
            message = f"formula {tex.strip()!r}: the thousands of {number} are not grouped"
            yield message, f"write {grouped}, as tables do"


def _faults_of_boxes(text: str) -> Iterator[tuple[str, str]]:
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        match = _BOX.match(line)
        if match is None:
            continue
        next_ = next((below for below in lines[number:] if below.strip()), "")
        if match["kind"] not in BOXES:
            yield (
                f"the box {match['kind']!r} is not known",
                f"write one of {', '.join(sorted(BOXES))}",
            )
        if not next_.startswith(match["indent"] + "    "):
            yield (
                f"the text below {line.strip()[:40]!r} is not indented",
                "indent it by four spaces",
            )


def _faults_of_parts(page: Page, text: str) -> Iterator[tuple[str, str]]:
    titles = len(_TITLES.findall(text))
    if titles != 1:
        yield f"has {titles} titles", "begin the text with one line `# … {#top}`"
    if page.cited() and _FOOTNOTES not in text:
        yield "cites sources and does not list them", f"end the text with {_FOOTNOTES}"
    if not page.is_question:
        return
    found = [match["id"] for match in _PARTS.finditer(text) if match["id"] in PARTS]
    for missing in sorted(REQUIRED - set(found), key=list(PARTS).index):
        yield f"the part #{missing} is missing", f"write `## … {{#{missing}}}`"
    if found != sorted(found, key=list(PARTS).index):
        yield f"its parts stand as {', '.join(found)}", f"order them as {', '.join(PARTS)}"


def _faults_of_places(text: str) -> Iterator[tuple[str, str]]:
    """An address leads to a heading by its id, which both languages share."""
    for heading in _HEADING.findall(text):
        if not _PLACE.search(heading):
            yield f"the heading {heading.strip()[:40]!r} has no id", "end it with {#id}"
    places = Counter(_PLACE.findall(text))
    for place in (place for place, count in places.items() if count > 1):
        yield f"the id #{place} stands {places[place]} times", "give each place an id of its own"


def _faults_of_language(page: Page, prose: str) -> Iterator[tuple[str, str]]:
    """A page in the other language's folder shows by its letters, however many names it holds."""
    han, latin = len(_HAN.findall(prose)), len(_LATIN.findall(prose))
    if han + latin > _ENOUGH and (han > latin) != (page.lang == "zh"):
        yield "is written in the other language", "exchange the two pages"
    named = page.is_question and "title" not in page.todo
    if named and bool(_HAN.search(page.meta.title)) != (page.lang == "zh"):
        yield f"has the title {page.meta.title!r}", "exchange the titles of the two pages"


def _faults(page: Page) -> Iterator[tuple[str, str]]:
    text, open_code = _without_code(page.body)
    if open_code is not None:
        message = f"the block of code in line {open_code} below the front matter is never closed"
        yield message, "close it with ```"
        return
    prose = _CODE.sub("x", text)
    yield from _faults_of_language(page, prose)
    yield from _faults_of_parts(page, text)
    yield from _faults_of_marks(prose)
    yield from _faults_of_places(text)
    yield from _faults_of_boxes(prose)
    yield from _faults_of_tables(prose)
    yield from _faults_of_formulas(prose)
    yield from _faults_of_html(_FORMULA.sub("x", prose))
    for match in _LINK.finditer(prose):
        yield from _faults_of_address(match["target"])
    for image in _FOREIGN.findall(prose):
        yield f"shows {image} of another host", "save the image in docs/assets/, or link to it"
    for match in _INCLUDE.finditer(page.body):
        if match["lang"] != page.lang:
            remedy = f"include from {page.lang}/"
            yield f"includes what is in {match['lang']}", remedy


@cache
def problems(page: Page) -> tuple[Problem, ...]:
    """Return what is wrong with the form of a page's Markdown."""
    return tuple(Problem(page.file, "", "", message, remedy) for message, remedy in _faults(page))
