"""The site as built by `python -m scripts site`, parsed once a run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from lxml import html

from scripts.base.paths import ROOT, SITE


@dataclass(frozen=True)
class BuiltPage:
    """One page of the built site; `url` is its address below the site's root."""

    url: str
    file: Path

    @cached_property
    def tree(self) -> html.HtmlElement:
        parser = html.HTMLParser(encoding="utf-8")
        return html.parse(str(self.file), parser=parser).getroot()

    @property
    def lang(self) -> str:
        return "en" if self.url.startswith("en/") else "zh"


def _read() -> dict[str, BuiltPage]:
    if not (SITE / "index.html").exists():
        pytest.exit("there is no built site: run `make site` or `python -m scripts site` first", 1)
    files = sorted(SITE.rglob("*.html"))
    urls = {file: file.relative_to(SITE).as_posix().removesuffix("index.html") for file in files}
    return {url: BuiltPage(url, file) for file, url in urls.items()}


@pytest.fixture(scope="session")
def site() -> dict[str, BuiltPage]:
    """Every page of the built site by its address."""
    return _read()


@pytest.fixture(scope="session")
def site_url() -> str:
    """The address that the build took from SITE_URL or from its default."""
    import os
    import re

    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    default = re.search(r'^site_url: !ENV \[SITE_URL, "(.+?)"\]', text, re.MULTILINE)
    assert default is not None
    return os.environ.get("SITE_URL", default[1])
