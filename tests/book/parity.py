"""Whether a book says what its site says, in the same order.

Page and chapter are both written as one text, in which signs tell where a block, a heading, a table
or code stands. Each block of the page is then looked for in the chapter, behind the one before it.

What the book may do: put notes, page numbers, numbers of sources and addresses behind links; set
formulas and figures, which have alternative texts; print numbers of the bibliography for lists of
sources; set code in pieces; print a table once and refer to it after, in groups of columns when it
is wide, and behind the text when it is turned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TypeVar

from lxml.html import HtmlElement

from scripts.publication.citations import is_list
from scripts.publication.division import Book
from scripts.publication.names import names
from scripts.publication.site_reader import Chapter, Volume
from tests.book.pdf import Pdf, squeezed
from tests.book.tagged import Element

#: Signs that no page uses: around a block, before a heading, and where something stands apart.
_BLOCK, _HEADING, _TABLE, _CODE = "\ue000", "\ue001", "\ue002", "\ue003"
_APART, _NOTE, _FORMULA, _FIGURE = "\ue004", "\ue005", "\ue006", "\ue007"
_SIGN = "[\ue000-\ue007]"
_PIECES = re.compile(f"[{_APART}{_NOTE}{_FORMULA}{_FIGURE}]+")
T = TypeVar("T")

#: So much may stand between two pieces of a block: a page, a number of a source, an address.
_GAP = 60
_GAP_IN_NOTE = 200
#: What may stand behind a link in a table.
_BEHIND_LINK = r"(?:\[\d+\]|（[图表式第][^）]*）|\((?:figure|table|equation|p\.)[^)]*\))?"
#: A block so short has to begin or end one in the book, or it would be found inside any other.
_SHORT = 24
#: What stands before an item of a list, and what marks a note.
_MARK = re.compile(r"[•–‣]|[(\[]?\w{1,4}[.)\]]?")
_OF_NOTE = re.compile(r"\[\d+(?:[,，][^\]]+)?\]")
_SOURCES = re.compile(r"\[\d+(,\d+)*\]")
#: A chapter's title may have its number before it.
_NUMBER = rf"[^{_BLOCK}]{{0,20}}"


@dataclass
class Table:
    """The words above a table, and its cells row by row; None stands for a list of sources."""

    caption: str
    rows: list[list[str | None]]

    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


@dataclass
class Told:
    """What a page or a chapter says: its text, and aside its tables, code and notes."""

    text: str = ""
    tables: list[Table] = field(default_factory=list)
    code: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def differences(site: Volume, book: Book, pdf: Pdf) -> list[str]:
    """Return what of the pages is not in a book of the site, or elsewhere than it should be.

    The articles of the book are made fit for print in place.
    """
    volume = book.of(site)
    book.prepare(volume)
    found: list[str] = []
    printed: set[str] = set()
    chapters = list(volume.chapters())
    for chapter, told in zip(chapters, _chapters(pdf.tagged.root, chapters), strict=True):
        page = _page(chapter.article, printed)
        found += [f"{chapter.address}: {problem}" for problem in _compared(page, told)]
    return found


def _compared(page: Told, chapter: Told) -> Iterator[str]:
    yield from missing(page.text, chapter.text)
    yield from _missing_tables(page.tables, chapter)
    yield from _missing_code(page.code, chapter.code)
    yield from _missing_notes(page.notes, chapter)
    for sign, name in ((_FORMULA, "formulas"), (_FIGURE, "figures")):
        if page.text.count(sign) != chapter.text.count(sign):
            yield f"{chapter.text.count(sign)} {name} for {page.text.count(sign)}"


# Text


def missing(page: str, chapter: str) -> list[str]:
    """Return the blocks of a page that are not in the chapter behind those before them."""
    found: list[str] = []
    at = 0
    for block, moves in _blocks(page):
        end = _find(block, chapter, 0 if moves else at)
        if end is None:
            place = "elsewhere" if _find(block, chapter, 0) else "not in the book"
            found.append(f"{place}: {_PIECES.sub('…', block)}")
        elif not moves:
            at = end
    return found


def _blocks(page: str) -> Iterator[tuple[str, bool]]:
    """Give the blocks of a page, and of each whether it may move with the table that follows."""
    parts = [part for part in re.split(f"[{_BLOCK}{_CODE}]+", page) if _PIECES.sub("", part)]
    for number, part in enumerate(parts):
        if not part.startswith(_TABLE):
            following = next((p for p in parts[number:] if not p.startswith(_HEADING)), "")
            moves = part.startswith(_HEADING) and following.startswith(_TABLE)
            yield part.lstrip(_HEADING), moves


def _find(block: str, text: str, at: int, gap: int = _GAP) -> int | None:
    """Return where a block ends in the text behind `at`, None when it is not there."""
    pieces = [piece for piece in _PIECES.split(block) if piece]
    if len(pieces) == 1 and len(block) < _SHORT:
        words = re.escape(pieces[0])
        found = re.compile(f"(?<={_SIGN}){words}|{words}(?={_SIGN})").search(text, at)
        return found.end() if found else None
    start = text.find(pieces[0], at)
    while start >= 0:
        end = _end(pieces, text, start, gap)
        if end is not None:
            return end
        start = text.find(pieces[0], start + 1)
    return None


def _end(pieces: Sequence[str], text: str, start: int, gap: int) -> int | None:
    """Return where the pieces end, of which the first stands at `start`."""
    end = start
    for number, piece in enumerate(pieces):
        found = text.find(piece, end, end + len(piece) + (gap if number else 0))
        if found < 0:
            return None
        end = found + len(piece)
    return end


# Tables, code and notes


def _missing_tables(page: Sequence[Table], chapter: Told) -> Iterator[str]:
    waiting = list(chapter.tables)
    for table in page:
        parts = _taken(table, waiting)
        if parts and table.caption not in parts[0].caption + _plain(chapter.text):
            yield f"the table {table.caption!r} is called {parts[0].caption!r}"
        yield from _missing_cells(table, parts)
    yield from (f"a table too many: {table.rows[0]}" for table in waiting)


def _taken(table: Table, waiting: list[Table]) -> list[Table]:
    """Take from those waiting the first table with the same head, with its other columns."""
    heads = (_same(table.rows[0][: other.width()], other.rows[0]) for other in waiting)
    at = next((number for number, same in enumerate(heads) if same), len(waiting))
    parts: list[Table] = []
    while at < len(waiting) and _width(parts) < table.width():
        parts.append(waiting.pop(at))
    return parts


def _width(parts: Sequence[Table]) -> int:
    return sum(part.width() - 1 for part in parts) + 1 if parts else 0


def _missing_cells(table: Table, parts: Sequence[Table]) -> Iterator[str]:
    if not parts:
        yield f"the table {table.rows[0]} is not in the book"
        return
    if {len(part.rows) for part in parts} != {len(table.rows)}:
        yield f"the table {table.rows[0]} has {[len(p.rows) for p in parts]} rows in the book"
        return
    for number, row in enumerate(table.rows):
        first, *others = (part.rows[number] for part in parts)
        printed = [*first, *(cell for other in others for cell in other[1:])]
        if not _same(row, printed):
            yield f"row {row} is printed as {printed}"


def _same(row: Sequence[str | None], printed: Sequence[str | None]) -> bool:
    return len(row) == len(printed) and all(map(_is_printed_as, row, printed))


def _is_printed_as(cell: str | None, printed: str | None) -> bool:
    if cell is None:
        return _SOURCES.fullmatch(printed or "") is not None
    pattern = _BEHIND_LINK.join(re.escape(_plain(piece)) for piece in cell.split(_APART))
    return re.fullmatch(pattern, printed or "") is not None


def _missing_code(page: Sequence[list[str]], chapter: Sequence[list[str]]) -> Iterator[str]:
    expected, printed = (
        [line for block in code for line in block if line] for code in (page, chapter)
    )
    for line, told in zip_longest(expected, printed):
        if line != told:
            yield f"code line {line!r} is printed as {told!r}"


def _missing_notes(page: Sequence[str], chapter: Told) -> Iterator[str]:
    """Give the notes of the page that are not in the chapter, which has more, for addresses.

    Those of a table stand below it, and that on a turned page behind the others.
    """
    waiting = list(chapter.notes)
    for expected in page:
        at = next((n for n, note in enumerate(waiting) if _is_note(expected, note)), None)
        if at is None and _is_note(expected, chapter.text):
            continue
        if at is None:
            yield f"note {_PIECES.sub('…', expected)} is not in the book"
        else:
            del waiting[at]


def _is_note(expected: str, printed: str) -> bool:
    return _find(expected, printed, 0, _GAP_IN_NOTE) is not None


# The page


def _page(article: HtmlElement, printed: set[str]) -> Told:
    """Return what a page says; `printed` are the tables that the book has already."""
    reader = _PageReader(article, printed)
    for title in article.xpath(".//h1"):
        title.drop_tree()
    reader.told.text = squeezed(reader.inner(article))
    return reader.told


class _PageReader:
    """Reads an article of the site."""

    def __init__(self, article: HtmlElement, printed: set[str]) -> None:
        self.told = Told()
        self._printed = printed
        items = article.xpath(".//div[contains(@class,'footnote')]//li[@id]")
        self._notes = {str(item.get("id")): item for item in items}

    def inner(self, element: HtmlElement) -> str:
        parts = [element.text or ""]
        for child in element:
            parts += [self._outer(child), child.tail or ""]
        return "".join(parts)

    def _outer(self, element: HtmlElement) -> str:
        classes = set((element.get("class") or "").split())
        if not isinstance(element.tag, str) or "footnote" in classes:
            return ""
        if "tabbed-set" in classes:
            return self._tabs(element)
        if is_list(element):
            return _BLOCK + _APART + _BLOCK
        special = getattr(self, f"_{element.tag}", None)
        if special is not None:
            return str(special(element))
        inner = self.inner(element)
        return inner if element.tag in _INLINE else _BLOCK + inner + _BLOCK

    def _heading(self, element: HtmlElement) -> str:
        return _BLOCK + _HEADING + self.inner(element) + _BLOCK

    _h2 = _h3 = _h4 = _h5 = _h6 = _heading

    def _a(self, element: HtmlElement) -> str:
        return _APART + self.inner(element) + _APART

    def _sup(self, element: HtmlElement) -> str:
        link = element.find("a")
        if link is None or "footnote-ref" not in (link.get("class") or ""):
            return self.inner(element)
        note = self._notes.pop(str(link.get("href"))[1:], None)
        if note is not None:
            self.told.notes.append(squeezed(self.inner(note)).replace(_BLOCK, ""))
        return _NOTE

    def _math(self, element: HtmlElement) -> str:
        display = element.get("display") == "block"
        return _BLOCK + _FORMULA + _BLOCK if display else _FORMULA

    def _svg(self, element: HtmlElement) -> str:
        shown = "figure" in (element.get("class") or "").split()
        return _BLOCK + _FIGURE + _BLOCK if shown else ""

    def _img(self, element: HtmlElement) -> str:
        return _FIGURE

    def _input(self, element: HtmlElement) -> str:
        return _APART

    def _pre(self, element: HtmlElement) -> str:
        lines = element.text_content().strip("\n").split("\n")
        self.told.code.append([line.rstrip() for line in lines])
        return _CODE + _BLOCK.join(["", *lines, ""])

    def _figure(self, element: HtmlElement) -> str:
        tables = element.xpath(".//table")
        if not tables:
            return _BLOCK + self.inner(element) + _BLOCK
        caption = "".join(self.inner(found) for found in element.xpath("./figcaption"))
        key = " ".join(tables[0].text_content().split())
        if key in self._printed and element.get("id"):
            return _BLOCK + caption + _APART + _BLOCK
        if element.get("id") and caption:
            self._printed.add(key)
        return self._table(tables[0], squeezed(caption))

    def _table(self, element: HtmlElement, caption: str = "") -> str:
        rows = [[self._cell(cell) for cell in row.xpath("./td|./th")] for row in element.iter("tr")]
        self.told.tables.append(Table(_plain(caption), [row for row in rows if row]))
        return _BLOCK + _TABLE + _BLOCK

    def _cell(self, element: HtmlElement) -> str | None:
        return None if is_list(element) else squeezed(self.inner(element))

    def _tabs(self, element: HtmlElement) -> str:
        labels = element.xpath("./div[contains(@class,'tabbed-labels')]/label")
        bodies = element.xpath("./div[contains(@class,'tabbed-content')]/div")
        pairs = zip(labels, bodies, strict=True)
        blocks = (part for pair in pairs for part in pair)
        return _BLOCK + _BLOCK.join(self.inner(block) for block in blocks) + _BLOCK


_INLINE = names(
    """abbr b bdi br cite code data del dfn em i ins kbd label mark q s samp small span strong sub
    time tt u var wbr"""
)


def _plain(text: str) -> str:
    """Return a text without the signs of blocks and of what is set apart."""
    return re.sub(_SIGN, "", squeezed(text))


# The chapter


def _chapters(root: Element, chapters: Sequence[Chapter]) -> Iterator[Told]:
    """Give what the book says between the titles of its chapters."""
    reader = _TagReader()
    whole = Told(squeezed(reader.inner(root)), reader.tables, reader.code, reader.notes)
    starts = list(_starts(whole.text, chapters))
    for start, end in zip(starts, [*starts[1:], len(whole.text)], strict=True):
        yield Told(
            whole.text[start:end],
            _within(whole.tables, whole.text, _TABLE, start, end),
            _within(whole.code, whole.text, _CODE, start, end),
            _within(whole.notes, whole.text, _NOTE, start, end),
        )


def _starts(text: str, chapters: Sequence[Chapter]) -> Iterator[int]:
    at = 0
    for chapter in chapters:
        title = rf"{_HEADING}{_NUMBER}{re.escape(squeezed(chapter.title))}{_BLOCK}"
        found = re.compile(title).search(text, at)
        assert found is not None, f"the book has no chapter {chapter.title!r}, or not in its place"
        at = found.end() - 1
        yield at


def _within(found: list[T], text: str, sign: str, start: int, end: int) -> list[T]:
    """Return what stands at the signs between two places of the text."""
    before = text.count(sign, 0, start)
    return found[before : before + text.count(sign, start, end)]


class _TagReader:
    """Reads the tags of a book."""

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self.code: list[list[str]] = []
        self.notes: list[str] = []

    def inner(self, element: Element) -> str:
        parts = (part if isinstance(part, str) else self._outer(part) for part in element.parts)
        return "".join(parts)

    def _outer(self, element: Element) -> str:
        special = getattr(self, f"_{element.tag.lower()}", None)
        if special is not None:
            return str(special(element))
        if re.fullmatch(r"H\d", element.tag):
            return _BLOCK + _HEADING + self.inner(element) + _BLOCK
        return _BLOCK + self.inner(element) + _BLOCK if element.is_block else self.inner(element)

    def _toc(self, element: Element) -> str:
        return ""

    def _lbl(self, element: Element) -> str:
        is_mark = _MARK.fullmatch(squeezed(element.text()))
        return _APART if is_mark else _BLOCK + self.inner(element) + _BLOCK

    def _link(self, element: Element) -> str:
        is_of_note = _OF_NOTE.fullmatch(squeezed(element.text()))
        return _APART if is_of_note else self.inner(element)

    def _formula(self, element: Element) -> str:
        return _FORMULA

    def _figure(self, element: Element) -> str:
        is_code_of_address = element.alternative.startswith("http")
        return _APART if is_code_of_address else _FIGURE

    def _note(self, element: Element) -> str:
        self.notes.append(_plain(self.inner(element)))
        return _NOTE

    def _code(self, element: Element) -> str:
        lines = [line.text() for line in element.all("P")]
        if not lines:
            return self.inner(element)
        self.code.append([line.rstrip() for line in lines])
        return _CODE + _BLOCK.join(["", *lines, ""])

    def _table(self, element: Element) -> str:
        before = len(self.notes)
        caption = "".join(self.inner(found) for found in element.all("Caption"))
        rows = [[self._cell(c) for c in row.all("TD", "TH")] for row in element.all("TR")]
        words = _plain(squeezed(caption))
        self.tables.append(Table(words, [list(row) for row in rows]))
        return _BLOCK + _TABLE + _NOTE * (len(self.notes) - before) + _BLOCK

    def _cell(self, element: Element) -> str:
        return _plain(squeezed(self.inner(element)))
