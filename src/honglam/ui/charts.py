"""The little geometry that server-drawn charts need. Heights and widths are in per cent of the drawing."""

import math
from collections.abc import Sequence

Value = int | float | None


def scale(values: Sequence[Value]) -> float:
    """A round top for an axis that starts at zero: 1, 2, 2.5 or 5 times a power of ten, at least the largest value."""
    largest = max((value for value in values if value is not None), default=0)
    if largest <= 0:
        return 1
    power = 10.0 ** math.floor(math.log10(largest))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= largest)


def share(value: Value, top: float) -> str:
    """A bar's length as an SVG percentage, `63.5%`."""
    if value is None or top <= 0:
        return "0%"
    return f"{max(0.0, min(100.0, 100 * value / top)):.4g}%"


def line(values: Sequence[Value], top: float, width: int = 100, height: int = 100) -> str:
    """The `d` of an SVG path through the values, left to right; a missing value breaks the line."""
    step = width / max(1, len(values) - 1)
    parts, pen = [], "M"
    for position, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        parts.append(f"{pen}{position * step:.4g} {height - height * value / top:.4g}")
        pen = "L"
    return "".join(parts)
