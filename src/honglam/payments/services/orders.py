"""Orders: opened by the block that knows what is owed, reduced on evidence, cancelled while unpaid."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext, override

from honglam.kernel import audit, events
from honglam.kernel.ids import new_code, uuid7
from honglam.kernel.values import Actor, text_noop
from honglam.payments import access
from honglam.payments.contracts import (
    AmountInvalid,
    EvidenceMissing,
    Occasion,
    OrderCancelled,
    OrderEvent,
    OrderInput,
    OrderNotOpen,
    OrderOpened,
    OrderPaidAlready,
    OrderState,
    OrderView,
    ReasonMissing,
    RefundState,
)
from honglam.payments.models import Order
from honglam.payments.queries.telling import lines_of, order_view
from honglam.payments.rules import matching, money
from honglam.payments.services.reversing import propose_full
from honglam.ui.formats import format_money

E = TypeVar("E", bound=OrderEvent)


@transaction.atomic
def open_order(*, actor: Actor, order: OrderInput, at: datetime) -> OrderView:
    """Ask for money. The same key of the same subject again gives the order that stands; what was given back in full
    does not stand any more. Raises LinesRequired, AmountInvalid."""
    money.check_lines(order.lines)
    before = _uncancelled(order)
    standing = _standing(before)
    if standing is not None:
        return order_view(standing)
    row = _row(order, key=_key(order, before), at=at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # two at one moment: the other one's order stands
        standing = _standing(_uncancelled(order))
        if standing is None:
            raise
        return order_view(standing)
    record(actor=actor, action="opened", order=row, at=at, detail={"key": row.key, "amount": row.amount})
    events.publish(told(OrderOpened, row, state=row.state, due_at=row.due_at), at=at)
    return order_view(row)


@transaction.atomic
def grant_reduction(*, actor: Actor, order_id: UUID, code: str, name: str, evidence: str, at: datetime) -> OrderView:
    """An exemption or reduction of the tariff that needs evidence (Luật Phí và lệ phí 2015 Đ10), seen by an officer.

    Where another body has taken more than is left, the order says so.
    """
    row = access.order_at_desk(actor, order_id, roles=access.CASHIERS | access.DECIDERS, lock=True)
    if not access.is_open(row):
        raise OrderNotOpen
    if not evidence.strip():
        raise EvidenceMissing(field="evidence")
    stood = lines_of(row)
    lines = money.with_reduction(stood, code=code, name=name, evidence=money.clean(evidence, 300))
    before, row.lines, row.amount = row.amount, [asdict(line) for line in lines], money.total(lines)
    if row.amount == 0:
        row.state = OrderState.WAIVED.value
    row.save(update_fields=["lines", "amount", "state"])
    taken = money.taken_elsewhere(stood)
    rest = sum(taken.values()) - sum(money.taken_elsewhere(lines).values())
    detail: dict[str, object] = {"code": code, "reduction": name, "before": before, "after": row.amount}
    if rest:
        detail["taken_too_much"] = rest
    record(actor=actor, action="reduced", order=row, at=at, detail=detail)
    if rest:
        _remark(row, _too_much(taken, rest), actor=actor, at=at)
    return order_view(row)


@transaction.atomic
def cancel_order(*, actor: Actor, order_id: UUID, reason: str, at: datetime) -> OrderView:
    """Ask no more for it. Raises OrderPaidAlready, ReasonMissing."""
    row = access.order_at_desk(actor, order_id, roles=access.ACCOUNTANTS | access.DECIDERS, lock=True)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    _cancel(row, actor=actor, reason=money.clean(reason, 1000), at=at)
    return order_view(row)


@transaction.atomic
def remark_order(*, actor: Actor, order_id: UUID, remark: str, at: datetime) -> None:
    """What whoever pays and whoever collects must know; whoever calls has found it out. Said once."""
    _remark(access.order_locked(order_id), remark, actor=actor, at=at)


@transaction.atomic
def credit_elsewhere(
    *, actor: Actor, order_id: UUID, amount: int, reference: str, name: str, at: datetime
) -> OrderView:
    """Another body took a part, and its receipt proves it: only the rest is asked for from now on. Once per receipt.

    `name`: how the line is called that takes it off. Raises OrderNotOpen, AmountInvalid (that is all of it, or more).
    """
    row = access.order_locked(order_id)
    lines = money.with_part_elsewhere(lines_of(row), amount=amount, reference=reference, name=money.clean(name, 300))
    if lines is None:
        return order_view(row)
    if not access.is_open(row):
        raise OrderNotOpen
    if not 0 < amount < row.amount:
        raise AmountInvalid(field="amount")
    before, row.lines, row.amount = row.amount, [asdict(line) for line in lines], money.total(lines)
    row.save(update_fields=["lines", "amount"])
    detail: dict[str, object] = {"reference": reference, "before": before, "after": row.amount}
    record(actor=actor, action="credited", order=row, at=at, detail=detail)
    return order_view(row)


@transaction.atomic
def end_subject(
    *,
    actor: Actor,
    subject_kind: str,
    subject_id: UUID,
    reason: str,
    at: datetime,
    occasion: Occasion | None = None,
) -> None:
    """The subject came to nothing: what is open is cancelled, for what was paid to us a refund is proposed.

    What was waived stays so: a subject that goes on after all would be asked for it. `occasion`: only what was asked
    for on it.
    """
    for row in access.orders_to_end(subject_kind, subject_id):
        if occasion is not None and row.occasion != occasion.value:
            continue
        if row.state == OrderState.PAID.value:
            if propose_full(row, reason=reason, at=at):
                record(actor=actor, action="refund_proposed", order=row, at=at, detail={"reason": reason})
        elif access.is_open(row):
            _cancel(row, actor=actor, reason=reason, at=at)


@transaction.atomic
def resume_subject(*, actor: Actor, subject_kind: str, subject_id: UUID, reason: str, at: datetime) -> None:
    """The subject goes on after all: refunds that were merely proposed are off, since the fee is owed.

    What somebody has asked for already rests on a written decision and stays with whoever decides.
    """
    for row in access.proposals_of_subject(subject_kind, subject_id):
        row.state, row.decision_note = RefundState.REJECTED.value, money.clean(reason, 500)
        row.decided_by, row.decided_by_name, row.decided_at = actor.id, actor.name, at
        row.save(update_fields=["state", "decision_note", "decided_by", "decided_by_name", "decided_at"])
        detail: dict[str, object] = {"refund": str(row.id), "amount": row.amount, "reason": reason}
        record(actor=actor, action="refund_rejected", order=row.payment.order, at=at, detail=detail)


def told(event_type: type[E], row: Order, /, **facts: object) -> E:
    """An event of an order."""
    return event_type(
        order_id=row.id,
        reference=row.reference,
        key=row.key,
        occasion=row.occasion,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        subject_code=row.subject_code,
        payee_id=row.payee_id,
        desk_id=row.desk_id,
        amount=row.amount,
        **facts,
    )


def record(*, actor: Actor, action: str, order: Order, at: datetime, detail: dict[str, object]) -> None:
    """The audit entry of what happened to an order."""
    audit.record(
        actor=actor,
        action=f"payments.{action}",
        subject_kind="payment_order",
        subject_id=order.id,
        at=at,
        detail=detail,
    )


_READ_IN = ("vi", "en")
"""What stands on an order is read by everybody alike, each in a tongue of their own."""
_TOO_MUCH = text_noop(
    "Another body has already taken %(amount)s, receipt %(receipt)s. After the reduction that is %(rest)s more than is "
    "owed: ask at the desk for what is too much."
)


def _too_much(taken: Mapping[str, int], rest: int) -> str:
    said = []
    for language in _READ_IN:
        with override(language):
            words = gettext(_TOO_MUCH)
            facts = {"amount": format_money(sum(taken.values())), "rest": format_money(rest)}
        said.append(words % {**facts, "receipt": ", ".join(taken)})
    return "\n".join(said)


def _remark(row: Order, remark: str, *, actor: Actor, at: datetime) -> None:
    if remark in row.reason:
        return
    row.reason = f"{row.reason}\n{remark}".strip()
    row.save(update_fields=["reason"])
    record(actor=actor, action="remarked", order=row, at=at, detail={"remark": remark})


def _cancel(row: Order, *, actor: Actor, reason: str, at: datetime) -> None:
    if row.state in (OrderState.PAID.value, OrderState.REFUNDED.value):
        raise OrderPaidAlready
    if row.state == OrderState.CANCELLED.value:
        return
    row.state, row.cancel_reason = OrderState.CANCELLED.value, reason
    row.save(update_fields=["state", "cancel_reason"])
    record(actor=actor, action="cancelled", order=row, at=at, detail={"reason": reason})
    events.publish(told(OrderCancelled, row, reason=reason), at=at)


def _uncancelled(order: OrderInput) -> list[Order]:
    """What was asked for by this key so far: orders given back in full, and at most one that stands."""
    rows = Order.objects.filter(subject_kind=order.subject.kind, subject_id=order.subject.id)
    rows = rows.filter(Q(key=order.key) | Q(key__startswith=f"{order.key}:"))
    return list(rows.exclude(state=OrderState.CANCELLED.value))


def _standing(rows: list[Order]) -> Order | None:
    return next((row for row in rows if row.state != OrderState.REFUNDED.value), None)


def _key(order: OrderInput, before: list[Order]) -> str:
    """The key; numbered where an order of it was given back, which keeps its own (`order_key_once`)."""
    return f"{order.key}:{len(before) + 1}" if before else order.key


def _row(order: OrderInput, *, key: str, at: datetime) -> Order:
    amount = money.total(order.lines)
    return Order(
        id=uuid7(),
        reference=matching.PREFIX + new_code(matching.LENGTH),
        key=key,
        subject_kind=order.subject.kind,
        subject_id=order.subject.id,
        subject_code=order.subject.code,
        title=money.clean(order.subject.title, 600),
        occasion=order.occasion.value,
        payee_id=order.payee_id,
        desk_id=order.desk_id,
        account_id=order.payer.account_id,
        enterprise_id=order.payer.enterprise_id,
        payer_name=money.clean(order.payer.name, 300),
        payer_address=money.clean(order.payer.address, 300),
        lines=[asdict(line) for line in order.lines],
        gross=sum(line.gross for line in order.lines),
        amount=amount,
        reason=order.reason,
        state=OrderState.OPEN.value if amount else OrderState.WAIVED.value,
        opened_at=at,
        due_at=order.due_at,
    )
