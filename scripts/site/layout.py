"""What a page's HTML tells its style sheet, so that browsers lay out little and move nothing.

Figures, code and tables outside of the window are not laid out (`content-visibility` in
docs/assets/styles/reserve.css); their sizes are reserved from what is counted here. Columns say how
many letters a line of theirs needs, because a browser would squeeze them to two words a line on a
phone, and which of them hold numbers. The elements of the short answer get a class, because a
selector that finds them costs time on every element. Tables of the text stand in what they scroll
in, which the theme's script would put around them on loading (scripts/site/theme_script.py).
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from scripts.site.columns import marked
from scripts.site.long_words import broken
from scripts.site.tuples import kept_whole

_FIGURE = re.compile(r"<figure\b(?P<attributes>[^>]*)>(?P<inside>.*?)</figure>", re.DOTALL)
_VIEW_BOX = re.compile(r'<svg\b[^>]*\bviewBox="0 0 (?P<width>[\d.]+) (?P<height>[\d.]+)"')
_CAPTION = re.compile(r"<figcaption\b[^>]*>(.*?)</figcaption>", re.DOTALL)
_CODE = re.compile(r'<div class="(?P<classes>[^"]*\bhighlight\b[^"]*)">(?P<inside>.*?)</div>', re.S)
_TABLE = re.compile(
    r'<div class="(?P<classes>table-scroll[^"]*)"(?P<attributes>[^>]*)>(?P<inside>.*?)</div>',
    re.DOTALL,
)
_PLAIN_TABLE = re.compile(r"<table(?![^>]*\bclass=)[^>]*>.*?</table>", re.DOTALL)
_NOTES = re.compile(r'<div class="footnote">(?P<inside>.*?)</div>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SHORT_ANSWER = re.compile(r'<h2 id="short-answer">.*?</h2>(?P<answer>.*?)(?=<h2\b|\Z)', re.DOTALL)


def prepared(page_html: str) -> str:
    """Return the HTML of a page with sizes to reserve and the short answer marked."""
    page_html = _FIGURE.sub(_sized_figure, page_html)
    page_html = _CODE.sub(_sized_code, page_html)
    page_html = _TABLE.sub(_sized_table, page_html)
    page_html = kept_whole(broken(marked(page_html)))
    page_html = _NOTES.sub(_sized_notes, page_html)
    page_html = _PLAIN_TABLE.sub(_scrolling_table, page_html)
    return _SHORT_ANSWER.sub(_marked_answer, page_html)


def _sized_figure(match: re.Match[str]) -> str:
    """A figure is as high as its drawings at the column's width, and its caption's lines."""
    drawings = _VIEW_BOX.findall(match["inside"])
    if not drawings or "style=" in match["attributes"]:
        return match[0]
    ratio = sum(float(height) / float(width) for width, height in drawings)
    captions = " ".join(_CAPTION.findall(match["inside"]))
    style = f"--ratio:{ratio:.3f};--signs:{len(unescape(_TAG.sub('', captions)).strip())}"
    start = f'<figure{match["attributes"]} style="{style}">'
    return f"{start}{match['inside']}</figure>"


def _sized_code(match: re.Match[str]) -> str:
    lines = max(match["inside"].count("\n"), 1)
    return f'<div class="{match["classes"]}" style="--lines:{lines}">{match["inside"]}</div>'


def _sized_table(match: re.Match[str]) -> str:
    rows = match["inside"].count("<tr")
    classes = match["classes"]
    start = f'<div class="{classes}"{match["attributes"]} style="--rows:{rows}">'
    return f"{start}{match['inside']}</div>"


def _scrolling_table(match: re.Match[str]) -> str:
    inside = f'<div class="md-typeset__table">{match[0]}</div>'
    return f'<div class="md-typeset__scrollwrap">{inside}</div>'


def _sized_notes(match: re.Match[str]) -> str:
    notes = match["inside"].count("<li ")
    return f'<div class="footnote" style="--notes:{notes}">{match["inside"]}</div>'


def _marked_answer(match: re.Match[str]) -> str:
    places = _Outermost(match["answer"]).places
    answer = match["answer"]
    for number, (start, tag) in reversed(list(enumerate(places, 1))):
        last = " short-answer--last" if number == len(places) else ""
        answer = (
            answer[:start] + _with_class(tag, f"short-answer{last}") + answer[start + len(tag) :]
        )
    return match[0].removesuffix(match["answer"]) + answer


def _with_class(tag: str, name: str) -> str:
    if 'class="' in tag:
        return tag.replace('class="', f'class="{name} ', 1)
    return re.sub(r"^<[\w-]+", lambda m: f'{m[0]} class="{name}"', tag)


class _Outermost(HTMLParser):
    """Finds the start tags that no other element holds, with their places in the text."""

    _VOID = frozenset({"br", "hr", "img", "input", "wbr", "source"})

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.places: list[tuple[int, str]] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._depth = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag where it is an outermost one."""
        if self._depth == 0:
            line, column = self.getpos()
            self.places.append((self._lines[line - 1] + column, self.get_starttag_text() or ""))
        if tag not in self._VOID:
            self._depth += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that closes itself holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self._depth -= tag not in self._VOID
