"""Figure of how base, chat and reasoning models are made from one another."""

from __future__ import annotations

from scripts.figures.drawing import INK, MUTED, Drawing, colour

WORDS = {
    "zh": {
        "title": "基座、对话与推理模型怎样做出来",
        "desc": (
            "上方是预训练文本，指向基座模型。基座模型分出三条路：左边经指令微调与偏好训练得到对话模型；"
            "中间经示例长链和可验证奖励的强化学习得到推理模型；右边用推理模型写出的样本微调，"
            "得到蒸馏的推理模型。有一条虚线从推理模型指向蒸馏模型，表示样本。"
        ),
        "text": "预训练文本",
        "base": "基座模型",
        "steps": (("指令微调", "偏好训练"), ("长链示例", "强化学习"), ("在样本上", "微调")),
        "kinds": ("对话模型", "推理模型", "蒸馏模型"),
        "answers": ("直接回答", "先想再答", "先想再答"),
        "continues": "续写",
        "samples": "样本",
    },
    "en": {
        "title": "How base, chat and reasoning models are made",
        "desc": (
            "On top the text of pre-training, leading to the base model. Three ways go from it. On "
            "the left, instruction tuning and preference training give a chat model. In the "
            "middle, example chains and reinforcement learning with checked rewards give a "
            "reasoning model. On the right, fine-tuning on samples written by the reasoning model "
            "gives a distilled one; a dashed line stands for those samples."
        ),
        "text": "text of pre-training",
        "base": "base model",
        "steps": (
            ("instructions,", "preferences"),
            ("long chains,", "checked rewards"),
            ("fine-tuning", "on samples"),
        ),
        "kinds": ("chat model", "reasoning model", "distilled model"),
        "answers": ("answers", "thinks, answers", "thinks, answers"),
        "continues": "continues text",
        "samples": "samples",
    },
}

CENTRES = (80.0, 240.0, 400.0)
HALF = 66.0


def stages(lang: str) -> str:
    """Return the three ways from a base model."""
    words = WORDS[lang]
    drawing = Drawing("model-stages", lang, str(words["title"]), str(words["desc"]), 330)
    drawing.text(240, 22, str(words["text"]), anchor="middle", fill=MUTED)
    drawing.arrow([(240, 30), (240, 52)], stroke=MUTED)
    drawing.box(170, 54, 140, 38, str(words["base"]), fill=colour("1-soft"), stroke=colour("1"))
    drawing.text(322, 78, str(words["continues"]), fill=MUTED)
    drawing.line([(240, 92), (240, 112)], stroke=INK)
    drawing.line([(80, 112), (400, 112)], stroke=INK)
    colours = ("2", "3", "4")
    steps = [(str(first), str(second)) for first, second in words["steps"]]
    rows = zip(CENTRES, steps, words["kinds"], words["answers"], colours, strict=True)
    for x, (first, second), kind, answer, name in rows:
        drawing.line([(x, 112), (x, 126)], stroke=INK)
        drawing.text(x, 146, first, anchor="middle")
        drawing.text(x, 166, second, anchor="middle")
        drawing.arrow([(x, 176), (x, 204)], stroke=INK)
        fill, stroke = colour(f"{name}-soft"), colour(name)
        drawing.box(x - HALF, 206, 2 * HALF, 40, str(kind), fill=fill, stroke=stroke)
        drawing.text(x, 268, str(answer), anchor="middle", fill=MUTED)
    drawing.line([(240, 280), (240, 296), (400, 296)], stroke=MUTED, dash="5 4")
    drawing.arrow([(400, 296), (400, 278)], stroke=MUTED)
    drawing.text(320, 316, str(words["samples"]), anchor="middle", fill=MUTED)
    return drawing.svg()


FIGURES = {"model-stages": stages}
