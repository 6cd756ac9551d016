"""The Python that pages show runs: what is typed into a page, not only what is included."""

import re

import pytest

from scripts.pages import read_all
from scripts.paths import LANGUAGES, ROOT

_BLOCK = re.compile(r"^```\s*python[^\n]*\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)


def _pages_with_code() -> list[tuple[str, str]]:
    found = []
    for lang in LANGUAGES:
        for page in read_all(ROOT, lang):
            blocks = [match["code"] for match in _BLOCK.finditer(page.body)]
            typed = [code for code in blocks if "--8<--" not in code]
            if typed:
                found.append((page.file, "\n".join(typed)))
    return found


@pytest.mark.parametrize(("file", "code"), _pages_with_code(), ids=lambda value: value[:60])
def test_the_code_of_a_page_runs(file: str, code: str) -> None:
    exec(compile(code, file, "exec"), {"__name__": "page"})
