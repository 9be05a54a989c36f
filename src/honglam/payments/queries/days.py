"""A cashier's day with its control sums."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, Max, OuterRef, Q, QuerySet, Sum, Value, When

from honglam.directory import api as directory
from honglam.kernel.paging import BadCursor, Page, decode_cursor, encode_cursor
from honglam.kernel.values import Actor, NotFound
from honglam.payments import access
from honglam.payments.contracts import DayLeft, DayReport, Method, ReceiptView
from honglam.payments.models import DayClosing, Receipt
from honglam.payments.queries.telling import lines_of, receipt_view
from honglam.payments.rules import closing

LOOKED_BACK = timedelta(days=60)
"""How far back days that nobody closed are looked for: a whole province's receipts of years would be read otherwise."""


def day_report(*, desk_id: int, cashier_id: UUID, cashier: str, on: date) -> DayReport:
    """What one cashier took at one desk on one day, in cash, by row and by column."""
    rows = Receipt.objects.filter(desk_id=desk_id, cashier_id=cashier_id, on=on, method=Method.CASH.value)
    found = list(rows.select_related("order").order_by("symbol", "number"))
    receipts = tuple(receipt_view(row) for row in found)
    kinds = [closing.by_kind(lines_of(row.order)) for row in found if row.voided_at is None]
    return DayReport(
        desk_id=desk_id,
        desk_name=directory.get_agency(agency_id=desk_id).name,
        cashier_id=cashier_id,
        cashier=cashier,
        on=on,
        receipts=receipts,
        issued=len(receipts),
        voided=sum(receipt.voided_at is not None for receipt in receipts),
        total=closing.cash_total(receipts),
        fees=sum(kind[0] for kind in kinds),
        charges=sum(kind[1] for kind in kinds),
        other=sum(kind[2] for kind in kinds),
        by_symbol=closing.by_symbol(receipts),
        digest=closing.digest(receipts),
    )


def my_day(*, actor: Actor, on: date, desk_id: int | None = None) -> DayReport:
    """The actor's own day, open or closed, at the desk of the post or at another in its scope."""
    if actor.id is None or not actor.has_role(*access.CASHIERS) or actor.unit_id is None:
        raise NotFound
    if desk_id not in (None, actor.unit_id) and desk_id not in access.places_of(actor):
        raise NotFound
    desk_id = desk_id or actor.unit_id
    report = day_report(desk_id=desk_id, cashier_id=actor.id, cashier=actor.name, on=on)
    row = DayClosing.objects.filter(desk_id=desk_id, cashier_id=actor.id, on=on).first()
    return _closed(report, row) if row else report


def get_closing(*, actor: Actor, closing_id: UUID) -> DayReport:
    """A closed day with its receipts as they are today; `altered` says whether they are still those."""
    row = access.closings_of(actor).filter(id=closing_id).first()
    if row is None:
        raise NotFound
    report = day_report(desk_id=row.desk_id, cashier_id=row.cashier_id, cashier=row.cashier, on=row.on)
    return _closed(report, row)


def list_closings(*, actor: Actor, after: str | None = None, limit: int = 60) -> Page[DayReport]:
    """Closed days in scope without their receipts: those that wait for confirmation first, the newest first in each."""
    done = Case(When(confirmed_at=None, then=Value(0)), default=Value(1))
    rows = access.closings_of(actor).annotate(done=done)
    if after:
        rows = rows.filter(_behind(after))
    found = list(rows.order_by("done", "-on", "-id")[: limit + 1])
    names = directory.get_agencies(agency_ids={row.desk_id for row in found})
    items = [_closed(_bare(row, names[row.desk_id].name), row) for row in found[:limit]]
    last = found[limit - 1] if len(found) > limit else None
    cursor = encode_cursor(int(last.confirmed_at is not None), last.on.isoformat(), str(last.id)) if last else None
    return Page(items=items, next_cursor=cursor)


def list_own_days_left(*, actor: Actor, before: date) -> list[DayLeft]:
    """The actor's own days of the last weeks that were never closed, at every desk where they may be, oldest first."""
    if actor.id is None or actor.unit_id is None:
        return []
    desks, since = access.places_of(actor), before - LOOKED_BACK
    return _left(Receipt.objects.filter(desk_id__in=desks, cashier_id=actor.id, on__lt=before, on__gte=since))


def list_days_left(*, actor: Actor, before: date) -> list[DayLeft]:
    """Days of the last weeks at the desks in scope that their cashiers never closed, oldest first."""
    if not actor.has_role(*access.READERS):
        return []
    since = before - LOOKED_BACK
    return _left(Receipt.objects.filter(desk_id__in=access.places_of(actor), on__lt=before, on__gte=since))


def _left(receipts: QuerySet[Receipt]) -> list[DayLeft]:
    closed = DayClosing.objects.filter(
        desk_id=OuterRef("desk_id"), cashier_id=OuterRef("cashier_id"), on=OuterRef("on")
    )
    cash = receipts.filter(~Exists(closed), method=Method.CASH.value)
    days = cash.values("desk_id", "cashier_id", "on").annotate(
        name=Max("cashier"), issued=Count("id"), total=Sum("amount", filter=Q(voided_at=None), default=0)
    )
    rows = list(days.order_by("on", "desk_id", "cashier_id"))
    names = directory.get_agencies(agency_ids={row["desk_id"] for row in rows})
    return [
        DayLeft(
            desk_id=row["desk_id"],
            desk_name=names[row["desk_id"]].name,
            cashier_id=row["cashier_id"],
            cashier=row["name"],
            on=row["on"],
            issued=row["issued"],
            total=row["total"],
        )
        for row in rows
        if row["cashier_id"] is not None
    ]


def _behind(after: str) -> Q:
    done, day, last = decode_cursor(after, length=3)
    try:
        on, key = date.fromisoformat(str(day)), UUID(str(last))
    except ValueError as fault:
        raise BadCursor from fault
    if done not in (0, 1):
        raise BadCursor
    return Q(done__gt=done) | Q(done=done, on__lt=on) | Q(done=done, on=on, id__lt=key)


def _bare(row: DayClosing, desk: str) -> DayReport:
    receipts: tuple[ReceiptView, ...] = ()
    return DayReport(
        desk_id=row.desk_id,
        desk_name=desk,
        cashier_id=row.cashier_id,
        cashier=row.cashier,
        on=row.on,
        receipts=receipts,
        by_symbol=(),
        **_signed(row),
    )


def _signed(row: DayClosing) -> dict[str, Any]:
    """The figures that were signed for, and their digest."""
    return {name: getattr(row, name) for name in ("issued", "voided", "total", "fees", "charges", "other", "digest")}


def _closed(report: DayReport, row: DayClosing) -> DayReport:
    """What was signed, not what the receipts say today: where they differ, that must be seen."""
    return replace(
        report,
        id=row.id,
        **_signed(row),
        altered=report.digest != row.digest,
        closed_at=row.closed_at,
        counted=row.counted,
        note=row.note,
        confirmed_by=row.confirmed_by_name,
        confirmed_at=row.confirmed_at,
    )
