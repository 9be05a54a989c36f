"""Proposals to give money back: made by the system, decided by people."""

from datetime import datetime

from django.db.models import QuerySet, Sum

from honglam.kernel.ids import uuid7
from honglam.kernel.values import SYSTEM, text_noop
from honglam.payments.contracts import Method, OrderState, RefundState
from honglam.payments.models import Order, Payment, Reversal

SURPLUS = text_noop("Paid although the order was already settled or cancelled.")
OVERPAID = text_noop("More was paid than is owed: the amount was reduced after the payment had begun.")


def propose_full(order: Order, *, reason: str, at: datetime) -> bool:
    """What is left of the payment that counts, beside what went back or is on its way, unless another body has the
    money. Returns whether anything was proposed."""
    payment = Payment.objects.filter(order=order, surplus=False, voided_at=None).first()
    if payment is None or order.state != OrderState.PAID.value or payment.method == Method.ELSEWHERE.value:
        return False
    left = order.amount - given_back(payment)
    if left > 0:
        propose(payment, amount=left, reason=reason, at=at)
    return left > 0


def propose(payment: Payment, *, amount: int, reason: str, at: datetime) -> None:
    """One refund that waits for somebody to take it up."""
    Reversal.objects.bulk_create(
        [
            Reversal(
                id=uuid7(),
                payment=payment,
                amount=amount,
                reason=reason,
                state=RefundState.PROPOSED.value,
                asked_by_name=SYSTEM.name,
                asked_at=at,
            )
        ]
    )


def given_back(payment: Payment, but: Reversal | None = None) -> int:
    """What of a payment went back or is on its way, in đồng; without `but`."""
    rows = Reversal.objects.filter(payment=payment).exclude(state=RefundState.REJECTED.value)
    if but is not None:
        rows = rows.exclude(id=but.id)
    return int(rows.aggregate(sum=Sum("amount"))["sum"] or 0)


def live(payment: Payment) -> QuerySet[Reversal]:
    """Refunds of a payment that are neither rejected nor paid out."""
    return Reversal.objects.filter(payment=payment).exclude(
        state__in=[RefundState.REJECTED.value, RefundState.PAID_OUT.value]
    )
