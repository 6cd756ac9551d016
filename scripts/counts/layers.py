"""Which kinds of layers a model has, and how many of each: the one place that knows it.

A layer is a block of a mixer, which moves information between tokens, and a feed-forward layer,
dense or a mixture of experts; or one of the two alone. What a pattern (`Architecture.layers`) says
is counted without being written out, so that no number of layers is too many.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Literal

from scripts.data.architecture import Architecture

#: Attention to all tokens, attention to a window, linear attention, state space, convolution.
Mixer = Literal["full", "window", "linear", "ssm", "conv"]
MIXERS: tuple[Mixer, ...] = ("full", "window", "linear", "ssm", "conv")
#: Mixers that keep keys and values of every token they look back on.
ATTENTION: tuple[Mixer, ...] = ("full", "window")
#: Architectures whose layers and counts are kept: more than the data have, few beside them.
KEPT = 1024
#: Feed-forward layers that stand alone, the ending of a mixer that does, and what joins the parts
#: of a layer that holds several mixers, each with a dense layer, and a mixture beside them.
DENSE, MIXTURE, ALONE, JOIN = "ffn", "moe", "-alone", "+"

_GROUP = re.compile(r"\(([^()]*)\)(?:\*(\d+))?")


@dataclass(frozen=True)
class Layers:
    """How many mixers of each kind there are, dense feed-forward layers, mixtures of experts.

    Attributes:
        beside: those of the mixtures that run beside other parts of a layer.
        sharing: those of the mixers that use keys and values of an earlier layer.
        sharing_dense: the dense feed-forward layers behind them.
    """

    mixers: Counter[Mixer]
    dense: int
    mixtures: int
    beside: int = 0
    sharing: Counter[Mixer] = field(default_factory=Counter)
    sharing_dense: int = 0

    @property
    def sublayers(self) -> int:
        """Mixers and feed-forward layers one after the other: two for a block that has both."""
        return self.mixers.total() + self.dense + self.mixtures - self.beside


@cache
def expanded(pattern: str) -> tuple[str, ...]:
    """Return the layers of one period: `(linear*2 full)*2` is linear, linear, full, twice over."""
    flat = _GROUP.sub(lambda group: " ".join([group[1]] * int(group[2] or 1)), pattern)
    items = (item.partition("*") for item in flat.split())
    return tuple(name for name, _, count in items for _ in range(int(count or 1)))


def period(arch: Architecture) -> tuple[str, ...]:
    """Return the layers that repeat from the first to the last: a pattern, or what stands for it.

    A window in every layer but each n-th is `sliding_window` with `global_every`; without a window
    all layers see everything.
    """
    if arch.layers:
        return expanded(arch.layers)
    if not arch.sliding_window:
        return ("full",)
    every = arch.global_every
    return ("window",) * (every - 1) + ("full",) if every else ("window",)


def _counts(names: Sequence[str], layers: int) -> Counter[str]:
    """Return how often each name stands in `layers` layers."""
    whole, rest = divmod(layers, len(names))
    found = Counter({name: count * whole for name, count in Counter(names).items()})
    return found + Counter(names[:rest])


def _joined(found: Counter[str]) -> Layers:
    """Return what the layers of several parts hold."""
    parts: Counter[str] = Counter()
    for name, count in found.items():
        if JOIN in name:
            parts.update({part: n * count for part, n in Counter(name.split(JOIN)).items()})
    mixers = Counter({name: parts[name] for name in MIXERS})
    return Layers(mixers, mixers.total(), parts[MIXTURE], parts[MIXTURE])


def _mixtures(arch: Architecture, blocks: int) -> int:
    """Return how many of the blocks are mixtures: after dense ones every n-th."""
    experts = arch.experts
    return max(0, (blocks - experts.dense_layers) // experts.moe_every) if experts else 0


@lru_cache(KEPT)
def of_decoder(arch: Architecture) -> Layers:
    """Return the layers of the decoder; none where their number is unknown."""
    layers = arch.n_layers or 0
    found = _first(arch, layers)
    if arch.kv_sharing is None:
        return found
    own = _first(arch, max(0, layers - arch.kv_sharing.layers))
    return replace(found, sharing=found.mixers - own.mixers, sharing_dense=found.dense - own.dense)


def _first(arch: Architecture, layers: int) -> Layers:
    """Return the first so many layers of the decoder."""
    found = _counts(period(arch), layers)
    joined = _joined(found)
    alone = Counter({name: found[f"{name}{ALONE}"] for name in MIXERS})
    blocks = Counter({name: found[name] for name in MIXERS})
    mixtures = _mixtures(arch, blocks.total())
    return Layers(
        mixers=blocks + alone + joined.mixers,
        dense=blocks.total() - mixtures + found[DENSE] + joined.dense,
        mixtures=mixtures + found[MIXTURE] + joined.mixtures,
        beside=joined.beside,
    )


@lru_cache(KEPT)
def of_encoder(arch: Architecture) -> Layers:
    """Return the layers of the encoder, all of which see everything."""
    blocks = arch.n_encoder_layers or 0
    mixtures = _mixtures(arch, blocks)
    return Layers(+Counter({MIXERS[0]: blocks}), blocks - mixtures, mixtures)


@lru_cache(KEPT)
def mixers(arch: Architecture) -> frozenset[Mixer]:
    """Return the mixers that occur, whether or not the number of layers is known."""
    names = {part.removesuffix(ALONE) for part in _parts(arch)}
    return frozenset(mixer for mixer in MIXERS if mixer in names)


def _parts(arch: Architecture) -> set[str]:
    """Return the names that occur, those within layers of several parts among them."""
    return {part for name in period(arch) for part in name.split(JOIN)}


def has_mixture(arch: Architecture) -> bool:
    """Whether the pattern names a mixture of experts."""
    return MIXTURE in _parts(arch)


def has_dense(arch: Architecture) -> bool:
    """Whether some feed-forward layer is dense."""
    names = set(period(arch))
    blocks = bool(names.intersection(MIXERS))
    between = arch.experts is None or arch.experts.moe_every > 1 or arch.experts.dense_layers > 0
    joined = any(JOIN in name for name in names)
    return DENSE in names or joined or (blocks and between)


def is_hybrid(arch: Architecture) -> bool:
    """Whether some mixer is no softmax attention."""
    return not mixers(arch) <= set(ATTENTION)


def indexers(arch: Architecture, of: Layers) -> int:
    """Return how many layers have an indexer of their own."""
    return (arch.indexer.layers or of.mixers["full"]) if arch.indexer else 0
