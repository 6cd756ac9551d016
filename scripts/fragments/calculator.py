"""What the calculators of a page reckon with: checkpoints, cards and the reader's tables."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, get_args

from scripts.base import templating
from scripts.counts import comparison, config_reader, memory
from scripts.data.architecture import (
    Activation,
    Architecture,
    ArchitectureKind,
    GateKind,
    LinearKind,
    NormKind,
    NormPlacement,
    PositionKind,
    QkNormKind,
    SsmKind,
)
from scripts.data.handbook import Entry, Handbook
from scripts.data.lists import Gpu, Source
from scripts.fragments.source_links import Link

#: Fields of an architecture that no formula needs.
_LEFT_OUT: Any = {
    "source": True,
    "note": True,
    "attention": True,
    "norm": {"eps"},
    "position": {"rope_theta", "rotary_dim"},
    "windowed": {"rope_theta"},
}
#: The words that a field of an address may hold.
_WORDS = {
    "kind": get_args(ArchitectureKind),
    "activation": get_args(Activation),
    "norm.kind": get_args(NormKind),
    "norm.placement": get_args(NormPlacement),
    "position.kind": get_args(PositionKind),
    "qk_norm": get_args(QkNormKind),
    "attention_gate": get_args(GateKind),
    "linear.kind": get_args(LinearKind),
    "ssm.kind": get_args(SsmKind),
}
_GIGA, _TERA = 10**9, 10**12
#: Models whose caches differ in kind: key/value heads shared, windows, latents.
SOME = ("llama-2-7b", "llama-3.1-8b", "gemma-3-27b", "llama-3.1-70b", "deepseek-v3")


def plain(arch: Architecture) -> dict[str, Any]:
    """Return the fields that formulas need, those left out that are as the schema presumes."""
    return arch.model_dump(mode="json", exclude_defaults=True, exclude=_LEFT_OUT)


def _checkpoint(entry: Entry) -> dict[str, Any] | None:
    checkpoint = entry.checkpoint
    arch = checkpoint.architecture
    if arch is None or memory.kv_bytes_per_token(arch) is None:
        return None
    training = checkpoint.training
    return {
        "id": checkpoint.id,
        "name": checkpoint.name,
        "family": entry.family.id,
        "count": comparison.best_count(checkpoint),
        "tokens": training.tokens if training else None,
        "arch": plain(arch),
    }


def render_some(handbook: Handbook, ids: Sequence[str] = SOME) -> str:
    """Return a few models with what memory follows from, for the smaller explorers of a page.

    Raises:
        KeyError: for a checkpoint that the data do not have.
        ValueError: for one whose cache cannot be counted.
    """
    found = [_checkpoint(handbook.entry(id_)) for id_ in ids]
    if None in found:
        raise ValueError("a cache cannot be counted")
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" data-models="">{text}</script>\n'


def _families(handbook: Handbook) -> dict[str, dict[str, str]]:
    return {
        family.id: {
            **family.name.model_dump(),
            "words": f"{family.name.zh} {family.developer.zh} {family.developer.en}",
        }
        for family in handbook.families.values()
    }


def _gpu(gpu: Gpu) -> dict[str, Any]:
    return {
        "id": gpu.id,
        "name": gpu.name,
        "bytes": round(gpu.memory_gb * _GIGA),
        "flops": gpu.bf16_tflops and gpu.bf16_tflops * _TERA,
    }


def render(handbook: Handbook) -> str:
    """Return the data as an inert script element that a page can hold; no text can end it early."""
    found = (_checkpoint(entry) for entry in handbook.entries())
    data = {
        "models": sorted((one for one in found if one), key=lambda one: str(one["name"]).lower()),
        "families": _families(handbook),
        "gpus": [_gpu(gpu) for gpu in handbook.gpus],
        "reader": config_reader.tables(),
        "words": _WORDS,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" data-calculator="">{text}</script>\n'


def render_gpus(handbook: Handbook, lang: str) -> str:
    """Return the table of the cards with the sources of their figures."""
    rows = [
        (
            gpu,
            [
                Link(_short_name(handbook.sources[id_]), *_address(handbook, id_))
                for id_ in gpu.source
            ],
        )
        for gpu in handbook.gpus
    ]
    return templating.render("gpus", lang, rows=rows)


def _short_name(source: Source) -> str:
    """Return a source's name for a narrow cell: that of a repository, or who wrote it."""
    is_named = source.venue == "GitHub"
    return (source.title.partition(":") if is_named else source.authors[0].partition(","))[0]


def _address(handbook: Handbook, id_: str) -> tuple[str, str]:
    source = handbook.sources[id_]
    return source.url, source.title
