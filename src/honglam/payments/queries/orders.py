"""Orders for their payers, for the desk, and for the block that opened them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.kernel.paging import Page, decode_id, decode_moment, encode_cursor
from honglam.kernel.text import fold
from honglam.kernel.values import Actor
from honglam.payments import access
from honglam.payments.contracts import (
    AttemptState,
    AttemptView,
    Method,
    OrderNotFound,
    OrderState,
    OrderView,
    PaymentView,
    PayPage,
    ReceiptNotFound,
    ReceiptView,
    RefundNotFound,
    RefundState,
    RefundView,
)
from honglam.payments.models import Attempt, Order, Receipt, Reversal
from honglam.payments.queries.telling import account_view, order_view, receipt_view, with_receipts
from honglam.payments.rules import vietqr
from honglam.payments.rules.calls import GRACE


def count_open_for(*, subject_kind: str, subject_ids: Iterable[UUID]) -> int:
    """How many orders are open for these subjects."""
    rows = Order.objects.filter(subject_kind=subject_kind, subject_id__in=list(subject_ids))
    return rows.filter(state=OrderState.OPEN.value).count()


def list_subjects_open_at(*, agency_ids: Iterable[int], subject_kind: str) -> list[UUID]:
    """The subjects of a kind whose orders are open at these desks or for these payees, each once."""
    places = list(agency_ids)
    rows = Order.objects.filter(Q(desk__in=places) | Q(payee__in=places), state=OrderState.OPEN.value)
    rows = rows.filter(subject_kind=subject_kind)
    return list(rows.order_by("subject_id").values_list("subject_id", flat=True).distinct())


def get_pay_page(*, actor: Actor, order_id: UUID) -> PayPage:
    """An order for its payer. Raises OrderNotFound."""
    return pay_page(access.order_to_pay(actor, order_id))


def get_order(*, actor: Actor, order_id: UUID) -> OrderView:
    """An order for the desk, the accountant or the auditor. Raises OrderNotFound."""
    return with_receipts([access.order_at_desk(actor, order_id, roles=access.READERS)])[0]


def get_desk_page(*, actor: Actor, order_id: UUID) -> PayPage:
    """The same for the desk, with the QR code to be shown across the counter."""
    return pay_page(access.order_at_desk(actor, order_id, roles=access.READERS))


def pay_page(row: Order) -> PayPage:
    """The order with the account and the QR text of the transfer that pays it, and what is on its way back."""
    back = _going_back(row)
    account = access.account_for(row)
    order = with_receipts([row])[0]
    wanted = account is not None and order.state is OrderState.OPEN
    return PayPage(
        order=order,
        account=account_view(account) if account else None,
        qr=vietqr.transfer(bank_bin=account.bank_bin, account=account.number, amount=row.amount, note=row.reference)
        if account and wanted
        else "",
        surplus=_surplus(back),
        refund_id=_refund_of_all(row, back),
        going_back=bool(_on_the_way(back)),
    )


def _going_back(row: Order) -> list[Reversal]:
    """Refunds of an order's payments that were not rejected, oldest first."""
    rows = Reversal.objects.filter(payment__order=row).exclude(state=RefundState.REJECTED.value)
    return list(rows.select_related("payment").order_by("id"))


def _surplus(back: list[Reversal]) -> int:
    paid_out = RefundState.PAID_OUT.value
    return sum(one.amount for one in back if one.payment.surplus and one.state != paid_out)


def _refund_of_all(row: Order, back: list[Reversal]) -> UUID | None:
    own, on_the_way = [one for one in back if not one.payment.surplus], _on_the_way(back)
    return on_the_way[-1].id if on_the_way and sum(one.amount for one in own) >= row.amount else None


def _on_the_way(back: list[Reversal]) -> list[Reversal]:
    return [one for one in back if not one.payment.surplus and one.state != RefundState.PAID_OUT.value]


def list_for_subject(*, subject_kind: str, subject_id: UUID) -> list[OrderView]:
    """What was asked for one subject, oldest first; for the block that knows who may see it. Three queries."""
    rows = access.orders_of_subject(subject_kind, subject_id)
    return with_receipts(rows) if rows else []


def list_open_at_desk(*, actor: Actor, query: str = "", after: str | None = None, limit: int = 30) -> Page[OrderView]:
    """What waits to be paid at the actor's desks, oldest first; `query`: code, reference or name."""
    rows = access.orders_at(actor).filter(state=OrderState.OPEN.value)
    words = query.replace("\0", "").strip()
    if words:
        rows = rows.filter(subject_code__iexact=words) | rows.filter(reference=words.upper()) | _named(rows, words)
    if after:
        moment, last_id = decode_moment(after)
        rows = rows.exclude(opened_at__lt=moment).exclude(opened_at=moment, id__lte=last_id)
    found = list(rows.order_by("opened_at", "id")[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    cursor = encode_cursor(last.opened_at.isoformat(), str(last.id)) if last else None
    return Page(items=[order_view(row) for row in found[:limit]], next_cursor=cursor)


def find_at_desk(*, actor: Actor, text: str) -> OrderView | None:
    """The one order that a scanned or typed code means: a reference, or a subject's code with one open order."""
    words = text.replace("\0", "").strip().upper()
    rows = access.orders_at(actor)
    exact = list(rows.filter(reference=words)[:1]) or list(rows.filter(subject_code=words, state="open")[:2])
    return order_view(exact[0]) if len(exact) == 1 else None


def get_attempt(*, actor: Actor, attempt_id: UUID) -> AttemptView:
    """An attempt of the payer's own order, as we know it. Raises OrderNotFound."""
    row = Attempt.objects.select_related("order").filter(id=attempt_id).first()
    if row is None or not access.orders_of(actor).filter(id=row.order_id).exists():
        raise OrderNotFound
    return AttemptView(
        id=row.id,
        order_id=row.order_id,
        state=AttemptState(row.state),
        amount=row.amount,
        created_at=row.created_at,
        expires_at=row.expires_at,
        confirmed_by=row.expires_at + GRACE,
        order_paid=row.order.state in (OrderState.PAID.value, OrderState.REFUNDED.value),
        surplus=_surplus(_going_back(row.order)),
    )


def is_unsettled(*, attempt_id: UUID) -> bool:
    """Whether the gateway may still know more of an attempt than we do."""
    return Attempt.objects.filter(id=attempt_id).exclude(state=AttemptState.PAID.value).exists()


def get_receipts(*, actor: Actor, receipt_ids: list[UUID]) -> list[ReceiptView]:
    """Receipts to be printed, in the order asked for. Raises ReceiptNotFound where one is not the actor's."""
    rows = {row.id: row for row in access.receipts_of(actor).filter(id__in=receipt_ids)}
    if len(rows) != len(set(receipt_ids)):
        raise ReceiptNotFound
    return [receipt_view(rows[key]) for key in dict.fromkeys(receipt_ids)]


def list_receipts(*, actor: Actor, after: str | None = None, limit: int = 50) -> Page[ReceiptView]:
    """Receipts of the actor's desks, newest first."""
    rows = Receipt.objects.none()
    if actor.has_role(*access.READERS):
        rows = Receipt.objects.filter(desk_id__in=access.places_of(actor))
    if after:
        rows = rows.filter(id__lt=decode_id(after))
    found = list(rows.order_by("-id")[: limit + 1])
    cursor = encode_cursor(str(found[limit - 1].id)) if len(found) > limit else None
    return Page(items=[receipt_view(row) for row in found[:limit]], next_cursor=cursor)


def list_refunds(
    *, actor: Actor, open_only: bool = True, after: str | None = None, limit: int = 50
) -> Page[RefundView]:
    """Refunds in scope: those that wait oldest first, all of them newest first."""
    rows = access.refunds_of(actor).select_related("payment__order")
    order = ("asked_at", "id") if open_only else ("-asked_at", "-id")
    if open_only:
        rows = rows.exclude(state__in=[RefundState.PAID_OUT.value, RefundState.REJECTED.value])
    if after:
        moment, last_id = decode_moment(after)
        way = "gt" if open_only else "lt"
        rows = rows.filter(Q(**{f"asked_at__{way}": moment}) | Q(**{"asked_at": moment, f"id__{way}": last_id}))
    found = list(rows.order_by(*order)[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    cursor = encode_cursor(last.asked_at.isoformat(), str(last.id)) if last else None
    return Page(items=[refund_view(row) for row in found[:limit]], next_cursor=cursor)


def get_refund(*, actor: Actor, refund_id: UUID) -> RefundView:
    """One refund in scope. Raises RefundNotFound."""
    row = access.refunds_of(actor).select_related("payment__order").filter(id=refund_id).first()
    if row is None:
        raise RefundNotFound
    return refund_view(row)


def refund_view(row: Reversal) -> RefundView:
    """A refund as a value."""
    return RefundView(
        id=row.id,
        order=order_view(row.payment.order),
        payment=PaymentView(
            amount=row.payment.amount,
            method=Method(row.payment.method),
            paid_at=row.payment.paid_at,
            reference=row.payment.reference,
        ),
        amount=row.amount,
        reason=row.reason,
        legal_basis=row.legal_basis,
        decision_number=row.decision_number,
        decision_on=row.decision_on,
        pay_to=row.pay_to,
        state=RefundState(row.state),
        asked_by=row.asked_by_name,
        asked_at=row.asked_at,
        decided_by=row.decided_by_name,
        decided_at=row.decided_at,
        decision_note=row.decision_note,
        paid_out_reference=row.paid_out_reference,
        surplus=row.payment.surplus,
    )


def _named(rows: QuerySet[Order], words: str) -> QuerySet[Order]:
    """Orders whose payer's name holds the words, accents ignored."""
    return rows.filter(payer_name__unaccent__icontains=fold(words))
