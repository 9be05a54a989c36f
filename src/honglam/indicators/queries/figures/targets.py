"""Targets with their course: what was said shall be, beside what was, as it was known on a day."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from honglam.indicators import access
from honglam.indicators.contracts import (
    Bound,
    Definition,
    Direction,
    Figure,
    Nature,
    Outlook,
    TargetState,
    TargetView,
    Unit,
    ValueView,
)
from honglam.indicators.models import IndicatorValue
from honglam.indicators.queries.figures.dictionary import definition_of
from honglam.indicators.queries.figures.values import JOINED, standing, value_views
from honglam.indicators.rules.figures.forecasting import Aim, fits, judge, outlook, wanted_on
from honglam.kernel.values import Actor

MOST = 300
MOST_FIGURES = 5000
ORDER = tuple(TargetState)
_VAGUE = frozenset({Bound.ORDER, Bound.RANGE})


def list_targets(*, actor: Actor, on: date, indicator: str = "") -> list[TargetView]:
    """Every target that stands, those that need somebody first, judged by figures up to a day. Five queries."""
    rows = standing(access.readable_values(actor)).filter(nature=Nature.TARGET.value)
    if indicator:
        rows = rows.filter(indicator__code=indicator)
    targets = list(rows.select_related(*JOINED).order_by("last_on", "id")[:MOST])
    known = _known(actor, targets, on)
    views = [_view(row, said, known[row.indicator_id, row.scope_id], on) for row, said in _said(targets)]
    return sorted(views, key=lambda one: (ORDER.index(one.state), one.due_on, one.target.indicator_name))


def _said(rows: Sequence[IndicatorValue]) -> list[tuple[IndicatorValue, ValueView]]:
    return list(zip(rows, value_views(rows), strict=True))


def _known(actor: Actor, targets: Sequence[IndicatorValue], on: date) -> dict[tuple[int, int], list[ValueView]]:
    """What was or is expected of the same indicators and subjects until a day, oldest first."""
    rows = standing(access.readable_values(actor)).filter(
        indicator__in={row.indicator_id for row in targets},
        scope__in={row.scope_id for row in targets},
        last_on__lte=on,
    )
    rows = rows.exclude(nature=Nature.TARGET.value).select_related(*JOINED)
    found = list(rows.order_by("-last_on", "-id")[:MOST_FIGURES])[::-1]
    known: dict[tuple[int, int], list[ValueView]] = defaultdict(list)
    for row, said in _said(found):
        known[row.indicator_id, row.scope_id].append(said)
    return known


def _view(row: IndicatorValue, target: ValueView, known: Sequence[ValueView], on: date) -> TargetView:
    definition = definition_of(row.indicator.code, row.version)
    goal, strict = _goal(target, definition.direction)
    course = _course(target, known, definition)
    aim = Aim(value=float(goal), direction=definition.direction, strict=strict)
    due_on = target.span.last_on
    reached_by = _reaching(course, aim, due_on, accumulates=definition.accumulates)
    points = [(one.span.last_on, _number(one)) for one in course]
    newest = points[-1][0] if points else None
    ahead = _ahead(points, due_on, definition)
    ends = [] if ahead is None else [ahead.value if one is None else one for one in (ahead.low, ahead.high)]
    return TargetView(
        target=target,
        direction=definition.direction,
        goal=goal,
        strict=strict,
        due_on=due_on,
        course=tuple(course),
        expected=tuple(one for one in known if one.nature is Nature.EXPECTED),
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


def _goal(target: ValueView, direction: Direction) -> tuple[Decimal, bool]:
    """The number to reach: of a range its easier end; “above” and “below” have to be passed."""
    figure = _figure(target)
    if figure.upper is not None and direction is Direction.LOWER:
        return figure.upper, False
    return figure.value, figure.bound in {Bound.ABOVE, Bound.BELOW}


def _course(target: ValueView, known: Sequence[ValueView], definition: Definition) -> list[ValueView]:
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


def _reaching(course: Sequence[ValueView], aim: Aim, due_on: date, *, accumulates: bool) -> ValueView | None:
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


def _figure(one: ValueView) -> Figure:
    assert one.figure is not None  # noqa: S101 - what stands has a number
    return one.figure


def _number(one: ValueView) -> float:
    return float(_figure(one).value)
