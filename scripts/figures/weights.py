"""Tables of weights drawn as squares: the larger the square's area, the larger the weight."""

from __future__ import annotations

import math

from scripts.figures.drawing import GRID, Drawing, colour
from scripts.reference.arrays import Array


def squares(drawing: Drawing, left: float, top: float, cell: float, values: Array) -> None:
    """Draw a matrix as squares whose area is the share of the largest absolute value.

    Positive values are filled; negative ones have an outline and another colour.
    """
    n_rows, n_columns = values.shape
    largest = max(float(abs(values).max()), 1e-12)
    for i in range(n_rows):
        for j in range(n_columns):
            x, y = left + cell * j, top + cell * i
            drawing.rect(x, y, cell, cell, stroke=GRID)
            value = float(values[i, j])
            side = (cell - 3) * math.sqrt(abs(value) / largest)
            if side < 0.5:
                continue
            inset = (cell - side) / 2
            if value > 0:
                drawing.rect(x + inset, y + inset, side, side, fill=colour("1"))
            else:
                drawing.rect(
                    x + inset, y + inset, side, side, fill=colour("2-soft"), stroke=colour("2")
                )
