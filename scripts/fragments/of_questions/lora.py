"""Short table of fine-tuning with adapters: parameters and memory by model of the data."""

from __future__ import annotations

from scripts.base import numbers
from scripts.counts import comparison, costs
from scripts.data.handbook import Entry, Handbook
from scripts.fragments import cells
from scripts.fragments.cells import Cell, Show
from scripts.fragments.short_tables import of_checkpoints
from scripts.reference import lora

CHECKPOINTS = (
    "llama-2-7b",
    "llama-3.1-8b",
    "qwen3-32b",
    "llama-2-70b",
    "llama-3.1-405b",
)
RANK = 16

WORDS = {
    "zh": (
        "用适配器微调各模型：参数与显存",
        "适配器参数，只加 q、v",
        "适配器参数，全部线性层",
        "全参数（GB）",
        "LoRA（GB）",
        "QLoRA（GB）",
    ),
    "en": (
        "Fine-tuning models of the data with adapters: parameters and memory",
        "adapter parameters, q and v",
        "adapter parameters, all linear layers",
        "full, GB",
        "LoRA, GB",
        "QLoRA, GB",
    ),
}


def _blocks(entry: Entry) -> tuple[int, dict[str, lora.Shape]] | None:
    """Return layers and shapes of a dense model without latent attention."""
    arch = entry.checkpoint.architecture
    if arch is None or arch.experts or arch.mla or not arch.n_layers:
        return None
    sizes = (arch.d_model, arch.n_heads, arch.n_kv_heads, arch.head_dim, arch.d_ff)
    if None in sizes:
        return None
    return arch.n_layers, lora.block_shapes(*(size or 0 for size in sizes))


def adapters(entry: Entry, target: str, rank: int = RANK) -> int | None:
    """Return the parameters of the adapters of a checkpoint; None where a size is unknown."""
    found = _blocks(entry)
    if found is None:
        return None
    layers, shapes = found
    return layers * lora.adapter_parameters(lora.chosen(shapes, target), rank)


def memory(entry: Entry, method: str) -> float | None:
    """Return bytes of weights and states for "full", "lora" or "qlora"; None where unknown."""
    count = comparison.best_count(entry.checkpoint)
    found, trained = _blocks(entry), adapters(entry, "all")
    if count is None or found is None or trained is None:
        return None
    if method == "full":
        return float(costs.training_bytes(count))
    layers, shapes = found
    linear = layers * sum(out * inner for out, inner in shapes.values())
    frozen = lora.frozen_bytes(count, linear, four_bits=method == "qlora")
    return frozen + lora.TRAINED_BYTES * trained


def _adapters(target: str) -> Show:
    def show(entry: Entry, lang: str) -> Cell:
        found = adapters(entry, target)
        if found is None:
            return cells.unknown(lang)
        return Cell(numbers.short(found), found, numbers.grouped(found))

    return show


def _memory(method: str) -> Show:
    def show(entry: Entry, lang: str) -> Cell:
        found = memory(entry, method)
        if found is None:
            return cells.unknown(lang)
        return Cell(numbers.significant(found / 1e9), found)

    return show


def lora_models(handbook: Handbook, lang: str) -> str:
    """Return adapter parameters of rank 16 and memory of three methods as HTML."""
    caption, *titles = WORDS[lang]
    shows = (
        _adapters("qv"),
        _adapters("all"),
        _memory("full"),
        _memory("lora"),
        _memory("qlora"),
    )
    return of_checkpoints(
        handbook, "lora-models", lang, caption, CHECKPOINTS, list(zip(titles, shows, strict=True))
    )


TABLES = {"lora-models": lora_models}
