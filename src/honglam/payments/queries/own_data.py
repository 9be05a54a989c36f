"""What this block tells a person of themselves: what they owed, what came in for it, receipts, money given back."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from honglam.kernel.values import Actor, ActorKind
from honglam.payments.access import orders_of
from honglam.payments.models import Order, Payment, Receipt, Reversal

_AT_A_TIME = 200


def list_own_payments(*, account_id: UUID) -> Iterator[dict[str, Any]]:
    """Orders of the person, newest first, not those of an enterprise. Four queries for every two hundred."""
    orders = orders_of(Actor(kind=ActorKind.PERSON, id=account_id)).order_by("-id")
    mine = list(orders.values_list("id", flat=True))
    for start in range(0, len(mine), _AT_A_TIME):
        yield from _told(mine[start : start + _AT_A_TIME])


def _told(ids: list[UUID]) -> Iterator[dict[str, Any]]:
    paid: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    receipts: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    back: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for payment in Payment.objects.filter(order__in=ids).order_by("paid_at", "id"):
        paid[payment.order_id].append(_payment(payment))
    for receipt in Receipt.objects.filter(order__in=ids).order_by("issued_at", "id"):
        receipts[receipt.order_id].append(_receipt(receipt))
    for reversal in Reversal.objects.filter(payment__order__in=ids).select_related("payment").order_by("id"):
        back[reversal.payment.order_id].append(_reversal(reversal))
    for row in Order.objects.filter(id__in=ids).order_by("-id"):
        yield {
            "reference": row.reference,
            "for": row.subject_code,
            "title": row.title,
            "payer": {"name": row.payer_name, "address": row.payer_address},
            "lines": row.lines,
            "amount": row.amount,
            "state": row.state,
            "opened_at": row.opened_at.isoformat(),
            "cancelled_because": row.cancel_reason,
            "payments": paid[row.id],
            "receipts": receipts[row.id],
            "given_back": back[row.id],
        }


def _payment(row: Payment) -> dict[str, Any]:
    return {
        "at": row.paid_at.isoformat(),
        "method": row.method,
        "amount": row.amount,
        "reference": row.reference,
        "voided": row.voided_at is not None,
    }


def _receipt(row: Receipt) -> dict[str, Any]:
    return {
        "symbol": row.symbol,
        "number": row.number,
        "on": row.on.isoformat(),
        "amount": row.amount,
        "voided_because": row.void_reason,
    }


def _reversal(row: Reversal) -> dict[str, Any]:
    return {
        "amount": row.amount,
        "reason": row.reason,
        "asked_at": row.asked_at.isoformat(),
        "state": row.state,
        "pay_to": row.pay_to,
        "decision": row.decision_number,
        "paid_out_at": row.paid_out_at.isoformat() if row.paid_out_at else None,
    }
