"""Our style sheets, one concern a file, as one minified sheet: a page asks for it once.

And the theme's, without what no page needs of them.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import minify

#: Below the site's root; in the folder of the sources, so that addresses in them hold.
SHEET = "assets/styles/handbook.css"
#: The theme's, below the site's root.
OF_THEME = "assets/stylesheets"
#: What the others build upon comes first; they may stand in any order, which is the alphabet's.
_FIRST = "base.css"


def joined(folder: Path, **replaced: str) -> str:
    """Return the sheets of `folder` as one, minified.

    Args:
        replaced: by the name of a sheet without its ending, the text that takes its place.
    """
    files = sorted(folder.glob("*.css"), key=lambda file: (file.name != _FIRST, file.name))
    texts = (replaced.get(file.stem) or file.read_text(encoding="utf-8") for file in files)
    return str(minify.string("text/css", "\n".join(texts)))


#: Parts of the theme that no page has, or that cost every visit the style of the whole page: tabs,
#: whose rules begin at the class that the theme's script takes away; the mark on the body while
#: colours switch, which the script sets and takes away on loading as well; and the margins of
#: blocks in and behind a table without a class. Where `[class]` stands before just any element, a
#: new class of <html> makes a browser style all anew; and our cells hold no blocks.
UNUSED = (
    ".tabbed-",
    "[data-md-color-switching]",
    *(
        f"table:not([class]) {cell}>:{place}-child"
        for cell in ("td", "th")
        for place in ("first", "last")
    ),
    "table:not([class])+*",
)
_RULE = re.compile(r"(?P<selectors>[^{}]+)\{(?P<body>[^{}]*)\}")
_EMPTY = re.compile(r"@(?:media|supports|container)[^{}]*\{\}")
#: A comma that parts selectors: none in brackets of functions or attributes.
_COMMA = re.compile(r",(?![^(\[]*[)\]])")


@cache
def without(sheet: str, parts: tuple[str, ...] = UNUSED) -> str:
    """Return a minified sheet without the selectors that name one of these parts.

    What was taken out of a sheet once is remembered: each language has the same, as has each save.
    """

    def rule(match: re.Match[str]) -> str:
        if not any(part in match["selectors"] for part in parts):
            return match[0]
        kept = [
            selector
            for selector in _COMMA.split(match["selectors"])
            if not any(part in selector for part in parts)
        ]
        return f"{','.join(kept)}{{{match['body']}}}" if kept else ""

    return _EMPTY.sub("", _RULE.sub(rule, sheet))
