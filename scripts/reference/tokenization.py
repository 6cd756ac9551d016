"""Subword tokenizers: BPE trained and applied, WordPiece, Unigram, bytes for what is unknown."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from scripts.reference.arrays import require

Pair = tuple[str, str]
#: Words of the worked example with how often each occurs.
WORDS = {"sea": 4, "seal": 5, "seat": 3, "eat": 2, "heat": 2, "tea": 1}


# --8<-- [start:train_bpe]
def joined(symbols: Sequence[str], pair: Pair) -> list[str]:
    """Return the symbols with every occurrence of the pair made one, from the left."""
    out: list[str] = []
    for symbol in symbols:
        if out and (out[-1], symbol) == pair:
            out[-1] += symbol
        else:
            out.append(symbol)
    return out


def pair_counts(
    words: Mapping[str, int], cut: Mapping[str, Sequence[str]]
) -> Counter[Pair]:
    """Return how often each pair of neighbours occurs within the words."""
    counts: Counter[Pair] = Counter()
    for word, count in words.items():
        for pair in pairwise(cut[word]):
            counts[pair] += count
    return counts


def train_bpe(words: Mapping[str, int], n_merges: int) -> list[Pair]:
    """Return the merges in the order learned, the most frequent pair each time.

    words: how often each word occurs; of equal pairs the first in alphabetical order is
    taken. Ends early when no pair is left. Source: Sennrich et al. 2016, algorithm 1.
    """
    cut: dict[str, list[str]] = {word: list(word) for word in words}
    merges: list[Pair] = []
    while len(merges) < n_merges:
        counts = pair_counts(words, cut)
        if not counts:
            break
        merges.append(min(counts, key=lambda pair: (-counts[pair], pair)))
        cut = {word: joined(cut[word], merges[-1]) for word in cut}
    return merges


# --8<-- [end:train_bpe]


# --8<-- [start:encode_bpe]
def encode_bpe(word: str, merges: Sequence[Pair]) -> list[str]:
    """Return the tokens of a word: the merge learned earliest is always done first."""
    rank = {pair: i for i, pair in enumerate(merges)}
    symbols = list(word)
    while len(symbols) > 1:
        pairs = pairwise(symbols)
        best = min(pairs, key=lambda pair: rank.get(pair, math.inf))
        if best not in rank:
            break
        symbols = joined(symbols, best)
    return symbols


# --8<-- [end:encode_bpe]


# --8<-- [start:longest_match]
def longest_match(
    word: str, vocabulary: Collection[str]
) -> list[str] | None:
    """Return WordPiece's cut: from the left, the longest token that fits.

    Tokens inside a word begin with ## in the vocabulary. None, the unknown token, when any
    place has no token. Source: WordpieceTokenizer in BERT's tokenization.py.
    """
    tokens: list[str] = []
    start = 0
    while start < len(word):
        mark = "##" if start else ""
        ends = range(len(word), start, -1)
        fits = (mark + word[start:end] for end in ends)
        token = next((t for t in fits if t in vocabulary), None)
        if token is None:
            return None
        tokens.append(token)
        start += len(token) - len(mark)
    return tokens


# --8<-- [end:longest_match]


# --8<-- [start:most_probable]
def most_probable(
    text: str, log_p: Mapping[str, float]
) -> tuple[list[str], float]:
    """Return Unigram's cut and its log-probability, by Viterbi's algorithm.

    log_p: of each token. best[i] is the best cut of the first i characters. Source: Kudo 2018.
    """
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(text) + 1):
        candidates = [
            (best[start][0] + log_p[text[start:end]], start)
            for start in range(end)
            if text[start:end] in log_p
        ]
        best.append(max(candidates, default=(-math.inf, 0)))
    require(best[-1][0] > -math.inf, f"no tokens for {text!r}")
    tokens: list[str] = []
    end = len(text)
    while end:
        start = best[end][1]
        tokens.append(text[start:end])
        end = start
    return tokens[::-1], best[-1][0]


# --8<-- [end:most_probable]


def wordpiece_scores(
    words: Mapping[str, int], cut: Mapping[str, Sequence[str]]
) -> dict[Pair, float]:
    """Return count(pair) / (count(first) * count(second)), as WordPiece is said to choose.

    Google's training code was never published; the score is that of the Hugging Face course.
    """
    singles: Counter[str] = Counter()
    for word, count in words.items():
        for symbol in cut[word]:
            singles[symbol] += count
    pairs = pair_counts(words, cut)
    return {
        (a, b): pairs[a, b] / (singles[a] * singles[b]) for a, b in pairs
    }


# --8<-- [start:with_bytes]
def with_bytes(text: str, vocabulary: Collection[str]) -> list[str]:
    """Return characters that the vocabulary has, and the UTF-8 bytes of all others.

    A byte is written <0xE4>, as SentencePiece does when byte_fallback is on.
    """
    tokens: list[str] = []
    for character in text:
        if character in vocabulary:
            tokens.append(character)
        else:
            code = character.encode("utf-8")
            tokens += [f"<0x{byte:02X}>" for byte in code]
    return tokens


# --8<-- [end:with_bytes]


def vocabulary_of(
    words: Mapping[str, int], merges: Sequence[Pair]
) -> list[str]:
    """Return the characters of the words in alphabetical order, then one token for each merge."""
    characters = sorted({character for word in words for character in word})
    return characters + [first + second for first, second in merges]


def n_tokens(words: Mapping[str, int], merges: Sequence[Pair]) -> int:
    """Return how many tokens all words take together."""
    return sum(
        count * len(encode_bpe(word, merges))
        for word, count in words.items()
    )
