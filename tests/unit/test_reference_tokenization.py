"""Our tokenizers cut as the library `tokenizers` does, and as the page says."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, trainers

from scripts.reference import tokenization
from scripts.reference.tokenization import (
    WORDS,
    encode_bpe,
    longest_match,
    most_probable,
    n_tokens,
    train_bpe,
    vocabulary_of,
    with_bytes,
    wordpiece_scores,
)

MERGES = train_bpe(WORDS, 7)
LOG_P = {
    token: math.log(p)
    for token, p in {
        "s": 0.1, "e": 0.1, "a": 0.1, "l": 0.05, "t": 0.1, "h": 0.05,
        "sea": 0.25, "seal": 0.15, "eat": 0.1,
    }.items()
}  # fmt: skip
LETTERS = st.text(alphabet="seatlh", min_size=1, max_size=9)


def test_merges_of_the_page() -> None:
    assert [first + second for first, second in MERGES] == [
        "ea", "sea", "seal", "eat", "seat", "heat", "tea",
    ]  # fmt: skip
    assert [n_tokens(WORDS, MERGES[:k]) for k in range(8)] == [61, 44, 32, 27, 23, 20, 18, 17]
    assert train_bpe(WORDS, 100) == MERGES  # nothing is left to join
    assert encode_bpe("seals", MERGES) == ["seal", "s"]
    assert encode_bpe("teal", MERGES) == ["tea", "l"]


def test_training_agrees_with_tokenizers() -> None:
    theirs = Tokenizer(models.BPE())
    trainer = trainers.BpeTrainer(vocab_size=len(vocabulary_of(WORDS, MERGES)), show_progress=False)
    theirs.train_from_iterator([word for word, n in WORDS.items() for _ in range(n)], trainer)
    assert theirs.get_vocab().keys() == set(vocabulary_of(WORDS, MERGES))
    for word in ("seal", "teat", "seats", "heals"):
        assert theirs.encode(word).tokens == encode_bpe(word, MERGES)


@given(LETTERS)
def test_bpe_cuts_as_tokenizers(word: str) -> None:
    vocabulary = {token: i for i, token in enumerate(vocabulary_of(WORDS, MERGES))}
    theirs = Tokenizer(models.BPE(vocab=vocabulary, merges=MERGES))
    assert theirs.encode(word).tokens == encode_bpe(word, MERGES)


@given(st.text(alphabet="seatlhb", min_size=1, max_size=9))
def test_wordpiece_cuts_as_tokenizers(word: str) -> None:
    pieces = vocabulary_of(WORDS, MERGES)
    vocabulary = {token: i for i, token in enumerate(["?", *pieces, *(f"##{p}" for p in pieces)])}
    theirs = Tokenizer(models.WordPiece(vocab=vocabulary, unk_token="?"))
    ours = longest_match(word, vocabulary.keys() - {"?"})
    assert theirs.encode(word).tokens == (ours or ["?"])


@given(LETTERS)
def test_unigram_cuts_no_worse_than_tokenizers(word: str) -> None:
    vocabulary = [("?", -100.0), *LOG_P.items()]
    theirs = Tokenizer(models.Unigram(vocabulary, 0)).encode(word).tokens
    tokens, log_p = most_probable(word, LOG_P)
    assert "".join(tokens) == word
    assert log_p == pytest.approx(sum(LOG_P[token] for token in tokens))
    assert log_p == pytest.approx(sum(LOG_P[token] for token in theirs))


def test_unigram_says_what_it_has_no_tokens_for() -> None:
    with pytest.raises(ValueError, match="no tokens for 'beat'"):
        most_probable("beat", LOG_P)


def test_one_vocabulary_and_two_cuts() -> None:
    pieces = vocabulary_of(WORDS, MERGES)
    assert encode_bpe("teat", MERGES) == ["t", "eat"]
    marked = {*pieces, *(f"##{piece}" for piece in pieces)}
    assert longest_match("teat", marked) == ["tea", "##t"]


def test_bytes_for_what_is_unknown() -> None:
    assert with_bytes("a猫", {"a"}) == ["a", "<0xE7>", "<0x8C>", "<0xAB>"]


@given(st.text(max_size=8))
def test_bytes_lose_nothing(text: str) -> None:
    codes = bytes(int(token[3:5], 16) for token in with_bytes(text, ()))
    assert codes.decode("utf-8") == text


def test_scores_of_wordpiece_prefer_what_rarely_stands_alone() -> None:
    scores = wordpiece_scores(WORDS, {word: list(word) for word in WORDS})
    assert scores["h", "e"] == pytest.approx(2 / (2 * 17))
    assert scores["s", "e"] == pytest.approx(12 / (12 * 17))
    assert scores["h", "e"] == scores["s", "e"]  # 2 occurrences count as much as 12
    assert tokenization.pair_counts(WORDS, {w: list(w) for w in WORDS})["s", "e"] == 12
