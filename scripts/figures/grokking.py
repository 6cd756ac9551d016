"""Figures of grokking, drawn from the stored runs: accuracy and loss, and what grows inside."""

from __future__ import annotations

from scripts.data.handbook import Handbook
from scripts.data.measurements import GrokkingRun
from scripts.figures.axes import Axes
from scripts.figures.drawing import SERIES, Drawing, Series, key

STEPS = [(1.0, "1"), (10.0, "10"), (100.0, "100"), (1000.0, "1,000"), (10000.0, "10,000")]

CURVES = {
    "zh": {
        "title": "同一个网络：训练正确率先满，测试正确率很久以后才升",
        "desc": (
            "上下两图，横轴都是训练步数，对数轴，从一到一万。上图是正确率：有权重衰减时，"
            "训练正确率一百多步就到一，测试正确率近两千步才升到一；没有权重衰减时，"
            "测试正确率一万步后仍接近零。下图是有权重衰减时的损失，对数轴："
            "训练损失一路下降，测试损失先升后降。"
        ),
        "accuracy": "正确率",
        "loss": "损失（奈特，对数轴），权重衰减 1",
        "x": "训练步数（对数轴）",
        "train": "训练，权重衰减 1",
        "test": "测试，权重衰减 1",
        "without": "测试，没有权重衰减",
    },
    "en": {
        "title": "One network: training accuracy is full early, test accuracy rises much later",
        "desc": (
            "Two panels over training steps on a log axis, from 1 to 10,000. Above, accuracy: with "
            "weight decay training accuracy reaches one after a hundred and some steps and test "
            "accuracy near two thousand; without weight decay test accuracy is still near zero "
            "after ten thousand. Below, losses with weight decay on a log axis: training loss "
            "falls all the way, test loss rises first and falls later."
        ),
        "accuracy": "accuracy",
        "loss": "loss (nats, log axis), weight decay 1",
        "x": "training steps (log axis)",
        "train": "training, weight decay 1",
        "test": "test, weight decay 1",
        "without": "test, no weight decay",
    },
}


def _curve(axes: Axes, run: GrokkingRun, name: str, series: Series) -> None:
    """Draw a column of a run over its steps; step 0 has no place on a log axis."""
    axes.curve(run.column("step")[1:], run.column(name)[1:], series)


def grokking_curves(handbook: Handbook, lang: str) -> str:
    """Return accuracy with and without weight decay, and below the losses with it."""
    words = CURVES[lang]
    decayed, free = handbook.grokking_run("decay-1"), handbook.grokking_run("decay-0")
    drawing = Drawing("grokking-curves", lang, words["title"], words["desc"], 560)
    key(drawing, 46, 22, [(SERIES[0], words["train"]), (SERIES[1], words["test"])])
    key(drawing, 46, 46, [(SERIES[2], words["without"])])
    above = Axes(drawing, 62, 94, 386, 170, (1, 10000), (-0.02, 1.02), log_x=True)
    above.frame(STEPS, [(0, "0"), (0.5, "0.5"), (1, "1")], y_label=words["accuracy"])
    for run, name, series in (
        (decayed, "train_accuracy", SERIES[0]),
        (decayed, "test_accuracy", SERIES[1]),
        (free, "test_accuracy", SERIES[2]),
    ):
        _curve(above, run, name, series)
    below = Axes(drawing, 62, 326, 386, 180, (1, 10000), (1e-6, 10), log_x=True, log_y=True)
    losses = [(1e-6, "0.000001"), (1e-4, "0.0001"), (1e-2, "0.01"), (1.0, "1")]
    below.frame(STEPS, [(y, f"{y:g}") for y, _ in losses], words["x"], words["loss"])
    _curve(below, decayed, "train_loss", SERIES[0])
    _curve(below, decayed, "test_loss", SERIES[1])
    return drawing.svg()


INSIDE = {
    "zh": {
        "title": "正确率不动时，网络里面一直在变",
        "desc": (
            "上下两图，横轴是训练步数，对数轴。上图是纯度，即输入权重的能量落在各神经元自己那个"
            "频率上的比例：有权重衰减时平稳上升，测试正确率未动之前就已开始；"
            "没有权重衰减时停在低处。下图是权重的长度：有衰减时先降、再略升、又降，在七十上下，"
            "没有时长到一百二十多。"
        ),
        "purity": "纯度",
        "norm": "权重的长度",
        "x": "训练步数（对数轴）",
        "decayed": "权重衰减 1",
        "free": "没有权重衰减",
        "test": "测试正确率，权重衰减 1",
    },
    "en": {
        "title": "While accuracy stands still, the inside of the network keeps changing",
        "desc": (
            "Two panels over training steps on a log axis. Above, purity, the share of the input "
            "weights' power at each neuron's own frequency: with weight decay it rises steadily "
            "and begins before test accuracy moves; without it stays low. Below, the length of "
            "the weights: with decay it falls, rises a little and falls again near seventy, "
            "without it grows beyond a hundred and twenty."
        ),
        "purity": "purity",
        "norm": "length of the weights",
        "x": "training steps (log axis)",
        "decayed": "weight decay 1",
        "free": "no weight decay",
        "test": "test accuracy, weight decay 1",
    },
}


def grokking_inside(handbook: Handbook, lang: str) -> str:
    """Return purity and weight norm by step, with and without weight decay."""
    words = INSIDE[lang]
    runs = (handbook.grokking_run("decay-1"), handbook.grokking_run("decay-0"))
    drawing = Drawing("grokking-inside", lang, words["title"], words["desc"], 540)
    key(drawing, 46, 22, [(SERIES[0], words["decayed"]), (SERIES[2], words["free"])])
    key(drawing, 46, 46, [(SERIES[1], words["test"])])
    above = Axes(drawing, 62, 94, 386, 170, (1, 10000), (-0.02, 1.02), log_x=True)
    above.frame(STEPS, [(0, "0"), (0.5, "0.5"), (1, "1")], y_label=words["purity"])
    below = Axes(drawing, 62, 326, 386, 160, (1, 10000), (0, 150), log_x=True)
    below.frame(
        STEPS, [(0, "0"), (50, "50"), (100, "100"), (150, "150")], words["x"], words["norm"]
    )
    for run, series in zip(runs, (SERIES[0], SERIES[2]), strict=True):
        _curve(above, run, "purity", series)
        _curve(below, run, "norm", series)
    _curve(above, runs[0], "test_accuracy", SERIES[1])
    return drawing.svg()


FIGURES_OF_DATA = {
    "grokking-curves": grokking_curves,
    "grokking-inside": grokking_inside,
}
