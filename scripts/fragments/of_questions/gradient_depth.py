"""Gradient norms by layer for the interactive part of the question on the place of norms."""

from __future__ import annotations

import json

from scripts.data.handbook import Handbook
from scripts.figures.gradient_depth import N_LAYERS, SHOWN, norms

DEPTHS = (6, 12, N_LAYERS)


def gradient_depth_data(handbook: Handbook, lang: str) -> str:
    """Return the norms as an inert script element, by placement and depth; it holds no words."""
    del handbook, lang
    found = {
        placement: {depth: [round(norm, 4) for norm in norms(placement, depth)] for depth in DEPTHS}
        for placement, _ in SHOWN
    }
    text = json.dumps(found, separators=(",", ":"))
    return f'<script type="application/json" data-gradient-depth="">{text}</script>\n'


TABLES = {"gradient-depth-data": gradient_depth_data}
