"""Demonstrations of how a smooth gain can look like a jump: metrics and compound tasks.

Everything here is a model made for teaching; no number was measured on a language model.
"""

from __future__ import annotations

import numpy as np

from scripts.reference.arrays import Array, require


def _check_share(p: Array) -> None:
    require(
        bool(((p >= 0) & (p <= 1)).all()),
        "an accuracy must lie between 0 and 1",
    )


# --8<-- [start:token_accuracy]
def token_accuracy(scale: Array, constant: float, exponent: float) -> Array:
    """Return exp(-loss), the loss a token falling as a power law: (constant / scale)^exponent.

    scale: parameters (or any measure of scale), any shape; constant: the scale at which the loss is
    1 nat; exponent: how fast the loss falls. A smooth function of the scale.
    Source: Schaeffer, Miranda and Koyejo 2023.
    """
    require(bool((scale > 0).all()), "scale must be positive")
    require(
        constant > 0 and exponent > 0,
        "constant and exponent must be positive",
    )
    return np.asarray(np.exp(-((constant / scale) ** exponent)))


# --8<-- [end:token_accuracy]


# --8<-- [start:exact_match]
def exact_match(p: Array, length: int) -> Array:
    """Return p^length: the chance that all `length` tokens are right, each with chance p.

    The tokens are taken as independent. Source: Schaeffer, Miranda and Koyejo 2023.
    """
    _check_share(p)
    require(length >= 1, f"length must be at least 1, got {length}")
    return p**length


# --8<-- [end:exact_match]


# --8<-- [start:edit_score]
def expected_edit_distance(p: Array, length: int) -> Array:
    """Return length * (1 - p): the expected number of wrong tokens among `length`.

    Only substitutions are counted. Source: Schaeffer, Miranda and Koyejo 2023.
    """
    _check_share(p)
    require(length >= 1, f"length must be at least 1, got {length}")
    return length * (1.0 - p)


def edit_score(p: Array, length: int) -> Array:
    """Return the expected share of right tokens, 1 - expected_edit_distance / length.

    It comes out as p whatever the length: the smooth counterpart of `exact_match`.
    """
    return 1.0 - expected_edit_distance(p, length) / length


# --8<-- [end:edit_score]


# --8<-- [start:compound_accuracy]
def compound_accuracy(p: Array, n_steps: int) -> Array:
    """Return p^n_steps: the chance that a task of n_steps steps succeeds when each must.

    p: the chance of one step; the steps are taken as independent.
    """
    _check_share(p)
    require(n_steps >= 1, f"n_steps must be at least 1, got {n_steps}")
    return p**n_steps


# --8<-- [end:compound_accuracy]
