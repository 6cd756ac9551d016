"""Long words in lists of sources: files and modules, which break behind their signs.

A word that no line holds is broken anywhere, and a full stop behind it may begin the next line.
"""

from __future__ import annotations

import re

_LISTS = re.compile(r'<div class="footnote".*?</div>|<ul class="bibliography">.*?</ul>', re.DOTALL)
_TEXT = re.compile(r"(?<=>)[^<>]+")
_LONG = re.compile(r"[\w./-]{18,}", re.ASCII)
_SIGN = re.compile(r"(?<=[\w])([./_-]+)(?=\w)", re.ASCII)


def broken(page_html: str) -> str:
    """Return the HTML of a page where long words of sources say at which signs they break."""
    return _LISTS.sub(lambda sources: _TEXT.sub(_with_breaks, sources[0]), page_html)


def _with_breaks(text: re.Match[str]) -> str:
    return _LONG.sub(lambda word: _SIGN.sub(r"\1<wbr>", word[0]), text[0])
