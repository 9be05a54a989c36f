"""How values come into the tables: a ground, then any number of values on it in one round trip."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from honglam.indicators.contracts import (
    Bound,
    Definition,
    Figure,
    GroundWords,
    NoVersionThen,
    RangeUpsideDown,
    Span,
    TooManyDigits,
    ValueEntry,
    WrongSpan,
)
from honglam.indicators.models import CitedDocument, Ground, Indicator, IndicatorValue, IndicatorVersion
from honglam.indicators.queries.figures.dictionary import definition_of, holding, versions_of
from honglam.indicators.rules.figures.formulas import PLACES, rounded
from honglam.indicators.services.figures.late import note_said
from honglam.indicators.services.figures.subjects import scope_of
from honglam.kernel.ids import uuid7
from honglam.kernel.text import nfc
from honglam.kernel.values import Actor

MOST_DIGITS = 18
"""Before the comma."""
MOST_WORDS = 4000


def put_ground(actor: Actor, ground: GroundWords, at: datetime) -> Ground:
    """The row that values will rest on, with whoever says so, in which post and agency."""
    document = CitedDocument.objects.get(code=ground.document) if ground.document else None
    return Ground.objects.create(
        kind=ground.kind.value,
        document=document,
        place=nfc(ground.place)[:300],
        quote=nfc(ground.quote)[:MOST_WORDS],
        note=nfc(ground.note.strip())[:MOST_WORDS],
        reference=ground.reference,
        public=ground.public,
        person_id=actor.id,
        person=actor.name,
        post_id=actor.post_id,
        agency_id=actor.agency_id,
        recorded_at=at,
    )


def put_values(ground: Ground, entries: Sequence[ValueEntry], *, save: bool = True) -> list[IndicatorValue]:
    """Values on one ground, in the order given; the number of queries grows with distinct subjects, not with values.

    What was computed of their time is computed again; whoever saves them otherwise says so too (`note_said`).

    Raises IndicatorNotFound's cousins: NoVersionThen, UnknownScope, UnknownPart, WrongSpan, TooManyDigits.
    """
    known = {row.code: row for row in Indicator.objects.filter(code__in={one.indicator for one in entries})}
    versions = versions_of({one.pk for one in known.values()})
    scopes: dict[object, int] = {}
    rows = []
    for entry in entries:
        check_span(entry.span)
        day = entry.span.last_on
        indicator = known.get(entry.indicator)
        version = holding(versions.get(indicator.pk, ()), day) if indicator else None
        if indicator is None or version is None:
            raise NoVersionThen(field="indicator")
        definition = definition_of(indicator.code, version)
        key = (entry.scope, day if entry.scope.area else None, indicator.pk if entry.scope.part else None)
        if key not in scopes:
            scopes[key] = scope_of(entry.scope, definition, day).pk
        rows.append(_row(ground, entry, definition, version, scopes[key]))
    if not save:
        return rows
    note_said(rows, ground.recorded_at)
    return IndicatorValue.objects.bulk_create(rows, batch_size=2000)


def _row(
    ground: Ground, entry: ValueEntry, definition: Definition, version: IndicatorVersion, scope_id: int
) -> IndicatorValue:
    return IndicatorValue(
        id=uuid7(),
        indicator_id=version.indicator_id,
        version=version,
        scope_id=scope_id,
        nature=entry.nature.value,
        first_on=entry.span.first_on,
        last_on=entry.span.last_on,
        ground=ground,
        **figure_columns(entry.figure, definition),
    )


def figure_columns(figure: Figure, definition: Definition) -> dict[str, object]:
    """A number as columns; its unit only where it is not the dictionary's. Raises TooManyDigits, RangeUpsideDown."""
    for number in (figure.value, figure.upper):
        if number is not None and not _fits(number):
            raise TooManyDigits(field="value")
    if (figure.bound is Bound.RANGE) != (figure.upper is not None and figure.upper > figure.value):
        raise RangeUpsideDown(field="upper")
    other = figure.unit is not None and figure.unit is not definition.unit
    return {
        "value": figure.value,
        "upper": figure.upper,
        "bound": figure.bound.value,
        "unit": figure.unit.value if other and figure.unit else "",
    }


def _fits(number: Decimal) -> bool:
    """Whether the column takes it. Its size is told by its digits: `1e9999999` is finite, and no sum survives it."""
    return number.is_finite() and number.adjusted() < MOST_DIGITS and number == rounded(number, PLACES)


def check_span(span: Span) -> None:
    """Refuse a time that ends before it begins."""
    if span.first_on is not None and span.first_on > span.last_on:
        raise WrongSpan(field="first_on")
