"""Rows as values."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from honglam.directory import api as directory
from honglam.payments.contracts import (
    AccountView,
    AttemptState,
    LineInput,
    Method,
    Occasion,
    OrderState,
    OrderView,
    ReceiptView,
)
from honglam.payments.models import Attempt, BankAccount, Order, Receipt
from honglam.payments.rules.calls import GRACE


def lines_of(row: Order) -> tuple[LineInput, ...]:
    """The lines back from their stored form."""
    return tuple(msgspec.convert(row.lines, type=list[LineInput], strict=False))


def order_view(row: Order, *, receipt: Receipt | None = None, confirmed_by: datetime | None = None) -> OrderView:
    """An order as a value. Directory answers from memory."""
    return OrderView(
        id=row.id,
        reference=row.reference,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        subject_code=row.subject_code,
        title=row.title,
        occasion=Occasion(row.occasion),
        payee_id=row.payee_id,
        payee_name=directory.get_agency(agency_id=row.payee_id).name,
        desk_id=row.desk_id,
        desk_name=directory.get_agency(agency_id=row.desk_id).name,
        payer_name=row.payer_name,
        payer_address=row.payer_address,
        lines=lines_of(row),
        gross=row.gross,
        amount=row.amount,
        refunded=row.refunded,
        reason=row.reason,
        state=OrderState(row.state),
        opened_at=row.opened_at,
        due_at=row.due_at,
        paid_at=row.paid_at,
        method=Method(row.method) if row.method else None,
        cancel_reason=row.cancel_reason,
        receipt=receipt_view(receipt) if receipt else None,
        confirmed_by=confirmed_by,
    )


def with_receipts(rows: Sequence[Order]) -> list[OrderView]:
    """Orders with the receipt that counts and until when the gateway may answer: two more queries at most."""
    return [order_view(row, receipt=receipt, confirmed_by=until) for row, receipt, until in _beside(rows)]


def _beside(rows: Sequence[Order]) -> Iterator[tuple[Order, Receipt | None, datetime | None]]:
    paid = [row for row in rows if row.paid_at is not None]
    unpaid = [row for row in rows if row.state == OrderState.OPEN.value]
    receipts: dict[UUID, Receipt] = {}
    waiting: dict[UUID, datetime] = {}
    if paid:
        found = Receipt.objects.filter(order__in=paid, voided_at=None, payment__surplus=False)
        receipts = {receipt.order_id: receipt for receipt in found}
    if unpaid:
        tried = Attempt.objects.filter(order__in=unpaid, state=AttemptState.WAITING.value).order_by("expires_at")
        waiting = {order_id: until + GRACE for order_id, until in tried.values_list("order_id", "expires_at")}
    for row in rows:
        yield row, receipts.get(row.id), waiting.get(row.id)


def receipt_view(row: Receipt) -> ReceiptView:
    """A receipt as a value."""
    return ReceiptView(
        id=row.id,
        order_id=row.order_id,
        symbol=row.symbol,
        number=row.number,
        year=row.year,
        desk_id=row.desk_id,
        issued_at=row.issued_at,
        cashier=row.cashier,
        cashier_id=row.cashier_id,
        amount=row.amount,
        method=Method(row.method),
        voided_at=row.voided_at,
        void_reason=row.void_reason,
        content=row.content,
    )


def account_view(row: BankAccount) -> AccountView:
    """A bank account as a value."""
    return AccountView(
        code=row.code,
        bank_bin=row.bank_bin,
        bank_name=row.bank_name,
        number=row.number,
        holder=row.holder,
        provisional=row.provisional,
        retired=row.retired_at is not None,
    )
