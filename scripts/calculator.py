"""What the calculators of a page reckon with: checkpoints, cards and the reader's tables."""

from __future__ import annotations

import json
from typing import Any

from scripts import architecture, drafts
from scripts.handbook import Entry, Handbook

#: Fields of an architecture that no formula needs.
_LEFT_OUT = {"source", "note", "attention"}
_GIGA, _TERA = 10**9, 10**12


def _checkpoint(entry: Entry) -> dict[str, Any] | None:
    checkpoint = entry.checkpoint
    arch = checkpoint.architecture
    if arch is None or architecture.kv_bytes_per_token(arch) is None:
        return None
    training = checkpoint.training
    return {
        "id": checkpoint.id,
        "name": checkpoint.name,
        "count": architecture.best_count(checkpoint),
        "tokens": training.tokens if training else None,
        "arch": arch.model_dump(mode="json", exclude_none=True, exclude=_LEFT_OUT),
    }


def render(handbook: Handbook) -> str:
    """Return the data as an inert script element that a page can hold; no text can end it early."""
    found = (_checkpoint(entry) for entry in handbook.entries())
    data = {
        "models": sorted((one for one in found if one), key=lambda one: str(one["name"]).lower()),
        "gpus": [
            {
                "name": gpu.name,
                "bytes": round(gpu.memory_gb * _GIGA),
                "flops": gpu.bf16_tflops and gpu.bf16_tflops * _TERA,
            }
            for gpu in handbook.gpus
        ],
        "reader": drafts.tables(),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" data-calculator="">{text}</script>\n'
