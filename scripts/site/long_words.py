"""Long words in the names of sources: files and modules, which break behind their signs.

A word that no line holds is broken anywhere, and a full stop behind it may begin the next line.
"""

from __future__ import annotations

import re

_LISTS = re.compile(r'<div class="footnote".*?</div>|<ul class="bibliography">.*?</ul>', re.DOTALL)
_NAME = re.compile(r"(?<=>)[^<>]+(?=</a>)")
_LONG = re.compile(r"[\w./-]{18,}")
_SIGN = re.compile(r"(?<=[\w])([./_-]+)(?=\w)")


def broken(page_html: str) -> str:
    """Return the HTML of a page where long names of sources say at which signs they break."""
    return _LISTS.sub(lambda sources: _NAME.sub(_with_breaks, sources[0]), page_html)


def _with_breaks(name: re.Match[str]) -> str:
    return _LONG.sub(lambda word: _SIGN.sub(r"\1<wbr>", word[0]), name[0])
