"""Results that go out by post: waiting, reported on by the post, and what follows when one is lost or comes back."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from honglam.directory import api as directory
from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import (
    EvidenceKind,
    PostalStage,
    ResultNotInForce,
    ReturnEvidence,
    TransitionRefused,
)
from honglam.kernel.idempotency import once
from honglam.kernel.ids import uuid7
from honglam.kernel.values import SYSTEM, Actor
from honglam.postal import access
from honglam.postal.contracts import (
    Direction,
    DuplicateRequired,
    Enclosure,
    MomentOutOfRange,
    ParcelSettled,
    ParcelState,
    Party,
    ReasonMissing,
    RecipientMissing,
    Report,
    Reported,
    ReportKind,
    ReportOutcome,
)
from honglam.postal.models import HandoverItem, Parcel
from honglam.postal.models.parcel import ON_ITS_WAY
from honglam.postal.rules.stages import REPORTED, is_plausible, weigh
from honglam.postal.services.moving import (
    EXPECTED,
    elsewhere,
    mark,
    move,
    one_line,
    require_state,
    settle,
    write_line,
)

_OF_DOSSIERS = (ReportKind.IN_TRANSIT, ReportKind.LOST)
"""What may be told of a dossier on its way: its arrival is the record's to say."""
_STAGES = {ReportKind.UNDELIVERED: PostalStage.UNDELIVERED, ReportKind.LOST: PostalStage.LOST}


@transaction.atomic
def await_post(*, dossier_id: UUID, at: datetime) -> UUID | None:
    """A result exists that its owner wants by post: it waits at the desk. None where nothing is to be sent."""
    wanted = dossiers.find_parcel(dossier_id=dossier_id)
    if wanted is None or _travels(dossier_id, wanted.result_id):
        return None
    return _new_result(dossier_id, actor=SYSTEM, at=at).id


@transaction.atomic
def call_off(*, dossier_id: UUID, reason: str, at: datetime, revoked: bool = False) -> None:
    """The result was handed over otherwise, or `revoked`: what still waits is not sent, what came back or was lost
    needs nobody any more, and a revoked one that the post has is recalled.

    A corrected result that waits by now is left alone. What a duplicate has replaced is not recalled: it would stand
    beside the duplicate.
    """
    wanted = dossiers.find_parcel(dossier_id=dossier_id)
    rows = Parcel.objects.select_for_update().filter(dossier_id=dossier_id, direction=Direction.RESULT.value)
    if wanted is not None:
        rows = rows.exclude(result_id=wanted.result_id)
    concerned = Q(settled_at=None)
    if revoked:
        replaced = Parcel.objects.filter(dossier_id=dossier_id, replaces__isnull=False).values("replaces")
        concerned |= Q(state=ParcelState.LOST.value) & ~Q(id__in=replaced)
    parcels = list(rows.filter(concerned, recalled_at=None).order_by("id"))  # locked: no record takes them up now
    listed = HandoverItem.objects.filter(parcel__in=parcels, standing=True)
    stands = set(listed.values_list("parcel_id", flat=True))
    for parcel in parcels:
        _call_off(parcel, stands=parcel.id in stands, revoked=revoked, reason=reason, at=at)


def _call_off(parcel: Parcel, *, stands: bool, revoked: bool, reason: str, at: datetime) -> None:
    state = ParcelState(parcel.state)
    if state is ParcelState.WAITING and not stands:
        move(parcel, ParcelState.CANCELLED, actor=SYSTEM, at=at, what="called_off", reason=reason)
    elif state in (ParcelState.LOST, ParcelState.BACK_AT_DESK):
        if revoked and state is ParcelState.LOST:
            parcel.recalled_at = at  # found, it is brought back; delivered all the same, the desk is told
        settle(parcel, actor=SYSTEM, at=at, reason=reason)
    elif revoked and state.value in ON_ITS_WAY:
        parcel.recalled_at = parcel.due_at = at
        mark(parcel, actor=SYSTEM, at=at, what="recalled", reason=reason)


@transaction.atomic
def report_parcel(*, actor: Actor, parcel_id: UUID, report: Report, at: datetime) -> Reported:
    """What the post says of a parcel that it carries; late and repeated reports are noted and move nothing.

    Raises ReasonMissing, RecipientMissing, MomentOutOfRange, ParcelElsewhere.
    """
    parcel = access.parcel_carried(actor, parcel_id)
    kind = report.kind
    if kind is None:
        raise ReasonMissing(field="kind")
    _check(parcel, report, kind, at)
    state = ParcelState(parcel.state)
    outcome = weigh(kind=kind, state=state, told_at=report.told_at, last_told_at=parcel.last_told_at)
    if outcome is None or (kind not in _OF_DOSSIERS and parcel.direction == Direction.DOSSIER.value):
        raise elsewhere(parcel)
    if outcome is ReportOutcome.LATE:
        _note(parcel, report, kind, actor=actor, at=at, late=True)
    else:
        _apply(parcel, report, kind, actor=actor, at=at)
    return Reported(number=parcel.number, outcome=outcome, state=ParcelState(parcel.state))


@transaction.atomic
def report_by_number(*, actor: Actor, number: str, report: Report, key: str, at: datetime) -> Reported:
    """The same from the post's own software. `key` is the event's id there: told twice, it is done once."""

    def perform() -> dict[str, Any]:
        parcel = access.parcel_by_number(actor, number)
        found = report_parcel(actor=actor, parcel_id=parcel.id, report=report, at=at)
        return {"number": found.number, "outcome": found.outcome.value, "state": found.state.value}

    asked = {"number": number, "report": asdict(report)}
    answer = once(actor=str(actor.id), key=f"postal-report:{key}", request=asked, perform=perform)
    return Reported(
        number=answer["number"], outcome=ReportOutcome(answer["outcome"]), state=ParcelState(answer["state"])
    )


@transaction.atomic
def send_again(*, actor: Actor, parcel_id: UUID, note: str, address: str, at: datetime) -> UUID:
    """A new parcel for a result that came back, or for the duplicate of one that was lost (cấp lại).

    `note`: number and date of the duplicate; needed for a lost one. `address`: another one where it is not empty, else
    the one to which it went last.
    """
    former = access.parcel_at_desk(actor, parcel_id)
    state = ParcelState(former.state)
    if former.dossier_id is None or state not in (ParcelState.LOST, ParcelState.BACK_AT_DESK):
        raise elsewhere(former)
    note = one_line(note, 200)
    if state is ParcelState.LOST and not note:
        raise DuplicateRequired(field="note")
    if former.settled_at is not None:
        raise ParcelSettled(number=former.number)
    if _travels(former.dossier_id, former.result_id):
        raise elsewhere(former)
    parcel = _new_result(former.dossier_id, actor=actor, at=at, former=former, note=note, address=address)
    settle(former, actor=actor, at=at, what="replaced")
    return parcel.id


def is_wanted(parcel: Parcel) -> bool:
    """Whether this very result is still to go out by post; until the end of the transaction it stays so."""
    assert parcel.dossier_id is not None  # noqa: S101 - a result has a dossier
    wanted = dossiers.find_parcel(dossier_id=parcel.dossier_id, lock=True)
    return wanted is not None and wanted.result_id == parcel.result_id


def nobody_waits(parcel: Parcel) -> bool:
    """Whether it holds a result that was revoked or handed over otherwise: lost, or back, nobody sends it again."""
    if parcel.recalled_at is not None:
        return True
    return parcel.dossier_id is not None and not is_wanted(parcel)


def _travels(dossier_id: UUID, result_id: UUID | None) -> bool:
    """Whether this result of the dossier waits for the post or is with it."""
    rows = Parcel.objects.filter(dossier_id=dossier_id, result_id=result_id, direction=Direction.RESULT.value)
    return rows.filter(state__in=ON_ITS_WAY).exists()


def _new_result(
    dossier_id: UUID,
    *,
    actor: Actor,
    at: datetime,
    former: Parcel | None = None,
    note: str = "",
    address: str = "",
) -> Parcel:
    wanted = dossiers.find_parcel(dossier_id=dossier_id)
    if wanted is None or (former is not None and former.result_id != wanted.result_id):
        assert former is not None  # noqa: S101 - await_post has asked before
        raise elsewhere(former)
    desk = directory.get_agency(agency_id=wanted.desk_id)
    to = one_line(address, 300) or (former.receiver["address"] if former else wanted.address)
    paper = Enclosure(name=f"{wanted.title} ({note})" if note else wanted.title, originals=1)
    parcel = Parcel(
        id=uuid7(),
        direction=Direction.RESULT.value,
        state=ParcelState.WAITING.value,
        desk_id=desk.id,
        dossier_id=dossier_id,
        result_id=wanted.result_id,
        account_id=wanted.account_id,
        procedure_code=wanted.procedure_code,
        procedure_name=wanted.procedure_name,
        code=wanted.code,
        sender=asdict(Party(name=desk.name)),
        receiver=asdict(Party(name=wanted.name, address=to, phone=wanted.phone)),
        contact={"name": wanted.name, "phone": wanted.phone, "email": wanted.email},
        enclosures=former.enclosures if former and not note else [asdict(paper)],
        replaces=former,
        created_at=at,
    )
    content = {"replaces": former.number, "duplicate": note} if former else {}
    move(parcel, ParcelState.WAITING, actor=actor, at=at, what="sent_again" if former else "waits", content=content)
    return parcel


def _check(parcel: Parcel, report: Report, kind: ReportKind, at: datetime) -> None:
    since = parcel.collected_at or parcel.created_at
    if not is_plausible(told_at=report.told_at, since=since, at=at):
        raise MomentOutOfRange(field="told_at")
    if kind is ReportKind.DELIVERED and not (report.recipient_name.strip() and report.relation.strip()):
        raise RecipientMissing(field="relation" if report.recipient_name.strip() else "recipient_name")
    if kind in (ReportKind.UNDELIVERED, ReportKind.LOST) and not report.reason.strip():
        raise ReasonMissing(field="reason")


def _apply(parcel: Parcel, report: Report, kind: ReportKind, *, actor: Actor, at: datetime) -> None:
    told_at = min(report.told_at, at)
    parcel.last_told_at = max(told_at, parcel.last_told_at or told_at)
    target = REPORTED[kind]
    if target is None:
        if parcel.recalled_at is None:
            parcel.due_at = at + EXPECTED[ParcelState(parcel.state)]
        _note(parcel, report, kind, actor=actor, at=at, late=False)
        return
    require_state(parcel, target)
    if kind is ReportKind.UNDELIVERED:
        parcel.attempts += 1
    elif kind is ReportKind.DELIVERED:
        parcel.received_by, parcel.relation = one_line(report.recipient_name, 200), one_line(report.relation, 100)
    content = {"recipient": parcel.received_by, "relation": parcel.relation} if parcel.received_by else {}
    content |= _tell_dossier(parcel, report, kind, actor=actor, at=at)
    if kind is ReportKind.LOST and nobody_waits(parcel):
        parcel.settled_at = at
    reason = one_line(report.reason, 500)
    move(parcel, target, actor=actor, at=at, what=kind.value, told_at=told_at, reason=reason, content=content)


def _tell_dossier(parcel: Parcel, report: Report, kind: ReportKind, *, actor: Actor, at: datetime) -> dict[str, str]:
    """The dossier follows. That it has moved on, or its result was revoked, does not undo what the post did."""
    if parcel.dossier_id is None:
        return {}
    if kind is ReportKind.DELIVERED:
        recipient = f"{parcel.received_by} ({parcel.relation})"
        evidence = ReturnEvidence(
            kind=EvidenceKind.POSTAL_NUMBER, recipient_name=recipient, reference=parcel.tracking or parcel.number
        )
        try:
            dossiers.deliver_by_post(
                actor=actor, dossier_id=parcel.dossier_id, result_id=parcel.result_id, evidence=evidence, at=at
            )
        except TransitionRefused:
            return {"dossier": "had moved on before"}
        except ResultNotInForce:
            return {"dossier": "had revoked this result before"}
    else:
        dossiers.convey(
            actor=actor,
            dossier_id=parcel.dossier_id,
            result_id=parcel.result_id,
            stage=_STAGES[kind],
            number=parcel.number,
            reason=one_line(report.reason, 500),
            at=at,
        )
    return {}


def _note(parcel: Parcel, report: Report, kind: ReportKind, *, actor: Actor, at: datetime, late: bool) -> None:
    write_line(
        parcel,
        source=parcel.state,
        actor=actor,
        at=at,
        what=kind.value,
        told_at=min(report.told_at, at),
        reason=one_line(report.reason, 500),
        content={"late": True} if late else {},
    )
