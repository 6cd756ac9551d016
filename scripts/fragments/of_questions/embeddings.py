"""Short table of the tables of tokens: rows, width, sharing, and their part of the parameters."""

from __future__ import annotations

from scripts.base import numbers
from scripts.counts import parameters
from scripts.counts.parameters import Parts
from scripts.data.architecture import Architecture
from scripts.data.handbook import Entry, Handbook
from scripts.fragments.cells import Cell
from scripts.fragments.columns import COUNT, TIED
from scripts.fragments.short_tables import of_checkpoints
from scripts.reference.embeddings import power_of_two

CHECKPOINTS = (
    "gpt-2-124m", "gemma-3-270m", "qwen3-0.6b", "llama-3.2-1b", "qwen3-4b", "llama-2-7b",
    "llama-3.1-8b", "qwen3-8b", "gemma-3-27b", "llama-3.1-70b", "qwen3-235b-a22b", "deepseek-v3",
)  # fmt: skip
WORDS = {
    "zh": ("一些模型的词嵌入与输出层", "参数", "行数 V", "V 含 2 的幂", "共享", "两者合计", "占比"),
    "en": (
        "Embedding and output layer of some models",
        "parameters",
        "rows V",
        "power of 2 in V",
        "shared",
        "both together",
        "share",
    ),
}


def _counted(entry: Entry) -> tuple[Architecture, Parts]:
    arch = entry.checkpoint.architecture
    counted = parameters.parts(arch) if arch else None
    if arch is None or counted is None or not arch.vocab_size:
        raise ValueError(f"{entry.checkpoint.id}: cannot be counted")
    return arch, counted


def _rows(entry: Entry, _: str) -> Cell:
    rows = _counted(entry)[0].vocab_size or 0
    return Cell(numbers.grouped(rows), rows)


def _power(entry: Entry, _: str) -> Cell:
    power = power_of_two(_counted(entry)[0].vocab_size or 0)
    return Cell(numbers.grouped(power), power)


def both(entry: Entry) -> int:
    """Return the parameters of the embedding and of the output layer."""
    counted = _counted(entry)[1]
    return counted.token_embedding + counted.lm_head


def _both(entry: Entry, _: str) -> Cell:
    return Cell(numbers.short(both(entry)), both(entry))


def _share(entry: Entry, _: str) -> Cell:
    share = both(entry) / _counted(entry)[1].total
    return Cell(numbers.percent(share), share)


def embeddings(handbook: Handbook, lang: str) -> str:
    """Return the table of embeddings as HTML."""
    caption, *titles = WORDS[lang]
    shows = (COUNT[1], _rows, _power, TIED[1], _both, _share)
    columns = list(zip(titles, shows, strict=True))
    return of_checkpoints(handbook, "embeddings", lang, caption, CHECKPOINTS, columns)


TABLES = {"embeddings": embeddings}
