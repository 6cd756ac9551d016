"""Figures of LoRA: what a rank leaves undone, and the memory of weights and states."""

from __future__ import annotations

from functools import cache

from scripts.figures.axes import Axes
from scripts.figures.drawing import MUTED, SERIES, Drawing, colour, key
from scripts.reference import lora

KINDS = ("equal", "falling", "few")
SIZE = 32
FITTED = (1, 4, 16)

#: Llama 2 7B; a test holds the count against the data.
PARAMETERS, LAYERS = 6_738_415_616, 32
BLOCK = lora.block_shapes(4096, 32, 32, 128, 11008)
RANK = 16

RANK_WORDS = {
    "zh": {
        "title": "秩能表达多少：三种改变量的最小误差",
        "desc": (
            "横轴是秩，1 到 32；纵轴是相对误差，0 到 1。三条曲线是 32 × 32 的改变量"
            "用这个秩能达到的最小误差。奇异值全相等的那条降得最慢，秩 16 时还剩 0.71；"
            "按 1、1/2、1/3 递减的那条在秩 4 处是 0.34；只有四个大奇异值的那条"
            "在秩 4 处突然降到 0.26。圆点是从 B 为零开始训练的结果，正好落在曲线上。"
        ),
        "x": "秩",
        "y": "剩下的误差（占改变量）",
        "equal": "全相等",
        "falling": "1、1/2、1/3……",
        "few": "四个大的，其余十分之一",
        "fit": "● 训练得到",
    },
    "en": {
        "title": "What a rank can express: the least error for three kinds of change",
        "desc": (
            "Rank from 1 to 32 across, error relative to the change upwards, 0 to 1. Three curves "
            "show the least error of each rank for a change of 32 × 32. With all singular values "
            "equal it falls slowest and is 0.71 at rank 16; with 1, 1/2, 1/3 and so on it is 0.34 "
            "at rank 4; with four large ones it drops to 0.26 at rank 4. Dots mark what training "
            "from B = 0 reached; they lie on the curves."
        ),
        "x": "rank",
        "y": "error left, relative to the change",
        "equal": "all equal",
        "falling": "1, 1/2, 1/3, …",
        "few": "four large, the rest a tenth",
        "fit": "● reached by training",
    },
}
MEMORY_WORDS = {
    "zh": {
        "title": "微调 Llama 2 7B：权重与优化器状态的显存",
        "desc": (
            "三根横条，单位 GB，不含激活值。全参数微调 107.8，全是训练的参数。"
            "LoRA，秩 16，加在全部线性层：14.1，其中冻结的权重 13.5，适配器 0.6。"
            "QLoRA：4.5，其中冻结的权重 3.9，适配器 0.6。"
        ),
        "full": "全参数",
        "lora": "LoRA，秩 16",
        "qlora": "QLoRA，秩 16",
        "frozen": "冻结的权重",
        "trained": "训练的，连梯度与状态",
    },
    "en": {
        "title": "Fine-tuning Llama 2 7B: memory of weights and optimizer states",
        "desc": (
            "Three bars in GB, without activations. Full fine-tuning takes 107.8, all of it for "
            "trained parameters. LoRA of rank 16 on all linear layers takes 14.1: frozen weights "
            "13.5, adapters 0.6. QLoRA takes 4.5: frozen weights 3.9, adapters 0.6."
        ),
        "full": "full fine-tuning",
        "lora": "LoRA, rank 16",
        "qlora": "QLoRA, rank 16",
        "frozen": "frozen weights",
        "trained": "trained, with gradients and states",
    },
}


@cache
def fitted(kind: str, r: int) -> float:
    """Return the error that training leaves, reckoned once for both languages."""
    return lora.fit(lora.made_up_change(kind, SIZE), r, steps=1500)


def lora_rank(lang: str) -> str:
    """Return the least error by rank for three kinds of change, with what training reached."""
    words = RANK_WORDS[lang]
    drawing = Drawing("lora-rank", lang, words["title"], words["desc"], 414)
    axes = Axes(drawing, 52, 100, 410, 256, (1, SIZE), (0, 1))
    x_ticks = [(float(r), str(r)) for r in (1, 4, 8, 16, 24, 32)]
    y_ticks = [(value, f"{value:g}") for value in (0.0, 0.25, 0.5, 0.75, 1.0)]
    axes.frame(x_ticks, y_ticks, words["x"], words["y"])
    ranks = range(1, SIZE + 1)
    for kind, series in zip(KINDS, SERIES, strict=False):
        change = lora.made_up_change(kind, SIZE)
        axes.curve(ranks, [lora.least_error(change, r) for r in ranks], series)
        for r in FITTED:
            axes.dot(r, fitted(kind, r), series.stroke, 4.5)
    names = [words[kind] for kind in KINDS]
    key(drawing, 14, 24, list(zip(SERIES, names, strict=False)))
    drawing.text(466, 46, words["fit"], anchor="end", fill=MUTED)
    return drawing.svg()


def memory() -> dict[str, tuple[float, float]]:
    """Return bytes of frozen weights and of what is trained, by method."""
    linear = LAYERS * sum(out * inner for out, inner in BLOCK.values())
    count = LAYERS * lora.adapter_parameters(lora.chosen(BLOCK, "all"), RANK)
    trained = float(lora.TRAINED_BYTES * count)
    return {
        "full": (0.0, float(lora.TRAINED_BYTES * PARAMETERS)),
        "lora": (lora.frozen_bytes(PARAMETERS, linear, four_bits=False), trained),
        "qlora": (lora.frozen_bytes(PARAMETERS, linear, four_bits=True), trained),
    }


def lora_memory(lang: str) -> str:
    """Return three stacked bars: full fine-tuning, LoRA and QLoRA."""
    words = MEMORY_WORDS[lang]
    drawing = Drawing("lora-memory", lang, words["title"], words["desc"], 236)
    found = memory()
    scale = 452 / sum(found["full"])
    for i, (name, (frozen, trained)) in enumerate(found.items()):
        y = 34 + 62 * i
        drawing.text(14, y - 8, words[name], bold=True)
        total = f"{(frozen + trained) / 1e9:.1f} GB"
        drawing.text(466, y - 8, total, anchor="end")
        width = scale * frozen
        if frozen:
            drawing.rect(14, y, width, 24, fill=colour("1-soft"), stroke=colour("1"))
        drawing.rect(14 + width, y, scale * trained, 24, fill=colour("2-soft"), stroke=colour("2"))
    drawing.rect(14, 206, 14, 14, fill=colour("1-soft"), stroke=colour("1"))
    drawing.text(34, 218, words["frozen"])
    drawing.rect(152, 206, 14, 14, fill=colour("2-soft"), stroke=colour("2"))
    drawing.text(172, 218, words["trained"])
    return drawing.svg()


FIGURES = {"lora-rank": lora_rank, "lora-memory": lora_memory}
