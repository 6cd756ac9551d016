"""Prefill and decode on one card: operations, bytes, and the time that neither can undercut."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.reference.arrays import require


@dataclass(frozen=True)
class Model:
    """What a step costs.

    weights: entries of the matrices that a token is multiplied by;
    scores: operations per token and cached token, 4 L h d_h for heads of one width;
    cached: bytes of cache per token; weight_bytes: of one weight, scales included.
    """

    weights: int
    scores: int
    cached: int
    weight_bytes: float = 2.0


@dataclass(frozen=True)
class Card:
    """Peak of arithmetic in operations per second, and of memory in bytes per second."""

    flops: float
    bandwidth: float

    @property
    def ridge(self) -> float:
        """Operations per byte at which both take equally long."""
        return self.flops / self.bandwidth


def product_intensity(
    tokens: int, inputs: int, outputs: int, element: float = 2.0
) -> float:
    """Return operations per byte of (tokens, inputs) times (inputs, outputs), moved once."""
    moved = tokens * inputs + inputs * outputs + tokens * outputs
    return 2 * tokens * inputs * outputs / (element * moved)


# --8<-- [start:step_seconds]
def at_least(card: Card, operations: float, moved: float) -> float:
    """Return the roofline's seconds: the slower of arithmetic and memory."""
    return max(operations / card.flops, moved / card.bandwidth)


def step_seconds(
    model: Model,
    card: Card,
    contexts: list[int],
    chunk: tuple[int, int] = (0, 0),
) -> float:
    """Return the least time of a step that decodes one token per sequence
    and, if asked, reads a piece of one prompt.

    contexts: tokens that each decoding sequence attends to;
    chunk: tokens of the prompt read before, and tokens read now.
    """
    before, now = chunk
    tokens = len(contexts) + now
    matrices = at_least(
        card,
        2 * model.weights * tokens,
        model.weights * model.weight_bytes,
    )
    seen = sum(contexts)
    decoding = at_least(card, model.scores * seen, model.cached * seen)
    pairs = now * before + now * (now + 1) / 2  # causal
    reading = at_least(
        card,
        model.scores * pairs,
        model.cached * (before + now) * (now > 0),
    )
    return matrices + decoding + reading


# --8<-- [end:step_seconds]


def prefill_seconds(model: Model, card: Card, prompt: int) -> float:
    """Return the least time to read a prompt in one step."""
    return step_seconds(model, card, [], (0, prompt))


def decode_seconds(
    model: Model, card: Card, batch: int, context: int
) -> float:
    """Return the least time of a step of `batch` sequences of `context` tokens each."""
    return step_seconds(model, card, [context] * batch)


def chunked_steps(
    model: Model, card: Card, contexts: list[int], prompt: int, chunk: int
) -> list[float]:
    """Return the seconds of each step until a prompt is read beside what decodes.

    The contexts are held at their first length; a step adds one token to each.
    """
    require(chunk > 0, "a chunk has tokens")
    starts = range(0, prompt, chunk)
    return [
        step_seconds(model, card, contexts, (s, min(chunk, prompt - s)))
        for s in starts
    ]


def critical_batch(card: Card, weight_bytes: float = 2.0) -> float:
    """Return the tokens in a step from which on matrix products are bound by arithmetic."""
    return card.ridge * weight_bytes / 2


def cache_limit(model: Model, card: Card) -> float:
    """Return the context beyond which a step, taken whole, moves too much at any batch size.

    Solves 2 M + a n = ridge B n for n: operations and bytes of one more sequence.
    """
    excess = card.ridge * model.cached - model.scores
    return 2 * model.weights / excess if excess > 0 else float("inf")


def request_seconds(first: float, each: float, answer: int) -> float:
    """Return the time of a request: first token, then `answer` - 1 tokens at `each` seconds."""
    require(answer >= 1, "an answer has a token")
    return first + (answer - 1) * each
