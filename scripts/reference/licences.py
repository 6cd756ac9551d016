"""Which terms stay with a model that was trained on from others, holder by holder.

A rough order of strictness, not a reading of any contract: conditions of several
holders add up, and only the texts say what they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


def path(model: str, parents: Mapping[str, str]) -> list[str]:
    """Return the model, what it was trained on from, and so on upwards."""
    found = [model]
    while (parent := parents.get(found[-1])) is not None:
        if parent in found:
            raise ValueError(f"{parent} is its own ancestor")
        found.append(parent)
    return found


# --8<-- [start:terms]
#: From free to forbidden; what nobody has read is not to be relied on.
STRICTNESS = ("yes", "conditional", "unknown", "no")


@dataclass(frozen=True)
class Terms:
    """Who holds rights in a model, and whether commercial use is allowed."""

    holder: str
    commercial: str


def binding(line: Sequence[Terms]) -> list[Terms]:
    """Return the terms that stay: of each holder, those nearest to you.

    line: the terms along a path, the model's own first. Only a holder can
    loosen its terms; somebody else's new label does not.
    """
    nearest: dict[str, Terms] = {}
    for terms in line:
        nearest.setdefault(terms.holder, terms)
    return list(nearest.values())


def strictest(line: Sequence[Terms]) -> str:
    """Return the strictest answer about commercial use among the terms."""
    return max((t.commercial for t in line), key=STRICTNESS.index)


# --8<-- [end:terms]
