"""The door of payments. Amounts are whole đồng; what is returned is a frozen value; README.md says who calls."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from honglam.kernel.numerals import money_in_words
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor
from honglam.payments.contracts import (
    AccountView,
    Answer,
    AttemptView,
    CallOutcome,
    DayLeft,
    DayReport,
    GatewayUnreachable,
    Occasion,
    OrderHeirs,
    OrderInput,
    OrderView,
    PayPage,
    PlannedLine,
    ReceiptView,
    Redirect,
    RefundRequest,
    RefundView,
    StatementEntry,
    StatementView,
)
from honglam.payments.gateways import online, typesetting
from honglam.payments.queries import accounts, days, orders, statements
from honglam.payments.services import closings, gateway, handing_over, refunds, settling
from honglam.payments.services import orders as order_verbs
from honglam.payments.services import statements as statement_verbs


def open_order(*, actor: Actor, order: OrderInput, at: datetime) -> OrderView:
    """Ask for money, inside the caller's transaction. Raises LinesRequired, AmountInvalid."""
    return order_verbs.open_order(actor=actor, order=order, at=at)


def note_elsewhere(*, actor: Actor, order_id: UUID, reference: str, at: datetime) -> OrderView:
    """It was paid elsewhere and a paper proves it; whoever calls has looked at the paper."""
    return settling.note_elsewhere(actor=actor, order_id=order_id, reference=reference, at=at)


def credit_elsewhere(
    *, actor: Actor, order_id: UUID, amount: int, reference: str, name: str, at: datetime
) -> OrderView:
    """Another body took a part of it, as its receipt proves; whoever calls has seen the receipt. Once per receipt.
    Raises OrderNotOpen, AmountInvalid."""
    return order_verbs.credit_elsewhere(
        actor=actor, order_id=order_id, amount=amount, reference=reference, name=name, at=at
    )


def remark_order(*, actor: Actor, order_id: UUID, remark: str, at: datetime) -> None:
    """Write on an order what its payer and the cashier must know, such as money that another body took for it."""
    order_verbs.remark_order(actor=actor, order_id=order_id, remark=remark, at=at)


def end_subject(
    *,
    actor: Actor,
    subject_kind: str,
    subject_id: UUID,
    reason: str,
    at: datetime,
    occasion: Occasion | None = None,
) -> None:
    """The subject came to nothing: open orders are cancelled, for what was paid to us a refund is proposed.

    `occasion`: only what was asked for on it.
    """
    order_verbs.end_subject(
        actor=actor, subject_kind=subject_kind, subject_id=subject_id, reason=reason, at=at, occasion=occasion
    )


def resume_subject(*, actor: Actor, subject_kind: str, subject_id: UUID, reason: str, at: datetime) -> None:
    """The subject goes on after all: refunds that nobody has taken up yet are off."""
    order_verbs.resume_subject(actor=actor, subject_kind=subject_kind, subject_id=subject_id, reason=reason, at=at)


def count_open_for(*, subject_kind: str, subject_ids: Iterable[UUID]) -> int:
    """How many orders are open for these subjects."""
    return orders.count_open_for(subject_kind=subject_kind, subject_ids=subject_ids)


def list_subjects_open_at(*, agency_ids: Iterable[int], subject_kind: str) -> list[UUID]:
    """For which subjects of a kind orders are open at these desks or for these payees; for the block that owns them."""
    return orders.list_subjects_open_at(agency_ids=agency_ids, subject_kind=subject_kind)


def hand_over_orders(
    *,
    actor: Actor,
    subject_kind: str,
    heirs: Mapping[UUID, OrderHeirs],
    ended_ids: frozenset[int],
    reason: str,
    at: datetime,
) -> int:
    """Open orders of these subjects go to the desk named for each, and to its payee where theirs has ended; returns how
    many changed."""
    return handing_over.hand_over_orders(
        actor=actor, subject_kind=subject_kind, heirs=heirs, ended_ids=ended_ids, reason=reason, at=at
    )


def list_for_subject(*, subject_kind: str, subject_id: UUID) -> list[OrderView]:
    """What was asked for one subject; for the block that knows who may see it."""
    return orders.list_for_subject(subject_kind=subject_kind, subject_id=subject_id)


def payable_online(*, agency_ids: Iterable[int]) -> frozenset[int]:
    """Those of the agencies whose fees can be paid without coming to a desk, as things are set up now: everybody's
    through a gateway; else by transfer to a bank account that collects for them. One query."""
    return frozenset(agency_ids) if online.is_there() else accounts.collecting(agency_ids=agency_ids)


def amount_in_words(*, amount: int) -> str:
    """An amount as Vietnamese receipts write it out."""
    return money_in_words(amount)


def grant_reduction(*, actor: Actor, order_id: UUID, code: str, name: str, evidence: str, at: datetime) -> OrderView:
    """An exemption or reduction of the tariff, seen by an officer. Raises OrderNotOpen, ReductionUnknown."""
    return order_verbs.grant_reduction(actor=actor, order_id=order_id, code=code, name=name, evidence=evidence, at=at)


def cancel_order(*, actor: Actor, order_id: UUID, reason: str, at: datetime) -> OrderView:
    """Ask no more for it. Raises OrderPaidAlready, ReasonMissing."""
    return order_verbs.cancel_order(actor=actor, order_id=order_id, reason=reason, at=at)


def take_cash(*, actor: Actor, order_id: UUID, given: int | None = None, at: datetime) -> ReceiptView:
    """Take cash and issue the receipt. Raises OrderNotOpen, CashShort, DayClosed, SeriesMissing."""
    return settling.take_cash(actor=actor, order_id=order_id, given=given, at=at)


def void_receipt(*, actor: Actor, receipt_id: UUID, reason: str, at: datetime) -> ReceiptView:
    """Hand cash back on the same day. Raises ReasonMissing, NotCash, RefundBegun, VoidedAlready, ReceiptOfAnother,
    ReceiptNotOfToday, DayClosed."""
    return settling.void_receipt(actor=actor, receipt_id=receipt_id, reason=reason, at=at)


def gateway_name() -> str:
    """What the online gateway is called; empty where there is none."""
    return online.name()


def start_attempt(*, actor: Actor, order_id: UUID, at: datetime) -> Redirect:
    """Send the payer to the gateway. Raises GatewayMissing, OrderNotOpen."""
    started = gateway.start_attempt(actor=actor, order_id=order_id, terms=online.terms(), at=at)
    return Redirect(attempt_id=started.attempt_id, url=online.pay_url(started))


def hear_gateway(*, parameters: Mapping[str, str], at: datetime) -> Answer:
    """A callback of the gateway, whoever it comes from: judged, written down, answered by name."""
    return gateway.hear(parameters=parameters, terms=online.terms(), at=at)


def ask_gateway(*, attempt_id: UUID, at: datetime, again: bool = True) -> CallOutcome | None:
    """Ask the gateway about an attempt, outside any transaction; `again`: and once more later while it is waiting.

    None: nothing to ask, or no answer.
    """
    outcome = None
    if orders.is_unsettled(attempt_id=attempt_id):
        try:
            told = online.ask(attempt_id=attempt_id)
            outcome = gateway.note_answer(attempt_id=attempt_id, parameters=told, terms=online.terms(), at=at)
        except GatewayUnreachable:
            outcome = None
        if again:
            gateway.plan_next_question(attempt_id=attempt_id, at=at)
    return outcome


def get_attempt(*, actor: Actor, attempt_id: UUID) -> AttemptView:
    """An attempt of the payer's own order, as we know it. Raises OrderNotFound."""
    return orders.get_attempt(actor=actor, attempt_id=attempt_id)


def get_pay_page(*, actor: Actor, order_id: UUID) -> PayPage:
    """An order for its payer. Raises OrderNotFound."""
    return orders.get_pay_page(actor=actor, order_id=order_id)


def get_desk_page(*, actor: Actor, order_id: UUID) -> PayPage:
    """An order for the desk. Raises OrderNotFound."""
    return orders.get_desk_page(actor=actor, order_id=order_id)


def get_order(*, actor: Actor, order_id: UUID) -> OrderView:
    """An order for officers whose post keeps or watches money. Raises OrderNotFound."""
    return orders.get_order(actor=actor, order_id=order_id)


def list_open_at_desk(*, actor: Actor, query: str = "", after: str | None = None) -> Page[OrderView]:
    """What waits to be paid at the actor's desks, oldest first."""
    return orders.list_open_at_desk(actor=actor, query=query, after=after)


def find_at_desk(*, actor: Actor, text: str) -> OrderView | None:
    """The one order that a scanned or typed code means."""
    return orders.find_at_desk(actor=actor, text=text)


def list_receipts(*, actor: Actor, after: str | None = None) -> Page[ReceiptView]:
    """Receipts of the actor's desks, newest first."""
    return orders.list_receipts(actor=actor, after=after)


def print_receipts(*, actor: Actor, receipt_ids: list[UUID]) -> bytes:
    """Receipts as one PDF, A5, in the order asked for. Raises ReceiptNotFound."""
    return typesetting.set_receipts(orders.get_receipts(actor=actor, receipt_ids=receipt_ids))


def list_accounts(*, actor: Actor) -> list[AccountView]:
    """Bank accounts whose statements the actor may upload."""
    return accounts.list_accounts(actor=actor)


def upload_statement(
    *, actor: Actor, account_code: str, name: str, entries: Sequence[StatementEntry], at: datetime
) -> UUID:
    """Keep a statement as a plan. Raises StatementNotFound."""
    return statement_verbs.upload_statement(actor=actor, account_code=account_code, name=name, entries=entries, at=at)


def get_statement(*, actor: Actor, statement_id: UUID) -> StatementView:
    """A statement with its plan or with what became of it. Raises StatementNotFound."""
    return statements.get_statement(actor=actor, statement_id=statement_id)


def list_statements(*, actor: Actor) -> list[StatementView]:
    """The latest statements, without their lines."""
    return statements.list_statements(actor=actor)


def book_statement(*, actor: Actor, statement_id: UUID, digest: str, at: datetime) -> None:
    """Book exactly the plan that was shown. Raises PlanChanged, StatementBooked."""
    statement_verbs.book_statement(actor=actor, statement_id=statement_id, digest=digest, at=at)


def list_lines_waiting(*, actor: Actor, after: str | None = None) -> Page[PlannedLine]:
    """Lines of statements that a person must settle, oldest first."""
    return statements.list_lines_waiting(actor=actor, after=after)


def settle_line(*, actor: Actor, line_id: UUID, reference: str, at: datetime) -> bool:
    """Say which order a transfer pays; False: it names an order that was settled already, and the money must go back as
    a surplus. Raises LineSettled, ReferenceUnknown, AmountsDiffer, OrderNotOpen."""
    return statement_verbs.settle_line(actor=actor, line_id=line_id, reference=reference, at=at)


def set_aside(*, actor: Actor, line_id: UUID, note: str, at: datetime) -> None:
    """A transfer that pays no order, with the reason. Raises LineSettled, ReasonMissing."""
    statement_verbs.set_aside(actor=actor, line_id=line_id, note=note, at=at)


def list_refunds(*, actor: Actor, open_only: bool = True, after: str | None = None) -> Page[RefundView]:
    """Refunds in scope: those that wait oldest first, all of them newest first."""
    return orders.list_refunds(actor=actor, open_only=open_only, after=after)


def get_refund(*, actor: Actor, refund_id: UUID) -> RefundView:
    """One refund in scope. Raises RefundNotFound."""
    return orders.get_refund(actor=actor, refund_id=refund_id)


def ask_refund(*, actor: Actor, order_id: UUID, request: RefundRequest, at: datetime) -> UUID:
    """Ask for money to be given back. Raises NotPaid, PaidElsewhere, RefundTooMuch, ReasonMissing, DecisionMissing,
    DecisionDayMissing."""
    return refunds.ask_refund(actor=actor, order_id=order_id, request=request, at=at)


def take_up_refund(*, actor: Actor, refund_id: UUID, request: RefundRequest, at: datetime) -> None:
    """Make the system's proposal one's own request."""
    refunds.take_up_refund(actor=actor, refund_id=refund_id, request=request, at=at)


def decide_refund(*, actor: Actor, refund_id: UUID, approve: bool, note: str, at: datetime) -> None:
    """Approve or reject what somebody else asked for. Raises OwnRefund, RefundDecided, ReasonMissing."""
    refunds.decide_refund(actor=actor, refund_id=refund_id, approve=approve, note=note, at=at)


def pay_out_refund(*, actor: Actor, refund_id: UUID, reference: str, at: datetime) -> None:
    """Say that an approved refund was paid out. Raises RefundDecided, ReasonMissing."""
    refunds.pay_out_refund(actor=actor, refund_id=refund_id, reference=reference, at=at)


def my_day(*, actor: Actor, on: date, desk_id: int | None = None) -> DayReport:
    """The actor's own day at a desk, None: that of the post. Raises NotFound for whoever takes no cash there."""
    return days.my_day(actor=actor, on=on, desk_id=desk_id)


def close_day(*, actor: Actor, desk_id: int, on: date, counted: int | None, note: str, at: datetime) -> UUID:
    """Lock a day with what was counted. Raises ClosedAlready, DayNotOver, AmountInvalid, DifferenceUnexplained."""
    return closings.close_day(actor=actor, desk_id=desk_id, on=on, counted=counted, note=note, at=at)


def confirm_day(*, actor: Actor, closing_id: UUID, at: datetime) -> None:
    """The second signature under a closed day. Raises OwnClosing, ClosedAlready."""
    closings.confirm_day(actor=actor, closing_id=closing_id, at=at)


def get_closing(*, actor: Actor, closing_id: UUID) -> DayReport:
    """A closed day with its receipts. Raises NotFound."""
    return days.get_closing(actor=actor, closing_id=closing_id)


def list_closings(*, actor: Actor, after: str | None = None) -> Page[DayReport]:
    """Closed days in scope, those that wait for confirmation first."""
    return days.list_closings(actor=actor, after=after)


def list_own_days_left(*, actor: Actor, before: date) -> list[DayLeft]:
    """The actor's own days of the last weeks that were never closed, at whatever desk in scope."""
    return days.list_own_days_left(actor=actor, before=before)


def list_days_left(*, actor: Actor, before: date) -> list[DayLeft]:
    """Days of the last weeks in scope that their cashiers never closed."""
    return days.list_days_left(actor=actor, before=before)


def print_day(*, report: DayReport) -> bytes:
    """A day's report as PDF, A4, with places for two signatures."""
    return typesetting.set_day(report)


def qr_svg(*, text: str) -> str:
    """A QR code as SVG, sharp at any size."""
    return typesetting.qr_svg(text)


def qr_png(*, text: str) -> bytes:
    """A QR code as PNG, to be kept on a telephone."""
    return typesetting.qr_png(text)
