"""Whether text is set as readers expect: Chinese punctuation, gaps of scripts, quotation marks.

Source: W3C, Requirements for Chinese Text Layout, sections on punctuation and mixed scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scripts.base.problems import Problem

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_CHINESE, _LETTER = re.compile(f"[{_HAN}]"), re.compile(r"[A-Za-z]")
_CLOSING = "，。；：！？、”’）》】…"
_OPENING = "“‘（《【"
#: Marks of emphasis, which print nothing.
_MARKS = r"[*_]{0,3}"

#: What stands in Markdown and is not running text, each with what it counts as.
_NOT_TEXT = (
    (re.compile(r"^ *(```+).*?^ *\1", re.MULTILINE | re.DOTALL), ""),
    (re.compile(r"\$\$.*?\$\$", re.DOTALL), ""),
    (re.compile(r"^ *(?:!!!|\?\?\?\+?) .*$|^ *--8<--.*$|<[^>\n]*>", re.MULTILINE), "\n"),
    (re.compile(r"(?<!\\)\$[^$\n]+\$|`[^`\n]+`|\[\[[^\]\n]+\]\]"), "x"),
    (re.compile(r"\[\^[^\]\n]+\]|\{[^}\n]*\}"), ""),
    (re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),
)

_RULES = (
    (
        re.compile(rf"[{_HAN}{_CLOSING}]{_MARKS} +{_MARKS}[{_HAN}{_OPENING}]|[{_OPENING}] "),
        "a space within Chinese text",
        "take the space out",
    ),
    (
        re.compile(rf"[{_HAN}]{_MARKS}[,;:!?()]|[()]{_MARKS}[{_HAN}]"),
        "half-width punctuation beside Chinese text",
        "write ，；：！？（） there",
    ),
    (
        re.compile(rf"[{_HAN}]{_MARKS}[A-Za-z0-9]|[A-Za-z0-9%]{_MARKS}[{_HAN}]"),
        "Chinese and Latin script without a gap",
        "put a space between them",
    ),
    (
        re.compile(rf'"[{_HAN}]|[{_HAN}{_CLOSING}]"'),
        "straight quotation marks around Chinese text",
        "write “ and ”",
    ),
)


_STRAIGHT = re.compile(r"[\"']")


def running_text(markdown: str) -> str:
    """Return the running text of Markdown; a formula, a value or code becomes the letter x."""
    for pattern, replacement in _NOT_TEXT:
        markdown = pattern.sub(replacement, markdown)
    return markdown


def mistakes(text: str) -> Iterator[tuple[str, str]]:
    """Yield (message, remedy) for every place in Chinese `text` that breaks a rule."""
    for pattern, message, remedy in _RULES:
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 8) : match.end() + 8]
            yield f"{message}: {' '.join(around.split())!r}", remedy


def problems_of_page(file: str, markdown: str) -> Iterator[Problem]:
    """Yield the mistakes of a Chinese page."""
    for message, remedy in mistakes(running_text(markdown)):
        yield Problem(file, "", "", message, remedy)


def problems_of_data(file: str, data: Any, entry: str = "", field: str = "") -> Iterator[Problem]:
    """Yield the mistakes of every text of data that stands under the key `zh` or `en`.

    The English of pages has its quotation marks curved when it is read, that of data has not.
    """
    if isinstance(data, Mapping):
        named = isinstance(data.get("id"), str)
        entry, field = (data["id"], "") if named else (entry, field)
        for key, value in data.items():
            yield from problems_of_data(file, value, entry, f"{field}.{key}".removeprefix("."))
    elif isinstance(data, list):
        for item in data:
            yield from problems_of_data(file, item, entry, field)
    elif isinstance(data, str) and field.split(".")[-1] == "zh":
        for message, remedy in mistakes(running_text(data)):
            yield Problem(file, entry, field, message, remedy)
    elif isinstance(data, str) and field.split(".")[-1] == "en":
        if _STRAIGHT.search(data):
            yield Problem(file, entry, field, "has straight quotation marks", "write “ ” and ’")
        if len(_CHINESE.findall(data)) > len(_LETTER.findall(data)):
            yield Problem(file, entry, field, "is written in Chinese", "exchange the two languages")
