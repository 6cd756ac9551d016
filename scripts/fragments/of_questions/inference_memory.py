"""Short tables of what it takes to run models, and of what fits on each card of the data."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from scripts.base import numbers
from scripts.counts import comparison, costs, memory
from scripts.data.handbook import Entry, Handbook
from scripts.data.lists import Gpu
from scripts.fragments import columns
from scripts.fragments.cells import Cell, Show, unknown
from scripts.fragments.short_tables import Row, of_checkpoints, short_table
from scripts.reference.inference_memory import BITS_Q4, BITS_Q8

CHECKPOINTS = (
    "qwen3-4b",
    "llama-3.1-8b",
    "qwen3-14b",
    "gpt-oss-20b",
    "gemma-3-27b",
    "qwen3-30b-a3b",
    "qwen3-32b",
    "mixtral-8x7b-v0.1",
    "llama-3.1-70b",
    "gpt-oss-120b",
    "qwen3-235b-a22b",
    "deepseek-v3",
)
#: Tokens in the cache, and the share of a card that weights and cache may take.
TOKENS, SHARE = 8192, 0.9
BITS = (16, BITS_Q8, BITS_Q4)

WORDS = {
    "zh": {
        "models": "一些模型的权重、8,192 个词元的缓存，以及放得下的最小的卡",
        "cards": "每张卡放得下的最大的模型，连同 8,192 个词元的缓存",
        "count": "参数",
        "weights": "权重 GiB：16 / 4.5 位",
        "cache": "缓存 GiB",
        "least": "最小的卡，{} 位",
        "one": "{:g} GB",
        "several": "{} × {:g} GB",
        "memory": "标称显存（显卡）",
        "named": "{:g} GB（{}）",
        "comma": "、",
        "largest": "{} 位权重",
        "none": "无",
    },
    "en": {
        "models": "Weights, cache of 8,192 tokens and the smallest card that holds both, by model",
        "cards": "The largest model that fits on each card with a cache of 8,192 tokens",
        "count": "Parameters",
        "weights": "Weights, GiB: 16 / 4.5 bits",
        "cache": "Cache, GiB",
        "least": "Smallest card, {} bits",
        "one": "{:g} GB",
        "several": "{} × {:g} GB",
        "memory": "Nominal memory (cards)",
        "named": "{:g} GB ({})",
        "comma": ", ",
        "largest": "{}-bit weights",
        "none": "none",
    },
}


def needed(entry: Entry, bits: float, tokens: int = TOKENS) -> float | None:
    """Return the bytes of the weights at so many bits and of a 16-bit cache of `tokens` tokens."""
    arch, count = entry.checkpoint.architecture, comparison.best_count(entry.checkpoint)
    if arch is None or count is None:
        return None
    cache = memory.kv_bytes(arch, tokens)
    return None if cache is None else count * bits / 8 + cache


def room(memory_gb: float) -> float:
    """Return the bytes of a card of so many GB that weights and cache may take."""
    return memory_gb * 10**9 * SHARE


def _by_memory(gpus: Sequence[Gpu]) -> dict[float, list[Gpu]]:
    """Return the cards by their memory in GB, from small to large."""
    sizes = sorted({gpu.memory_gb for gpu in gpus})
    return {size: [gpu for gpu in gpus if gpu.memory_gb == size] for size in sizes}


def _weights(entry: Entry, lang: str) -> Cell:
    count = comparison.best_count(entry.checkpoint)
    if count is None:
        return unknown(lang)
    full, small = (numbers.gib(count * bits / 8) for bits in (BITS[0], BITS[-1]))
    return Cell(f"{full} / {small}", count)


def _cache(entry: Entry, lang: str) -> Cell:
    size = needed(entry, 0)
    return unknown(lang) if size is None else Cell(numbers.gib(size), size)


def _least(sizes: Sequence[float], bits: float) -> Show:
    def show(entry: Entry, lang: str) -> Cell:
        size = needed(entry, bits)
        if size is None:
            return unknown(lang)
        fitting = [held for held in sizes if size <= room(held)]
        if fitting:
            return Cell(WORDS[lang]["one"].format(fitting[0]), fitting[0])
        cards = costs.gpus_to_hold(size, room(sizes[-1]))
        return Cell(WORDS[lang]["several"].format(cards, sizes[-1]), cards * sizes[-1])

    return show


def memory_of_models(handbook: Handbook, lang: str) -> str:
    """Return what some models take and on which card they fit."""
    words, sizes = WORDS[lang], list(_by_memory(handbook.gpus))
    shown = (
        (words["count"], columns.COUNT[1]),
        (words["weights"], _weights),
        (words["cache"], _cache),
        (words["least"].format("16"), _least(sizes, BITS[0])),
        (words["least"].format("4.5"), _least(sizes, BITS[-1])),
    )
    return of_checkpoints(handbook, "memory-of-models", lang, words["models"], CHECKPOINTS, shown)


@lru_cache(maxsize=1)
def _candidates(handbook: Handbook) -> tuple[Entry, ...]:
    """Return the open models whose trained context holds the tokens, from large to small.

    Of equals the newest comes first.
    """
    found = [
        (comparison.best_count(entry.checkpoint) or 0, entry.release.date, entry)
        for entry in handbook.entries()
        if entry.weights == "open"
        and (((arch := entry.checkpoint.architecture) and arch.context) or 0) >= TOKENS
        and needed(entry, 0) is not None
    ]
    return tuple(entry for *_, entry in sorted(found, key=lambda item: item[:2], reverse=True))


def largest(handbook: Handbook, memory_gb: float, bits: float) -> Entry | None:
    """Return the open model with the most parameters that a card holds, the newest of equals."""
    fitting = (
        entry for entry in _candidates(handbook) if (needed(entry, bits) or 0) <= room(memory_gb)
    )
    return next(fitting, None)


def _fits(handbook: Handbook, memory_gb: float, bits: float, lang: str) -> Cell:
    found = largest(handbook, memory_gb, bits)
    name = WORDS[lang]["none"] if found is None else found.checkpoint.name
    return Cell(name, name)


def _short_name(gpu: Gpu) -> str:
    """Return the name of a card without what the row says already."""
    return gpu.name.removeprefix("GeForce ").removesuffix(f" {gpu.memory_gb:g} GB")


def fits_on_cards(handbook: Handbook, lang: str) -> str:
    """Return the largest open model of the data that each card holds, at several precisions."""
    words = WORDS[lang]
    head = [words["memory"], *(words["largest"].format(f"{bits:g}") for bits in BITS)]
    rows = []
    for size, gpus in _by_memory(handbook.gpus).items():
        names = words["comma"].join(_short_name(gpu) for gpu in gpus)
        cells = [_fits(handbook, size, bits, lang) for bits in BITS]
        rows.append(Row(words["named"].format(size, names), cells))
    return short_table("fits-on-cards", lang, words["cards"], head, rows)


TABLES = {
    "memory-of-models": memory_of_models,
    "fits-on-cards": fits_on_cards,
}
