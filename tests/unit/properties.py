"""What the property tests share: settings that find the same examples every time, and arrays."""

from __future__ import annotations

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from scripts.reference.arrays import Array

#: The same examples on every machine, and no deadline that a slow one could miss.
steady = settings(derandomize=True, deadline=None, database=None, max_examples=60)

#: Numbers whose squares and products stay far from the limits of floating point.
numbers = st.floats(-8, 8, allow_nan=False, width=32).map(lambda value: round(value, 3))

seeds = st.integers(0, 2**16)


def matrices(n_rows: int, n_columns: int) -> st.SearchStrategy[Array]:
    """Return a strategy for matrices of such numbers."""
    return arrays(np.float64, (n_rows, n_columns), elements=numbers)


def normal(seed: int, *shape: int) -> Array:
    """Return normally distributed numbers that depend on the seed alone."""
    return np.random.default_rng(seed).normal(size=shape)
