"""What `check` takes, the strict build takes, and what the one refuses, the other refuses too.

Each mistake is made alone in a small invented handbook. Neither command may end in a traceback, and
what is refused is told with a remedy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.base.paths import LANGUAGES
from tests import invented_handbook
from tests.invented_handbook import HOSTILE, Change, Said

PAGE, OTHER = "docs/{lang}/questions/herons.md", "docs/{lang}/questions/wings.md"
ENGLISH = "docs/en/questions/herons.md"
MODEL, MIXTURE = "data/models/heron.yaml", "data/models/auk.yaml"
KITE = "data/models/kite.yaml"
PAPERS, CARDS = "data/sources/papers.yaml", "data/sources/cards.yaml"
CHAPTERS, GLOSSARY, CHANGES = "data/chapters.yaml", "data/glossary.yaml", "data/changes.yaml"
REDIRECTS, PATHS, PLANNED = "data/redirects.yaml", "data/paths.yaml", "data/planned.yaml"
ADDRESSES = "data/published/addresses.txt"
#: A line of its own on the page, in both languages, behind which a mistake is written.
LINE = "{#worked-example}\n"
#: Lists of lists: nine times the one before.
BOMB = "a: &a [x]\n" + "".join(
    f"{key}: &{key} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, key in zip("abcdefgh", "bcdefghi", strict=True)
)


@dataclass(frozen=True)
class Mistake:
    """Text of a file, or of a page in both languages, with another in its place.

    Attributes:
        old: None to replace the whole file.
        new: None to take the file away.
    """

    path: str
    old: str | None
    new: str | bytes | None

    def change(self, folder: Path) -> Iterator[tuple[str, str | None]]:
        """Yield what each file is to hold."""
        for lang in LANGUAGES if "{lang}" in self.path else ("",):
            path = self.path.format(lang=lang)
            yield path, self._text(folder / path, lang)

    def _text(self, file: Path, lang: str) -> str | None:
        if self.new is None:
            return None
        if isinstance(self.new, bytes):
            return self.new.decode("latin-1")
        new = self.new.replace("{lang}", lang)
        if self.old is not None:
            before, old = file.read_text(encoding="utf-8"), self.old.replace("{lang}", lang)
            assert old in before, f"{file} has no {old!r}"
            new = before.replace(old, new, 1)
        return new.encode().decode("latin-1")


def written(text: str) -> Mistake:
    """Return the mistake of writing something on a page, in both languages."""
    return Mistake(PAGE, LINE, f"{LINE}\n{text}\n")


REFUSED: dict[str, Mistake] = {
    # What editors do to a file
    "page in GBK": Mistake(ENGLISH, None, "---\ntitle: 苍鹭\n---\n".encode("gbk")),
    "page in UTF-16": Mistake(ENGLISH, None, "---\ntitle: a\n---\n".encode("utf-16")),
    "page is empty": Mistake(ENGLISH, None, b""),
    "page is gone in one language": Mistake(ENGLISH, None, None),
    "page is gone": Mistake(OTHER, None, None),
    "home is gone": Mistake("docs/{lang}/index.md", None, None),
    "page holds NUL": written("a\0b"),
    "data in GBK": Mistake(GLOSSARY, None, "- id: 喙\n".encode("gbk")),
    "data are empty": Mistake(CHAPTERS, None, b""),
    "data are gone": Mistake(CHANGES, None, None),
    "addresses in UTF-16": Mistake(ADDRESSES, None, "/a/\n".encode("utf-16")),
    "addresses are gone": Mistake(ADDRESSES, None, None),
    "a stray file": Mistake("docs/zh/notes.txt", None, b"x"),
    "citation without version": Mistake("CITATION.cff", None, b"url: https://example.org/\n"),
    "citation without address": Mistake("CITATION.cff", None, b"version: 1.0.0\n"),
    # Front matter
    "no such day": Mistake(PAGE, "reviewed: 2026-11-23", "reviewed: 2026-02-30"),
    "no title": Mistake(ENGLISH, "title: How does a heron fish?", "title: ''"),
    "title of two lines": Mistake(ENGLISH, "How does a heron fish?\n", '"A\\nB"\n'),
    "key twice": Mistake(PAGE, "level: basic", "level: basic\nlevel: advanced"),
    "key unknown": Mistake(PAGE, "level: basic", "levle: basic"),
    "a template of nobody": Mistake(PAGE, "level: basic", "level: basic\ntemplate: x.html"),
    "hides what there is not": Mistake(PAGE, "level: basic", "level: basic\nhide: [footer]"),
    "requires go in a circle": Mistake(PAGE, "requires: []", "requires: [wings]"),
    "front matter is never closed": Mistake(ENGLISH, "\n---\n\n# How", "\n\n# How"),
    # What is open or no form
    "code is never closed": written("```text\nx"),
    "div is never closed": written('<div class="a">'),
    "comment is never closed": written("<!-- x"),
    "formula is never closed": written("$$\nx"),
    "formula in a line is never closed": written("So $x is."),
    "label in a line": written(r"So $x \label{eq-x}$."),
    "formula is no TeX": written(r"$\frac{1}{2$"),
    "merge conflict": written("<<<<<<< mine\na\n=======\nb\n>>>>>>> yours"),
    "half a merge conflict": written("a\n=======\nb"),
    "box unknown": written("!!! hint\n    x"),
    "box without kind": written('??? "x"\n    y'),
    "row with more cells": written("| a | b |\n|---|---|\n| 1 | 2 | 3 |"),
    "to be done": written("TODO"),
    "value unknown": written("[[heron-tiny.n_layer]]"),
    "value with a blank": written("[[ heron-tiny.name ]]"),
    "format of a word": written("[[heron-tiny.architecture.position.kind|billions]]"),
    "word of the web": Mistake(ENGLISH, LINE, f"{LINE}\nClick it.\n"),
    "code is no Python": written("```python\ndef (:\n```"),
    "part is gone": Mistake(PAGE, "{#intuition}", "{#more}"),
    "published id is gone": Mistake(PAGE, "{#worked-example}", "{#by-hand}"),
    "id of a card is gone": Mistake(PAGE, "{#check-bill}", "{#check-beak}"),
    "sources of another page": Mistake(PAGE, "sources/questions/herons.md", "sources/index.md"),
    # What may reach no reader
    "script": written("<script>alert(1)</script>"),
    "handler": written('<div onclick="x()">a</div>'),
    "handler as attribute": written('[a](wings.md){ onclick="x()" }'),
    "foreign address in a style": written('a\n{: style="background:url(https://a.org)" }'),
    "script as address": written("[a](java&#115;cript:x())"),
    "picture of another host": written("![a](https://example.org/x.png)"),
    # What leads nowhere
    "page unknown": written('[a](nowhere.md "b")'),
    "place unknown": written("[a](wings.md#nowhere)"),
    "place of a list unknown": written("[a](../glossary.md#nowhere)"),
    "link to a folder": written("[a](../wings/)"),
    "link from the root": written("[a](/questions/wings/)"),
    "link to nothing": written("[a]()"),
    "link in HTML": written('<a href="../nowhere/">a</a>'),
    "picture unknown": written("![a](nowhere.svg)"),
    "figure unknown": written('--8<-- "{lang}/figures/nowhere.svg"'),
    "table unknown": written('--8<-- "{lang}/tables/nowhere.html"'),
    "code unknown": written('```python\n--8<-- "norms.py:nowhere"\n```'),
    "file of code unknown": written('```python\n--8<-- "nowhere.py:x"\n```'),
    "include outside": written('--8<-- "../CITATION.cff"'),
    "include of another form": written("--8<-- 'glossary.yaml'"),
    "explorer unknown": written('<div data-explorer="nowhere">a</div>'),
    # Data
    "digits without end": Mistake(MODEL, "n_layers: 2", f"n_layers: {'9' * 5000}"),
    "number too large": Mistake(MODEL, "tokens: 2.0e12", "tokens: 1e400"),
    "hexadecimal": Mistake(MODEL, "n_layers: 2", "n_layers: 0x2"),
    "key is a list": Mistake(KITE, None, b"? [a]\n: b\n"),
    "aliases that multiply": Mistake(KITE, None, BOMB.encode()),
    "nesting without end": Mistake(KITE, None, f"a: {'[' * 2000}".encode()),
    "releases are words": Mistake(KITE, None, b"name: x\nreleases: [a, 5, ~]\n"),
    "file of another ending": Mistake("data/models/kite.yml", None, b"a: b\n"),
    "family without its page": Mistake("docs/{lang}/models/auk.md", None, None),
    "descends from itself": Mistake(MODEL, "derived_from: heron-1", "derived_from: heron-2"),
    "no SPDX id": Mistake(MODEL, "spdx: MIT", "spdx: MITT"),
    "experts more than there are": Mistake(MIXTURE, "active: 2", "active: 8"),
    "count does not come out": Mistake(MODEL, "total: 2824", "total: 2825"),
    "source twice": Mistake(CARDS, "org/licence", "org/config?a=1&b=2"),
    "address with a mark": Mistake(CARDS, "https://example.org/licence", "'https://a.org/\"x'"),
    "source without a day": Mistake(PAPERS, "opened: 2026-11-23", "opened: 2026-02-30"),
    "title of a source in two lines": Mistake(CARDS, "title: Licence", 'title: "A\\nB"'),
    "change without a checkpoint": Mistake(CHANGES, "heron-2-tiny", "heron-9"),
    "term sees nothing": Mistake(GLOSSARY, "see: [why-bills]", "see: [nothing]"),
    "term sees itself": Mistake(GLOSSARY, "see: [why-bills]", "see: [bill]"),
    "languages exchanged": Mistake(GLOSSARY, "What a bird eats with.", "鸟的嘴"),
    "question that nobody plans": Mistake(CHAPTERS, "why-bills]", "why-bills, whence]"),
    "planned in no chapter": Mistake(CHAPTERS, ", why-bills", ""),
    "path with nothing": Mistake(PATHS, "[why-bills]", "[]"),
    "planned and written": Mistake(PLANNED, "id: why-bills", "id: herons"),
    # Redirects
    "redirect to nothing": Mistake(REDIRECTS, "to: /questions/herons/", "to: /questions/no/"),
    "redirect to no place": Mistake(REDIRECTS, "wings/#short-answer", "wings/#long-answer"),
    "redirect of what exists": Mistake(REDIRECTS, "/questions/old-herons/", "/questions/wings/"),
    "redirect of what never was": Mistake(REDIRECTS, "/old-herons/", "/older-herons/"),
    "redirect elsewhere": Mistake(REDIRECTS, "to: /questions/herons/", "to: https://a.org/"),
    "redirects are words": Mistake(REDIRECTS, None, b"- a\n- [b]\n- ~\n"),
}
#: Odd, but right: each costs a build.
TAKEN: dict[str, Mistake] = {
    "nothing changed": written(""),
    "script in a title": Mistake(ENGLISH, "title: How", f"title: '\"{HOSTILE}\" & {{{{ x }}}}' #"),
    "script in a chapter": Mistake(CHAPTERS, "en: Birds", f"en: 'Birds {HOSTILE}'"),
    "script in data": Mistake(MODEL, "name: Heron Tiny", f"name: '{HOSTILE}'"),
    "much that is right": written(
        '[a](https://example.org/x_(y)) [b](wings.md "t") [c](../glossary.md#bill) 😀 سلام\n\n'
        '[d](../models/heron.md#release-heron-1) `[[x.y]]` $x_中$\n\n!!! note "a "b"c"\n    d\n'
    ),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Said, Said]]:
    """What check and build say of each mistake."""
    before, folder = tmp_path_factory.mktemp("before"), tmp_path_factory.mktemp("handbook")
    invented_handbook.make(before)
    cases = REFUSED | TAKEN
    changes: list[Change] = [dict(mistake.change(before)) for mistake in cases.values()]
    return dict(zip(cases, invented_handbook.tried(folder, changes), strict=True))


pytestmark = [pytest.mark.long, pytest.mark.xdist_group("mistakes")]


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_refused_by_check_and_build(
    name: str, said: dict[str, tuple[Said, Said]]
) -> None:
    check, build = said[name]
    for one in (check, build):
        assert not one.crashed, one.text
        assert not one.taken, one.text
    assert "Remedy: " in check.text


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_right_is_taken_by_check_and_build(
    name: str, said: dict[str, tuple[Said, Said]]
) -> None:
    for one in said[name]:
        assert one.taken, one.text
        assert not one.hostile
