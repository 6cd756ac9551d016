"""One sentence as training examples: what a model reads and what it has to write.

Tokens are strings, so that an example can be read. Spans are pairs (start, end), counted from 0,
the end not included.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from scripts.reference.arrays import require

Span = tuple[int, int]
Order = Literal["psm", "spm"]

MASK = "[MASK]"
PRE, SUF, MID, END = "<PRE>", "<SUF>", "<MID>", "<EOT>"


class Example(NamedTuple):
    """A training example: what goes in, and what the loss asks for."""

    inputs: list[str]
    targets: list[str]


def sentinel(k: int) -> str:
    """Return the mark of gap k, as T5 writes it in print: <X>, <Y>, <Z>, then <S3>, ..."""
    return f"<{'XYZ'[k]}>" if k < 3 else f"<S{k}>"


# --8<-- [start:mask_tokens]
def mask_tokens(
    tokens: Sequence[str],
    chosen: Sequence[int],
    words: Sequence[str],
    rng: np.random.Generator,
) -> Example:
    """Return BERT's example: the targets are the chosen tokens, in order.

    Of the chosen positions 80 % read [MASK], 10 % a random one of
    `words`, 10 % the token itself; the loss counts at all of them.
    Source: Devlin et al. 2018, section 3.1, task 1.
    """
    inputs = list(tokens)
    for i in chosen:
        lot = rng.random()
        if lot < 0.8:
            inputs[i] = MASK
        elif lot < 0.9:
            inputs[i] = str(rng.choice(words))
    return Example(inputs, [tokens[i] for i in chosen])


# --8<-- [end:mask_tokens]


# --8<-- [start:corrupt_spans]
def corrupt_spans(tokens: Sequence[str], spans: Sequence[Span]) -> Example:
    """Return T5's example: each span becomes one mark, then is written back.

    spans: in order, apart from each other. One more mark closes the
    targets; stop tokens are left out. Source: Raffel et al. 2019.
    """
    inputs, targets, at = [], [], 0
    for k, (start, end) in enumerate(spans):
        require(
            at <= start < end <= len(tokens),
            "spans must lie in order, apart",
        )
        inputs += [*tokens[at:start], sentinel(k)]
        targets += [sentinel(k), *tokens[start:end]]
        at = end
    return Example(
        [*inputs, *tokens[at:]], [*targets, sentinel(len(spans))]
    )


# --8<-- [end:corrupt_spans]


def restore(example: Example) -> list[str]:
    """Return the tokens that `corrupt_spans` made an example of."""
    pieces: dict[str, list[str]] = {}
    for token in example.targets:
        if token.startswith("<"):
            pieces[token] = gap = []
        else:
            gap.append(token)
    found: list[str] = []
    for token in example.inputs:
        found += pieces.get(token, [token])
    return found


# --8<-- [start:fill_in_middle]
def fill_in_middle(
    tokens: Sequence[str], start: int, end: int, order: Order = "psm"
) -> list[str]:
    """Return a document with its middle at the end, for a causal model.

    The loss counts on every token but the first. Source: Bavarian et
    al. 2022, section 3, and appendix D for the order "spm".
    """
    require(0 <= start <= end <= len(tokens), "cut inside the document")
    prefix, suffix = list(tokens[:start]), list(tokens[end:])
    middle = list(tokens[start:end])
    if order == "psm":
        return [PRE, *prefix, SUF, *suffix, MID, *middle, END]
    return [PRE, SUF, *suffix, MID, *prefix, *middle, END]


# --8<-- [end:fill_in_middle]


class Lengths(NamedTuple):
    """Tokens of a text and of the example that span corruption makes of it."""

    text: int
    inputs: int
    targets: int
    spans: int


# --8<-- [start:span_lengths]
def span_lengths(text: int, rate: float, mean_span: float) -> Lengths:
    """Return the lengths of an example; both sides end with a stop token.

    Of the text, round(rate * text) tokens are masked, in spans of
    `mean_span` on average. Source: T5, `random_spans_helper`.
    """
    masked = round(text * rate)
    spans = round(masked / mean_span)
    return Lengths(
        text, text - masked + spans + 1, masked + spans + 1, spans
    )


def text_length(inputs: int, rate: float, mean_span: float) -> int:
    """Return the longest text whose example fits `inputs` tokens."""
    text = inputs - 1
    while span_lengths(text + 1, rate, mean_span).inputs <= inputs:
        text += 1
    return text


# --8<-- [end:span_lengths]
