"""Figures of blocks as data flow: where the norms stand, and one modern decoder block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from scripts.figures.drawing import INK, MUTED, PAPER, WIDTH, Drawing, colour

WIRING_WORDS = {
    "zh": {
        "title": "归一化放在哪里：四种接法",
        "desc": (
            "四幅数据流图，自上而下，各含注意力和前馈两个子层。Post-LN 在残差相加之后归一化；"
            "Pre-LN 在子层之前归一化，残差通路上没有归一化；Sandwich-LN 在子层前后各归一化一次；"
            "DeepNorm 与 Post-LN 相同，但残差先乘以 α。"
        ),
        "attention": "注意力",
        "ffn": "前馈",
        "norm": "归一化",
    },
    "en": {
        "title": "Where the norms stand: four wirings",
        "desc": (
            "Four data-flow drawings from top to bottom, each with an attention and a feed-forward "
            "sublayer. Post-LN normalises after the residual sum; Pre-LN normalises before the "
            "sublayer and keeps the residual path free of norms; Sandwich-LN normalises before and "
            "after the sublayer; DeepNorm is Post-LN with the residual multiplied by α first."
        ),
        "attention": "Attention",
        "ffn": "Feed-forward",
        "norm": "Norm",
    },
}

Kind = Literal["attention", "ffn", "norm"]
COLOURS: dict[Kind, str] = {"attention": "1", "ffn": "3", "norm": "2"}


@dataclass(frozen=True)
class Wiring:
    """How a sublayer F is wired: what stands on its branch and what on the residual path."""

    name: str
    formula: str
    norm_before: bool = False
    norm_after: bool = False
    norm_on_path: bool = False
    scaled: bool = False


WIRINGS = (
    Wiring("Post-LN", "x ← Norm(x + F(x))", norm_on_path=True),
    Wiring("Pre-LN", "x ← x + F(Norm(x))", norm_before=True),
    Wiring("Sandwich-LN", "x ← x + Norm(F(Norm(x)))", norm_before=True, norm_after=True),
    Wiring("DeepNorm", "x ← Norm(αx + F(x))", norm_on_path=True, scaled=True),
)


def _part(drawing: Drawing, x: float, y: float, width: float, kind: Kind, label: str) -> None:
    """Draw a box of a kind round the middle (x, y)."""
    number = COLOURS[kind]
    drawing.box(
        x - width / 2, y - 14, width, 28, label,
        fill=colour(f"{number}-soft"), stroke=colour(number),
    )  # fmt: skip


def _plus(drawing: Drawing, x: float, y: float) -> None:
    drawing.circle(x, y, 9, fill=PAPER, stroke=INK)
    drawing.line([(x - 5, y), (x + 5, y)])
    drawing.line([(x, y - 5), (x, y + 5)])


PATH_X, BRANCH_X = 46.0, 156.0


def _sublayer(
    drawing: Drawing, left: float, y: float, wiring: Wiring, kind: Kind, words: dict[str, str]
) -> float:
    """Draw one sublayer from (left, y) downwards; return where its path ends."""
    path, branch = left + PATH_X, left + BRANCH_X
    parts: list[Kind] = ["norm"] if wiring.norm_before else []
    parts += [kind, "norm"] if wiring.norm_after else [kind]
    places = [y + 36 + 42 * i for i in range(len(parts))]
    end = places[-1] + 34
    drawing.line([(path, y), (path, end - 9)])
    drawing.arrow([(path, y + 6), (branch, y + 6), (branch, places[0] - 14)])
    for upper, lower in pairwise(places):
        drawing.arrow([(branch, upper + 14), (branch, lower - 14)])
    drawing.arrow([(branch, places[-1] + 14), (branch, end), (path + 9, end)])
    for part, place in zip(parts, places, strict=True):
        _part(drawing, branch, place, 112, part, words[part])
    if wiring.scaled:
        drawing.box(
            path - 19, places[0] - 13, 38, 26, "× α", fill=colour("4-soft"), stroke=colour("4")
        )
    _plus(drawing, path, end)
    if not wiring.norm_on_path:
        drawing.line([(path, end + 9), (path, end + 18)])
        return end + 18
    drawing.arrow([(path, end + 9), (path, end + 26)])
    _part(drawing, path, end + 40, 74, "norm", words["norm"])
    drawing.line([(path, end + 54), (path, end + 62)])
    return end + 62


def block_wiring(lang: str) -> str:
    """Return Post-LN, Pre-LN, Sandwich-LN and DeepNorm as data flow, in two rows of two."""
    words = WIRING_WORDS[lang]
    drawing = Drawing("block-wiring", lang, words["title"], words["desc"], 816)
    places = ((10.0, 22.0), (252.0, 22.0), (10.0, 390.0), (252.0, 390.0))
    order = (WIRINGS[0], WIRINGS[1], WIRINGS[3], WIRINGS[2])
    for (left, top), wiring in zip(places, order, strict=True):
        drawing.text(left, top, wiring.name, size=16, bold=True)
        drawing.text(left, top + 22, wiring.formula, fill=MUTED)
        path, y = left + PATH_X, top + 36
        drawing.text(path + 10, y + 10, "x")
        drawing.line([(path, y), (path, y + 16)])
        y += 16
        for kind in ("attention", "ffn"):
            y = _sublayer(drawing, left, y, wiring, kind, words)
        drawing.arrow([(path, y), (path, y + 20)])
    return drawing.svg()


DECODER_WORDS = {
    "zh": {
        "title": "一个现代解码器块，逐步标出形状",
        "desc": (
            "数据流自上而下：词元编号经词嵌入成为 n 行 d_model 列；进入重复 n_layers 次的块："
            "RMSNorm，线性层得到 q、k、v，q 与 k 经 RoPE，带因果掩码的注意力，输出投影，残差相加；"
            "再经 RMSNorm、门控前馈（两个升维矩阵、逐元素相乘、一个降维矩阵）与残差相加；"
            "最后是 RMSNorm 和输出层，得到每个位置在词表上的 logits。右侧是每一步输出的形状。"
        ),
        "shape": "输出形状",
        "tokens": "词元编号",
        "embedding": "词嵌入",
        "heads": "分头的 q、k、v",
        "rope": "RoPE（q 与 k）",
        "scores": "因果注意力权重",
        "mix": "加权求和 v",
        "output": "输出投影 W_o",
        "gate": "W_gate、W_up",
        "product": "Swish(gate) ⊙ up",
        "down": "W_down",
        "head": "输出层（lm_head）",
        "repeat": "× n_layers",
        "none": "形状不变",
    },
    "en": {
        "title": "One block of a modern decoder, with the shape at every step",
        "desc": (
            "Data flow from top to bottom: token ids become n rows of d_model columns by the "
            "embedding, then enter a block repeated n_layers times: RMSNorm, linear maps to q, k "
            "and v, RoPE on q and k, attention under a causal mask, output projection, residual "
            "sum; then RMSNorm, a gated feed-forward layer of two widening matrices, a product "
            "element by element and one narrowing matrix, and a residual sum. At the end RMSNorm "
            "and the output layer give logits over the vocabulary for every position. On the right "
            "the shape of each step's output."
        ),
        "shape": "shape of the output",
        "tokens": "token ids",
        "embedding": "embedding",
        "heads": "q, k, v in heads",
        "rope": "RoPE on q and k",
        "scores": "causal attention weights",
        "mix": "weighted sum of v",
        "output": "output matrix W_o",
        "gate": "W_gate, W_up",
        "product": "Swish(gate) ⊙ up",
        "down": "W_down",
        "head": "output layer (lm_head)",
        "repeat": "× n_layers",
        "none": "unchanged",
    },
}

BOX_LEFT, BOX_WIDTH, SHAPE_X, RESIDUAL_X = 34.0, 190.0, 232.0, 18.0
STREAM = "(n, d_model)"

#: A step: its name (a key of the words, or the text itself), its colour, the shape it gives.
Step = tuple[str, str, tuple[str, ...]]
ATTENTION: Sequence[Step] = (
    ("RMSNorm", "2", (STREAM,)),
    ("heads", "1", ("q: (n_heads, n, head_dim)", "k, v: (n_kv_heads, n, head_dim)")),
    ("rope", "1", ("none",)),
    ("scores", "1", ("(n_heads, n, n)",)),
    ("mix", "1", ("(n_heads, n, head_dim)",)),
    ("output", "1", (STREAM,)),
)
FEED_FORWARD: Sequence[Step] = (
    ("RMSNorm", "2", (STREAM,)),
    ("gate", "3", ("2 × (n, d_ff)",)),
    ("product", "3", ("(n, d_ff)",)),
    ("down", "3", (STREAM,)),
)


def _steps(drawing: Drawing, y: float, steps: Sequence[Step], words: dict[str, str]) -> float:
    """Draw boxes one under the other, with their shapes; return the bottom of the last."""
    middle = BOX_LEFT + BOX_WIDTH / 2
    for place, (name, number, shapes) in enumerate(steps):
        if place:
            drawing.arrow([(middle, y - 14), (middle, y)])
        drawing.box(
            BOX_LEFT, y, BOX_WIDTH, 28, words.get(name, name),
            fill=colour(f"{number}-soft"), stroke=colour(number),
        )  # fmt: skip
        first = y + 19 - 10 * (len(shapes) - 1)
        for row, shape in enumerate(shapes):
            drawing.text(SHAPE_X, first + 20 * row, words.get(shape, shape), fill=MUTED)
        y += 42
    return y - 14


def _residual(drawing: Drawing, y: float, steps: Sequence[Step], words: dict[str, str]) -> float:
    """Draw a branch of steps that starts from the stream and is added to it; return its end."""
    middle = BOX_LEFT + BOX_WIDTH / 2
    drawing.arrow([(middle, y - 16), (middle, y)])
    bottom = _steps(drawing, y, steps, words)
    plus = bottom + 22
    drawing.line([(middle, bottom), (middle, plus - 9)])
    drawing.arrow([(middle, y - 10), (RESIDUAL_X, y - 10), (RESIDUAL_X, plus), (middle - 9, plus)])
    _plus(drawing, middle, plus)
    drawing.text(SHAPE_X, plus + 5, STREAM, fill=MUTED)
    return plus + 9


def decoder_block(lang: str) -> str:
    """Return a modern decoder from token ids to logits, with the shape after every step."""
    words = DECODER_WORDS[lang]
    drawing = Drawing("decoder-block", lang, words["title"], words["desc"], 0)
    middle = BOX_LEFT + BOX_WIDTH / 2
    drawing.text(SHAPE_X, 20, words["shape"], bold=True)
    y = _steps(drawing, 34, [("tokens", "5", ("(n,)",)), ("embedding", "5", (STREAM,))], words)
    drawing.line([(middle, y), (middle, y + 24)])
    top = y + 14
    y = _residual(drawing, y + 40, ATTENTION, words)
    y = _residual(drawing, y + 16, FEED_FORWARD, words)
    drawing.rect(8, top, WIDTH - 16, y + 10 - top, stroke=MUTED, radius=8, dash="6 4")
    drawing.text(WIDTH - 18, top + 20, words["repeat"], anchor="end", bold=True)
    drawing.arrow([(middle, y), (middle, y + 26)])
    last = [("RMSNorm", "2", (STREAM,)), ("head", "5", ("logits: (n, vocab_size)",))]
    drawing.height = _steps(drawing, y + 26, last, words) + 8
    return drawing.svg()


FIGURES = {
    "block-wiring": block_wiring,
    "decoder-block": decoder_block,
}
