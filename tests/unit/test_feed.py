"""The feed of questions, and all sources for reference managers."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from scripts.base.paths import LANGUAGES, ROOT
from scripts.copies import bib
from scripts.fragments import generate
from scripts.site import feed

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "https://handbook.invalid/"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_readers_of_a_language_learn_of_its_questions_newest_first(lang: str) -> None:
    content = generate.read(ROOT)
    root = ElementTree.fromstring(feed.render(content, lang, ADDRESS))
    home = ADDRESS if lang == "zh" else f"{ADDRESS}en/"
    entries = root.findall(f"{ATOM}entry")
    found = {entry.findtext(f"{ATOM}id"): entry for entry in entries}
    questions = [page for page in content.pages[lang] if page.is_question]
    assert set(found) == {home + page.url for page in questions}
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert days == sorted(days, reverse=True)
    assert root.findtext(f"{ATOM}updated") == days[0]
    for page in questions:
        entry = found[home + page.url]
        assert entry.findtext(f"{ATOM}title") == page.title
        assert entry.findtext(f"{ATOM}updated") == f"{page.meta.reviewed.isoformat()}T00:00:00Z"


def test_every_source_is_an_entry_that_bibtex_can_read() -> None:
    sources = generate.read(ROOT).handbook.sources
    text = bib.render(sources.values())
    assert re.findall(r"^@\w+\{([^,]+),$", text, re.MULTILINE) == sorted(sources)
    for entry in text.split("\n\n"):
        plain = re.sub(r"\\[&%$#_{}]|\\text\w+\{\}", "", entry)
        assert plain.count("{") == plain.count("}"), entry
        url = re.search(r"^  url = \{.*$", plain, re.MULTILINE)
        rest = plain.replace(url[0], "") if url else plain
        assert not re.search(r"[&%$#_^~]", rest.partition(",")[2]), entry
    assert "author = {{" in text  # an organisation is not taken for a person
