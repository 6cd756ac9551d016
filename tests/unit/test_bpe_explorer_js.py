"""The merges that a reader watches are those of the reference."""

from __future__ import annotations

import json

import pytest
from py_mini_racer import MiniRacer

from scripts.reference.tokenization import encode_bpe, train_bpe
from tests.unit.javascript import engine_of, value

TEXTS = (
    "sea sea seal seal seal seat eat heat tea",
    "人工智能 人工 智能 人工智能模型",
    "aaaa aaa aa",
    "",
)


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("bpe-formulas")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("most", [0, 1, 3, 40])
def test_merges_and_cuts(engine: MiniRacer, text: str, most: int) -> None:
    words: dict[str, int] = {}
    for word in text.split():
        words[word] = words.get(word, 0) + 1
    merges = train_bpe(words, most)
    learned = value(engine, f"trainBpe(wordCounts({json.dumps(text)}), {most})")
    assert [tuple(item["pair"]) for item in learned] == merges
    pairs = json.dumps(merges)
    for word in words:
        cut = value(engine, f"encodeBpe({json.dumps(word)}, {pairs})")
        assert cut == encode_bpe(word, merges)


def test_the_count_of_the_first_merge_is_what_the_page_asks(engine: MiniRacer) -> None:
    [first] = value(engine, f"trainBpe(wordCounts({json.dumps(TEXTS[0])}), 1)")
    assert first == {"pair": ["e", "a"], "count": 9}
