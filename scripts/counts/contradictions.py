"""Dimensions that contradict each other, so that no figure may follow from them.

The data are held against these rules, a drafted entry and the calculators of the pages withhold
their figures by them. docs/assets/scripts/contradictions.js is the twin; tests hold the two
together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scripts.data.architecture import Architecture

Reason = Literal["divide", "more"]

#: Above this no count of parameters is believed; it is far from 2^53, where pages lose digits.
MOST_PARAMETERS = 10**15


@dataclass(frozen=True)
class Contradiction:
    """Two fields that cannot both be right.

    Attributes:
        reason: `divide` where the other does not divide the field, `more` where the field is more.
    """

    reason: Reason
    field: str
    value: int
    other: str
    other_value: int

    @property
    def message(self) -> str:
        """What is wrong, said of the field."""
        wrong = {"divide": "is not divisible by", "more": "is more than"}[self.reason]
        return f"{self.value} {wrong} {self.other} = {self.other_value}"


_Size = tuple[str, int | None]
_Pair = tuple[_Size, _Size]


def _divided(arch: Architecture) -> Iterator[_Pair]:
    """Yield what is shared out with that by which it is: heads among key/value heads and such."""
    queries: _Size = ("n_heads", arch.n_heads)
    keys: _Size = ("n_kv_heads", arch.n_kv_heads)
    yield queries, keys
    own = arch.windowed
    if own and (own.n_heads or own.n_kv_heads):
        queries = ("windowed.n_heads", own.n_heads) if own.n_heads else queries
        keys = ("windowed.n_kv_heads", own.n_kv_heads) if own.n_kv_heads else keys
        yield queries, keys
    if linear := arch.linear:
        yield ("linear.value_heads", linear.value_heads), ("linear.key_heads", linear.key_heads)
    if ssm := arch.ssm:
        yield ("ssm.n_heads", ssm.n_heads), ("ssm.n_groups", ssm.n_groups)


def _limited(arch: Architecture) -> Iterator[_Pair]:
    """Yield what cannot be more with what it is a part of."""
    layers: _Size = ("n_layers", arch.n_layers)
    if experts := arch.experts:
        yield ("experts.active", experts.active), ("experts.total", experts.total)
        yield ("experts.dense_layers", experts.dense_layers), layers
        yield ("experts.moe_every", experts.moe_every), layers
    if arch.kv_sharing:
        yield ("kv_sharing.layers", arch.kv_sharing.layers), layers
    if arch.indexer:
        yield ("indexer.layers", arch.indexer.layers), layers


def contradictions(arch: Architecture) -> tuple[Contradiction, ...]:
    """Return the fields that contradict each other; what is unknown contradicts nothing.

    Key/value heads serve equally many query heads each (Ainslie et al. 2023, arXiv:2305.13245,
    section 2), and so do the key heads of linear attention and the groups of a state space layer
    (Dao and Gu 2024, arXiv:2405.21060, section 7.2).
    """
    found: list[Contradiction] = []
    for (field, value), (other, other_value) in _divided(arch):
        if value and other_value and value % other_value:
            found.append(Contradiction("divide", field, value, other, other_value))
    for (field, value), (other, other_value) in _limited(arch):
        if value and other_value and value > other_value:
            found.append(Contradiction("more", field, value, other, other_value))
    return tuple(found)
