"""Values with what stands behind and beside them. A value stands when no later row corrects or withdraws it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from honglam.directory import api as directory
from honglam.indicators import access
from honglam.indicators.contracts import (
    Bound,
    ComputationView,
    Definition,
    DocumentView,
    Figure,
    GroundView,
    IndicatorNotFound,
    Nature,
    ScopeKind,
    ScopeView,
    SourceKind,
    Span,
    Unit,
    ValueDetail,
    ValueView,
)
from honglam.indicators.models import CitedDocument, Computation, Ground, IndicatorValue, Scope
from honglam.indicators.queries.figures.dictionary import definition_of, versions_on
from honglam.indicators.rules.figures.comparing import compatible
from honglam.indicators.rules.figures.formulas import compute, is_measure
from honglam.indicators.rules.figures.spans import overlap
from honglam.indicators.rules.figures.units import factor
from honglam.kernel.paging import BadCursor, Page, decode_cursor, encode_cursor
from honglam.kernel.values import Actor

PAGE = 50
LONGEST = 50
"""Corrections of one value that are shown; nobody corrects so often."""
JOINED = ("indicator", "version", "ground__document", "scope__area")


def standing(rows: QuerySet[IndicatorValue]) -> QuerySet[IndicatorValue]:
    """Only what stands now. That corrections are few shows only in what is not null: the planner asks for that word."""
    later = IndicatorValue.objects.filter(corrects=OuterRef("pk"), corrects__isnull=False)
    return rows.filter(~Exists(later), value__isnull=False)


def taken_over(rows: QuerySet[IndicatorValue]) -> QuerySet[IndicatorValue]:
    """Those by which somebody corrected or withdrew what had been computed."""
    corrections = rows.filter(corrects__isnull=False, corrects__ground__kind=SourceKind.EVENTS.value)
    return corrections.exclude(ground__kind=SourceKind.EVENTS.value)


def list_values(
    *,
    actor: Actor,
    indicator: str,
    scope_id: int | None = None,
    nature: Nature | None = None,
    after: str = "",
    most: int = PAGE,
) -> Page[ValueView]:
    """Standing values of an indicator, newest time first, perhaps of one subject. Raises IndicatorNotFound."""
    row = access.readable_indicators(actor).filter(code=indicator.replace("\0", "")).first()
    if row is None:
        raise IndicatorNotFound
    rows = standing(access.readable_values(actor)).filter(indicator=row)
    if scope_id is not None:
        rows = rows.filter(scope=scope_id)
    if nature is not None:
        rows = rows.filter(nature=nature.value)
    if after:
        rows = rows.filter(_beyond(after))
    found = list(rows.select_related(*JOINED).order_by("-last_on", "-id")[: most + 1])
    items = flagged(value_views(found[:most]))
    more = encode_cursor(found[most - 1].last_on, found[most - 1].id) if len(found) > most else None
    return Page(items=items, next_cursor=more)


def get_value(*, actor: Actor, value_id: UUID) -> ValueDetail:
    """One value, how it was computed, what else is said of the same, what it corrects. Raises ValueNotFound.

    Of its corrections only those that the reader may read.
    """
    row = access.value_for(actor=actor, value_id=value_id)
    history = value_views(_readable(actor, _chain(row)))
    beside = value_views(_beside(actor, row))
    mine = next(one for one in history if one.id == row.id)
    last = mine.corrected_by is None and mine.figure is not None
    mine = flagged([mine, *beside])[0] if last else mine
    may = last and access.may_correct(actor, row.indicator)
    return ValueDetail(
        value=mine,
        computation=_computation(actor, row),
        beside=tuple(beside),
        history=tuple(mine if one.id == mine.id else one for one in history),
        may_correct=may,
        may_confirm=may and row.indicator.public and not row.ground.public,
    )


def may_enter(*, actor: Actor, indicator: str) -> bool:
    """Whether the actor may enter values of an indicator."""
    row = access.readable_indicators(actor).filter(code=indicator.replace("\0", ""), retired_at=None).first()
    return row is not None and access.may_enter(actor, row)


def flagged(views: Sequence[ValueView]) -> list[ValueView]:
    """Values among which contradictions are marked: the same subject and time, another number.

    Only what ends on one day can be of one time (`overlap`): four hundred agencies are not held against each other.
    """
    alike: dict[object, list[ValueView]] = defaultdict(list)
    for one in views:
        alike[one.indicator, one.scope.id, one.nature, one.span.last_on].append(one)
    marked = {
        one.id
        for group in alike.values()
        for one in group
        if any(contradicts(one, other) for other in group if other.id != one.id)
    }
    return [replace(one, in_conflict=True) if one.id in marked else one for one in views]


def contradicts(one: ValueView, other: ValueView) -> bool:
    """Whether two standing values cannot both be right as they are said."""
    same = (one.indicator, one.scope.id, one.nature) == (other.indicator, other.scope.id, other.nature)
    if not same or not overlap(one.span, other.span) or one.figure is None or other.figure is None:
        return False
    return not compatible(one.figure, other.figure, one.unit)


def value_views(rows: Sequence[IndicatorValue]) -> list[ValueView]:
    """Rows as values, in their order; two queries beyond the rows."""
    after = dict(IndicatorValue.objects.filter(corrects__in=rows).values_list("corrects_id", "id")) if rows else {}
    wanted = {row.scope.agency_id for row in rows} | {row.ground.agency_id for row in rows}
    names = {one.id: one.name for one in directory.get_agencies(agency_ids=[key for key in wanted if key]).values()}
    meant = {row.version_id: row for row in rows}
    definitions = {key: definition_of(row.indicator.code, row.version) for key, row in meant.items()}
    return [_view(row, definitions[row.version_id], after.get(row.id), names) for row in rows]


def scope_view(row: Scope, names: dict[int, str]) -> ScopeView:
    """A subject in words."""
    elsewhere = row.area.name if row.area else row.external
    name = names[row.agency_id] if row.agency_id is not None else elsewhere
    return ScopeView(id=row.pk, kind=ScopeKind(row.kind), name=name, agency_id=row.agency_id, part=row.part)


def document_view(row: CitedDocument) -> DocumentView:
    """A cited document in words."""
    said: dict[str, Any] = row.content
    return DocumentView(
        code=row.code,
        symbol=row.symbol,
        dated=row.dated,
        issuer=said["issuer"],
        title=said["title"],
        url=said.get("url", ""),
        provisional=said.get("provisional", False),
        register_id=UUID(said["register_id"]) if said.get("register_id") else None,
    )


def _view(row: IndicatorValue, definition: Definition, corrected_by: UUID | None, names: dict[int, str]) -> ValueView:
    scope = scope_view(row.scope, names)
    return ValueView(
        id=row.id,
        indicator=row.indicator.code,
        indicator_name=definition.name,
        version=row.version.number,
        unit=definition.unit,
        noun=definition.noun,
        places=definition.places,
        scope=replace(scope, part=definition.part_name(scope.part) if scope.part else ""),
        span=Span(first_on=row.first_on, last_on=row.last_on),
        nature=Nature(row.nature),
        figure=figure_of(row),
        ground=_ground(row.ground, names),
        corrects=row.corrects_id,
        corrected_by=corrected_by,
    )


def figure_of(row: IndicatorValue) -> Figure | None:
    """The number of a row as it was said; None where it withdraws."""
    if row.value is None:
        return None
    unit = Unit(row.unit) if row.unit else None
    upper = None if row.upper is None else plain_number(row.upper)
    return Figure(value=plain_number(row.value), upper=upper, bound=Bound(row.bound), unit=unit)


def plain_number(value: Decimal | float) -> Decimal:
    """Without the zeros that the column adds: 84, not 84.000000 (84 allows 84.35, 84.000000 would not)."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    whole = exact.to_integral_value()
    return whole if exact == whole else exact.normalize()


def _ground(row: Ground, names: dict[int, str]) -> GroundView:
    return GroundView(
        id=row.id,
        kind=SourceKind(row.kind),
        document=document_view(row.document) if row.document else None,
        place=row.place,
        quote=row.quote,
        note=row.note,
        reference=row.reference,
        public=row.public,
        person=row.person,
        agency=names.get(row.agency_id, "") if row.agency_id else "",
        recorded_at=row.recorded_at,
    )


def _chain(row: IndicatorValue) -> list[IndicatorValue]:
    """The corrections that a value is part of, oldest first, in one query."""
    ids = IndicatorValue.objects.raw(_CHAIN, [row.id, LONGEST, LONGEST])
    found = {
        one.id: one for one in IndicatorValue.objects.filter(id__in=[one.id for one in ids]).select_related(*JOINED)
    }
    ordered = [one for one in found.values() if one.corrects_id not in found]
    while (following := next((one for one in found.values() if one.corrects_id == ordered[-1].id), None)) is not None:
        ordered.append(following)
    return ordered


def _readable(actor: Actor, rows: list[IndicatorValue]) -> list[IndicatorValue]:
    """Those of a line of corrections that the reader may read: what was said inside before or since stays inside."""
    known = set(access.readable_values(actor).filter(id__in=[one.id for one in rows]).values_list("id", flat=True))
    return [one for one in rows if one.id in known]


def newest_ids(ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """For each value the last one of its line of corrections, itself where nothing corrects it. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [list(ids)])
        return dict(cursor.fetchall())


_NEWEST = """
WITH RECURSIVE forth AS (
    SELECT v.id AS began, v.id FROM indicators_indicatorvalue v WHERE v.id = ANY(%s)
    UNION ALL SELECT f.began, v.id FROM indicators_indicatorvalue v JOIN forth f ON v.corrects_id = f.id
)
SELECT f.began, f.id FROM forth f
WHERE NOT EXISTS (SELECT 1 FROM indicators_indicatorvalue later WHERE later.corrects_id = f.id)
"""
_CHAIN = """
WITH RECURSIVE back AS (
    SELECT v.id, v.corrects_id, 0 AS n FROM indicators_indicatorvalue v WHERE v.id = %s
    UNION ALL SELECT v.id, v.corrects_id, b.n + 1 FROM indicators_indicatorvalue v JOIN back b ON v.id = b.corrects_id
    WHERE b.n < %s
), forth AS (
    SELECT id, 0 AS n FROM back WHERE n = 0
    UNION ALL SELECT v.id, f.n + 1 FROM indicators_indicatorvalue v JOIN forth f ON v.corrects_id = f.id WHERE f.n < %s
)
SELECT id FROM back UNION SELECT id FROM forth
"""


def _beside(actor: Actor, row: IndicatorValue) -> list[IndicatorValue]:
    """What else stands for the same subject and a time that ends on the same day."""
    rows = standing(access.readable_values(actor)).filter(
        indicator=row.indicator_id, scope=row.scope_id, last_on=row.last_on, nature=row.nature
    )
    found = rows.exclude(id=row.id).select_related(*JOINED).order_by("id")[:LONGEST]
    span = Span(first_on=row.first_on, last_on=row.last_on)
    return [one for one in found if overlap(span, Span(first_on=one.first_on, last_on=one.last_on))]


def _computation(actor: Actor, row: IndicatorValue) -> ComputationView | None:
    """How it came about. A number that somebody stood by may rest on others that are not public: those are not told.

    Whatever else is public was computed of what everybody could read; of an indicator closed since, no more is told.
    """
    kept = Computation.objects.filter(value=row).first()
    if kept is None:
        return None
    inputs = {name: Decimal(text) for name, text in kept.inputs.items()}
    closed, told = set[str](), set[str]()
    if not access.is_inside(actor):
        closed, told = _inputs_told(actor, row, inputs) if kept.confirmed else _open_codes(actor, inputs)
    if closed:
        open_ = {name: number for name, number in inputs.items() if is_measure(name) or name in told}
        return ComputationView(formula=kept.formula, numerator=None, denominator=None, inputs=open_)
    return ComputationView(formula=kept.formula, numerator=kept.numerator, denominator=kept.denominator, inputs=inputs)


def _open_codes(actor: Actor, inputs: Mapping[str, Decimal]) -> tuple[set[str], set[str]]:
    """Of the indicators that went into a value those that the reader may not know now, and those that they may."""
    codes = {name for name in inputs if not is_measure(name)}
    told = set(access.readable_indicators(actor).filter(code__in=codes).values_list("code", flat=True))
    return codes - told, told


def _inputs_told(actor: Actor, row: IndicatorValue, inputs: Mapping[str, Decimal]) -> tuple[set[str], set[str]]:
    """Of the indicators that went into a value those that the reader may not know, and those that are said.

    Said is what stands where the reader may read it and is the very number that was used. What its own formula gives of
    the inputs is said nowhere and hangs on them; where the formula gave nothing, what was said had been taken.
    """
    codes = {name for name in inputs if not is_measure(name)}
    known = dict(access.readable_indicators(actor).filter(code__in=codes).values_list("code", "id"))
    versions = versions_on(set(known.values()), row.last_on)
    meant = {code: definition_of(code, versions[key]) for code, key in known.items() if key in versions}
    counted = {code for code, definition in meant.items() if compute(definition, inputs).value == inputs[code]}
    told = {code for code, number in _said(actor, row, meant) if number == inputs[code]}
    return codes - counted - told, told


def _said(actor: Actor, row: IndicatorValue, meant: Mapping[str, Definition]) -> list[tuple[str, Decimal]]:
    """The exact numbers that stand where the reader may read them, for a value's subject and time."""
    rows = standing(access.readable_values(actor)).filter(
        indicator__code__in=meant,
        scope=row.scope_id,
        first_on=row.first_on,
        last_on=row.last_on,
        nature=Nature.ACTUAL.value,
        bound=Bound.EXACT.value,
    )
    numbers = [(one.indicator.code, figure_of(one)) for one in rows.select_related("indicator")]
    return [(code, said.value * factor(said.unit, meant[code].unit)) for code, said in numbers if said is not None]


def _beyond(cursor: str) -> Q:
    day, last = decode_cursor(cursor, length=2)
    try:
        last_on, key = date.fromisoformat(str(day)), UUID(str(last))
    except ValueError as fault:
        raise BadCursor from fault
    return Q(last_on__lt=last_on) | Q(last_on=last_on, id__lt=key)
