"""Tables of the questions on RoPE, ALiBi and long contexts."""

from __future__ import annotations

import math
from collections.abc import Callable

from scripts.base import numbers
from scripts.data.architecture import Architecture
from scripts.data.handbook import Entry, Handbook
from scripts.fragments import cells, columns
from scripts.fragments.cells import Cell, Show
from scripts.fragments.short_tables import of_checkpoints
from scripts.reference import context_extension as ext
from scripts.reference.positions import alibi_slopes

BASES = (
    "gpt-j-6b", "llama-7b", "llama-2-7b", "codellama-7b", "mixtral-8x7b-v0.1", "llama-3-8b",
    "llama-3.1-8b", "deepseek-v3", "gemma-3-27b", "qwen3-8b", "gpt-oss-120b", "seed-oss-36b",
)  # fmt: skip
USERS = ("bloom-7b1", "bloom-176b", "mpt-7b", "baichuan-13b", "baichuan-2-13b")
GROWTH = (
    "llama-7b", "llama-2-7b", "codellama-7b", "llama-3-8b", "llama-3.1-8b",
    "mistral-7b-v0.1", "mistral-7b-v0.3", "gemma-2-27b", "gemma-3-27b",
)  # fmt: skip

WORDS = {
    "zh": {
        "bases": "各模型的 RoPE 基数、转动的维度、训练上下文，以及在这一长度内转不满一圈的维度对",
        "users": "采用 ALiBi 的模型：头数、斜率的范围与训练上下文",
        "growth": "同一系列前后两代的 RoPE 基数、训练上下文与读满时的 KV 缓存",
        "date": "年份",
        "theta": "rope_theta",
        "turned": "转动的维度 / head_dim",
        "context": "上下文",
        "slow": "转不满一圈的对",
        "heads": "头数",
        "steepest": "最陡的斜率",
        "gentlest": "最缓的斜率",
        "cache": "KV 缓存（GiB）",
        "of": "{} / {}",
    },
    "en": {
        "bases": (
            "Base of RoPE, dimensions turned, trained context, and pairs that do not turn full "
            "circle within it, by model"
        ),
        "users": "Models with ALiBi: heads, range of the slopes, trained context",
        "growth": "Base of RoPE, trained context and KV cache when full, in successive generations",
        "date": "Year",
        "theta": "rope_theta",
        "turned": "Turned of head_dim",
        "context": "Context",
        "slow": "Pairs without a full turn",
        "heads": "Heads",
        "steepest": "Steepest slope",
        "gentlest": "Gentlest slope",
        "cache": "KV cache (GiB)",
        "of": "{} of {}",
    },
}


def _of(pick: Callable[[Architecture], Cell | None]) -> Show:
    """Return a column of what the architecture tells, unknown where it tells nothing."""

    def show(entry: Entry, lang: str) -> Cell:
        arch = entry.checkpoint.architecture
        return (pick(arch) if arch else None) or cells.unknown(lang)

    return show


def _theta(arch: Architecture) -> Cell | None:
    theta = arch.position.rope_theta if arch.position else None
    return Cell(numbers.grouped(theta), float(theta)) if theta else None


def _turned(lang: str) -> Show:
    def pick(arch: Architecture) -> Cell | None:
        turned = arch.position.rotary_dim if arch.position else None
        if turned is None or arch.head_dim is None:
            return None
        return Cell(WORDS[lang]["of"].format(turned, _width(arch)), turned)

    return _of(pick)


def _width(arch: Architecture) -> int | None:
    """Return the width of a query head: under MLA the turned part comes on top of the rest."""
    turned = arch.position.rotary_dim if arch.position else None
    if arch.mla is not None and arch.head_dim is not None and turned is not None:
        return arch.head_dim + turned
    return arch.head_dim


def slow_pairs(arch: Architecture) -> tuple[int, int] | None:
    """Return how many pairs do not turn full circle within the trained context, and of how many."""
    position = arch.position
    if position is None or not (position.rope_theta and position.rotary_dim and arch.context):
        return None
    frequencies = ext.rope_frequencies(position.rotary_dim, float(position.rope_theta))
    slow = ext.rotations(frequencies, arch.context) < 1
    return int(slow.sum()), len(frequencies)


def _slow(lang: str) -> Show:
    def pick(arch: Architecture) -> Cell | None:
        found = slow_pairs(arch)
        return Cell(WORDS[lang]["of"].format(*found), found[0]) if found else None

    return _of(pick)


def _slope(pick_one: Callable[[int], float]) -> Show:
    def pick(arch: Architecture) -> Cell | None:
        if arch.n_heads is None:
            return None
        slope = pick_one(arch.n_heads)
        exponent = -math.log2(slope)
        shown = f"1/{2 ** round(exponent)}" if exponent == round(exponent) else f"{slope:.3f}"
        return Cell(shown, slope)

    return _of(pick)


def rope_bases(handbook: Handbook, lang: str) -> str:
    """Return the bases of well-known models, the oldest first."""
    words = WORDS[lang]
    shown = (
        (words["date"], columns.year),
        (words["theta"], _of(_theta)),
        (words["turned"], _turned(lang)),
        (words["context"], columns.CONTEXT[1]),
        (words["slow"], _slow(lang)),
    )
    return of_checkpoints(handbook, "rope-bases", lang, words["bases"], BASES, shown)


def alibi_users(handbook: Handbook, lang: str) -> str:
    """Return the models of the data that use ALiBi."""
    words = WORDS[lang]
    shown = (
        (words["date"], columns.year),
        (words["heads"], _of(lambda arch: Cell(str(arch.n_heads), arch.n_heads))),
        (words["steepest"], _slope(lambda n: float(alibi_slopes(n).max()))),
        (words["gentlest"], _slope(lambda n: float(alibi_slopes(n).min()))),
        (words["context"], columns.CONTEXT[1]),
    )
    return of_checkpoints(handbook, "alibi-users", lang, words["users"], USERS, shown)


def context_growth(handbook: Handbook, lang: str) -> str:
    """Return how base, context and cache grew from one generation to the next."""
    words = WORDS[lang]
    shown = (
        (words["date"], columns.year),
        (words["theta"], _of(_theta)),
        (words["context"], columns.CONTEXT[1]),
        (words["slow"], _slow(lang)),
        (words["cache"], columns.KV_AT_CONTEXT[1]),
    )
    return of_checkpoints(handbook, "context-growth", lang, words["growth"], GROWTH, shown)


TABLES = {
    "rope-bases": rope_bases,
    "alibi-users": alibi_users,
    "context-growth": context_growth,
}
