"""A cashier's day with its control sums."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from honglam.directory import api as directory
from honglam.kernel.values import Actor, NotFound
from honglam.payments import access
from honglam.payments.contracts import DayReport, Method, ReceiptView
from honglam.payments.models import DayClosing, Receipt
from honglam.payments.queries.telling import lines_of, receipt_view
from honglam.payments.rules import closing


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


def my_day(*, actor: Actor, on: date) -> DayReport:
    """The actor's own day at the desk of the post, open or closed."""
    if actor.id is None or not actor.has_role(*access.CASHIERS) or actor.unit_id is None:
        raise NotFound
    report = day_report(desk_id=actor.unit_id, cashier_id=actor.id, cashier=actor.name, on=on)
    row = DayClosing.objects.filter(desk_id=actor.unit_id, cashier_id=actor.id, on=on).first()
    return _closed(report, row) if row else report


def get_closing(*, actor: Actor, closing_id: UUID) -> DayReport:
    """A closed day with its receipts as they are today: the digest shows whether they are still those."""
    row = access.closings_of(actor).filter(id=closing_id).first()
    if row is None:
        raise NotFound
    report = day_report(desk_id=row.desk_id, cashier_id=row.cashier_id, cashier=row.cashier, on=row.on)
    return _closed(report, row)


def list_closings(*, actor: Actor, limit: int = 60) -> list[DayReport]:
    """The latest closed days in scope, without their receipts."""
    rows = access.closings_of(actor).order_by("-on", "-id")[:limit]
    names = directory.get_agencies(agency_ids={row.desk_id for row in rows})
    return [_closed(_bare(row, names[row.desk_id].name), row) for row in rows]


def _bare(row: DayClosing, desk: str) -> DayReport:
    receipts: tuple[ReceiptView, ...] = ()
    return DayReport(
        desk_id=row.desk_id,
        desk_name=desk,
        cashier_id=row.cashier_id,
        cashier=row.cashier,
        on=row.on,
        receipts=receipts,
        issued=row.issued,
        voided=row.voided,
        total=row.total,
        fees=row.fees,
        charges=row.charges,
        other=row.other,
        by_symbol=(),
        digest=row.digest,
    )


def _closed(report: DayReport, row: DayClosing) -> DayReport:
    return replace(
        report,
        id=row.id,
        closed_at=row.closed_at,
        counted=row.counted,
        note=row.note,
        confirmed_by=row.confirmed_by_name,
        confirmed_at=row.confirmed_at,
    )
