"""The interactive parts that pages name, held against those that there are."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.base.problems import Problem
from scripts.content.pages import Page

#: How a script says for which parts of pages it is.
MOUNTS = re.compile(r'^\s*mountExplorer\("(?P<name>[\w-]+)"', re.MULTILINE)
_NAMED = re.compile(r'\bdata-explorer="(?P<name>[^"]*)"')


def problems(pages: Iterable[Page], scripts: Path) -> Iterator[Problem]:
    """Yield each interactive part of a page that no script in the folder `scripts` is for."""
    texts = (file.read_text(encoding="utf-8") for file in sorted(scripts.glob("*.js")))
    known = {match["name"] for text in texts for match in MOUNTS.finditer(text)}
    for page in pages:
        for match in _NAMED.finditer(page.prose):
            if match["name"] not in known:
                near = difflib.get_close_matches(match["name"], known, n=1)
                remedy = f"did you mean {near[0]}?" if near else "take the attribute out"
                yield Problem(page.file, match["name"], "", "no script is called so", remedy)
