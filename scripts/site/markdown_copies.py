"""Each page as Markdown beside its HTML, for readers and programs that take text.

It is made of the page's own source: values, sources and code are filled in, tables that the data
give are written as Markdown, a drawing leaves its caption and links say where they lead.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any, cast

from lxml import etree

from scripts.base.paths import language_address
from scripts.content import markdown_values
from scripts.content.markdown_values import Lookup
from scripts.content.pages import Page

#: Below the address of its page.
FILE = "index.md"
#: What is worked with rather than read.
LEFT_OUT = frozenset({"index.md", "handout.md", "models/explorer.md", "about/downloads.md"})

_SNIPPET = re.compile(
    r'^(?P<indent> *)--8<-- "(?P<path>[^":]+)(?::(?P<section>[\w-]+))?"\s*$', re.M
)
_SECTION = "--8<-- [start:{0}]", "--8<-- [end:{0}]"
_HEADING_ID = re.compile(r"^(#+ .*?)\s*\{[^}]*\}[ \t]*$", re.MULTILINE)
_LABEL = re.compile(r"\s*\\label\{eq[^}]*\}")
_BLOCK = re.compile(
    r'^(?:!!!|\?\?\?\+?) +[\w-]+ "(?P<title>[^"\n]*)"\n(?P<body>(?:(?: {4}.*)?\n)+)', re.MULTILINE
)
_BLOCK_ID = re.compile(r"\s*\{#[\w-]+\}\s*$")
_LINK = re.compile(r"\]\((?P<to>(?!https?:|mailto:)[^)\s]+)\)")
_CODE = re.compile(r"(^```.*?^```[^\n]*$)", re.MULTILINE | re.DOTALL)
_WRAPPER = re.compile(r"^</?(?:figure|div|dl|details|section)\b[^>]*>\s*$", re.MULTILINE)
_CAPTION = re.compile(r"<figcaption[^>]*>(.*?)</figcaption>", re.DOTALL)
_SPAN = re.compile(r"</?(?:span|a|small)\b[^>]*>")
_ATTRIBUTES = re.compile(r"\{ *[.:#][^}\n]*\}")
_FOOTNOTES_PLACE = "///Footnotes Go Here///"
_BLANK = re.compile(r"\n{3,}")


class _Table:
    """Reads the rows of the tables and the texts of anything else, without its tags.

    It is a target of lxml's parser, which tells it of tags and texts.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._rows: list[list[str]] = []
        self._text: list[str] = []
        self._silent = 0
        self._span = 1

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in ("svg", "script", "style", "annotation"):
            self._silent += 1
        elif tag == "tr":
            self._flush()
            self._rows.append([])
        elif tag in ("td", "th"):
            self._text = []
            self._span = int(attributes.get("colspan") or 1)
        elif tag in ("p", "li", "dt", "dd", "h2", "h3", "div"):
            self._flush()

    def end(self, tag: str) -> None:
        if tag in ("svg", "script", "style", "annotation"):
            self._silent -= 1
        elif tag in ("td", "th"):
            cell = " ".join("".join(self._text).split()).replace("|", "\\|")
            self._rows[-1] += [cell, *[""] * (self._span - 1)]
            self._text = []
        elif tag == "table":
            self._end_table()
        elif tag in ("p", "li", "dt", "dd", "h2", "h3"):
            self._flush("- " if tag == "li" else "### " if tag in ("h2", "h3") else "")

    def data(self, text: str) -> None:
        if not self._silent:
            self._text.append(text)

    def close(self) -> str:
        return "\n".join(self.lines).strip()

    def _flush(self, before: str = "") -> None:
        text = " ".join("".join(self._text).split())
        if text:
            self.lines += [before + text, *([] if before == "- " else [""])]
        self._text = []

    def _end_table(self) -> None:
        rows = [row for row in self._rows if row]
        width = max((len(row) for row in rows), default=0)
        padded = [row + [""] * (width - len(row)) for row in rows]
        written = ["| " + " | ".join(row) + " |" for row in padded]
        self.lines += ["", *written[:1], "|" + " --- |" * width, *written[1:], ""]
        self._rows = []


def of_html(html: str) -> str:
    """Return the tables and words of a generated fragment as Markdown; drawings leave nothing."""
    target = cast("Any", _Table())  # of strings alone; the stubs want bytes taken as well
    return str(etree.HTML(html, etree.HTMLParser(target=target)))


def _part(text: str, section: str | None) -> str:
    if section is None:
        return "\n".join(line for line in text.splitlines() if "--8<-- [" not in line)
    start, end = (mark.format(section) for mark in _SECTION)
    lines = text.splitlines()
    first = next(at for at, line in enumerate(lines) if start in line)
    last = next(at for at, line in enumerate(lines) if end in line)
    return _part("\n".join(lines[first + 1 : last]), None)


def _absolute(text: str, page: Page, home: str) -> str:
    folder = posixpath.dirname(page.path)

    def link(match: re.Match[str]) -> str:
        path, mark, place = match["to"].partition("#")
        if not path:
            return f"]({home}{page.url}#{place})"
        whole = posixpath.normpath(posixpath.join(folder, path))
        if whole.endswith(".md"):
            whole = re.sub(r"(^|/)index$", r"\1", whole.removesuffix(".md"))
            whole = f"{whole.rstrip('/')}/".removeprefix("/")
        return f"]({home}{whole}{mark}{place})"

    return _LINK.sub(link, text)


def _unfolded(match: re.Match[str]) -> str:
    body = re.sub(r"^ {4}", "", match["body"], flags=re.MULTILINE)
    return f"**{_BLOCK_ID.sub('', match['title'])}**\n\n{body.strip()}\n\n"


def _prose(text: str, page: Page, home: str) -> str:
    text = _BLOCK.sub(_unfolded, text)
    text = _CAPTION.sub(r"*\1*", text)
    text = _WRAPPER.sub("", text).replace(_FOOTNOTES_PLACE, "")
    text = _LABEL.sub("", _HEADING_ID.sub(r"\1", text))
    return unescape(_absolute(_ATTRIBUTES.sub("", _SPAN.sub("", text)), page, home))


def render(
    page: Page,
    lookup: Lookup,
    fragments: Mapping[str, str],
    folders: Sequence[Path],
    address: str,
) -> str:
    """Return the page as Markdown that stands by itself.

    Args:
        fragments: what is generated, by path.
        folders: where other files that a page includes are looked for.
        address: of the site's root, with a slash at its end.
    """
    home = language_address(address, page.lang)

    def snippet(match: re.Match[str]) -> str:
        path = match["path"]
        if path.endswith(".svg"):
            return ""
        if path in fragments:
            text = fragments[path]
        else:
            text = next(f for folder in folders if (f := folder / path).is_file()).read_text(
                "utf-8"
            )
        if path.endswith(".html"):
            return of_html(text)
        part = _part(text, match["section"])
        return "\n".join(match["indent"] + line for line in part.splitlines())

    body = _SNIPPET.sub(snippet, markdown_values.fill(page.body, lookup))
    parts = [
        part if part.startswith("```") else _prose(part, page, home) for part in _CODE.split(body)
    ]
    text = _BLANK.sub("\n\n", "".join(parts)).strip()
    end = {
        "zh": "本页的网址：{0}，{1} 审阅。CC BY 4.0。",
        "en": "This page: {0}, reviewed {1}. CC BY 4.0.",
    }
    own = end[page.lang].format(home + page.url, page.meta.reviewed.isoformat())
    return f"{text}\n\n---\n\n{own}\n"
