"""The count of parameters that is computed, held against the one that was published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scripts.base.problems import Problem
from scripts.counts.parameters import active_parameters, total_parameters
from scripts.data.handbook import Handbook
from scripts.data.models import Checkpoint

Status = Literal["verified", "explained", "reported", "unknown"]
#: Largest relative difference at which a computed count confirms an exact published one.
EXACT_TOLERANCE = 0.001
#: The same for a published count that is rounded ("7B" stands for 6.74e9).
ROUNDED_TOLERANCE = 0.05


@dataclass(frozen=True)
class Comparison:
    """A computed count held against the published one.

    Attributes:
        difference: (computed - published) / published, None where one of them is unknown.
    """

    computed: int | None
    published: int | None
    difference: float | None
    status: Status


def best_count(checkpoint: Checkpoint) -> int | None:
    """Return the count to reckon with: the exact published, else the computed, else the rounded."""
    published = checkpoint.parameters
    if published and published.precision == "exact":
        return published.total
    computed = total_parameters(checkpoint.architecture)
    return computed or (published.total if published else None)


def best_active(checkpoint: Checkpoint) -> int | None:
    """Return the parameters used for a token: computed, else published."""
    computed = active_parameters(checkpoint.architecture)
    published = checkpoint.parameters.active if checkpoint.parameters else None
    return computed or published


def _tolerance(checkpoint: Checkpoint) -> float:
    exact = checkpoint.parameters and checkpoint.parameters.precision == "exact"
    return EXACT_TOLERANCE if exact else ROUNDED_TOLERANCE


def compare(checkpoint: Checkpoint) -> Comparison:
    """Hold the computed total against the published one.

    verified: the published count is exact and the computed one is within 0.1 %. explained: they
    differ and the entry says why. reported: there is a published count, but it is rounded or cannot
    be computed. unknown: nothing was published.
    """
    computed = total_parameters(checkpoint.architecture)
    published = checkpoint.parameters.total if checkpoint.parameters else None
    if published is None or computed is None:
        status: Status = "reported" if published else "unknown"
        return Comparison(computed, published, None, status)
    difference = (computed - published) / published
    if abs(difference) > _tolerance(checkpoint):
        return Comparison(computed, published, difference, "explained")
    exact = _tolerance(checkpoint) == EXACT_TOLERANCE
    return Comparison(computed, published, difference, "verified" if exact else "reported")


def problems(handbook: Handbook) -> list[Problem]:
    """Return every checkpoint whose counts differ without an explanation.

    An exact count that is missed by even one parameter is told as well: something is stored that
    the configuration does not say.
    """
    found = []
    for entry in handbook.entries():
        checkpoint, held = entry.checkpoint, compare(entry.checkpoint)
        if checkpoint.explanation or held.published is None or held.computed is None:
            continue
        exact = checkpoint.parameters is not None and checkpoint.parameters.precision == "exact"
        missed = held.computed - held.published
        if held.status != "explained" and not (exact and missed):
            continue
        message = f"computed {held.computed:,}, published {held.published:,}"
        message += f": {100 * missed / held.published:+.2f} %, {missed:+,}"
        remedy = "correct the configuration or the count, or say why under `explanation`"
        found.append(Problem(entry.file, checkpoint.id, "parameters.total", message, remedy))
    return found
