"""Letters that need to look something up first: results with their reasons, warnings, moved appointments."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from honglam.directory import api as directory
from honglam.dossiers.contracts import (
    ConsultationSilent,
    DossierEvent,
    DossierExtended,
    DueSoon,
    LateOpinionGiven,
    ReturnMethod,
    Status,
    TaskLapsed,
)
from honglam.dossiers.models import Dossier, ResultDocument
from honglam.dossiers.rules.parties import APPROVER, LEADER, ONE_STOP_HEAD, UNIT_HEAD
from honglam.dossiers.services import letters
from honglam.dossiers.services.recomputing import REASON
from honglam.dossiers.services.turning import event_of
from honglam.kernel.values import SYSTEM
from honglam.notices.contracts import Letter
from honglam.payments.contracts import Method, OrderOpened, OrderPaid, OrderRefunded, OrderState
from honglam.procedures.contracts import LABELS, Channel, Silence


def tell_of_result(*, event: DossierEvent, event_id: UUID, refused: bool, at: datetime) -> None:
    """A result is ready; a refusal states reason and legal basis."""
    if not refused:
        letters.write_to_applicant(
            letter=letters.RESULT_ISSUED, event=event, event_id=event_id, at=at, **_where_it_waits(event)
        )
        return
    result = ResultDocument.objects.filter(dossier_id=event.dossier_id, revoked_at=None).first()
    letters.write_to_applicant(
        letter=letters.RESULT_REFUSED,
        event=event,
        event_id=event_id,
        at=at,
        reason=result.reason if result else "",
        legal_basis=result.legal_basis if result else "",
    )


def _where_it_waits(event: DossierEvent) -> dict[str, str]:
    """Whoever gets it by post need not come, and whoever downloads it is sent nowhere."""
    way, address = Dossier.objects.values_list("return_method", "return_address").get(id=event.dossier_id)
    if way == ReturnMethod.POSTAL.value:
        return {"sent_to": address}
    at_desk = way == ReturnMethod.AT_DESK.value
    return {"collect_at": directory.get_agency(agency_id=event.desk_id).name} if at_desk else {}


def warn_holders(*, event: DueSoon, event_id: UUID, at: datetime) -> None:
    """The holder, or the nearest head where nobody holds it; and the head of the one-stop (NĐ 61/2018 Đ19.9)."""
    warned = {event.holder_id} if event.holder_id else _heads_above(event.unit_id, at)
    letters.write_to_officers(
        letter=letters.DUE_SOON,
        account_ids={*warned, *_heads(event.desk_id, ONE_STOP_HEAD, at)},
        event=event,
        event_id=event_id,
        at=at,
        due_at=event.due_at,
    )


def ring_for_untouched(*, event: TaskLapsed, event_id: UUID, at: datetime) -> None:
    """Nobody works on it: the unit's head, or the nearest one above, and the head of the one-stop."""
    letters.write_to_officers(
        letter=letters.UNTOUCHED,
        account_ids={*_heads_above(event.unit_id, at), *_heads(event.desk_id, ONE_STOP_HEAD, at)},
        event=event,
        event_id=event_id,
        at=at,
        step=event.step,
        due_at=event.task_due_at,
    )


def tell_of_silence(*, event: ConsultationSilent, event_id: UUID, at: datetime) -> None:
    """Whose time went by, to the heads of that unit and of whoever asked, to the step's holder and to the one-stop."""
    asking = {event.holder_id} if event.holder_id else set()
    heads = {*_heads_above(event.unit_id, at), *_heads_above(event.asking_unit_id, at)}
    letters.write_to_officers(
        letter=letters.CONSULTATION_SILENT,
        account_ids={*asking, *heads, *_heads(event.desk_id, ONE_STOP_HEAD, at)},
        event=event,
        event_id=event_id,
        at=at,
        step=event.step,
        unit=directory.get_agency(agency_id=event.unit_id).name,
        rule=gettext(LABELS[Silence(event.silence)]),
        due_at=event.task_due_at,
    )


def tell_of_late_opinion(*, event: LateOpinionGiven, event_id: UUID, at: datetime) -> None:
    """Whoever has the dossier now must know what the opinion says before settling it."""
    letters.write_to_officers(
        letter=letters.LATE_OPINION,
        account_ids={event.holder_id} if event.holder_id else _heads_above(event.working_unit_id, at),
        event=event,
        event_id=event_id,
        at=at,
        step=event.step,
        unit=directory.get_agency(agency_id=event.unit_id).name,
        due_at=event.task_due_at,
        given_at=event.given_at,
    )


def tell_of_extension(*, event: DossierExtended, event_id: UUID, at: datetime) -> None:
    """The apology goes to the applicant and to the one-stop, whose desk tells whoever asks (NĐ 61/2018 Đ19.9)."""
    letters.write_to_applicant(
        letter=letters.EXTENDED, event=event, event_id=event_id, at=at, reason=event.reason, due_at=event.due_at
    )
    letters.write_to_officers(
        letter=letters.EXTENDED_DESK,
        account_ids=_heads(event.desk_id, ONE_STOP_HEAD, at),
        event=event,
        event_id=event_id,
        at=at,
        reason=event.reason,
        due_at=event.due_at,
    )


def tell_of_new_due_times(*, dossier_ids: list[UUID], event_id: UUID, at: datetime) -> None:
    """Tell each applicant the appointment as it is now."""
    for dossier in Dossier.objects.filter(id__in=dossier_ids).order_by("id"):
        event = event_of(DossierEvent, dossier, actor=SYSTEM, status=Status(dossier.status))
        letters.write_to_applicant(
            letter=letters.DUE_CHANGED,
            event=event,
            event_id=event_id,
            at=at,
            due_at=dossier.due_at,
            reason=REASON,
        )


def tell_of_move(*, dossier_ids: list[UUID], former_id: int, reason: str, event_id: UUID, at: datetime) -> None:
    """Tell each applicant who carries on, and that code and appointment stay."""
    former = directory.get_agency(agency_id=former_id).name
    for dossier in Dossier.objects.filter(id__in=dossier_ids).order_by("id"):
        event = event_of(DossierEvent, dossier, actor=SYSTEM, status=Status(dossier.status))
        letters.write_to_applicant(
            letter=letters.MOVED, event=event, event_id=event_id, at=at, former=former, reason=reason
        )


def tell_of_fees(*, event: OrderOpened, event_id: UUID, at: datetime) -> None:
    """What is to be paid and by when; whoever stands at the counter is told there."""
    dossier = Dossier.objects.filter(id=event.subject_id, channel=Channel.ONLINE.value).first()
    if dossier is not None and event.state == OrderState.OPEN.value:
        facts = {"amount": event.amount, "due_at": event.due_at, "pay_url": letters.PAY_URL.format(event.order_id)}
        _tell_applicant(letters.FEES_DUE, dossier, event_id=event_id, at=at, facts=facts)


def tell_of_payment(*, event: OrderPaid, event_id: UUID, at: datetime) -> None:
    """The receipt of what was paid from afar; cash has its receipt in the hand."""
    dossier = Dossier.objects.filter(id=event.subject_id).first()
    if dossier is not None and event.method in (Method.TRANSFER.value, Method.GATEWAY.value):
        pay_url = letters.PAY_URL.format(event.order_id)
        facts = {"amount": event.amount, "receipt": event.receipt, "pay_url": pay_url}
        _tell_applicant(letters.PAID, dossier, event_id=event_id, at=at, facts=facts)


def tell_of_refund(*, event: OrderRefunded, event_id: UUID, at: datetime) -> None:
    """What was paid back."""
    dossier = Dossier.objects.filter(id=event.subject_id).first()
    if dossier is not None:
        _tell_applicant(letters.REFUNDED, dossier, event_id=event_id, at=at, facts={"amount": event.paid_out})


def _tell_applicant(letter: Letter, dossier: Dossier, *, event_id: UUID, at: datetime, facts: dict[str, Any]) -> None:
    event = event_of(DossierEvent, dossier, actor=SYSTEM, status=Status(dossier.status))
    letters.write_to_applicant(letter=letter, event=event, event_id=event_id, at=at, **facts)


def _heads_above(unit_id: int, at: datetime) -> set[UUID]:
    for place in directory.ancestor_ids(agency_id=unit_id):
        for role in (UNIT_HEAD, ONE_STOP_HEAD, APPROVER, LEADER):
            if found := _heads(place, role, at):
                return found
    return set()


def _heads(unit_id: int, role: str, at: datetime) -> set[UUID]:
    return {view.account_id for view in directory.holders_of(agency_id=unit_id, role=role, at=at)}
