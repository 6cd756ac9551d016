"""The merges that a reader watches are those of the reference."""

from __future__ import annotations

import json
from typing import Any

import pytest
from py_mini_racer import MiniRacer

from scripts.base.paths import DOCS
from scripts.reference.tokenization import encode_bpe, train_bpe
from scripts.site import bundle

TEXTS = (
    "sea sea seal seal seal seat eat heat tea",
    "人工智能 人工 智能 人工智能模型",
    "aaaa aaa aa",
    "",
)


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    found = MiniRacer()
    source = (DOCS / "assets/scripts/bpe-formulas.js").read_text(encoding="utf-8")
    found.eval(bundle.without_exports(source))
    return found


def theirs(engine: MiniRacer, call: str) -> Any:
    return json.loads(str(engine.eval(f"JSON.stringify({call})")))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("most", [0, 1, 3, 40])
def test_merges_and_cuts(engine: MiniRacer, text: str, most: int) -> None:
    words: dict[str, int] = {}
    for word in text.split():
        words[word] = words.get(word, 0) + 1
    merges = train_bpe(words, most)
    learned = theirs(engine, f"trainBpe(wordCounts({json.dumps(text)}), {most})")
    assert [tuple(item["pair"]) for item in learned] == merges
    pairs = json.dumps(merges)
    for word in words:
        cut = theirs(engine, f"encodeBpe({json.dumps(word)}, {pairs})")
        assert cut == encode_bpe(word, merges)


def test_the_count_of_the_first_merge_is_what_the_page_asks(engine: MiniRacer) -> None:
    [first] = theirs(engine, f"trainBpe(wordCounts({json.dumps(TEXTS[0])}), 1)")
    assert first == {"pair": ["e", "a"], "count": 9}
