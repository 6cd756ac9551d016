"""Short tables of prefill and decode: by card for one model, and by model for one card."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.base import numbers
from scripts.counts import comparison, memory, parameters
from scripts.data.handbook import Entry, Handbook
from scripts.data.lists import Gpu
from scripts.fragments.cells import Cell
from scripts.fragments.short_tables import Row, of_checkpoints, short_table
from scripts.reference.inference_memory import BITS_Q4
from scripts.reference.prefill_decode import (
    Card,
    Model,
    cache_limit,
    critical_batch,
    decode_seconds,
    prefill_seconds,
)

MODEL, CARD, TOKENS, SHARE = "llama-3.1-8b", "h100-80", 2048, 0.9
#: Dense models without windows that one H100 holds in 16 bits.
CHECKPOINTS = ("llama-2-7b", "llama-3.1-8b", "llama-2-13b", "qwen3-14b", "qwen3-32b")

WORDS = {
    "zh": {
        "cards": "各卡的拐点，以及 Llama 3.1 8B 在其上的预填充与解码",
        "card": "显卡",
        "ridge": "拐点（次/字节）",
        "small": "4.5 位的临界词元数",
        "step": "解码一步（ms）",
        "speed": "词元/秒",
        "prompt": "预填充（ms）",
        "models": "各模型在一张 H100 上的解码",
        "read": "每步读权重（GB）",
        "group": "注意力的强度",
        "limit": "上下文界限",
        "alone": "1 条序列（ms）",
        "fit": "放得下几条",
        "ratio": "放满时出/入之比",
    },
    "en": {
        "cards": "Ridge of each card, and prefill and decode of Llama 3.1 8B on it",
        "card": "Card",
        "ridge": "Ridge (operations per byte)",
        "small": "Critical tokens at 4.5 bits",
        "step": "Decode step, ms",
        "speed": "Tokens per second",
        "prompt": "Prefill, ms",
        "models": "Decode of models on one H100",
        "read": "Weights read per step, GB",
        "group": "Intensity of attention",
        "limit": "Limit of context",
        "alone": "1 sequence, ms",
        "fit": "Sequences that fit",
        "ratio": "Output over input, full card",
    },
}


def card_of(gpu: Gpu) -> Card:
    """Return the peaks of a card of the data; ValueError where one is unknown."""
    if gpu.bf16_tflops is None or gpu.bandwidth_gb_s is None:
        raise ValueError(f"{gpu.id}: a peak is unknown")
    return Card(gpu.bf16_tflops * 1e12, gpu.bandwidth_gb_s * 1e9)


def model_of(entry: Entry) -> Model:
    """Return what a step of a dense model costs in 16 bits; ValueError for any other model."""
    arch = entry.checkpoint.architecture
    weights = parameters.multiplied_parameters(arch)
    cached = memory.kv_bytes_per_token(arch) if arch else None
    if arch is None or arch.mla or arch.experts or arch.sliding_window:
        raise ValueError(f"{entry.checkpoint.id}: not a dense model of plain attention")
    if not (weights and cached and arch.n_layers and arch.n_heads and arch.head_dim):
        raise ValueError(f"{entry.checkpoint.id}: a size is unknown")
    return Model(weights, 4 * arch.n_layers * arch.n_heads * arch.head_dim, cached)


def known_cards(handbook: Handbook) -> Iterator[Gpu]:
    """Yield the cards with both peaks, those with the most bandwidth first."""
    known = [gpu for gpu in handbook.gpus if gpu.bf16_tflops and gpu.bandwidth_gb_s]
    yield from sorted(known, key=lambda gpu: -(gpu.bandwidth_gb_s or 0))


def sequences(handbook: Handbook, entry: Entry) -> int:
    """Return how many sequences of `TOKENS` tokens one `CARD` holds beside 16-bit weights."""
    size = next(gpu.memory_gb for gpu in handbook.gpus if gpu.id == CARD)
    count = comparison.best_count(entry.checkpoint) or 0
    left = size * 1e9 * SHARE - 2 * count
    return max(0, int(left // (model_of(entry).cached * TOKENS)))


def _number(value: float, digits: int = 3) -> Cell:
    return Cell(numbers.significant(value, digits), value)


def _whole(value: float) -> Cell:
    return Cell(numbers.grouped(round(value)), value)


def decode_on_cards(handbook: Handbook, lang: str) -> str:
    """Return ridge, step and prefill of one model by card."""
    words, model = WORDS[lang], model_of(handbook.entry(MODEL))
    head = [words[name] for name in ("card", "ridge", "small", "step", "speed", "prompt")]
    rows = []
    for gpu in known_cards(handbook):
        card = card_of(gpu)
        step = decode_seconds(model, card, 1, TOKENS)
        cells = (
            _number(card.ridge),
            _number(critical_batch(card, BITS_Q4 / 8)),
            _number(1000 * step),
            _number(1 / step),
            _number(1000 * prefill_seconds(model, card, TOKENS)),
        )
        rows.append(Row(gpu.name, cells))
    return short_table("decode-on-cards", lang, words["cards"], head, rows)


def decode_of_models(handbook: Handbook, lang: str) -> str:
    """Return what decode of some models is bound by on one H100."""
    words = WORDS[lang]
    card = next(card_of(gpu) for gpu in handbook.gpus if gpu.id == CARD)

    def ratio(entry: Entry) -> float | None:
        model, fit = model_of(entry), sequences(handbook, entry)
        if not fit:
            return None
        each = decode_seconds(model, card, fit, TOKENS) / fit
        return each / (prefill_seconds(model, card, TOKENS) / TOKENS)

    def shown(entry: Entry, _: str) -> Cell:
        found = ratio(entry)
        return Cell("–", None) if found is None else _number(found)

    columns = (
        (words["read"], lambda entry, _: _number(2 * model_of(entry).weights / 1e9)),
        (words["group"], lambda e, _: _number(model_of(e).scores / model_of(e).cached, 2)),
        (words["limit"], lambda e, _: _whole(cache_limit(model_of(e), card))),
        (words["alone"], lambda e, _: _number(1e3 * decode_seconds(model_of(e), card, 1, TOKENS))),
        (words["fit"], lambda e, _: Cell(str(sequences(handbook, e)), sequences(handbook, e))),
        (words["ratio"], shown),
    )
    return of_checkpoints(handbook, "decode-of-models", lang, words["models"], CHECKPOINTS, columns)


TABLES = {
    "decode-on-cards": decode_on_cards,
    "decode-of-models": decode_of_models,
}
