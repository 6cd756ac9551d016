"""Short tables of training memory: by recipe of number formats, and by model of the data."""

from __future__ import annotations

from scripts.base import numbers
from scripts.counts import comparison, costs
from scripts.data.handbook import Entry, Handbook
from scripts.fragments.cells import Cell
from scripts.fragments.columns import COUNT
from scripts.fragments.short_tables import Row, of_checkpoints, short_table
from scripts.reference.training_memory import RECIPES, activation_bytes, kept_numbers

CHECKPOINTS = (
    "llama-2-7b",
    "llama-3.1-8b",
    "llama-2-13b",
    "llama-2-70b",
    "llama-3.1-405b",
    "mixtral-8x7b-v0.1",
    "deepseek-v3",
)
CARDS, TOKENS = 64, 4096

RECIPE_WORDS = {
    "zh": {
        "caption": "不同做法下每个参数的字节",
        "head": ("做法", "权重", "梯度", "主权重", "优化器状态", "合计"),
        "mixed": "BF16 或 FP16 混合精度，Adam",
        "fp32-gradients": "同上，梯度用 FP32 累加",
        "fp32": "全部 FP32，Adam",
        "one-momentum": "混合精度，只有一个动量",
        "adam-8bit": "混合精度，8 位 Adam",
        "bf16": "全部 BF16，没有主权重",
    },
    "en": {
        "caption": "Bytes of a parameter by recipe",
        "head": ("recipe", "weight", "gradient", "master", "states", "total"),
        "mixed": "mixed precision, BF16 or FP16, Adam",
        "fp32-gradients": "the same, gradients summed in FP32",
        "fp32": "everything FP32, Adam",
        "one-momentum": "mixed precision, one momentum alone",
        "adam-8bit": "mixed precision, 8-bit Adam",
        "bf16": "everything BF16, no master weights",
    },
}
WORDS = {
    "zh": (
        "训练各模型要多少显存（GiB）",
        "参数",
        "16 字节合计",
        "64 卡第 3 阶段每卡",
        "激活值",
        "激活值，重算",
    ),
    "en": (
        "Memory to train models of the data, in GiB",
        "parameters",
        "16 bytes, all",
        "stage 3 of 64 cards, each",
        "activations",
        "recomputed",
    ),
}


def training_recipes(_: Handbook, lang: str) -> str:
    """Return the bytes of a parameter by recipe as HTML."""
    words = RECIPE_WORDS[lang]
    rows = []
    for name, recipe in RECIPES.items():
        sizes = (recipe.weight, recipe.gradient, recipe.master, recipe.states, recipe.total)
        rows.append(Row(str(words[name]), [Cell(f"{size:g}", size) for size in sizes]))
    return short_table("training-recipes", lang, str(words["caption"]), list(words["head"]), rows)


def _count(entry: Entry) -> int:
    count = comparison.best_count(entry.checkpoint)
    if count is None:
        raise ValueError(f"{entry.checkpoint.id}: parameters unknown")
    return count


def _gib(size: float) -> Cell:
    return Cell(numbers.significant(size / 2**30), size)


def _activations(entry: Entry, recompute: bool) -> Cell:
    arch = entry.checkpoint.architecture
    if arch is None or arch.experts or arch.mla:
        return Cell("–", None)
    sizes = (arch.d_model, arch.n_heads, arch.n_kv_heads, arch.head_dim, arch.d_ff)
    if None in sizes or not (arch.n_layers and arch.d_model and arch.vocab_size):
        return Cell("–", None)
    kept = kept_numbers(*(size or 0 for size in sizes))
    return _gib(
        activation_bytes(arch.n_layers, TOKENS, arch.d_model, kept, arch.vocab_size, recompute)
    )


def _whole(entry: Entry, _: str) -> Cell:
    return _gib(costs.training_bytes(_count(entry)))


def _shared(entry: Entry, _: str) -> Cell:
    return _gib(costs.training_bytes(_count(entry), CARDS, 3))


def training_memory(handbook: Handbook, lang: str) -> str:
    """Return model states and activations of a sequence of 4096 tokens as HTML."""
    caption, *titles = WORDS[lang]
    shows = (
        COUNT[1],
        _whole,
        _shared,
        lambda entry, _: _activations(entry, False),
        lambda entry, _: _activations(entry, True),
    )
    columns = list(zip(titles, shows, strict=True))
    return of_checkpoints(handbook, "training-memory", lang, caption, CHECKPOINTS, columns)


TABLES = {"training-memory": training_memory, "training-recipes": training_recipes}
