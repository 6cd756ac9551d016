"""Tables on quantisation: the kinds of GGUF files by bits, and sizes of models in each."""

from __future__ import annotations

from scripts.base import numbers
from scripts.counts import comparison
from scripts.data.handbook import Entry, Handbook
from scripts.fragments import cells, columns
from scripts.fragments.cells import Cell, Show
from scripts.fragments.short_tables import Row, of_checkpoints, short_table
from scripts.reference.quantization import GGUF, Block

CHECKPOINTS = (
    "llama-3.1-8b",
    "gemma-3-27b",
    "qwen3-32b",
    "mixtral-8x7b-v0.1",
    "llama-2-70b",
    "glm-4.5-air",
    "deepseek-v3",
)
SHOWN = ("Q8_0", "Q6_K", "Q4_K", "Q2_K")

KIND_WORDS = {
    "zh": ("GGUF 各种块的位数", "种类", "每块权重", "编码字节", "缩放字节", "编码位", "每权重位数"),
    "en": (
        "Bits of the kinds of blocks in GGUF files",
        "Kind",
        "weights per block",
        "bytes of codes",
        "bytes of scales",
        "code bits",
        "bits per weight",
    ),
}
SIZE_WORDS = {
    "zh": ("各模型权重的大小，GiB", "参数量", "16 位"),
    "en": ("Size of the weights of models, GiB", "parameters", "16 bits"),
}


def gguf_kinds(_: Handbook, lang: str) -> str:
    """Return what each kind of block takes, scales included."""
    caption, *head = KIND_WORDS[lang]
    rows = [
        Row(
            block.name,
            [
                Cell(str(block.weights), block.weights),
                Cell(str(block.code_bytes), block.code_bytes),
                Cell(str(block.scale_bytes), block.scale_bytes),
                Cell(f"{block.code_bits:g}", block.code_bits),
                Cell(f"{block.bits:g}", block.bits),
            ],
        )
        for block in GGUF
    ]
    return short_table("gguf-kinds", lang, caption, head, rows)


def _size(bits: float) -> Show:
    def show(entry: Entry, lang: str) -> Cell:
        count = comparison.best_count(entry.checkpoint)
        if count is None:
            return cells.unknown(lang)
        size = count * bits / 8
        return Cell(numbers.significant(size / 2**30), size)

    return show


def quantized_sizes(handbook: Handbook, lang: str) -> str:
    """Return what weights take in 16 bits and if all were stored in one kind of block."""
    caption, parameters, plain = SIZE_WORDS[lang]
    kinds: dict[str, Block] = {block.name: block for block in GGUF}
    shown = (
        (parameters, columns.COUNT[1]),
        (plain, _size(16)),
        *((name, _size(kinds[name].bits)) for name in SHOWN),
    )
    return of_checkpoints(handbook, "quantized-sizes", lang, caption, CHECKPOINTS, shown)


TABLES = {
    "gguf-kinds": gguf_kinds,
    "quantized-sizes": quantized_sizes,
}
