"""Loss, perplexity and bits per byte, and one text cut in several ways."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np

from scripts.reference.arrays import Array, require
from scripts.reference.next_token import NAMES, SENTENCES

#: The text that figures and pages price, and the ways in which they cut it.
TEXT = "mice drink water."
CUTS: dict[str, tuple[str, ...]] = {
    "bytes": tuple(TEXT),
    "pieces": ("mi", "ce", " dr", "in", "k ", "wat", "er", "."),
    "words": ("mice", " drink", " water", "."),
}


# --8<-- [start:measures]
def perplexity(log_p: Array) -> float:
    """Return exp of the mean of -log_p, which is the geometric mean of 1 / p.

    log_p: (n_tokens,), the natural logarithms of the probabilities of the tokens that came.
    """
    return float(np.exp(-log_p.mean()))


def bits_per_byte(log_p: Array, n_bytes: int) -> float:
    """Return the bits that the text costs, divided by its bytes in UTF-8.

    log_p: as above, tokens without bytes (such as one that begins a text) left out.
    Source: Gao et al. 2020, section 3.1.
    """
    require(n_bytes > 0, "a text has at least one byte")
    return float(-log_p.sum() / math.log(2) / n_bytes)


def joined(log_p: Array, lengths: Sequence[int]) -> Array:
    """Return the log-probabilities of longer tokens, each `lengths[i]` of the given ones.

    The probability of a piece is the product of its parts, each given all before it, so the
    logarithms add up. log_p: (n,); lengths: sums to n. Result: (len(lengths),).
    """
    require(sum(lengths) == len(log_p), "the lengths must add up")
    starts = np.cumsum([0, *lengths[:-1]])
    return np.asarray(np.add.reduceat(log_p, starts))


# --8<-- [end:measures]


def read_text() -> str:
    """Return the nine English sentences of `next_token`, as written."""
    names = NAMES["en"]
    return " ".join(
        " ".join(names[i] for i in sentence) + "." for sentence in SENTENCES
    )


def character_log_p(text: str, guessing: float = 0.0) -> Array:
    """Return ln p of each character of `text`, given the one before it. Shape: (len(text),).

    The model has counted the pairs of characters of `read_text`, with a tenth added to each count.
    A blank stands before the text.

    Args:
        guessing: the share, 0 to 1, of a model that gives each character the same.
    """
    require(0 <= guessing <= 1, "a share lies between 0 and 1")
    seen = " " + read_text()
    alphabet = sorted(set(seen))
    require(set(text) <= set(alphabet), "a character was never read")
    place = {character: i for i, character in enumerate(alphabet)}
    counts = np.full((len(alphabet), len(alphabet)), 0.1)
    for before, character in itertools.pairwise(seen):
        counts[place[before], place[character]] += 1
    shares = counts / counts.sum(axis=1, keepdims=True)
    shares = (1 - guessing) * shares + guessing / len(alphabet)
    pairs = zip(" " + text, text, strict=False)
    return np.log(
        [
            shares[place[before], place[character]]
            for before, character in pairs
        ]
    )


#: Log-probabilities of ten tokens each, with equal mean: three ways to a perplexity of 10.
TENS: dict[str, Array] = {
    "even": np.full(10, -math.log(10)),
    "half": np.array([0.0, -math.log(100)] * 5),
    "rare": np.array(
        [-math.log(2)] * 9 + [-10 * math.log(10) + 9 * math.log(2)]
    ),
}
