"""What absolute and relative positions do to the scores of one and the same content."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from scripts.reference.arrays import Array, require
from scripts.reference.positions import (
    alibi_bias,
    learned_positions,
    rope,
    sinusoidal_positions,
    t5_relative_bias,
)

D_MODEL = 16
N_POSITIONS = 64


# --8<-- [start:diagonal_spread]
def diagonal_spread(scores: Array) -> float:
    """Return how far scores differ along a diagonal: 0 if they depend on the distance alone.

    scores: (n, n), a row a query and a column a key; a diagonal holds pairs of one distance.
    """
    n = len(scores)
    diagonals = (np.diagonal(scores, offset) for offset in range(1 - n, n))
    return max(float(np.ptp(diagonal)) for diagonal in diagonals)


# --8<-- [end:diagonal_spread]

_RNG = np.random.default_rng(6)
_TOKEN = _RNG.normal(size=D_MODEL)
_W_Q, _W_K = _RNG.normal(size=(2, D_MODEL, D_MODEL)) / np.sqrt(D_MODEL)
_TABLE = _RNG.normal(size=(N_POSITIONS, D_MODEL))
_BUCKETS = _RNG.normal(size=(32, 1))


def _scores(q: Array, k: Array) -> Array:
    return np.asarray(q @ k.T / np.sqrt(D_MODEL))


def _added(vectors: Array) -> Array:
    x = _TOKEN + vectors
    return _scores(x @ _W_Q, x @ _W_K)


def _plain(n: int) -> Array:
    return _added(np.zeros((n, D_MODEL)))


def _turned(start: int, n: int) -> Array:
    x = np.tile(_TOKEN, (n, 1))
    places = np.arange(start, start + n)
    return _scores(rope(x @ _W_Q, places), rope(x @ _W_K, places))


_SCHEMES: Mapping[str, Callable[[int, int], Array]] = {
    "none": lambda start, n: _plain(n),
    "sinusoidal": lambda start, n: _added(
        sinusoidal_positions(start + n, D_MODEL)[start:]
    ),
    "learned": lambda start, n: _added(
        learned_positions(_TABLE, start + n)[start:]
    ),
    "t5": lambda start, n: (
        _plain(n) + t5_relative_bias(_BUCKETS, n, n, False)[0]
    ),
    "rope": _turned,
    "alibi": lambda start, n: _plain(n) + alibi_bias(4, n)[0],
}
SCHEMES = tuple(_SCHEMES)


def content_scores(scheme: str, n: int, start: int = 0) -> Array:
    """Return the scores among n copies of one token at positions start, start + 1 ...

    Projections, table and biases are random (a fixed seed), as before training, so that only the
    kind of dependence on positions shows. The learned table has N_POSITIONS rows. Shape: (n, n).
    """
    require(scheme in _SCHEMES, f"unknown scheme {scheme!r}")
    return _SCHEMES[scheme](start, n)
