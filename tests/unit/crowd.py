"""A handbook of 36 invented families with 160 checkpoints, close together as the real ones are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from scripts.data.handbook import Handbook
from scripts.data.models import Family

N_FAMILIES, N_CHECKPOINTS = 36, 160
_SIZES = ((16, 1024), (24, 2048), (32, 4096), (40, 5120), (80, 8192))
_ATTENTION = (("mha", 32), ("gqa", 8), ("mqa", 1), ("mla", 32))
_MLA = {
    "kv_lora_rank": 512,
    "qk_nope_head_dim": 128,
    "qk_rope_head_dim": 64,
    "v_head_dim": 128,
}
_LICENCE = {
    "name": "MIT",
    "spdx": "MIT",
    "class": "open-source",
    "commercial": "yes",
    "source": ("invented2020-note",),
}


def _architecture(n: int) -> dict[str, Any]:
    layers, width = _SIZES[n % 5]
    attention, kv_heads = _ATTENTION[n % 4]
    mixture = {"total": 64, "active": 4, "d_ff": 2048} if n % 3 == 0 else None
    return {
        "source": ("invented2020-note",),
        "kind": "causal-decoder",
        "n_layers": layers + n % 7,
        "d_model": width,
        "n_heads": 32,
        "n_kv_heads": kv_heads,
        "head_dim": 128,
        "d_ff": 4 * width,
        "vocab_size": (32_000, 50_304, 128_256, 151_936, 256_000)[n % 5],
        "context": 2048 * 2 ** (n % 8),
        "position": {"kind": "rope"},
        "norm": {"kind": "rmsnorm", "placement": "pre"},
        "activation": "swiglu",
        "attention": attention,
        "mla": _MLA if attention == "mla" else None,
        "biases": {"qkv": False, "attention_output": False, "ffn": False, "lm_head": False},
        "tied_embeddings": n % 2 == 0,
        "experts": mixture,
        "sliding_window": 1024 if n % 6 == 0 else None,
    }


def _checkpoint(n: int, name: str) -> dict[str, Any]:
    training = {"source": ("invented2020-note",), "tokens": (1 + n % 30) * 10**12}
    return {
        "id": f"model-{n}",
        "name": f"{name} {n}B",
        "architecture": _architecture(n),
        "training": training if n % 5 else None,
    }


def _family(index: int) -> dict[str, Any]:
    name = f"Invented-{index} Model"
    numbers = range(index, N_CHECKPOINTS, N_FAMILIES)
    releases = [
        {
            "id": f"release-{n}",
            "name": f"{name} {1 + place}",
            "date": date(2023, 1, 1) + timedelta(days=(n * 17) % 1000 + 60 * place),
            "date_source": ("invented2020-note",),
            "weights": "open",
            "derived_from": f"release-{n - N_FAMILIES}" if place else None,
            "licence": _LICENCE,
            "checkpoints": (_checkpoint(n, name),),
        }
        for place, n in enumerate(numbers)
    ]
    return {
        "id": f"family-{index}",
        "name": {"zh": f"虚构家族 {index}", "en": f"Invented {index}"},
        "developer": {"zh": "某实验室", "en": "A laboratory"},
        "role": "open",
        "summary": {"zh": "虚构。", "en": "Invented."},
        "releases": tuple(releases),
    }


def handbook() -> Handbook:
    """Return the crowded handbook."""
    families = [Family.model_validate(_family(index)) for index in range(N_FAMILIES)]
    return Handbook(
        families={family.id: family for family in families}, sources={}, glossary=(), chapters=()
    )
