"""Tuples of numbers in the text, such as (1, 0): a line does not end within one."""

from __future__ import annotations

import re

_APART = re.compile(r"<(pre|code|script|style|svg|math)\b.*?</\1>|<[^>]*>", re.DOTALL)
_TUPLE = re.compile(r"[(（](?:−?[\d.]+, ){1,3}−?[\d.]+[)）]")


def kept_whole(page_html: str) -> str:
    """Return the HTML of a page where no-break spaces stand within its tuples."""
    text_from = 0
    parts = []
    for apart in _APART.finditer(page_html):
        parts += [_joined(page_html[text_from : apart.start()]), apart[0]]
        text_from = apart.end()
    return "".join([*parts, _joined(page_html[text_from:])])


def _joined(text: str) -> str:
    return _TUPLE.sub(lambda found: found[0].replace(" ", "\u00a0"), text) if "," in text else text
