"""The little geometry that server-drawn charts need. Heights and widths are in per cent of the drawing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Course:
    """A course on its way to a goal, as SVG paths in a square of 100: what was, the straight way, where it leads."""

    top: float
    was: str
    dots: str
    way: str
    ahead: str
    band: str
    goal: str


def course(
    points: Sequence[tuple[float, float]],
    *,
    goal: tuple[float, float],
    ahead: float | None = None,
    between: tuple[float, float] | None = None,
) -> Course:
    """`points` and `goal` are (moment, number), moments on any scale; what lies ahead is read at the goal's moment."""
    first, last = points[0][0], max(goal[0], points[-1][0])
    top = scale([*(value for _, value in points), goal[1], ahead, *(between or ())])

    def put(moment: float, value: float) -> str:
        return f"{100 * (moment - first) / ((last - first) or 1):.4g} {100 - 100 * value / top:.4g}"

    def through(*places: tuple[float, float]) -> str:
        return "M" + "L".join(put(*one) for one in places)

    newest = points[-1]
    leads = ahead is not None and newest[0] < goal[0]
    return Course(
        top=top,
        was=through(*points),
        dots="".join(f"M{put(*one)}h0" for one in points),
        way=through(points[0], goal),
        ahead=through(newest, (goal[0], ahead)) if leads and ahead is not None else "",
        band=through(newest, (goal[0], between[1]), (goal[0], between[0])) + "Z" if leads and between else "",
        goal=through((first, goal[1]), (last, goal[1])),
    )
