"""The built pages of one language as records of what readers search.

They come from the built HTML, because only there tables, values and glossary are in place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from lxml import html

from scripts.base.paths import DEFAULT_LANGUAGE, LANGUAGES, language_root

#: What is no text of the page: drawings, code, and the page's furniture.
_NOT_TEXT = frozenset(("svg", "pre", "script", "style", "annotation"))
_FURNITURE = frozenset(
    {"headerlink", "footnote-ref", "footnote-backref", "md-content__button", "page-review"}
    | {"no-print", "no-search", "table-sources"}
    # What a page cites is found as entries of the bibliography.
    | {"footnote"}
)
_ARTICLE = "//article[contains(concat(' ', @class, ' '), ' md-content__inner ')]"
_HEADINGS = ("h1", "h2", "h3")
#: Sections that list what a page cites, which is found as entries of the bibliography, and what
#: else there is to read.
_CITED = ("sources", "further")
#: Elements that do not end a word.
_INLINE = frozenset(
    ("a", "abbr", "b", "code", "em", "i", "kbd", "small", "span", "strong", "sub", "sup", "time")
)
#: Between the names of a term of the glossary in its title.
NAMES_APART = " · "
#: The kind of a page by where its address begins.
_KINDS = {"questions/": "question", "models/": "model"}
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
#: Signs of MathML that nobody sees: a function is set off from what it is applied to.
_INVISIBLE = {"\u2061": " ", "\u2062": "", "\u2063": "", "\u200b": ""}
#: A label with its unit, "Weights, 16 bit (GiB)".
_UNIT = re.compile(r"(?P<label>.*?)\s*[(（](?P<unit>[KMG]i?B)[)）]")
#: Of an entry of the bibliography, what it is cited by: "Su, Jianlin; Lu, Yu et al. (2021)".
_CITED_AS = re.compile(r"(?P<authors>.*?)(?P<year>\s*[（(]\d{4}[)）])")
_FORENAMES = re.compile(r",[^;]*?(?=;| 等$| et al\.$|$)")
_NOTHING = ("", "—", "–", "-")


@dataclass
class Section:
    """A part of a page between two headings; the anchor of the part before the first is empty."""

    anchor: str
    title: str
    text: str = ""


@dataclass
class Record:
    """A page, or one entry of the glossary or the bibliography.

    Attributes:
        kind: `question`, `model`, `page`, `term` or `source`.
        url: the address below the root of the language.
        chapter: where a question stands, in the page's language.
    """

    kind: str
    url: str
    title: str
    keywords: list[str] = field(default_factory=list)
    chapter: str = ""
    sections: list[Section] = field(default_factory=list)


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _text(element: html.HtmlElement) -> str:
    return _tidy(str(element.text_content()))


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _child_formulas(element: html.HtmlElement) -> list[str]:
    return [_formula(child) for child in element if isinstance(child.tag, str)]


def _grouped(text: str) -> str:
    return text if len(text) == 1 or text.isalnum() else f"({text})"


def _formula(element: html.HtmlElement) -> str:
    """Return MathML on one line as it is read: d_k, x^2, a/b, √n."""
    parts = _child_formulas(element)
    if not parts:
        return "".join(_INVISIBLE.get(sign, sign) for sign in (element.text or "").strip(" \n"))
    signs = {"msub": "_", "msup": "^", "mfrac": "/", "munder": "_", "mover": "^"}
    if element.tag in signs:
        return signs[element.tag].join(map(_grouped, parts))
    if element.tag in ("msubsup", "munderover"):
        base, low, high = map(_grouped, parts)
        return f"{base}_{low}^{high}"
    inside = "".join(parts)
    return f"√{_grouped(inside)}" if element.tag == "msqrt" else inside


def _write_out_formulas(article: html.HtmlElement) -> None:
    """Put text in the place of formulas, lest excerpts have holes; a displayed one is left out."""
    for math in _elements(article, ".//math"):
        is_displayed = math.get("display") == "block"
        text = "…" if is_displayed else _formula(math)
        math.tail = text + (math.tail or "")
        _remove(math)


def _elements(element: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    return cast("list[html.HtmlElement]", element.xpath(path))


def _remove(element: html.HtmlElement) -> None:
    """Take an element out and leave what follows it in place."""
    element.drop_tree()


def _classes(element: html.HtmlElement) -> list[str]:
    return (element.get("class") or "").split()


def _said(label: str, value: str) -> str:
    """Return a label with its value as a reader would say them, the unit after the number."""
    unit = _UNIT.fullmatch(label)
    if unit and value[:1].isdigit():
        label, value = unit["label"], f"{value} {unit['unit']}"
    if not label:
        return value
    return f"{label}：{value}" if HAN.search(label) else f"{label}: {value}"


def _told(labels: Sequence[str], values: Sequence[str]) -> str:
    """Return labels with their values in one line, without those that say nothing."""
    pairs = zip(labels, values, strict=False)
    said = [_said(label, value) for label, value in pairs if value not in _NOTHING]
    return ("；" if any(map(HAN.search, labels)) else "; ").join(said)


def _facts(element: html.HtmlElement) -> str:
    """Return a list of facts as labels with their values."""
    labels = [_text(label) for label in _elements(element, ".//dt")]
    return f" {_told(labels, [_text(value) for value in _elements(element, './/dd')])} "


def _rows(table: html.HtmlElement) -> list[list[str]]:
    rows = [_elements(row, "./th | ./td") for row in _elements(table, ".//tr")]
    return [[_text(cell) for cell in cells] for cells in rows if cells]


def _table(table: html.HtmlElement) -> str:
    """Return a table as a line a row: what the row is of, and each value with its label.

    What generated tables say is told, and found, on the page of each family. Of those that a
    question shows the names are left; those of all models are left out.
    """
    if table.get("data-table"):
        return " "
    if "models" in _classes(table):
        names = _elements(table, ".//tbody/tr/*[1]")
        return f" {', '.join(dict.fromkeys(map(_text, names)))} "
    rows = _rows(table)
    has_head = bool(_elements(table, ".//thead"))
    labels = rows[0][1:] if has_head else [""] * max(map(len, rows), default=0)
    lines = []
    for name, *values in rows[has_head:]:
        told = _told(labels, values)
        lines.append(f"{name} — {told}" if told else name)
    return f" {' · '.join(lines)} "


def _checkpoints(table: html.HtmlElement) -> list[Section]:
    """Return the columns of a release's table, each a section with its own address."""
    columns = _elements(table, "./thead//th[@id]")
    rows = [row for row in _rows(table)[1:] if len(row) == len(columns) + 1]
    found = []
    for place, column in enumerate(columns, start=1):
        text = _told([row[0] for row in rows], [row[place] for row in rows])
        found.append(Section(column.get("id", ""), _text(column), text))
    return found


def _anchor(heading: html.HtmlElement) -> str:
    """Return the id of a heading, or of the element that it is the first heading of."""
    if heading.get("id"):
        return str(heading.get("id"))
    for around in heading.iterancestors("section", "div"):
        first = next(around.iter(*_HEADINGS))
        if first is not heading:
            break
        if around.get("id"):
            return str(around.get("id"))
    return ""


def _pieces(element: html.HtmlElement) -> Iterator[html.HtmlElement | str]:
    """Yield headings and tables of checkpoints as elements, all other text as strings, in order."""
    if element.text:
        yield element.text
    for child in element:
        if child.tag in _HEADINGS or "card-table" in _classes(child):
            yield child
        elif child.tag == "table":
            yield _table(child)
        elif child.tag == "dl":
            yield _facts(child)
        elif isinstance(child.tag, str):
            yield from _pieces(child)
            yield "" if child.tag in _INLINE else " "
        if child.tail:
            yield child.tail


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _add_checkpoints(table: html.HtmlElement, found: list[Section], release: Section) -> None:
    """Add a release's checkpoints; one of the release's own name is the release."""
    for checkpoint in _checkpoints(table):
        if _letters(checkpoint.title) == _letters(release.title):
            release.text += f" {checkpoint.text} "
        else:
            found.append(checkpoint)


def _sections(article: html.HtmlElement) -> list[Section]:
    """Return the parts of a page; one whose heading has no address belongs to the part before."""
    found = [Section("", "")]
    current = found[0]
    for piece in _pieces(article):
        if isinstance(piece, str):
            current.text += piece
        elif piece.tag == "table":
            _add_checkpoints(piece, found, current)
        elif piece.tag != "h1" and not _anchor(piece):
            current.text += f" {_text(piece)} "
        elif piece.tag != "h1":
            current = Section(_anchor(piece), _text(piece))
            found.append(current)
    for section in found:
        section.text = "" if section.anchor in _CITED else _tidy(section.text)
    return [section for section in found if section.text or section.title]


def _kind(url: str) -> str:
    return next(
        (kind for start, kind in _KINDS.items() if url.removeprefix(start) not in (url, "")), "page"
    )


def _term(element: html.HtmlElement, url: str) -> Record:
    """Return an entry of the glossary: the term with its other names, and its definition."""
    names = [_tidy(element.text or ""), *(_text(small) for small in element.findall("small"))]
    keywords = [*names, *_words(element.get("data-keywords", ""))]
    definition = element.getnext()
    for note in definition.find_class("see"):
        _remove(note)
    text = Section("", "", _text(definition))
    title = NAMES_APART.join(dict.fromkeys(names))
    return Record("term", url, title, keywords, sections=[text])


def _source(element: html.HtmlElement, url: str) -> Record:
    """Return an entry of the bibliography: its title, and as text the surnames and the year."""
    link = element.find("a")
    title = _text(link)
    _remove(link)
    text = _text(element)
    cited = _CITED_AS.match(text)
    surnames = _FORENAMES.sub("", cited["authors"]) + cited["year"] if cited else text
    return Record("source", url, title, sections=[Section("", "", surnames)])


#: Lists whose entries are found by themselves: what makes a record of an entry, and where they are.
_ENTRIES: tuple[tuple[Callable[[html.HtmlElement, str], Record], str], ...] = (
    (_term, ".//dl[contains(concat(' ', @class, ' '), ' glossary ')]/dt[@id]"),
    (_source, ".//ul[contains(concat(' ', @class, ' '), ' bibliography ')]/li[@id]"),
)


def _take_entries(article: html.HtmlElement, url: str) -> list[Record]:
    """Return the entries of the page's lists, and take the lists out of the page."""
    found = []
    for make, path in _ENTRIES:
        elements = _elements(article, path)
        found += [make(element, f"{url}#{element.get('id')}") for element in elements]
        for parent in dict.fromkeys(element.getparent() for element in elements):
            _remove(parent)
    return found


def _drop_noise(article: html.HtmlElement) -> None:
    noise = [
        element
        for element in article.iter()
        if element.tag in _NOT_TEXT or not _FURNITURE.isdisjoint(_classes(element))
    ]
    for element in noise:
        if element.getparent() is not None:
            _remove(element)
    _write_out_formulas(article)


def _chapter(article: html.HtmlElement) -> str:
    facts = _elements(article, ".//p[@class='page-facts']")
    chapter = _text(facts[0][0]) if facts else ""
    for line in facts:
        _remove(line)
    return chapter


def _records(file: Path, url: str) -> list[Record]:
    """Return the record of a page, followed by those of its entries."""
    # The parser would take what stands behind a place where a word may break for its content.
    text = file.read_bytes().replace(b"<wbr>", b"")
    tree = html.fromstring(text, parser=html.HTMLParser(encoding="utf-8"))
    articles = _elements(tree, _ARTICLE)
    heading = articles[0].find(".//h1") if articles else None
    if heading is None:
        return []
    article = articles[0]
    _drop_noise(article)
    keywords = _words(str(tree.xpath("string(//meta[@name='keywords']/@content)")))
    entries = _take_entries(article, url)
    chapter = _chapter(article)
    page = Record(_kind(url), url, _text(heading), keywords, chapter, _sections(article))
    return [page, *entries]


def _files(root: Path, lang: str) -> Iterator[tuple[Path, str]]:
    """Yield each page of a language with its address below the language's root."""
    others = {other for other in LANGUAGES if other != lang} if lang == DEFAULT_LANGUAGE else set()
    for file in sorted(root.rglob("index.html")):
        path = file.relative_to(root)
        if path.parts[0] not in others:
            yield file, path.as_posix().removesuffix("index.html")


def records(site_dir: Path, lang: str) -> list[Record]:
    """Return all that can be found in `lang`, pages by address, each followed by its entries."""
    root = language_root(site_dir, lang)
    return [record for file, url in _files(root, lang) for record in _records(file, url)]
