"""What a dossier costs: orders are opened with the act that makes them due, and settled obligations let it go on.

The tariff is the procedure's own (procedures/rules/fees.py); money is kept by `payments`, which knows no dossier.
"""

from datetime import datetime
from uuid import UUID

from honglam.dossiers.access import Case, answers_of
from honglam.dossiers.models import Dossier
from honglam.kernel.values import Actor
from honglam.payments import api as payments
from honglam.payments.contracts import (
    Grantable,
    LineInput,
    Occasion,
    OrderInput,
    OrderState,
    OrderView,
    Payer,
    Subject,
)
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel, CollectAt, Fee, FeeLine, Source

SUBJECT = "dossier"
_OCCASIONS = {
    CollectAt.ON_RECEIPT: Occasion.ON_RECEIPT,
    CollectAt.ON_SUPPLEMENT: Occasion.ON_SUPPLEMENT,
    CollectAt.ON_RETURN: Occasion.ON_RETURN,
}


def charge(case: Case, *, actor: Actor, collect: CollectAt, at: datetime) -> None:
    """Open the order for the fees that fall due at this act; nothing where there are none or one is not known yet."""
    dossier = case.dossier
    if all(fee.collect is not collect for fee in case.version.fees):
        return
    answers = case.answers or answers_of(dossier)
    channel = Channel(dossier.channel)
    due = procedures.fees_for(version_id=dossier.version_id, channel=channel, answers=answers, on=dossier.filed_on)
    fees = {fee.code: fee for fee in case.version.fees}
    lines = [_line(one, fees[one.code]) for one in due if one.collect is collect and one.amount is not None]
    if lines:
        occasion = _OCCASIONS[collect]
        due_at = dossier.due_at if collect is CollectAt.ON_RECEIPT else None
        _open(dossier, lines, actor=actor, key=occasion.value, occasion=occasion, due_at=due_at, at=at)


def oblige(
    dossier: Dossier, *, actor: Actor, amount: int, reason: str, due_at: datetime | None, at: datetime
) -> OrderView | None:
    """An order for a financial obligation (tax, land levy …). None where the amount is not known here."""
    if amount <= 0:
        return None
    line = LineInput(code="obligation", kind="obligation", name=reason[:300], gross=amount, amount=amount)
    key = f"{Occasion.OBLIGATION}:{dossier.line_count + 1}"
    return _open(
        dossier, [line], actor=actor, key=key, occasion=Occasion.OBLIGATION, reason=reason, due_at=due_at, at=at
    )


def note_obligation_met(dossier_id: UUID, *, actor: Actor, reference: str, at: datetime) -> None:
    """A paper proves that the obligation was met elsewhere: its open order is settled by it."""
    for order in open_obligations(dossier_id):
        payments.note_elsewhere(actor=actor, order_id=order.id, reference=reference, at=at)


def open_obligations(dossier_id: UUID) -> list[OrderView]:
    """Obligations that were notified and not yet met."""
    return [one for one in _obligations(dossier_id) if one.state is OrderState.OPEN]


def met_obligation(dossier: Dossier) -> OrderView | None:
    """The paid order of the obligation that the dossier waits for; None while any obligation is open.

    The order and the pause have the moment of the notice. Notified without an amount it has no order: only a paper
    proves it, whatever else is paid.
    """
    orders = _obligations(dossier.id)
    if any(one.state is OrderState.OPEN for one in orders):
        return None
    met = (one for one in orders if one.state is OrderState.PAID and one.opened_at == dossier.paused_since)
    return next(met, None)


def _obligations(dossier_id: UUID) -> list[OrderView]:
    orders = payments.list_for_subject(subject_kind=SUBJECT, subject_id=dossier_id)
    return [one for one in orders if one.occasion is Occasion.OBLIGATION]


def end_charges(dossier_id: UUID, *, actor: Actor, reason: str, at: datetime, collect: CollectAt | None = None) -> None:
    """The dossier came to nothing: what is open is cancelled, for what was paid a refund is proposed.

    `collect`: only the fees that fell due at that act, since the act came to nothing.
    """
    occasion = _OCCASIONS[collect] if collect else None
    payments.end_subject(
        actor=actor, subject_kind=SUBJECT, subject_id=dossier_id, reason=reason, at=at, occasion=occasion
    )


def keep_charges(dossier_id: UUID, *, actor: Actor, reason: str, at: datetime) -> None:
    """The dossier goes on after all: what was paid for it and not yet asked back stays paid."""
    payments.resume_subject(actor=actor, subject_kind=SUBJECT, subject_id=dossier_id, reason=reason, at=at)


def charge_again(case: Case, *, actor: Actor, stopped_for: str, at: datetime) -> None:
    """A stopped dossier goes on: what the stop cancelled, and what went back since, is asked for again."""
    orders = payments.list_for_subject(subject_kind=SUBJECT, subject_id=case.dossier.id)
    last = {one.occasion: one for one in orders}
    for collect in (CollectAt.ON_RECEIPT, CollectAt.ON_SUPPLEMENT):
        order = last.get(_OCCASIONS[collect])
        if order and (order.state is OrderState.REFUNDED or _cancelled_for(order, stopped_for)):
            charge(case, actor=actor, collect=collect, at=at)


def _cancelled_for(order: OrderView, reason: str) -> bool:
    """Cancelled by the stop and in its words; what an accountant cancelled, for reasons of their own, stays so, and so
    does what came to nothing when it was cancelled: it had been waived on a paper."""
    return order.state is OrderState.CANCELLED and order.cancel_reason == reason and order.amount > 0


def _open(
    dossier: Dossier,
    lines: list[LineInput],
    *,
    actor: Actor,
    key: str,
    occasion: Occasion,
    due_at: datetime | None,
    at: datetime,
    reason: str = "",
) -> OrderView:
    order = OrderInput(
        key=key,
        subject=Subject(
            kind=SUBJECT,
            id=dossier.id,
            code=dossier.code or dossier.registration_code,
            title=dossier.procedure_name,
        ),
        occasion=occasion,
        payee_id=dossier.lead_agency_id,
        desk_id=dossier.desk_id,
        payer=Payer(
            name=dossier.applicant_name,
            address=dossier.applicant_address,
            account_id=dossier.owner_account_id,
            enterprise_id=dossier.enterprise_id,
        ),
        lines=tuple(lines),
        reason=reason,
        due_at=due_at,
    )
    return payments.open_order(actor=actor, order=order, at=at)


def _line(line: FeeLine, fee: Fee) -> LineInput:
    assert line.amount is not None  # noqa: S101 - lines without an amount were left out
    gross = max((line.unit_amount or 0) * line.quantity, line.amount)
    best = next((one for one in fee.exemptions if one.name == line.exemption), None)
    basis = (best.source if best else None) or line.source
    return LineInput(
        code=line.code,
        kind=line.kind.value,
        name=line.name,
        gross=gross,
        amount=line.amount,
        quantity=line.quantity,
        per=line.per,
        reduction=line.exemption,
        percent=line.exempt_percent,
        legal_basis=_cited(basis),
        provisional=line.provisional,
        grantable=tuple(
            Grantable(name=one.name, percent=one.percent, legal_basis=_cited(one.source or fee.source))
            for one in fee.exemptions
            if one.name in line.may_be_exempt and one.percent > line.exempt_percent
        ),
    )


def _cited(source: Source | None) -> str:
    return ", ".join(part for part in (source.article, source.document) if part) if source else ""
