"""Figures of scaling laws: a budget divided in many ways; what leaving out embeddings does."""

from __future__ import annotations

import numpy as np

from scripts.figures.axes import Axes
from scripts.figures.drawing import INK, MUTED, SERIES, Drawing, decimal, key
from scripts.reference.scaling import BESIROGLU, HOFFMANN, kaplan_optimum, local_exponent

BUDGETS = (19, 21, 23, 25)
#: The range of non-embedding parameters that Kaplan et al. trained.
KAPLAN_RANGE = (768.0, 1.5e9)

SIZES = [(1e7, "10M"), (1e8, "100M"), (1e9, "1B"), (1e10, "10B"), (1e11, "100B"), (1e12, "1T")]
SMALL_SIZES = [(1e3, "1K"), (1e6, "1M"), (1e9, "1B"), (1e12, "1T")]

WORDS = {
    "zh": {
        "iso_title": "同一份预算，不同的分法",
        "iso_desc": (
            "四条曲线，训练预算各为 10 的 19、21、23、25 次方次浮点运算；横轴是参数量，纵轴是按重新"
            "拟合的公式算出的损失。每条曲线都先降后升，最低点随预算向右下移动，用虚线连起来：预算每"
            "增加 100 倍，最低点的参数量约增加 10 倍。方块是 Kaplan 等人的公式选的大小，"
            "预算越大，它在最低点右边越远。"
        ),
        "loss": "损失（奈特每词元）",
        "size": "参数量（对数轴）",
        "optima": "各预算的最优",
        "kaplan": "■ Kaplan 的公式选的大小",
        "budget": "10 的 {} 次方",
        "emb_title": "不数嵌入，指数就变大",
        "emb_desc": (
            "两条曲线：横轴是不含嵌入的参数量，从 100 到 2 万亿；纵轴是最优参数量随算力增长的局部"
            "指数。两条先从 0.76 与 0.72 升到接近 1，再在 1000 万附近急降，大模型处回到"
            " Chinchilla 的 0.51 与 0.46。Kaplan 等人的模型在 768 到 15 亿之间，"
            "他们测得 0.73，画成横线。"
        ),
        "exponent": "局部指数",
        "without": "不含嵌入的参数量（对数轴）",
        "refit": "重新拟合",
        "hoffmann": "Hoffmann 的拟合",
        "measured": "Kaplan：0.73",
    },
    "en": {
        "iso_title": "One budget, divided in many ways",
        "iso_desc": (
            "Four curves for training budgets of 10 to the power 19, 21, 23 and 25 floating-point "
            "operations; parameters across, the loss by the refitted formula upwards. Each curve "
            "falls and rises again. Its lowest point moves right and down with the budget, along a "
            "dashed line: a hundredfold budget gives about ten times the parameters. Squares mark "
            "the model that the formula of Kaplan and colleagues picks, further right for larger "
            "budgets."
        ),
        "loss": "loss (nats per token)",
        "size": "parameters (log axis)",
        "optima": "the best of each budget",
        "kaplan": "■ size by Kaplan’s formula",
        "budget": "10 to the {}",
        "emb_title": "Not counting embeddings makes the exponent larger",
        "emb_desc": (
            "Two curves: parameters without embeddings across, from 100 to two trillion; upwards "
            "the local exponent by which the optimal size grows with compute. From 0.76 and 0.72 "
            "they rise to almost 1, fall steeply round ten million, and return to Chinchilla's "
            "0.51 and 0.46 for large models. The models of Kaplan and colleagues lie between 768 "
            "and 1.5 billion; the 0.73 that they measured is drawn as a line."
        ),
        "exponent": "local exponent",
        "without": "parameters without embeddings (log axis)",
        "refit": "refit",
        "hoffmann": "Hoffmann’s fit",
        "measured": "Kaplan: 0.73",
    },
}


def isoflops(lang: str) -> str:
    """Return the loss against size for four budgets, with the optima and Kaplan's choices."""
    words = WORDS[lang]
    drawing = Drawing("scaling-isoflops", lang, words["iso_title"], words["iso_desc"], 440)
    axes = Axes(drawing, 48, 40, 410, 270, (1e7, 2e12), (1.8, 3.6), log_x=True)
    y_ticks = [(y, decimal(y, 1)) for y in (2.0, 2.4, 2.8, 3.2, 3.6)]
    axes.frame(SIZES, y_ticks, words["size"], words["loss"])
    optima = []
    for exponent, series in zip(BUDGETS, SERIES, strict=False):
        compute = 10.0**exponent
        best, d = BESIROGLU.optimum(compute)
        optima.append((axes.x(best), axes.y(BESIROGLU.loss(best, d))))
        n = np.geomspace(best / 40, min(best * 40, 2e12), 120)
        loss = np.array([BESIROGLU.loss(size, compute / (6 * size)) for size in n])
        inside = n >= axes.x_range[0]
        axes.curve(n[inside], loss[inside], series)
        kaplan, tokens = kaplan_optimum(compute)
        level = BESIROGLU.loss(kaplan, tokens)
        if axes.x_range[0] <= kaplan <= axes.x_range[1] and level <= axes.y_range[1]:
            drawing.rect(axes.x(kaplan) - 5, axes.y(level) - 5, 10, 10, fill=series.stroke)
    drawing.line(optima, stroke=MUTED, width=1.5, dash="4 4")
    for x, y in optima:
        drawing.circle(x, y, 4.5, fill=INK)
    entries = [(s, words["budget"].format(e)) for s, e in zip(SERIES, BUDGETS, strict=False)]
    key(drawing, 48, 380, entries)
    drawing.circle(56, 421, 4.5, fill=INK)
    drawing.text(68, 426, words["optima"])
    drawing.text(464, 426, words["kaplan"], anchor="end")
    return drawing.svg()


def embeddings(lang: str) -> str:
    """Return the local exponent against size, when embeddings are left out of both axes."""
    words = WORDS[lang]
    drawing = Drawing("scaling-embeddings", lang, words["emb_title"], words["emb_desc"], 360)
    axes = Axes(drawing, 48, 36, 404, 220, (1e2, 2e12), (0.4, 1.0), log_x=True)
    y_ticks = [(y, decimal(y, 1)) for y in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)]
    axes.frame(SMALL_SIZES, y_ticks, words["without"], words["exponent"])
    low, high = KAPLAN_RANGE
    drawing.line(
        [(axes.x(low), axes.y(0.73)), (axes.x(high), axes.y(0.73))],
        stroke=SERIES[2].stroke, width=3, dash=SERIES[2].dash,
    )  # fmt: skip
    n = np.geomspace(*axes.x_range, 300)
    for law, series in ((BESIROGLU, SERIES[0]), (HOFFMANN, SERIES[1])):
        axes.curve(n, local_exponent(law, n), series)
    entries = [
        (SERIES[0], words["refit"]),
        (SERIES[1], words["hoffmann"]),
        (SERIES[2], words["measured"]),
    ]
    key(drawing, 48, 326, entries)
    return drawing.svg()


FIGURES = {
    "scaling-isoflops": isoflops,
    "scaling-embeddings": embeddings,
}
