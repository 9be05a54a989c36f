"""Who may see and handle which money, and the only ways from an id outside to a row.

Payers see their own orders. Staff see those of desks and agencies in the scope of their post, by what the post is for.
Absent and forbidden look the same.
"""

from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.directory import api as directory
from honglam.kernel.values import Actor, ActorKind
from honglam.payments.contracts import (
    OrderNotFound,
    OrderState,
    ReceiptNotFound,
    RefundNotFound,
    RefundState,
    StatementNotFound,
)
from honglam.payments.models import BankAccount, DayClosing, Order, Receipt, Reversal, Statement, StatementLine

CASHIERS = frozenset({"cashier"})
ACCOUNTANTS = frozenset({"accountant"})
DECIDERS = frozenset({"one_stop_head", "approver", "leader"})
READERS = CASHIERS | ACCOUNTANTS | DECIDERS | {"auditor"}
KEEPERS = CASHIERS | ACCOUNTANTS


def places_of(actor: Actor) -> frozenset[int]:
    """The desks and agencies in the scope of the actor's post. Directory answers from memory."""
    found: set[int] = set()
    for scope in actor.scope_ids:
        found.update(directory.descendant_ids(agency_id=scope))
    return frozenset(found)


def orders_of(actor: Actor) -> QuerySet[Order]:
    """The actor's own orders, or those of the enterprise acted for."""
    if actor.id is None:
        return Order.objects.none()
    if actor.enterprise_id is not None:
        return Order.objects.filter(enterprise_id=actor.enterprise_id)
    if actor.mandate is not None:  # A mandate is for filing, following and collecting, not for money.
        return Order.objects.none()
    return Order.objects.filter(account_id=actor.id, enterprise=None)


def orders_at(actor: Actor, roles: frozenset[str] = READERS) -> QuerySet[Order]:
    """Orders of desks and agencies in scope, for whoever holds one of `roles`."""
    if actor.kind is ActorKind.SYSTEM:
        return Order.objects.all()
    if not actor.has_role(*roles):
        return Order.objects.none()
    places = places_of(actor)
    return Order.objects.filter(Q(desk_id__among=places) | Q(payee_id__among=places))


def order_to_pay(actor: Actor, order_id: UUID, *, lock: bool = False) -> Order:
    """An order of the actor as payer. Raises OrderNotFound."""
    rows = orders_of(actor).filter(id=order_id)
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise OrderNotFound
    return row


def order_at_desk(actor: Actor, order_id: UUID, *, roles: frozenset[str], lock: bool = False) -> Order:
    """An order in the scope of an officer with one of `roles`. Raises OrderNotFound."""
    rows = orders_at(actor, roles).filter(id=order_id)
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise OrderNotFound
    return row


def order_locked(order_id: UUID) -> Order:
    """An order that was found in a lawful way, locked. Raises OrderNotFound."""
    row = Order.objects.select_for_update(of=("self",)).filter(id=order_id).first()
    if row is None:
        raise OrderNotFound
    return row


def orders_of_subject(subject_kind: str, subject_id: UUID) -> list[Order]:
    """Orders of one subject, oldest first, for the block that knows the subject."""
    return list(Order.objects.filter(subject_kind=subject_kind, subject_id=subject_id).order_by("id"))


def orders_to_end(subject_kind: str, subject_id: UUID) -> list[Order]:
    """Those that are not cancelled, oldest first, locked. The state as `order_key_once` has it: its index serves."""
    rows = Order.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    rows = rows.exclude(state=OrderState.CANCELLED.value)
    return list(rows.select_for_update(of=("self",)).order_by("id"))


def proposals_of_subject(subject_kind: str, subject_id: UUID) -> list[Reversal]:
    """Refunds of one subject that nobody has taken up, locked; not of a surplus, which goes back whatever happens."""
    rows = Reversal.objects.filter(
        payment__order__subject_kind=subject_kind,
        payment__order__subject_id=subject_id,
        payment__surplus=False,
        state=RefundState.PROPOSED.value,
    )
    return list(rows.select_related("payment__order").select_for_update(of=("self",)).order_by("id"))


def receipts_of(actor: Actor) -> QuerySet[Receipt]:
    """Receipts that the actor may print: of own orders, of desks in scope, or of orders whose money is theirs."""
    mine = Q(order__in=orders_of(actor).values("id"))
    if actor.is_officer and actor.has_role(*READERS):
        mine |= Q(desk_id__among=places_of(actor)) | Q(order__in=orders_at(actor).values("id"))
    return Receipt.objects.filter(mine)


def receipt_at_desk(actor: Actor, receipt_id: UUID) -> Receipt:
    """A receipt of the actor's desk, for a cashier, locked. Raises ReceiptNotFound."""
    if not actor.has_role(*CASHIERS):
        raise ReceiptNotFound
    rows = Receipt.objects.select_for_update(of=("self",)).select_related("payment")
    row = rows.filter(id=receipt_id, desk_id__in=places_of(actor)).first()
    if row is None:
        raise ReceiptNotFound
    return row


def accounts_of(actor: Actor) -> QuerySet[BankAccount]:
    """Bank accounts whose statements the actor may upload. Retired ones too: money still comes in on them, and what
    came in is still to be settled."""
    if not actor.has_role(*ACCOUNTANTS):
        return BankAccount.objects.none()
    return BankAccount.objects.filter(agency_id__in=places_of(actor)).order_by("code")


def statement_for(actor: Actor, statement_id: UUID, *, lock: bool = False) -> Statement:
    """A statement of an account in scope. Raises StatementNotFound."""
    rows = Statement.objects.select_related("account")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    row = rows.filter(id=statement_id, account__in=accounts_of(actor).values("id")).first()
    if row is None:
        raise StatementNotFound
    return row


def statement_line(actor: Actor, line_id: UUID) -> StatementLine:
    """A line of an account in scope, locked. Raises StatementNotFound."""
    rows = StatementLine.objects.select_for_update(of=("self",)).select_related("account")
    row = rows.filter(id=line_id, account__in=accounts_of(actor).values("id")).first()
    if row is None:
        raise StatementNotFound
    return row


def refunds_of(actor: Actor) -> QuerySet[Reversal]:
    """Refunds of orders in scope."""
    return Reversal.objects.filter(payment__order__in=orders_at(actor).values("id"))


def refund_for(actor: Actor, refund_id: UUID, *, roles: frozenset[str]) -> Reversal:
    """A refund in scope, for whoever holds one of `roles`, locked. Raises RefundNotFound."""
    rows = Reversal.objects.select_for_update(of=("self",)).select_related("payment__order")
    row = rows.filter(id=refund_id, payment__order__in=orders_at(actor, roles).values("id")).first()
    if row is None:
        raise RefundNotFound
    return row


def closings_of(actor: Actor) -> QuerySet[DayClosing]:
    """Closed days of desks in scope."""
    if not actor.has_role(*READERS):
        return DayClosing.objects.none()
    return DayClosing.objects.filter(desk_id__in=places_of(actor))


def account_for(order: Order) -> BankAccount | None:
    """The bank account that collects for an order: of the first of its places that has one."""
    places = collecting_places(order.payee_id, order.desk_id)
    rows = {row.agency_id: row for row in BankAccount.objects.filter(agency_id__in=places, retired_at=None)}
    return next((rows[place] for place in places if place in rows), None)


def collecting_places(payee_id: int, desk_id: int | None) -> list[int]:
    """Whose account collects, the first first: the payee, the desk, what is above the payee, what is above the desk."""
    places = [payee_id, *directory.ancestor_ids(agency_id=payee_id)]
    if desk_id is not None:
        places[1:1] = [desk_id]
        places += directory.ancestor_ids(agency_id=desk_id)
    return places


def is_open(order: Order) -> bool:
    """Whether it is to be paid."""
    return order.state == OrderState.OPEN.value
