"""Proposals to give money back: made by the system, decided by people."""

from datetime import datetime

from django.db.models import QuerySet

from honglam.kernel.ids import uuid7
from honglam.kernel.values import SYSTEM, text_noop
from honglam.payments.contracts import OrderState, RefundState
from honglam.payments.models import Order, Payment, Reversal

SURPLUS = text_noop("Paid although the order was already settled or cancelled.")


def propose_full(order: Order, *, reason: str, at: datetime) -> None:
    """What is left of the payment that counts, unless a refund of it is already on its way."""
    payment = Payment.objects.filter(order=order, surplus=False, voided_at=None).first()
    if payment is None or order.state != OrderState.PAID.value or live(payment).exists():
        return
    propose(payment, amount=order.amount - order.refunded, reason=reason, at=at)


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


def live(payment: Payment) -> QuerySet[Reversal]:
    """Refunds of a payment that are neither rejected nor paid out."""
    return Reversal.objects.filter(payment=payment).exclude(
        state__in=[RefundState.REJECTED.value, RefundState.PAID_OUT.value]
    )
