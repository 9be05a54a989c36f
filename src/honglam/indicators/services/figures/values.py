"""Values that people and rounds bring: recorded, corrected, confirmed. What was said before stays as it was said."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from honglam.indicators import access
from honglam.indicators.contracts import (
    BasisMissing,
    Bound,
    Figure,
    GroundWords,
    ReasonMissing,
    SourceKind,
    Unit,
    ValueCorrected,
    ValueEntry,
    ValueNotFound,
)
from honglam.indicators.models import Computation, IndicatorValue
from honglam.indicators.queries.figures.dictionary import definition_of
from honglam.indicators.services.figures.late import note_said
from honglam.indicators.services.figures.writing import MOST_WORDS, figure_columns, put_ground, put_values
from honglam.kernel import audit
from honglam.kernel.ids import uuid7
from honglam.kernel.text import whole
from honglam.kernel.values import Actor


@transaction.atomic
def record_value(*, actor: Actor, entry: ValueEntry, note: str, at: datetime) -> UUID:
    """Enter one value in one's own name. It stays inside until whoever signs for the agency confirms it.

    Raises IndicatorNotFound (also for officers of other agencies), BasisMissing, TooLong, and what `put_values` raises.
    """
    indicator = access.indicator_for(actor=actor, code=entry.indicator)
    basis = whole(note, MOST_WORDS, field="note")
    if not basis:
        raise BasisMissing(field="note")
    confirmed = indicator.public and access.may_correct(actor, indicator)
    ground = put_ground(actor, GroundWords(kind=SourceKind.PERSON, note=basis, public=confirmed), at)
    row = put_values(ground, [entry])[0]
    _record(actor, "indicators.value_recorded", indicator.code, row, at)
    return row.id


@transaction.atomic
def record_values(*, actor: Actor, entries: Sequence[ValueEntry], ground: GroundWords, at: datetime) -> list[UUID]:
    """Keep many values on one ground: an accepted report, a computation. Whoever calls has decided that they may be."""
    rows = put_values(put_ground(actor, ground, at), entries)
    note_values(actor, "indicators.values_recorded", [entry.indicator for entry in entries], ground.reference, at)
    return [row.id for row in rows]


def note_values(actor: Actor, action: str, codes: Sequence[str], reference: str, at: datetime) -> None:
    """One audit row for each indicator of which values were kept together; `codes`: the indicator of each value."""
    audit.record_many(
        audit.Entry(
            actor=actor,
            action=action,
            subject_kind="indicator",
            subject_id=code,
            at=at,
            detail={"values": count, "reference": reference},
        )
        for code, count in sorted(Counter(codes).items())
    )


@transaction.atomic
def correct_value(*, actor: Actor, value_id: UUID, figure: Figure | None, reason: str, at: datetime) -> UUID:
    """Say what the value should have been; None withdraws it. The old row stays and is pointed at.

    Raises ValueNotFound (also for whoever does not sign for the owning agency), ValueCorrected, ReasonMissing, TooLong.
    """
    row = _to_correct(actor, value_id)
    why = whole(reason, MOST_WORDS, field="reason")
    if not why:
        raise ReasonMissing(field="reason")
    ground = GroundWords(kind=SourceKind.PERSON, note=why, reference=_source(row), public=row.ground.public)
    return _succeed(actor, row, figure, ground, "indicators.value_corrected", at)


@transaction.atomic
def confirm_value(*, actor: Actor, value_id: UUID, at: datetime) -> UUID:
    """Stand by a value that an officer entered or that was computed: the same number, from now on for everybody to see.

    Raises ValueNotFound, ValueCorrected (also where everybody sees it already or nobody may).
    """
    row = _to_correct(actor, value_id)
    if row.ground.public or not row.indicator.public or row.value is None:
        raise ValueCorrected
    said = Figure(value=row.value, upper=row.upper, bound=Bound(row.bound), unit=Unit(row.unit) if row.unit else None)
    ground = GroundWords(
        kind=SourceKind(row.ground.kind),
        document=row.ground.document.code if row.ground.document else "",
        place=row.ground.place,
        quote=row.ground.quote,
        note=row.ground.note,
        reference=_source(row),
        public=True,
    )
    confirmed = _succeed(actor, row, said, ground, "indicators.value_confirmed", at)
    for kept in Computation.objects.filter(value=row):  # how it came about belongs to the number
        kept.value_id, kept.confirmed = confirmed, True
        kept.save(force_insert=True)
    return confirmed


def _to_correct(actor: Actor, value_id: UUID) -> IndicatorValue:
    row = access.value_for(actor=actor, value_id=value_id, lock=True)
    if not access.may_correct(actor, row.indicator):
        raise ValueNotFound
    if IndicatorValue.objects.filter(corrects=row).exists():
        raise ValueCorrected
    return row


def _source(row: IndicatorValue) -> str:
    """Whose number a correction replaces: it is still checked against what else that source says."""
    return row.ground.document.code if row.ground.document else row.ground.reference or str(row.ground_id)


def _succeed(
    actor: Actor, row: IndicatorValue, figure: Figure | None, ground: GroundWords, action: str, at: datetime
) -> UUID:
    kept = put_ground(actor, ground, at)
    successor = succeed(row, figure, kept.id)
    try:
        with transaction.atomic():
            successor.save(force_insert=True)
    except IntegrityError as fault:  # somebody was quicker
        raise ValueCorrected from fault
    note_said([successor], at)
    _record(actor, action, row.indicator.code, successor, at)
    return successor.id


def succeed(row: IndicatorValue, figure: Figure | None, ground_id: UUID) -> IndicatorValue:
    """The row, not yet written, that takes the place of another: same indicator, subject and time."""
    said: dict[str, object] = {"value": None, "upper": None, "bound": Bound.EXACT.value, "unit": ""}
    if figure is not None:
        said = figure_columns(figure, definition_of(row.indicator.code, row.version))
    return IndicatorValue(
        id=uuid7(),
        indicator_id=row.indicator_id,
        version_id=row.version_id,
        scope_id=row.scope_id,
        nature=row.nature,
        first_on=row.first_on,
        last_on=row.last_on,
        ground_id=ground_id,
        corrects=row,
        **said,
    )


def _record(actor: Actor, action: str, code: str, row: IndicatorValue, at: datetime) -> None:
    detail = {
        "value_id": str(row.id),
        "value": None if row.value is None else str(row.value),
        "scope": row.scope_id,
        "last_on": row.last_on.isoformat(),
    }
    audit.record(actor=actor, action=action, subject_kind="indicator", subject_id=code, at=at, detail=detail)
