"""A pair of axes: from the units of the data to places in a drawing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scripts.figures.drawing import GRID, INK, MUTED, Drawing, Point, Series

Range = tuple[float, float]
Ticks = Sequence[tuple[float, str]]


@dataclass(frozen=True)
class Axes:
    """A panel at (left, top) of a drawing; x_range and y_range are what it shows of the data."""

    drawing: Drawing
    left: float
    top: float
    width: float
    height: float
    x_range: Range
    y_range: Range
    log_x: bool = False
    log_y: bool = False

    def x(self, value: float) -> float:
        """Return the place of a value on the horizontal axis."""
        return self.left + self.width * _share(value, self.x_range, self.log_x)

    def y(self, value: float) -> float:
        """Return the place of a value on the vertical axis."""
        return self.top + self.height * (1 - _share(value, self.y_range, self.log_y))

    def frame(self, x_ticks: Ticks, y_ticks: Ticks, x_label: str = "", y_label: str = "") -> None:
        """Draw grid lines with their values, and what the axes mean; y's meaning stands on top."""
        drawing, bottom, right = self.drawing, self.top + self.height, self.left + self.width
        for value, label in x_ticks:
            drawing.line([(self.x(value), self.top), (self.x(value), bottom)], stroke=GRID, width=1)
            drawing.text(self.x(value), bottom + 20, label, anchor="middle", fill=MUTED)
        for value, label in y_ticks:
            drawing.line([(self.left, self.y(value)), (right, self.y(value))], stroke=GRID, width=1)
            drawing.text(self.left - 7, self.y(value) + 5, label, anchor="end", fill=MUTED)
        if x_label:
            middle = self.left + self.width / 2
            drawing.text(middle, bottom + 42, x_label, anchor="middle")
        if y_label:
            drawing.text(self.left, self.top - 11, y_label)

    def zero(self) -> None:
        """Draw the lines x = 0 and y = 0 stronger than the grid."""
        self._rule([(0, self.y_range[0]), (0, self.y_range[1])])
        self._rule([(self.x_range[0], 0), (self.x_range[1], 0)])

    def _rule(self, points: Sequence[Point]) -> None:
        self.drawing.line([(self.x(x), self.y(y)) for x, y in points], stroke=MUTED, width=1)

    def curve(
        self, xs: Iterable[float], ys: Iterable[float], series: Series, width: float = 2.75
    ) -> None:
        """Draw a curve through points of the data; what lies outside the panel is left out."""
        low, high = self.y_range
        inside = [
            (self.x(float(x)), self.y(float(y)))
            for x, y in zip(xs, ys, strict=True)
            if low <= float(y) <= high
        ]
        self.drawing.line(inside, stroke=series.stroke, width=width, dash=series.dash)

    def dot(self, x: float, y: float, fill: str = INK, radius: float = 4) -> None:
        """Draw a point of the data."""
        self.drawing.circle(self.x(x), self.y(y), radius, fill=fill)


def _share(value: float, limits: Range, log: bool) -> float:
    low, high = limits
    if log:
        value, low, high = math.log10(value), math.log10(low), math.log10(high)
    return (value - low) / (high - low)
