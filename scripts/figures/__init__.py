"""The figures of the handbook as SVG text: drawn from `scripts.reference` and from the data."""

from __future__ import annotations

from collections.abc import Callable

from scripts.figures import (
    activations,
    attention,
    blocks,
    charts,
    emergence,
    masks,
    norms,
    positions,
    shares,
    timeline,
)
from scripts.handbook import Handbook

#: Figures that need no data, by name.
RENDERERS: dict[str, Callable[[str], str]] = {
    "masks": masks.masks,
    "loss-positions": masks.loss_figure,
    "norms": norms.norms,
    "activations": activations.activations,
    "activation-derivatives": activations.derivatives,
    "rope": positions.rope_figure,
    "rope-scores": positions.rope_scores,
    "alibi": positions.alibi,
    "block-wiring": blocks.block_wiring,
    "decoder-block": blocks.decoder_block,
    "attention-kinds": attention.attention_kinds,
    "emergence-metric": emergence.metric,
    "emergence-compound": emergence.compound,
}

#: Figures of the data, by name.
OF_DATA: dict[str, Callable[[Handbook, str], str]] = {
    "family-timeline": timeline.family_timeline,
    "chart-sizes": charts.sizes,
    "chart-tokens": charts.tokens,
    "chart-context": charts.context,
    "chart-cache": charts.cache,
    "chart-vocabulary": charts.vocabulary,
    "chart-parts": shares.parts,
}


def render_all(handbook: Handbook, lang: str) -> dict[str, str]:
    """Return every figure by name, as SVG text in the language; nothing is written."""
    figures = {name: render(lang) for name, render in RENDERERS.items()}
    return figures | {name: render(handbook, lang) for name, render in OF_DATA.items()}
