"""Short table of the question on choosing a model: what must fit, and what must be read."""

from __future__ import annotations

from scripts.base import numbers
from scripts.data.handbook import Entry, Handbook
from scripts.fragments.cells import Cell, Show, unknown
from scripts.fragments.columns import ACTIVE, COUNT, LICENCE
from scripts.fragments.of_questions.inference_memory import needed
from scripts.fragments.short_tables import of_checkpoints
from scripts.reference.inference_memory import BITS_Q4

CHECKPOINTS = (
    "qwen3-4b", "llama-3.1-8b", "gpt-oss-20b", "gemma-3-27b", "qwen3-30b-a3b", "qwen3-32b",
    "llama-3.1-70b", "gpt-oss-120b",
)  # fmt: skip
TOKENS = (8192, 32768)
WORDS = {
    "zh": (
        "挑选时先看的四样：参数、每词元激活的参数、4.5 位权重加缓存的显存、许可证",
        "参数",
        "激活",
        "GiB，{} 词元",
        "许可证",
    ),
    "en": (
        "What to look at first: parameters, active ones, memory of 4.5-bit weights with cache, "
        "licence",
        "total",
        "active",
        "GiB, {} tokens",
        "licence",
    ),
}


def _memory(tokens: int) -> Show:
    def show(entry: Entry, lang: str) -> Cell:
        size = needed(entry, BITS_Q4, tokens)
        return unknown(lang) if size is None else Cell(numbers.significant(size / 2**30), size)

    return show


def choice_memory(handbook: Handbook, lang: str) -> str:
    """Return size, memory with two lengths of context and licence of some models."""
    caption, total, active, memory, licence = WORDS[lang]
    columns = [
        (total, COUNT[1]),
        (active, ACTIVE[1]),
        *((memory.format(numbers.grouped(tokens)), _memory(tokens)) for tokens in TOKENS),
        (licence, LICENCE[1]),
    ]
    return of_checkpoints(handbook, "choice-memory", lang, caption, CHECKPOINTS, columns)


TABLES = {"choice-memory": choice_memory}
