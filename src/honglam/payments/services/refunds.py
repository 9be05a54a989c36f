"""Giving money back: asked for by one person, decided by another, paid out by the accountant."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.kernel import events
from honglam.kernel.ids import uuid7
from honglam.kernel.values import Actor
from honglam.payments import access
from honglam.payments.contracts import (
    DecisionDayMissing,
    DecisionMissing,
    Method,
    NotPaid,
    OrderRefunded,
    OrderState,
    OwnRefund,
    PaidElsewhere,
    ReasonMissing,
    RefundDecided,
    RefundRequest,
    RefundState,
    RefundTooMuch,
)
from honglam.payments.models import Order, Payment, Reversal
from honglam.payments.rules import money
from honglam.payments.services.orders import record, told
from honglam.payments.services.reversing import given_back, propose


@transaction.atomic
def ask_refund(*, actor: Actor, order_id: UUID, request: RefundRequest, at: datetime) -> UUID:
    """Ask for all or a part to be given back. Raises NotPaid, PaidElsewhere, RefundTooMuch, ReasonMissing,
    DecisionMissing, DecisionDayMissing."""
    order = access.order_at_desk(actor, order_id, roles=access.KEEPERS, lock=True)
    payment = Payment.objects.filter(order=order, surplus=False, voided_at=None).first()
    if payment is None or order.state != OrderState.PAID.value:
        raise NotPaid
    _check(request, payment, left=payment.amount - given_back(payment))
    row = Reversal(id=uuid7(), payment=payment, asked_at=at, state=RefundState.ASKED.value)
    _fill(row, request, actor=actor, at=at)
    row.save(force_insert=True)
    _record(actor, "refund_asked", order, row, at)
    return row.id


@transaction.atomic
def take_up_refund(*, actor: Actor, refund_id: UUID, request: RefundRequest, at: datetime) -> None:
    """Make a proposal of the system a request of one's own, with its decision. What is asked for less of a surplus is
    proposed apart. Raises as `ask_refund`."""
    row = access.refund_for(actor, refund_id, roles=access.KEEPERS)
    order = access.order_locked(row.payment.order_id)
    if row.state != RefundState.PROPOSED.value:
        raise RefundDecided
    _check(request, row.payment, left=row.payment.amount - given_back(row.payment, but=row))
    rest, reason = row.amount - request.amount, row.reason
    _fill(row, request, actor=actor, at=at)
    row.state = RefundState.ASKED.value
    row.save()
    _record(actor, "refund_asked", order, row, at)
    if row.payment.surplus and rest > 0:
        _propose_anew(actor, order, row.payment, amount=rest, reason=reason, at=at)


@transaction.atomic
def decide_refund(*, actor: Actor, refund_id: UUID, approve: bool, note: str, at: datetime) -> None:
    """Approve or reject what somebody else asked for; a mere proposal can only be rejected.

    What was asked for of a surplus is proposed anew with its rejection, since the money must go back; rejecting the
    bare proposal says why it need not. Raises OwnRefund, RefundDecided, ReasonMissing.
    """
    row = access.refund_for(actor, refund_id, roles=access.DECIDERS)
    order = access.order_locked(row.payment.order_id)
    proposed = row.state == RefundState.PROPOSED.value and not approve
    if row.state != RefundState.ASKED.value and not proposed:
        raise RefundDecided
    if row.asked_by == actor.id:
        raise OwnRefund
    if not approve and not note.strip():
        raise ReasonMissing(field="note")
    row.state = (RefundState.APPROVED if approve else RefundState.REJECTED).value
    row.decided_by, row.decided_by_name, row.decided_at = actor.id, actor.name, at
    row.decision_note = money.clean(note, 500)
    row.save()
    _record(actor, f"refund_{row.state}", order, row, at)
    if row.payment.surplus and not approve and not proposed:
        _propose_anew(actor, order, row.payment, amount=row.amount, reason=row.reason, at=at)


@transaction.atomic
def pay_out_refund(*, actor: Actor, refund_id: UUID, reference: str, at: datetime) -> None:
    """The money went back: number of the transfer or of the payment voucher. Raises RefundDecided, ReasonMissing."""
    row = access.refund_for(actor, refund_id, roles=access.ACCOUNTANTS)
    order = access.order_locked(row.payment.order_id)
    if row.state != RefundState.APPROVED.value:
        raise RefundDecided
    if not reference.strip():
        raise ReasonMissing(field="reference")
    row.state, row.paid_out_at = RefundState.PAID_OUT.value, at
    row.paid_out_reference = money.clean(reference, 100)
    row.save()
    if not row.payment.surplus:
        # Before what was overpaid was booked apart, a payment could exceed its order; the order counts its own part.
        order.refunded = min(order.amount, order.refunded + row.amount)
        if order.refunded == order.amount:
            order.state = OrderState.REFUNDED.value
        order.save(update_fields=["refunded", "state"])
    _record(actor, "refund_paid_out", order, row, at)
    events.publish(told(OrderRefunded, order, refunded=order.refunded, paid_out=row.amount), at=at)


def _propose_anew(actor: Actor, order: Order, payment: Payment, *, amount: int, reason: str, at: datetime) -> None:
    """Money that is not owed waits for somebody again."""
    propose(payment, amount=amount, reason=reason, at=at)
    detail: dict[str, object] = {"reason": reason, "amount": amount}
    record(actor=actor, action="refund_proposed", order=order, at=at, detail=detail)


def _check(request: RefundRequest, payment: Payment, *, left: int) -> None:
    if payment.method == Method.ELSEWHERE.value:
        raise PaidElsewhere
    if request.amount <= 0 or request.amount > left:
        raise RefundTooMuch(field="amount", left=left)
    if not request.reason.strip():
        raise ReasonMissing(field="reason")
    if not request.decision_number.strip():
        raise DecisionMissing(field="decision_number")
    if request.decision_on is None:
        raise DecisionDayMissing(field="decision_on")


def _fill(row: Reversal, request: RefundRequest, *, actor: Actor, at: datetime) -> None:
    row.amount, row.reason = request.amount, money.clean(request.reason, 1000)
    row.legal_basis, row.pay_to = money.clean(request.legal_basis, 300), money.clean(request.pay_to, 300)
    row.decision_number, row.decision_on = money.clean(request.decision_number, 60), request.decision_on
    row.asked_by, row.asked_by_name, row.asked_at = actor.id, actor.name, at


def _record(actor: Actor, action: str, order: Order, row: Reversal, at: datetime) -> None:
    record(actor=actor, action=action, order=order, at=at, detail={"refund": str(row.id), "amount": row.amount})
