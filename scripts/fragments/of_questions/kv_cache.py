"""Short table of the KV cache of models: what a token takes, and what the whole context takes."""

from __future__ import annotations

from scripts.base import numbers
from scripts.counts import comparison, memory
from scripts.data.handbook import Entry, Handbook
from scripts.fragments import columns
from scripts.fragments.cells import Cell, unknown
from scripts.fragments.short_tables import of_checkpoints

CHECKPOINTS = (
    "falcon-7b",
    "llama-2-7b",
    "mistral-7b-v0.1",
    "llama-3.1-8b",
    "llama-3.1-70b",
    "qwen3-30b-a3b",
    "qwen3-32b",
    "gemma-3-27b",
    "gpt-oss-120b",
    "glm-4.5-air",
    "deepseek-v3",
)

WORDS = {
    "zh": {
        "caption": "每词元与整个训练上下文的 KV 缓存",
        "stored": "每层存的",
        "layers": "层数",
        "token": "KiB/词元",
        "context": "上下文",
        "whole": "读满时 GiB（占权重）",
        "heads": "2 × {} × {}",
        "latent": "{} + {}",
        "share": "{}（{}%）",
    },
    "en": {
        "caption": "KV cache per token and at the whole trained context",
        "stored": "Stored per layer",
        "layers": "Layers",
        "token": "KiB/token",
        "context": "Context",
        "whole": "GiB when full (of weights)",
        "heads": "2 × {} × {}",
        "latent": "{} + {}",
        "share": "{} ({}%)",
    },
}


def _stored(entry: Entry, lang: str) -> Cell:
    """Return the numbers that a layer stores per token, as a product or a sum."""
    arch = entry.checkpoint.architecture
    if arch is not None and arch.mla is not None:
        rank, turned = arch.mla.kv_lora_rank, arch.mla.qk_rope_head_dim
        return Cell(WORDS[lang]["latent"].format(rank, turned), rank + turned)
    if arch is None or arch.n_kv_heads is None or arch.head_dim is None:
        return unknown(lang)
    shown = WORDS[lang]["heads"].format(arch.n_kv_heads, arch.head_dim)
    return Cell(shown, 2 * arch.n_kv_heads * arch.head_dim)


def _whole(entry: Entry, lang: str) -> Cell:
    cache = memory.kv_bytes_at_context(entry.checkpoint.architecture)
    weights = memory.weight_bytes(comparison.best_count(entry.checkpoint), 16)
    if cache is None or weights is None:
        return unknown(lang)
    share = 100 * cache / weights
    percent = f"{share:.1f}" if share < 10 else f"{share:.0f}"
    return Cell(WORDS[lang]["share"].format(numbers.gib(cache), percent), cache)


def kv_cache(handbook: Handbook, lang: str) -> str:
    """Return the table: 16-bit numbers, one sequence, weights in 16 bits."""
    words = WORDS[lang]
    shown = (
        (words["stored"], _stored),
        (words["layers"], dict(columns.WIDTHS)["n_layers"]),
        (words["token"], columns.KV_PER_TOKEN[1]),
        (words["context"], columns.CONTEXT[1]),
        (words["whole"], _whole),
    )
    return of_checkpoints(handbook, "kv-cache", lang, words["caption"], CHECKPOINTS, shown)


TABLES = {
    "kv-cache": kv_cache,
}
