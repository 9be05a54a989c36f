"""Bank statements: read, shown as a plan, booked exactly as shown; what is unclear is settled by hand."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import transaction

from honglam.kernel import audit
from honglam.kernel.ids import uuid7
from honglam.kernel.values import Actor
from honglam.payments import access
from honglam.payments.contracts import (
    AmountsDiffer,
    LineSettled,
    LineState,
    Method,
    OrderNotOpen,
    PlanChanged,
    PlannedLine,
    ReasonMissing,
    ReferenceUnknown,
    StatementBooked,
    StatementEntry,
    StatementNotFound,
    StatementState,
)
from honglam.payments.models import Order, Statement, StatementLine
from honglam.payments.queries.statements import plan_of
from honglam.payments.rules import matching, money
from honglam.payments.services.settling import Incoming, settle


@transaction.atomic
def upload_statement(
    *, actor: Actor, account_code: str, name: str, entries: Sequence[StatementEntry], at: datetime
) -> UUID:
    """Keep what was read from a file; nothing is booked yet."""
    account = access.accounts_of(actor).filter(code=account_code).first()
    if account is None:
        raise StatementNotFound(field="account")
    row = Statement(
        id=uuid7(),
        account=account,
        name=money.clean(name, 200),
        state=StatementState.PLANNED.value,
        entries=msgspec.to_builtins([asdict(entry) for entry in entries]),
        uploaded_at=at,
        uploaded_by=actor.id,
        uploaded_by_name=actor.name,
    )
    row.save(force_insert=True)
    _record(actor, "statement_uploaded", row, at, {"lines": len(entries), "account": account.code})
    return row.id


@transaction.atomic
def book_statement(*, actor: Actor, statement_id: UUID, digest: str, at: datetime) -> None:
    """Carry out exactly the plan that was shown. Raises PlanChanged, StatementBooked.

    Receipts are taken desk by desk: of two accountants who book at one moment one waits for the other,
    and never each for both.
    """
    row = access.statement_for(actor, statement_id, lock=True)
    if row.state != StatementState.PLANNED.value:
        raise StatementBooked
    plan = plan_of(row, actor=actor, lock=True)
    if plan.digest != digest:
        raise PlanChanged
    fresh = [line for line in plan.lines if not line.known]
    StatementLine.objects.bulk_create([_line(row, line) for line in fresh])
    matched = [
        (access.order_locked(line.order_id), line)
        for line in fresh
        if line.state is LineState.MATCHED and line.order_id
    ]
    for order, line in sorted(matched, key=lambda pair: pair[0].desk_id):
        _pay(order, line.amount, line.bank_ref or str(row.id), actor=actor, at=at)
    row.state, row.booked_at = StatementState.BOOKED.value, at
    row.save(update_fields=["state", "booked_at"])
    _record(actor, "statement_booked", row, at, {"lines": len(fresh), "matched": len(matched), "digest": digest})


@transaction.atomic
def settle_line(*, actor: Actor, line_id: UUID, reference: str, at: datetime) -> bool:
    """Say by hand which order a transfer pays. Returns whether it did: where the order is settled already and the
    transfer itself names it, the money is a surplus that must go back. Raises LineSettled, ReferenceUnknown,
    AmountsDiffer, OrderNotOpen."""
    line = access.statement_line(actor, line_id)
    _check_waiting(line)
    wanted = reference.strip().upper()
    order = access.orders_at(actor, access.ACCOUNTANTS).filter(reference=wanted.replace("\0", "")).first()
    if order is None:
        raise ReferenceUnknown(field="reference")
    order = access.order_locked(order.id)
    counts = access.is_open(order)
    if counts and order.amount != line.amount:
        raise AmountsDiffer(field="reference", got=line.amount, due=order.amount)
    if not counts and not _names(line, order):  # a slip of the hand would give one payer's money back to another
        raise OrderNotOpen(field="reference")
    _pay(order, line.amount, line.bank_ref, actor=actor, at=at)
    _close_line(line, LineState.SETTLED, actor=actor, at=at, note="", order=order)
    return counts


@transaction.atomic
def set_aside(*, actor: Actor, line_id: UUID, note: str, at: datetime) -> None:
    """Not a payment to us, or to be paid back by the bank: says why."""
    line = access.statement_line(actor, line_id)
    _check_waiting(line)
    if not note.strip():
        raise ReasonMissing(field="note")
    _close_line(line, LineState.SET_ASIDE, actor=actor, at=at, note=money.clean(note, 500), order=None)


def _names(line: StatementLine, order: Order) -> bool:
    return line.order_id == order.id or order.reference in matching.references_in(line.text)


def _check_waiting(line: StatementLine) -> None:
    if line.state not in (LineState.AMBIGUOUS.value, LineState.UNMATCHED.value):
        raise LineSettled


def _close_line(
    line: StatementLine, state: LineState, *, actor: Actor, at: datetime, note: str, order: Order | None
) -> None:
    line.state, line.settled_at, line.settled_by_name = state.value, at, actor.name
    line.note, line.order = note or line.note, order or line.order
    line.save(update_fields=["state", "settled_at", "settled_by_name", "note", "order"])
    audit.record(
        actor=actor,
        action=f"payments.line_{state.value}",
        subject_kind="bank_line",
        subject_id=line.id,
        at=at,
        detail={"order": str(order.id) if order else "", "note": note, "amount": line.amount},
    )


def _pay(order: Order, amount: int, reference: str, *, actor: Actor, at: datetime) -> None:
    settle(order, Incoming(method=Method.TRANSFER, amount=amount, reference=reference), actor=actor, at=at)


def _line(statement: Statement, line: PlannedLine) -> StatementLine:
    return StatementLine(
        id=uuid7(),
        account_id=statement.account_id,
        statement=statement,
        fingerprint=line.fingerprint,
        row=line.row,
        booked_on=line.booked_on,
        amount=line.amount,
        text=line.text[:500],
        bank_ref=line.bank_ref[:100],
        state=line.state.value,
        note=line.note,
        order_id=line.order_id,
    )


def _record(actor: Actor, action: str, row: Statement, at: datetime, detail: dict[str, object]) -> None:
    audit.record(
        actor=actor,
        action=f"payments.{action}",
        subject_kind="bank_statement",
        subject_id=row.id,
        at=at,
        detail=detail,
    )
