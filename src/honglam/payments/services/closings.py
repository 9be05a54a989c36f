"""Closing a cashier's day: counted, explained, locked; confirmed by somebody else."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.ids import uuid7
from honglam.kernel.values import Actor, NotFound
from honglam.payments import access
from honglam.payments.contracts import (
    AmountInvalid,
    ClosedAlready,
    DayNotOver,
    DifferenceUnexplained,
    OwnClosing,
)
from honglam.payments.models import DayClosing
from honglam.payments.queries.days import day_report
from honglam.payments.rules import money


@transaction.atomic
def close_day(*, actor: Actor, desk_id: int, on: date, counted: int | None, note: str, at: datetime) -> UUID:
    """Lock one's day at one desk with what was counted. Raises ClosedAlready, DayNotOver, DifferenceUnexplained."""
    if actor.id is None or not actor.has_role(*access.CASHIERS) or desk_id not in access.places_of(actor):
        raise NotFound
    if on > local(at).date():
        raise DayNotOver(field="on")
    if counted is None or counted < 0:
        raise AmountInvalid(field="counted")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"pay:{desk_id}:{actor.id}:{on}"])
    if DayClosing.objects.filter(desk_id=desk_id, cashier_id=actor.id, on=on).exists():
        raise ClosedAlready
    report = day_report(desk_id=desk_id, cashier_id=actor.id, cashier=actor.name, on=on)
    if counted != report.total and not note.strip():
        raise DifferenceUnexplained(field="note", difference=f"{counted - report.total:+,}".replace(",", "."))
    row = DayClosing(
        id=uuid7(),
        desk_id=desk_id,
        cashier_id=actor.id,
        cashier=actor.name,
        on=on,
        issued=report.issued,
        voided=report.voided,
        total=report.total,
        fees=report.fees,
        charges=report.charges,
        other=report.other,
        counted=counted,
        note=money.clean(note, 500),
        digest=report.digest,
        closed_at=at,
    )
    row.save(force_insert=True)
    _record(actor, "day_closed", row, at)
    return row.id


@transaction.atomic
def confirm_day(*, actor: Actor, closing_id: UUID, at: datetime) -> None:
    """The second signature, by the accountant or the head. Raises OwnClosing, ClosedAlready."""
    row = access.closings_of(actor).select_for_update(of=("self",)).filter(id=closing_id).first()
    if row is None or not actor.has_role(*access.ACCOUNTANTS, *access.DECIDERS):
        raise NotFound
    if row.confirmed_at is not None:
        raise ClosedAlready
    if row.cashier_id == actor.id:
        raise OwnClosing
    row.confirmed_by, row.confirmed_by_name, row.confirmed_at = actor.id, actor.name, at
    row.save(update_fields=["confirmed_by", "confirmed_by_name", "confirmed_at"])
    _record(actor, "day_confirmed", row, at)


def _record(actor: Actor, action: str, row: DayClosing, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=f"payments.{action}",
        subject_kind="day_closing",
        subject_id=row.id,
        at=at,
        detail={"desk": row.desk_id, "on": row.on.isoformat(), "total": row.total, "counted": row.counted},
    )
