"""Chart of the data: the KV cache of one sequence by its length, for caches of several kinds."""

from __future__ import annotations

from scripts.counts import memory
from scripts.data.handbook import Handbook
from scripts.figures.axes import Axes
from scripts.figures.drawing import SERIES, Drawing

MODELS = ("llama-2-7b", "llama-3.1-70b", "gemma-3-27b", "deepseek-v3", "gpt-oss-120b")
LENGTHS = [2**exponent for exponent in range(10, 18)]

WORDS = {
    "zh": {
        "title": "KV 缓存随序列长度的增长",
        "desc": (
            "折线图，两轴都是对数：横轴是词元数，从 1,024 到 131,072；"
            "纵轴是一条序列按 16 位存的缓存，单位 GiB。"
            "Llama 2 7B 只画到它的上下文 4,096，那里是 2 GiB；在 131,072 个词元处，"
            "Llama 3.1 70B 是 40，Gemma 3 27B 是 10.4，DeepSeek-V3 是 8.6，gpt-oss-120b 是 4.5。"
            "有窗口的两个模型超过窗口之后增长变缓。"
        ),
        "llama-2-7b": "Llama 2 7B：MHA",
        "llama-3.1-70b": "Llama 3.1 70B：GQA",
        "gemma-3-27b": "Gemma 3 27B：窗口",
        "deepseek-v3": "DeepSeek-V3：MLA",
        "gpt-oss-120b": "gpt-oss-120b：窗口",
        "x": "一条序列的词元",
        "y": "缓存 GiB（两轴对数）",
    },
    "en": {
        "title": "How the KV cache grows with the length of a sequence",
        "desc": (
            "Line chart with log axes: tokens across, from 1,024 to 131,072; the 16-bit cache of "
            "one sequence upwards, in GiB. Llama 2 7B is drawn to its context of 4,096, where it "
            "takes 2 GiB; at 131,072 tokens Llama 3.1 70B takes 40, Gemma 3 27B 10.4, DeepSeek-V3 "
            "8.6 and gpt-oss-120b 4.5. The two models with windows grow more slowly beyond them."
        ),
        "llama-2-7b": "Llama 2 7B: MHA",
        "llama-3.1-70b": "Llama 3.1 70B: GQA",
        "gemma-3-27b": "Gemma 3 27B: windows",
        "deepseek-v3": "DeepSeek-V3: MLA",
        "gpt-oss-120b": "gpt-oss-120b: windows",
        "x": "tokens of one sequence",
        "y": "cache, GiB (both axes log)",
    },
}


def cache_gib(handbook: Handbook, id_: str, tokens: int) -> float:
    """Return the 16-bit cache of a sequence in GiB; 0 for a length beyond the trained context.

    A model that the data do not hold has no cache, so that the chart can be drawn of any data.
    """
    entry = handbook.by_id.get(id_)
    arch = entry.checkpoint.architecture if entry else None
    if arch is None or arch.context is None or tokens > arch.context:
        return 0.0
    size = memory.kv_bytes(arch, tokens)
    return (size or 0) / 2**30


def _key(drawing: Drawing, words: dict[str, str]) -> None:
    """Draw the lines with their names, two in a row."""
    for i, (id_, series) in enumerate(zip(MODELS, SERIES, strict=True)):
        x, y = 14 + 232 * (i % 2), 20 + 22 * (i // 2)
        drawing.line([(x, y), (x + 34, y)], stroke=series.stroke, width=2.75, dash=series.dash)
        drawing.text(x + 42, y + 5, words[id_])


def kv_growth(handbook: Handbook, lang: str) -> str:
    """Return the cache of one sequence by its length."""
    words = WORDS[lang]
    drawing = Drawing("kv-growth", lang, words["title"], words["desc"], 450)
    _key(drawing, words)
    x_range, y_range = (LENGTHS[0], LENGTHS[-1]), (0.03, 64.0)
    axes = Axes(drawing, 52, 112, 398, 280, x_range, y_range, log_x=True, log_y=True)
    x_ticks = [(float(n), f"{n // 1024}K") for n in LENGTHS[::2]] + [(2.0**17, "128K")]
    y_ticks = [(value, f"{value:g}") for value in (0.1, 1.0, 10.0)]
    axes.frame(x_ticks, y_ticks, words["x"], words["y"])
    for id_, series in zip(MODELS, SERIES, strict=True):
        sizes = [cache_gib(handbook, id_, tokens) for tokens in LENGTHS]
        axes.curve(LENGTHS, sizes, series)
    return drawing.svg()


FIGURES_OF_DATA = {
    "kv-growth": kv_growth,
}
