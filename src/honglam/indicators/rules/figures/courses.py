"""How a target stands: its course so far, the straight way, where it leads. Of whatever says numbers. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

from honglam.indicators.contracts import Bound, Definition, Direction, Figure, Nature, Outlook, Span, TargetState, Unit
from honglam.indicators.rules.figures.forecasting import Aim, fits, judge, outlook, wanted_on

_VAGUE = frozenset({Bound.ORDER, Bound.RANGE})


class Saying(Protocol):
    """A number said of a time."""

    @property
    def span(self) -> Span:
        """Of which time."""
        ...

    @property
    def nature(self) -> Nature:
        """What it claims."""
        ...

    @property
    def figure(self) -> Figure | None:
        """The number; what stands has one."""
        ...


S = TypeVar("S", bound=Saying)


@dataclass(frozen=True, kw_only=True)
class Course(Generic[S]):
    """What `TargetView` says of a target, without the target."""

    goal: Decimal
    strict: bool
    so_far: tuple[S, ...]
    wanted: float | None
    outlook: Outlook | None
    state: TargetState
    reached_by: S | None


def course_of(target: S, known: Sequence[S], definition: Definition, on: date) -> Course[S]:
    """How a target stands on a day; `known`: what was said of the same until then, oldest first."""
    goal, strict = _goal(target, definition.direction)
    course = _course(target, known, definition)
    aim = Aim(value=float(goal), direction=definition.direction, strict=strict)
    due_on = target.span.last_on
    reached_by = _reaching(course, aim, due_on, accumulates=definition.accumulates)
    points = [(one.span.last_on, _number(one)) for one in course]
    newest = points[-1][0] if points else None
    ahead = _ahead(points, due_on, definition)
    ends = [] if ahead is None else [ahead.value if one is None else one for one in (ahead.low, ahead.high)]
    return Course(
        goal=goal,
        strict=strict,
        so_far=tuple(course),
        wanted=wanted_on(points[-1][0], points[0], due_on, float(goal)) if len(points) > 1 else None,
        outlook=ahead if newest is not None and newest < due_on else None,
        state=judge(
            reached=reached_by is not None,
            newest=newest,
            due_on=due_on,
            on=on,
            hits=frozenset(aim.reached_at(one) for one in ends),
        ),
        reached_by=reached_by,
    )


def _goal(target: Saying, direction: Direction) -> tuple[Decimal, bool]:
    """The number to reach: of a range its easier end; “above” and “below” have to be passed."""
    figure = _figure(target)
    if figure.upper is not None and direction is Direction.LOWER:
        return figure.upper, False
    return figure.value, figure.bound in {Bound.ABOVE, Bound.BELOW}


def _course(target: Saying, known: Sequence[S], definition: Definition) -> list[S]:
    """Figures that can be held against the target; of one day the least favourable last."""
    mine = [
        one
        for one in known
        if one.nature is Nature.ACTUAL
        and _figure(one).bound not in _VAGUE
        and _figure(one).unit in (None, definition.unit)
        and fits(one.span, target.span, definition.unit, accumulates=definition.accumulates)
    ]
    better = -1 if definition.direction is Direction.LOWER else 1
    return sorted(mine, key=lambda one: (one.span.last_on, -better * _number(one)))


def _reaching(course: Sequence[S], aim: Aim, due_on: date, *, accumulates: bool) -> S | None:
    """The figure by which the target is reached. What only grows stays reached, from the first such figure on; of
    anything else the newest until the due day decides, since a share or a number can fall back."""
    if accumulates:
        return next((one for one in course if aim.reached_at(_number(one))), None)
    known = [one for one in course if one.span.last_on <= due_on]
    return known[-1] if known and aim.reached_at(_number(known[-1])) else None


def _ahead(points: Sequence[tuple[date, float]], due_on: date, definition: Definition) -> Outlook | None:
    if len({day for day, _ in points}) < 2:
        return None
    least = 0.0 if definition.unit is not Unit.POINT else None
    return outlook(points, due_on, least=_plain(definition.least) or least, limit=_plain(definition.limit))


def _plain(text: str) -> float | None:
    """A bound that is a bare number; one that is a formula is left to the checker."""
    try:
        return float(text)
    except ValueError:
        return None


def _figure(one: Saying) -> Figure:
    assert one.figure is not None  # noqa: S101 - what stands has a number
    return one.figure


def _number(one: Saying) -> float:
    return float(_figure(one).value)
