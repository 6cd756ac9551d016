"""Figures of choosing a model: what constraints leave of the data, and what n questions show."""

from __future__ import annotations

from collections.abc import Callable

from scripts.base import numbers
from scripts.counts import comparison
from scripts.data.handbook import Entry, Handbook
from scripts.figures.axes import Axes
from scripts.figures.drawing import INK, MUTED, SERIES, Drawing, colour, key
from scripts.reference.evaluation import questions_paired, questions_unpaired, wilson
from scripts.reference.inference_memory import BITS_Q4

#: The constraints of the funnel: a card of so many GB, a fifth of it left free, and a context.
MEMORY_GB, SHARE, CONTEXT = 24, 0.8, 32768
P = 0.8
#: Gaps in points, from small to large, and the share of questions that only one model solves.
GAPS = (0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1)
APART = 0.1
SIZES = (50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000)

WORDS = {
    "zh": {
        "title": "先用硬条件筛，再用自己的题比",
        "desc": (
            "自上而下的漏斗，条的长度是剩下的检查点数：权重可下载的 {0} 个；"
            "许可对商用不设条件的 {1} 个；4.5 位权重放得进 24 GB 卡的五分之四的 {2} 个；"
            "训练上下文不少于 32,768 词元的 {3} 个。"
            "下面三步不靠数据：语言与延迟，自己的评测集，每个解决的任务的成本。"
        ),
        "steps": (
            "权重可下载",
            "许可对商用不设条件",
            "4.5 位放得进 24 GB 卡",
            "上下文不少于 32,768",
        ),
        "then": ("语言与延迟：实测", "自己的题：配对比较", "每个解决的任务：成本"),
        "n_title": "要看出更小的差别，题数按平方增加",
        "n_desc": (
            "横轴是题数，从 50 到 20,000，对数轴；纵轴是百分点，从 0 到 12。三条线都随题数下降。"
            "200 题时，正确率 80% 的区间半宽约 5.5 点；看出 2 点的差别，配对需 1,960 题，"
            "各做各的题需 6,036 题。"
        ),
        "n": "题数（对数轴）",
        "points": "百分点",
        "half": "区间半宽",
        "paired": "能看出的差：同一批题",
        "unpaired": "能看出的差：不同的题",
    },
    "en": {
        "title": "Hard constraints first, then your own questions",
        "desc": (
            "A funnel from top to bottom; the length of a bar is the number of checkpoints left: "
            "{0} with weights to download; {1} whose licence sets no condition on commercial use; "
            "{2} whose 4.5-bit weights fit in four fifths of a 24 GB card; {3} with a training "
            "context of at least 32,768 tokens. Three more steps do not come from data: language "
            "and latency, your own questions, cost per solved task."
        ),
        "steps": (
            "weights to download",
            "commercial use without conditions",
            "fits a 24 GB card at 4.5 bits",
            "context of at least 32,768",
        ),
        "then": ("language, latency: try", "your questions: pairs", "cost per solved task"),
        "n_title": "Half the difference takes four times the questions",
        "n_desc": (
            "Questions across, from 50 to 20,000 on a log axis; upwards points from 0 to 12. All "
            "three lines fall. At 200 questions the interval round 80% has a half width of about "
            "5.5 points; to see a difference of 2 points it takes 1,960 questions with the same "
            "ones for both models, and 6,036 with different ones."
        ),
        "n": "questions (log axis)",
        "points": "points",
        "half": "half width of the interval",
        "paired": "visible gap, same questions",
        "unpaired": "visible gap, different ones",
    },
}


def _fits(entry: Entry) -> bool:
    count = comparison.best_count(entry.checkpoint)
    return count is not None and count * BITS_Q4 / 8 <= MEMORY_GB * 10**9 * SHARE


def _long(entry: Entry) -> bool:
    arch = entry.checkpoint.architecture
    return arch is not None and (arch.context or 0) >= CONTEXT


STEPS: tuple[Callable[[Entry], bool], ...] = (
    lambda entry: entry.release.weights == "open",
    lambda entry: entry.release.licence.commercial == "yes",
    _fits,
    _long,
)


def remaining(handbook: Handbook) -> list[int]:
    """Return how many checkpoints are left after each of the constraints."""
    left, counts = list(handbook.entries()), []
    for keeps in STEPS:
        left = [entry for entry in left if keeps(entry)]
        counts.append(len(left))
    return counts


def funnel(handbook: Handbook, lang: str) -> str:
    """Return the constraints with what they leave, then the steps that need trying."""
    words, counts = WORDS[lang], remaining(handbook)
    title, desc = str(words["title"]), str(words["desc"]).format(*counts)
    drawing = Drawing("choice-funnel", lang, title, desc, 396)
    for i, (label, count) in enumerate(zip(words["steps"], counts, strict=True)):
        y = 12 + 56 * i
        width = 380 * count / max(counts[0], 1)
        drawing.text(14, y + 14, str(label))
        drawing.rect(14, y + 21, max(width, 2), 20, fill=colour("1"), radius=3)
        drawing.text(24 + max(width, 2), y + 36, numbers.grouped(count), bold=True)
    drawing.arrow([(240, 236), (240, 256)], stroke=MUTED)
    for i, label in enumerate(words["then"]):
        y = 258 + 46 * i
        shade = ("5", "4", "3")[i]
        drawing.box(110, y, 260, 32, str(label), fill=colour(f"{shade}-soft"), stroke=colour(shade))
        if i:
            drawing.arrow([(240, y - 14), (240, y - 2)], stroke=INK)
    return drawing.svg()


def sizes(lang: str) -> str:
    """Return the half width of an interval and the visible gaps against the questions."""
    words = WORDS[lang]
    drawing = Drawing("evaluation-sizes", lang, str(words["n_title"]), str(words["n_desc"]), 400)
    axes = Axes(drawing, 40, 36, 410, 230, (SIZES[0], SIZES[-1]), (0, 12), log_x=True)
    x_ticks = [(n, numbers.grouped(n)) for n in (50, 200, 1000, 5000, 20000)]
    y_ticks = [(y, str(y)) for y in range(0, 13, 2)]
    axes.frame(x_ticks, y_ticks, str(words["n"]), str(words["points"]))
    ends = [wilson(round(P * n), n) for n in SIZES]
    axes.curve(SIZES, [50 * (high - low) for low, high in ends], SERIES[0])
    paired = [(questions_paired((APART - g) / 2, (APART + g) / 2), 100 * g) for g in GAPS]
    unpaired = [(questions_unpaired(P, P + g), 100 * g) for g in GAPS]
    for line, series in ((paired, SERIES[1]), (unpaired, SERIES[2])):
        inside = [(n, gap) for n, gap in line if SIZES[0] <= n <= SIZES[-1]]
        axes.curve([n for n, _ in inside], [gap for _, gap in inside], series)
    names = ("half", "paired", "unpaired")
    entries = [(SERIES[i], str(words[name])) for i, name in enumerate(names)]
    key(drawing, 40, 340, entries)
    return drawing.svg()


FIGURES = {"evaluation-sizes": sizes}
FIGURES_OF_DATA = {"choice-funnel": funnel}
