"""Targets with their course: what was said shall be, beside what was, as it was known on a day.

How a target stands is said nowhere, it follows from its figures; so all of them are judged, of bare numbers, before
one page of them is read with everything that stands behind.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.indicators import access
from honglam.indicators.contracts import (
    Bound,
    Figure,
    Nature,
    Span,
    TargetPage,
    TargetState,
    TargetView,
    Unit,
    ValueView,
)
from honglam.indicators.models import IndicatorValue, IndicatorVersion
from honglam.indicators.queries.figures.dictionary import definition_of
from honglam.indicators.queries.figures.values import JOINED, plain_number, standing, value_views
from honglam.indicators.rules.figures.courses import course_of
from honglam.kernel.paging import BadCursor, decode_cursor, encode_cursor
from honglam.kernel.values import Actor

PAGE = 50
TOGETHER = 200
"""Targets whose figures are read in one query."""
ORDER = tuple(TargetState)
_COLUMNS = ("id", "version_id", "indicator_id", "scope_id", "nature", "first_on", "last_on")
_NUMBER = ("value", "upper", "bound", "unit")
_Pair = tuple[int, int]
"""Indicator and subject."""
_Place = tuple[int, int, int, str, str]
"""Where a target stands in the list: state, over or not, days from its day, name, id."""


class _Told(NamedTuple):
    """A value as narrow as it is kept."""

    id: UUID
    version_id: int
    pair: _Pair
    nature: Nature
    span: Span
    figure: Figure


def list_targets(
    *,
    actor: Actor,
    on: date,
    indicator: str = "",
    state: TargetState | None = None,
    after: str = "",
    most: int | None = PAGE,
) -> TargetPage:
    """Targets that stand, judged by figures up to a day; `most` None: all of them.

    Those that need somebody first; of one state those whose day is to come, the nearest day first. The number of
    queries grows with every two hundred targets, not with each.
    """
    rows = standing(access.readable_values(actor)).filter(nature=Nature.TARGET.value)
    if indicator:
        rows = rows.filter(indicator__code=indicator)
    places = _places(actor, rows, on)
    wanted = sorted(one for one in places if state in (None, ORDER[one[0]]))
    if after:
        last = _read(after)
        wanted = [one for one in wanted if one > last]
    shown = wanted[:most]
    return TargetPage(
        items=tuple(_views(actor, [UUID(one[-1]) for one in shown], on)),
        counts=Counter(ORDER[one[0]] for one in places),
        next_cursor=encode_cursor(*shown[-1]) if len(shown) < len(wanted) else None,
    )


def _places(actor: Actor, rows: QuerySet[IndicatorValue], on: date) -> list[_Place]:
    targets = [_told(row) for row in rows.order_by("id").values_list(*_COLUMNS, *_NUMBER)]
    versions = IndicatorVersion.objects.select_related("indicator").in_bulk({one.version_id for one in targets})
    definitions = {key: definition_of(row.indicator.code, row) for key, row in versions.items()}
    found: list[_Place] = []
    for some in _some(targets):
        known: dict[_Pair, list[_Told]] = defaultdict(list)
        for row in _figures(actor, [one.pair for one in some], on).values_list(*_COLUMNS, *_NUMBER):
            told = _told(row)
            known[told.pair].append(told)
        for one in some:
            definition, day = definitions[one.version_id], one.span.last_on
            state = course_of(one, known[one.pair], definition, on).state
            found.append((ORDER.index(state), int(day < on), abs((day - on).days), definition.name, str(one.id)))
    return found


def _figures(actor: Actor, pairs: Sequence[_Pair], on: date) -> QuerySet[IndicatorValue]:
    """What was or is expected of these indicators and subjects until a day, oldest first."""
    near: dict[int, set[int]] = defaultdict(set)
    for indicator_id, scope_id in pairs:
        near[scope_id].add(indicator_id)
    alike = Q(pk=None)
    for scope_id, indicator_ids in near.items():
        alike |= Q(scope=scope_id, indicator__in=indicator_ids)
    rows = standing(access.readable_values(actor)).filter(alike, last_on__lte=on)
    return rows.exclude(nature=Nature.TARGET.value).order_by("last_on", "id")


def _told(row: tuple[Any, ...]) -> _Told:
    key, version_id, indicator_id, scope_id, nature, first_on, last_on, value, upper, bound, unit = row
    figure = Figure(
        value=plain_number(value),
        upper=None if upper is None else plain_number(upper),
        bound=Bound(bound),
        unit=Unit(unit) if unit else None,
    )
    span = Span(first_on=first_on, last_on=last_on)
    return _Told(key, version_id, (indicator_id, scope_id), Nature(nature), span, figure)


def _views(actor: Actor, ids: Sequence[UUID], on: date) -> Iterator[TargetView]:
    """These targets in their order, with everything that was said."""
    for some in _some(ids):
        rows = IndicatorValue.objects.select_related(*JOINED).in_bulk(some)
        targets = [rows[one] for one in some]
        found = _figures(actor, [(row.indicator_id, row.scope_id) for row in targets], on).select_related(*JOINED)
        known: dict[_Pair, list[ValueView]] = defaultdict(list)
        for row, said in _said(list(found)):
            known[row.indicator_id, row.scope_id].append(said)
        for row, said in _said(targets):
            yield _view(row, said, known[row.indicator_id, row.scope_id], on)


def _said(rows: Sequence[IndicatorValue]) -> list[tuple[IndicatorValue, ValueView]]:
    return list(zip(rows, value_views(rows), strict=True))


def _view(row: IndicatorValue, target: ValueView, known: Sequence[ValueView], on: date) -> TargetView:
    definition = definition_of(row.indicator.code, row.version)
    course = course_of(target, known, definition, on)
    return TargetView(
        target=target,
        direction=definition.direction,
        goal=course.goal,
        strict=course.strict,
        due_on=target.span.last_on,
        course=course.so_far,
        expected=tuple(one for one in known if one.nature is Nature.EXPECTED),
        wanted=course.wanted,
        outlook=course.outlook,
        state=course.state,
        reached_by=course.reached_by,
    )


def _some(found: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (found[first : first + TOGETHER] for first in range(0, len(found), TOGETHER))


def _read(cursor: str) -> _Place:
    state, over, days, name, key = decode_cursor(cursor, length=5)
    if [type(one) for one in (state, over, days, name, key)] != [int, int, int, str, str]:
        raise BadCursor
    return state, over, days, name, key
