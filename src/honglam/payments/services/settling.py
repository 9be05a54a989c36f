"""Money that came in, whichever way: one payment counts, a second one is a surplus, and each has its receipt.

The receipt's number is taken last: the book's row stays locked until commit and nothing slow may follow.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from honglam.directory import api as directory
from honglam.kernel import events
from honglam.kernel.clock import local
from honglam.kernel.ids import uuid7
from honglam.kernel.numerals import money_in_words
from honglam.kernel.values import Actor
from honglam.payments import access
from honglam.payments.contracts import (
    CashShort,
    DayClosed,
    Method,
    NotCash,
    OrderNotOpen,
    OrderPaid,
    OrderReopened,
    OrderState,
    OrderView,
    ReasonMissing,
    ReceiptNotOfToday,
    ReceiptOfAnother,
    ReceiptView,
    RefundBegun,
    SeriesMissing,
    VoidedAlready,
)
from honglam.payments.models import DayClosing, Order, Payment, Receipt, ReceiptSeries
from honglam.payments.queries.telling import lines_of, order_view, receipt_view
from honglam.payments.rules import money
from honglam.payments.services.orders import record, told
from honglam.payments.services.reversing import OVERPAID, SURPLUS, live, propose

_NUMBER = """
INSERT INTO payments_receiptbook AS b (series_id, desk_id, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (series_id, desk_id, year) DO UPDATE SET last = b.last + 1 RETURNING last
"""


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """Money as it came in. `reference`: the bank's or the gateway's own number."""

    method: Method
    amount: int
    reference: str = ""


@transaction.atomic
def take_cash(*, actor: Actor, order_id: UUID, given: int | None = None, at: datetime) -> ReceiptView:
    """Take cash at the counter and issue the receipt. `given`: what was handed over, None: exactly the amount.

    Raises OrderNotOpen, CashShort, DayClosed, SeriesMissing.
    """
    row = access.order_at_desk(actor, order_id, roles=access.CASHIERS, lock=True)
    if not access.is_open(row):
        raise OrderNotOpen
    if given is not None and given < row.amount:
        raise CashShort(field="given", given=given, due=row.amount)
    hold_day(actor=actor, desk_id=_desk_of(row, Method.CASH, actor), on=local(at).date())
    receipt = settle(row, Incoming(method=Method.CASH, amount=row.amount), actor=actor, at=at)
    assert receipt is not None  # noqa: S101 - the order was open, so the cash counts
    return receipt_view(receipt)


@transaction.atomic
def note_elsewhere(*, actor: Actor, order_id: UUID, reference: str, at: datetime) -> OrderView:
    """It was paid elsewhere (tax office, state treasury) and the paper proves it: no receipt of ours."""
    row = access.order_locked(order_id)
    if not access.is_open(row):
        return order_view(row)
    settle(row, Incoming(method=Method.ELSEWHERE, amount=row.amount, reference=reference), actor=actor, at=at)
    return order_view(row)


@transaction.atomic
def void_receipt(*, actor: Actor, receipt_id: UUID, reason: str, at: datetime) -> ReceiptView:
    """Hand the cash back across the counter on the same day; the number stays, the order is open again.

    Raises ReasonMissing, NotCash, RefundBegun, VoidedAlready, ReceiptOfAnother, ReceiptNotOfToday, DayClosed.
    """
    receipt = access.receipt_at_desk(actor, receipt_id)
    order = access.order_locked(receipt.order_id)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    _check_voidable(receipt, order, actor, at)
    reason = money.clean(reason, 500)
    Payment.objects.filter(id=receipt.payment_id).update(voided_at=at)
    receipt.voided_at, receipt.void_reason, receipt.voided_by_name = at, reason, actor.name
    receipt.save(update_fields=["voided_at", "void_reason", "voided_by_name"])
    order.state, order.paid_at, order.method = OrderState.OPEN.value, None, ""
    order.save(update_fields=["state", "paid_at", "method"])
    label = receipt_view(receipt).label
    record(actor=actor, action="receipt_voided", order=order, at=at, detail={"receipt": label, "reason": reason})
    events.publish(told(OrderReopened, order, receipt=label, reason=reason), at=at)
    return receipt_view(receipt)


def settle(order: Order, incoming: Incoming, *, actor: Actor, at: datetime) -> Receipt | None:
    """Book money for a locked order: it counts when the order is open, otherwise it is a surplus that must go back.

    So is what exceeds the order, which was reduced while its payer was at the gateway. Returns the receipt; None for
    a surplus and for what was paid elsewhere, where the paper is the receipt.
    """
    if not access.is_open(order):
        _book_surplus(order, incoming, reason=SURPLUS, actor=actor, at=at)
        return None
    counting = replace(incoming, amount=min(incoming.amount, order.amount))
    payment = _book(order, counting, surplus=False, actor=actor, at=at)
    order.state, order.paid_at, order.method = OrderState.PAID.value, at, payment.method
    order.save(update_fields=["state", "paid_at", "method"])
    record(actor=actor, action="paid", order=order, at=at, detail=_told_of(payment))
    if incoming.amount > order.amount:
        over = replace(incoming, amount=incoming.amount - order.amount)
        _book_surplus(order, over, reason=OVERPAID, actor=actor, at=at)
    receipt = None if incoming.method is Method.ELSEWHERE else _issue(order, payment, actor=actor, at=at)
    label = receipt_view(receipt).label if receipt else ""
    events.publish(told(OrderPaid, order, method=payment.method, receipt=label, paid_at=at), at=at)
    return receipt


def _book(order: Order, incoming: Incoming, *, surplus: bool, actor: Actor, at: datetime) -> Payment:
    payment = Payment(
        id=uuid7(),
        order=order,
        method=incoming.method.value,
        amount=incoming.amount,
        paid_at=at,
        reference=incoming.reference[:100],
        taken_by=actor.id if incoming.method is Method.CASH else None,
        taken_by_name=actor.name,
        surplus=surplus,
    )
    payment.save(force_insert=True)
    return payment


def _book_surplus(order: Order, incoming: Incoming, *, reason: str, actor: Actor, at: datetime) -> None:
    payment = _book(order, incoming, surplus=True, actor=actor, at=at)
    propose(payment, amount=payment.amount, reason=reason, at=at)
    record(actor=actor, action="surplus", order=order, at=at, detail=_told_of(payment))


def _told_of(payment: Payment) -> dict[str, object]:
    return {"method": payment.method, "amount": payment.amount, "reference": payment.reference}


def _desk_of(order: Order, method: Method, actor: Actor) -> int:
    """Whose book and day a receipt is of: cash lies in the drawer of whoever took it, wherever the order waited.

    Written at a desk of which nobody closes that cashier's day, it would stand in no closing at all.
    """
    return actor.unit_id if method is Method.CASH and actor.unit_id is not None else order.desk_id


def _issue(order: Order, payment: Payment, *, actor: Actor, at: datetime) -> Receipt:
    receipt = _receipt(order, payment, actor=actor, at=at)
    receipt.number = _take_number(receipt)
    receipt.save(force_insert=True)
    return receipt


def hold_day(*, actor: Actor, desk_id: int, on: date) -> None:
    """Keep a cashier's day from being closed until commit. Raises DayClosed when it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"pay:{desk_id}:{actor.id}:{on}"])
    if actor.id and DayClosing.objects.filter(desk_id=desk_id, cashier_id=actor.id, on=on).exists():
        raise DayClosed(day=f"{on:%d/%m/%Y}")


def _check_voidable(receipt: Receipt, order: Order, actor: Actor, at: datetime) -> None:
    if receipt.voided_at is not None:
        raise VoidedAlready
    if receipt.method != Method.CASH.value:
        raise NotCash
    if order.refunded or live(receipt.payment).exists():
        raise RefundBegun
    if receipt.cashier_id != actor.id:
        raise ReceiptOfAnother(cashier=receipt.cashier)
    if receipt.on != local(at).date():
        raise ReceiptNotOfToday(day=f"{receipt.on:%d/%m/%Y}")
    hold_day(actor=actor, desk_id=receipt.desk_id, on=receipt.on)


def _receipt(order: Order, payment: Payment, *, actor: Actor, at: datetime) -> Receipt:
    """The receipt without its number; not yet written."""
    series = ReceiptSeries.objects.filter(retired_at=None).order_by("code").first()
    if series is None:
        raise SeriesMissing
    on, desk_id = local(at).date(), _desk_of(order, Method(payment.method), actor)
    return Receipt(
        id=uuid7(),
        order=order,
        payment=payment,
        series=series,
        symbol=series.symbol.replace("{yy}", f"{on.year % 100:02d}"),
        desk_id=desk_id,
        year=on.year,
        on=on,
        issued_at=at,
        number=0,
        cashier_id=actor.id if payment.method == Method.CASH.value else None,
        cashier=actor.name,
        method=payment.method,
        amount=payment.amount,
        content=_snapshot(order, payment, series, desk_id=desk_id),
    )


def _snapshot(order: Order, payment: Payment, series: ReceiptSeries, *, desk_id: int) -> dict[str, Any]:
    """Everything that stands on the paper, from which it is printed for ever (Biên lai, NĐ 123/2020/NĐ-CP Đ30–32)."""
    return {
        "form_number": series.form_number,
        "title": series.title,
        "note": series.note,
        "provisional": series.provisional,
        "desk": _agency(desk_id),
        "payee": _agency(order.payee_id),
        "payer": order.payer_name,
        "address": order.payer_address,
        "subject": order.subject_code,
        "about": order.title,
        "lines": [
            {
                "name": line.name,
                "quantity": line.quantity,
                "gross": line.gross,
                "amount": line.amount,
                "reduction": line.reduction,
                "percent": line.percent,
                "legal_basis": line.legal_basis,
            }
            for line in lines_of(order)
        ],
        "amount": payment.amount,
        "words": money_in_words(payment.amount),
        "reference": order.reference,
        "bank_reference": payment.reference,
    }


def _agency(agency_id: int) -> str:
    return directory.get_agency(agency_id=agency_id).name


def _take_number(receipt: Receipt) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER, [receipt.series_id, receipt.desk_id, receipt.year])
        row = cursor.fetchone()
    assert row is not None  # noqa: S101 - an upsert with RETURNING always answers
    return int(row[0])
