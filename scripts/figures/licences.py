"""Figure of the questions to ask of a licence, with how many releases of the data end where."""

from __future__ import annotations

from collections import Counter

from scripts.data.handbook import Handbook
from scripts.figures.drawing import INK, MUTED, Drawing, colour

WORDS = {
    "zh": {
        "title": "一份权重能不能商用：依次问的问题",
        "desc": (
            "从上到下三个问题，每个问题向右引出一种结果。数据里权重开放的发布有 {all} 个。"
            "其中 {unknown} 个，许可的商用条款还没有打开的来源；{no} 个不许商用；"
            "{conditional} 个带条件；剩下 {yes} 个的许可不对商用设条件。"
        ),
        "start": "可下载的权重：{all} 个发布",
        "questions": ("读过许可原文吗？", "允许商用吗？", "商用带条件吗？"),
        "exits": ("没有", "不", "带"),
        "results": (
            ("{unknown} 个：先找到原文，", "读了再说"),
            ("{no} 个：只做研究，", "或另谈授权"),
            ("{conditional} 个：逐条核对用户数、", "地区、输出、名称、用途"),
        ),
        "last": "不带",
        "end": ("{yes} 个：可以商用；保留版权与许可声明，", "再看它从谁的模型训练而来"),
    },
    "en": {
        "title": "May these weights be used commercially: what to ask, in order",
        "desc": (
            "Three questions from top to bottom, each with a way out to the right. The data have "
            "{all} releases with open weights. Of these, {unknown} have a licence whose terms on "
            "commercial use no opened source states; {no} forbid commercial use; {conditional} "
            "set conditions; the remaining {yes} set none on commercial use."
        ),
        "start": "weights to download: {all} releases",
        "questions": ("Text read?", "Commercial use?", "Conditions?"),
        "exits": ("no", "no", "yes"),
        "results": (
            ("{unknown}: find the text,", "read it first"),
            ("{no}: research only, or ask", "for another licence"),
            ("{conditional}: check users, region,", "outputs, name, uses"),
        ),
        "last": "none",
        "end": ("{yes}: use it; keep the notices,", "then look whose model it was trained from"),
    },
}
LEFT, WIDE, TALL, STEP = 14.0, 176.0, 44.0, 84.0
SHADES = ("5", "2", "4")


def counts(handbook: Handbook) -> dict[str, int]:
    """Return how many releases with open weights there are, in all and by commercial use."""
    found: Counter[str] = Counter(
        release.licence.commercial
        for _, release in handbook.releases()
        if release.weights == "open"
    )
    names = ("yes", "conditional", "unknown", "no")
    return {"all": sum(found.values()), **{name: found[name] for name in names}}


def decision(handbook: Handbook, lang: str) -> str:
    """Return the questions as a chain with an exit each."""
    words, found = WORDS[lang], counts(handbook)
    title, desc = str(words["title"]), str(words["desc"]).format(**found)
    drawing = Drawing("licence-decision", lang, title, desc, 400)
    middle = LEFT + WIDE / 2
    drawing.text(LEFT, 24, str(words["start"]).format(**found), bold=True)
    top = 62.0
    drawing.arrow([(middle, 32), (middle, top - 2)], stroke=MUTED)
    rows = zip(words["questions"], words["exits"], words["results"], SHADES, strict=True)
    for i, (question, way, lines, shade) in enumerate(rows):
        y = top + STEP * i
        drawing.box(LEFT, y, WIDE, TALL, str(question), fill=colour("1-soft"), stroke=colour("1"))
        drawing.text(LEFT + WIDE + 9, y + TALL / 2 - 7, str(way), fill=MUTED)
        drawing.arrow([(LEFT + WIDE, y + TALL / 2), (246, y + TALL / 2)], stroke=INK)
        fill, stroke = colour(f"{shade}-soft"), colour(shade)
        drawing.rect(248, y - 6, 224, TALL + 12, fill=fill, stroke=stroke, radius=5)
        for n, line in enumerate(lines):
            drawing.text(258, y + TALL / 2 - 5 + 20 * n, str(line).format(**found))
        drawing.arrow([(middle, y + TALL), (middle, y + STEP - 2)], stroke=MUTED)
    y = top + STEP * len(SHADES)
    drawing.text(middle + 10, y - 16, str(words["last"]), fill=MUTED)
    drawing.rect(LEFT, y, 458, 62, fill=colour("3-soft"), stroke=colour("3"), radius=5)
    for n, last in enumerate(words["end"]):
        drawing.text(LEFT + 14, y + 25 + 22 * n, str(last).format(**found))
    return drawing.svg()


FIGURES_OF_DATA = {"licence-decision": decision}
