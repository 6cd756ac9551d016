"""A model as a stack of boxes, from its data: embedding, a block with its norms, output layer.

All are drawn in one frame and order, so that two of them compare at a glance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeGuard

from scripts.base import numbers
from scripts.base.words import value_word
from scripts.counts.layers import JOIN
from scripts.data.architecture import Architecture
from scripts.figures.drawing import INK, MUTED, Drawing, colour, text_width

WIDTH = 270.0
_LEFT, _RIGHT = 44.0, 258.0
_LINE = 17.0
_GAP = 12.0
_TEXT = 13.0
_WORDS = {
    "zh": {
        "title": "{}的结构",
        "description": "从下到上：词嵌入，{}，输出层。",
        "tokens": "词元",
        "embedding": "词嵌入",
        "vocabulary": "词表 {}，宽 {}",
        "blocks": "{} 个相同的块",
        "mixed": "{} 个块，不全相同",
        "heads": "{} 个查询头，{} 个键值头",
        "attention": "注意力",
        "ffn": "前馈层",
        "width": "宽 {}",
        "experts": "混合专家：{} 选 {}",
        "shared": "，另有 {} 个共享",
        "each": "每个宽 {}",
        "tied": "输出层（与词嵌入共用）",
        "untied": "输出层",
    },
    "en": {
        "title": "Structure of {}",
        "description": "From bottom to top: token embedding, {}, output layer.",
        "tokens": "tokens",
        "embedding": "Token embedding",
        "vocabulary": "vocabulary {}, width {}",
        "blocks": "{} blocks like this",
        "mixed": "{} blocks, not all alike",
        "heads": "{} query, {} key/value heads",
        "attention": "Attention",
        "ffn": "Feed-forward",
        "width": "width {}",
        "experts": "Mixture: {} of {} experts",
        "shared": ", {} shared",
        "each": "width {} each",
        "tied": "Output (tied to embedding)",
        "untied": "Output layer",
    },
}
#: Norms before and behind a sublayer, and whether the one behind stands on the residual path.
_PLACES = {
    "pre": (True, False, False),
    "post": (False, False, True),
    "post-deepnorm": (False, False, True),
    "sandwich": (True, True, False),
    "reordered": (False, True, False),
}


@dataclass(frozen=True)
class Told:
    """What words say of parts of a model, as the tables of the handbook have it."""

    attention: str
    layers: str
    position: str
    activation: str


@dataclass(frozen=True)
class _Box:
    lines: tuple[str, ...]
    tone: str

    @property
    def height(self) -> float:
        return _LINE * len(self.lines) + 8


def is_drawable(arch: Architecture | None) -> TypeGuard[Architecture]:
    """Whether enough is known for a drawing to say something, and a layer is one block."""
    if arch is not None and JOIN in (arch.layers or ""):
        return False
    if arch is None or arch.norm is None or arch.norm.kind == "unknown":
        return False
    return bool(arch.n_layers and arch.d_model and arch.norm.placement in _PLACES)


def _wrapped(text: str, lang: str) -> list[str]:
    """Return a text in lines that fit a box."""
    room = _RIGHT - _LEFT - 16
    parts = list(text) if lang == "zh" else [part + " " for part in text.split(" ")]
    lines = [""]
    for part in parts:
        if lines[-1] and text_width(lines[-1] + part.rstrip(), _TEXT) > room:
            lines.append("")
        lines[-1] += part
    return [line.strip() for line in lines]


def _lines(texts: Sequence[str], lang: str) -> tuple[str, ...]:
    return tuple(line for text in texts if text for line in _wrapped(text, lang))


def _attention(arch: Architecture, told: Told, lang: str) -> _Box:
    words = _WORDS[lang]
    heads = (arch.n_heads, arch.n_kv_heads)
    counts = words["heads"].format(*heads) if all(heads) and not arch.mla else ""
    layers = told.layers if len(told.layers.split("×")) > 2 else ""
    head = f"{words['attention']}{'：' if lang == 'zh' else ': '}{told.attention}"
    return _Box(_lines((head, counts, told.position, layers), lang), "1")


def _feed_forward(arch: Architecture, told: Told, lang: str) -> _Box:
    words = _WORDS[lang]
    if arch.experts is None:
        width = words["width"].format(numbers.grouped(arch.d_ff)) if arch.d_ff else ""
        joined = ("，" if lang == "zh" else ", ").join(filter(None, (told.activation, width)))
        return _Box(_lines((words["ffn"], joined), lang), "2")
    order = (arch.experts.total, arch.experts.active)
    mixed = words["experts"].format(*(order if lang == "zh" else reversed(order)))
    if arch.experts.shared:
        mixed += words["shared"].format(arch.experts.shared)
    each = words["each"].format(numbers.grouped(arch.experts.d_ff)) if arch.experts.d_ff else ""
    return _Box(_lines((mixed, told.activation, each), lang), "4")


def _sublayer(box: _Box, arch: Architecture, norm: str, lang: str) -> list[_Box | None]:
    """Return the boxes of a sublayer from below, None standing for the residual sum."""
    placement = arch.norm.placement if arch.norm else None
    before, behind, on_path = _PLACES.get(placement or "", (False, False, False))
    own = _Box(_lines((norm,), lang), "3")
    return [
        *([own] if before else []),
        box,
        *([own] if behind else []),
        None,
        *([own] if on_path else []),
    ]


def _is_uniform(arch: Architecture) -> bool:
    """Whether all blocks of a model are like the one that is drawn."""
    mixed = arch.experts and (arch.experts.dense_layers or arch.experts.moe_every > 1)
    return not (mixed or arch.layers or arch.global_every)


def draw(name: str, model: str, arch: Architecture, told: Told, lang: str) -> str:
    """Return the drawing of a model.

    Args:
        name: the prefix of the drawing's ids.
        model: how the model is called.
    """
    words = _WORDS[lang]
    norm = value_word("norm.kind", arch.norm.kind, lang) if arch.norm else ""
    attention, feed_forward = _attention(arch, told, lang), _feed_forward(arch, told, lang)
    block = [box for part in (attention, feed_forward) for box in _sublayer(part, arch, norm, lang)]
    vocabulary = words["vocabulary"].format(
        numbers.grouped(arch.vocab_size) if arch.vocab_size else "?",
        numbers.grouped(arch.d_model or 0),
    )
    foot = _Box(_lines((words["embedding"], vocabulary), lang), "5")
    placement = arch.norm.placement if arch.norm else None
    has_last = placement in ("pre", "sandwich", "reordered")
    last = [_Box(_lines((norm,), lang), "3")] if has_last else []
    top = [*last, _Box(_lines((words["tied" if arch.tied_embeddings else "untied"],), lang), "5")]
    size = sum((box.height if box else 16) + _GAP for box in block) + _GAP + 22
    height = size + sum(box.height + _GAP for box in (foot, *top)) + 40
    blocks = words["blocks" if _is_uniform(arch) else "mixed"].format(arch.n_layers)
    drawing = Drawing(
        name, lang, words["title"].format(model), words["description"].format(blocks), height, WIDTH
    )
    _draw(drawing, foot, block, top, blocks, size, words["tokens"])
    return drawing.svg()


def _draw(
    drawing: Drawing,
    foot: _Box,
    block: Sequence[_Box | None],
    top: Sequence[_Box],
    blocks: str,
    size: float,
    tokens: str,
) -> None:
    middle = (_LEFT + _RIGHT) / 2
    y = drawing.height - 6
    drawing.text(middle, y, tokens, size=_TEXT, anchor="middle", fill=MUTED)
    y = _put(drawing, foot, y - 16) - _GAP
    frame = y
    drawing.rect(8, frame - size, WIDTH - 16, size, stroke=MUTED, radius=8, dash="6 4")
    path = _LEFT - 16
    start = y - 4
    y -= _GAP
    for box in block:
        if box is not None:
            y = _put(drawing, box, y) - _GAP
            continue
        drawing.line([(path, start), (path, y - 8), (middle - 8, y - 8)], stroke=INK)
        drawing.circle(middle, y - 8, 8, fill="none", stroke=INK)
        drawing.text(middle, y - 3, "+", size=_TEXT, anchor="middle")
        start = y - 18
        y -= 16 + _GAP
    drawing.text(middle, frame - size + 17, blocks, size=_TEXT, anchor="middle", bold=True)
    y = frame - size - _GAP
    for box in top:
        y = _put(drawing, box, y) - _GAP


def _put(drawing: Drawing, box: _Box, bottom: float) -> float:
    """Draw a box above a line and return where it ends."""
    top = bottom - box.height
    drawing.rect(
        _LEFT, top, _RIGHT - _LEFT - 10, box.height,
        fill=colour(f"{box.tone}-soft"), stroke=colour(box.tone), radius=5,
    )  # fmt: skip
    for index, line in enumerate(box.lines):
        at = top + _LINE * (index + 1)
        drawing.text((_LEFT + _RIGHT - 10) / 2, at, line, size=_TEXT, anchor="middle")
    return top
