"""Figures of a mixture of experts: the way of one token, and the load with and without a bias."""

from __future__ import annotations

import numpy as np

from scripts.figures.axes import Axes
from scripts.figures.drawing import INK, MUTED, PAPER, TEXT, Drawing, colour, decimal
from scripts.reference import routing

EXPERTS, K, FACTOR, STEP, ROUNDS = 8, 2, 1.0, 0.01, 30

WORDS = {
    "zh": {
        "layer": "一个词元穿过混合专家层",
        "layer_desc": (
            "词元的向量同时送往路由器和八个专家。路由器给每个专家打分，只有分数最高的第二与第五个"
            "专家计算，另外六个不动。两个输出按权重零点六与零点四相加，再加回残差。"
        ),
        "token": "词元的向量 x",
        "router": "路由器：8 个分数，取最高的 2 个",
        "idle": "虚线框：这个词元不用，权重仍在显存里",
        "sum": "0.6 · E2(x) + 0.4 · E5(x)",
        "load": "各专家分到的词元：不加偏置与加偏置",
        "load_desc": (
            "上图：路由器偏爱编号小的专家，前几个专家超出容量，超出的部分要丢弃，后几个几乎空闲。"
            "下图：偏置更新三十次之后，八个专家的负载接近相等，几乎没有丢弃。虚线是容量。"
        ),
        "before": "不加偏置",
        "after": "偏置更新 30 次之后",
        "kept": "接收",
        "dropped": "超出容量",
        "capacity": "容量 {}",
        "stats": "最大负载是平均的 {} 倍",
        "expert": "专家",
    },
    "en": {
        "layer": "One token passes through a layer of experts",
        "layer_desc": (
            "A token's vector goes to a router and to eight experts. The router scores every "
            "expert; only the second and the fifth, with the highest scores, compute, the other "
            "six rest. Their outputs are added with weights of six and four tenths, and the sum "
            "joins the residual stream."
        ),
        "token": "the token’s vector x",
        "router": "router: 8 scores, the best 2 are taken",
        "idle": "dashed: not used by this token, yet in memory",
        "sum": "0.6 · E2(x) + 0.4 · E5(x)",
        "load": "Choices per expert, without and with a bias",
        "load_desc": (
            "Upper panel: the router prefers low-numbered experts; the first ones exceed their "
            "capacity, and what exceeds it is dropped, while the last are almost idle. Lower "
            "panel: after thirty updates of the bias all eight loads are nearly equal and almost "
            "nothing is dropped. The dashed line is the capacity."
        ),
        "before": "no bias",
        "after": "after 30 updates of the bias",
        "kept": "accepted",
        "dropped": "beyond capacity",
        "capacity": "capacity {}",
        "stats": "largest load {} times the mean",
        "expert": "expert",
    },
}


def layer(lang: str) -> str:
    """Return the way of one token: router, two of eight experts, weighted sum."""
    words = WORDS[lang]
    drawing = Drawing("moe-layer", lang, words["layer"], words["layer_desc"], 372)
    drawing.box(140, 14, 200, 34, words["token"], fill=colour("5-soft"), stroke=colour("5"))
    drawing.arrow([(240, 48), (240, 76)])
    drawing.box(90, 78, 300, 34, words["router"], fill=colour("1-soft"), stroke=colour("1"))
    for expert in range(EXPERTS):
        left, is_used = 14 + 57.5 * expert, expert in (1, 4)
        middle = left + 25
        if is_used:
            drawing.arrow([(240, 112), (middle, 166)], stroke=colour("3"), width=2.5)
            drawing.arrow([(middle, 212), (240, 274)], stroke=colour("3"), width=2.5)
        drawing.rect(
            left, 170, 50, 42, fill=colour("3-soft") if is_used else PAPER,
            stroke=colour("3") if is_used else MUTED, radius=5, dash="" if is_used else "4 3",
        )  # fmt: skip
        drawing.text(middle, 196, f"E{expert + 1}", anchor="middle", bold=is_used)
    drawing.text(70, 144, "0.6", anchor="middle", bold=True)
    drawing.text(316, 144, "0.4", anchor="middle", bold=True)
    drawing.box(130, 278, 220, 34, words["sum"], fill=colour("3-soft"), stroke=colour("3"))
    drawing.text(240, 346, words["idle"], anchor="middle", fill=MUTED)
    return drawing.svg()


def _bars(axes: Axes, bias: np.ndarray, words: dict[str, str], name: str) -> None:
    drawing, logits = axes.drawing, routing.example_logits()
    chosen, _ = routing.route_with_bias(logits, bias, K)
    limit = routing.capacity(len(logits), EXPERTS, K, FACTOR)
    room = routing.accepted(chosen, EXPERTS, limit)
    asked = np.bincount(chosen.ravel(), minlength=EXPERTS)
    kept = np.bincount(chosen[room], minlength=EXPERTS)
    drawing.text(axes.left, axes.top - 36, name, bold=True)
    times = decimal(routing.imbalance(chosen, EXPERTS) + 1, 2)
    drawing.text(axes.left, axes.top - 15, words["stats"].format(times), fill=MUTED)
    base = axes.y(0)
    for expert in range(EXPERTS):
        middle, width = axes.x(expert), 34.0
        top = axes.y(float(kept[expert]))
        drawing.rect(
            middle - width / 2, top, width, base - top, fill=colour("1-soft"), stroke=colour("1")
        )
        if asked[expert] > kept[expert]:
            over = axes.y(float(asked[expert]))
            drawing.rect(
                middle - width / 2, over, width, top - over,
                fill=colour("2-soft"), stroke=colour("2"), dash="3 2",
            )  # fmt: skip
        number = _above(axes, float(asked[expert]), is_over=asked[expert] > kept[expert])
        drawing.text(middle, number, str(asked[expert]), anchor="middle", halo=True)
        drawing.text(middle, base + 19, f"E{expert + 1}", anchor="middle", fill=MUTED)
    drawing.line([(axes.left, base), (axes.left + axes.width, base)], width=1)
    ends = [(axes.left, axes.y(limit)), (axes.left + axes.width, axes.y(limit))]
    drawing.line(ends, stroke=INK, dash="6 4")


def _above(axes: Axes, load: float, is_over: bool) -> float:
    """Return the base line of a bar's number: within what is accepted, else on top of it all."""
    fits = axes.y(0) - axes.y(load) > TEXT + 8
    return axes.y(0) - 7 if fits and not is_over else axes.y(load) - 5


def load(lang: str) -> str:
    """Return the loads of eight experts with capacity, without a bias and after updates."""
    words = WORDS[lang]
    drawing = Drawing("moe-load", lang, words["load"], words["load_desc"], 540)
    logits = routing.example_logits()
    biases = (np.zeros(EXPERTS), routing.balanced_bias(logits, K, STEP, ROUNDS))
    for panel, bias in enumerate(biases):
        axes = Axes(drawing, 20, 92 + 250 * panel, 440, 150, (-0.6, 7.6), (0, 32))
        _bars(axes, bias, words, words["after" if panel else "before"])
    limit = routing.capacity(len(logits), EXPERTS, K, FACTOR)
    left = 20.0
    for number, key in (("1", "kept"), ("2", "dropped")):
        drawing.rect(
            left, 13, 18, 14, fill=colour(f"{number}-soft"), stroke=colour(number),
            dash="3 2" if key == "dropped" else "",
        )  # fmt: skip
        drawing.text(left + 26, 25, words[key])
        left += 150
    drawing.line([(left, 20), (left + 26, 20)], stroke=INK, dash="6 4")
    drawing.text(left + 34, 25, words["capacity"].format(limit))
    return drawing.svg()


FIGURES = {
    "moe-layer": layer,
    "moe-load": load,
}
