"""Figure of what one of eight cards holds in training, by stage of ZeRO."""

from __future__ import annotations

from scripts.counts import costs
from scripts.figures.drawing import INK, MUTED, Drawing, colour
from scripts.reference.training_memory import activation_bytes, kept_numbers

#: Llama 2 7B; a test holds the count against the data.
PARAMETERS, LAYERS, D_MODEL, HEADS, HEAD_DIM, D_FF, VOCABULARY = (
    6_738_415_616, 32, 4096, 32, 128, 11008, 32000,
)  # fmt: skip
CARDS, TOKENS = 8, 4096
CARD_BYTES = 80e9
LEFT, BAR_TOP, STEP, HEIGHT = 14.0, 50.0, 62.0, 24.0
WIDTH = 452.0

WORDS = {
    "zh": {
        "title": "训练 Llama 2 7B 时八张卡各放多少，按 ZeRO 阶段",
        "desc": (
            "四根横条，单位 GiB，每张卡处理 4,096 个词元，不重算。不分摊时 117.0："
            "权重 12.6，梯度 12.6，优化器状态 75.3，激活值 16.6。第 1 阶段 51.1，"
            "第 2 阶段 40.1，第 3 阶段 29.2；激活值在四根里一样长。"
            "竖线是 80 GB 的卡，只有不分摊的那一根超出。"
        ),
        "stage-0": "0：不分摊",
        "stage-1": "1：分摊状态",
        "stage-2": "2：再分摊梯度",
        "stage-3": "3：再分摊权重",
        "states": "优化器状态",
        "gradients": "梯度",
        "weights": "权重",
        "activations": "激活值",
        "card": "80 GB 的卡",
    },
    "en": {
        "title": "What each of eight cards holds to train Llama 2 7B, by stage of ZeRO",
        "desc": (
            "Four bars in GiB; each card works on 4,096 tokens without recomputation. Nothing "
            "split: 117.0, of it weights 12.6, gradients 12.6, optimizer states 75.3, activations "
            "16.6. Stage 1: 51.1, stage 2: 40.1, stage 3: 29.2; activations are the same in all. "
            "A vertical line marks a card of 80 GB; only the first bar goes beyond it."
        ),
        "stage-0": "0: nothing split",
        "stage-1": "1: states split",
        "stage-2": "2: gradients too",
        "stage-3": "3: weights too",
        "states": "optimizer states",
        "gradients": "gradients",
        "weights": "weights",
        "activations": "activations",
        "card": "card of 80 GB",
    },
}
PARTS = (("weights", "1"), ("gradients", "3"), ("states", "2"), ("activations", "4"))


def parts(stage: int) -> dict[str, float]:
    """Return the bytes on one card by part."""
    kept = kept_numbers(D_MODEL, HEADS, HEADS, HEAD_DIM, D_FF)
    sizes = {
        "weights": (costs.WEIGHT_BYTES, 3),
        "gradients": (costs.GRADIENT_BYTES, 2),
        "states": (costs.STATE_BYTES, 1),
    }
    found = {
        name: PARAMETERS * size / (CARDS if stage >= first else 1)
        for name, (size, first) in sizes.items()
    }
    return found | {"activations": activation_bytes(LAYERS, TOKENS, D_MODEL, kept, VOCABULARY)}


def _bar(drawing: Drawing, y: float, found: dict[str, float], scale: float) -> None:
    x = LEFT
    for name, number in PARTS:
        width = scale * found[name]
        drawing.rect(x, y, width, HEIGHT, fill=colour(f"{number}-soft"), stroke=colour(number))
        x += width


def training_memory(lang: str) -> str:
    """Return four stacked bars, one a stage, with the line of a card of 80 GB."""
    words = WORDS[lang]
    drawing = Drawing("training-memory", lang, words["title"], words["desc"], 326)
    scale = WIDTH / sum(parts(0).values())
    line = LEFT + scale * CARD_BYTES
    drawing.text(line, 18, words["card"], anchor="middle", fill=MUTED)
    for stage in range(4):
        y = BAR_TOP + STEP * stage
        found = parts(stage)
        _bar(drawing, y, found, scale)
        drawing.text(LEFT, y - 7, words[f"stage-{stage}"], bold=True)
        total = f"{sum(found.values()) / 2**30:.1f} GiB"
        drawing.text(line - 12, y - 7, total, anchor="end", fill=INK)
    bottom = BAR_TOP + STEP * 3 + HEIGHT + 8
    drawing.line([(line, 24), (line, bottom)], stroke=MUTED, dash="5 4")
    x = LEFT
    for name, number in PARTS:
        drawing.rect(x, bottom + 14, 14, 14, fill=colour(f"{number}-soft"), stroke=colour(number))
        drawing.text(x + 20, bottom + 26, words[name])
        x += {"zh": 112, "en": {"weights": 92, "gradients": 100, "states": 148}.get(name, 0)}[lang]
    return drawing.svg()


FIGURES = {"training-memory": training_memory}
