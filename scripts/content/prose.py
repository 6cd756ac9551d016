"""The running text of a page: its Markdown without code and formulas."""

from __future__ import annotations

import re

_FENCE = re.compile(r"^ *(?P<mark>`{3,}|~{3,})(?P<info>.*)$")
#: Code within a line.
CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
#: As arithmatex reads them: a dollar that opens stands before a sign, one that closes after it.
FORMULA = re.compile(
    r"\$\$(?P<display>.+?)\$\$|(?<!\\)\$(?=\S)(?P<inline>(?:\\.|[^\\$])+?)(?<!\s)\$", re.DOTALL
)


def without_blocks(body: str) -> tuple[str, int | None]:
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


def plain(body: str) -> str:
    """Return a page's text with an x in the place of each piece of code and each formula."""
    text, _ = without_blocks(body)
    return FORMULA.sub("x", CODE.sub("x", text))
