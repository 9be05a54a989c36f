"""From a draft to what binds people: proposed, decided, public from a day on; and the end of a procedure."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q

from honglam.files import api as files
from honglam.files.contracts import Content, Holder, MediaType
from honglam.kernel import events
from honglam.kernel.clock import local
from honglam.kernel.values import Actor, FieldError
from honglam.procedures import access
from honglam.procedures.contracts import (
    Act,
    CatalogueChanged,
    DraftFaulty,
    DraftView,
    SecondIdentityNeeded,
    StartsInThePast,
    VersionInUse,
    VersionState,
)
from honglam.procedures.contracts.shapes import ContentShape, plain
from honglam.procedures.models import Field, Procedure, ProcedureEvent, VersionDraft
from honglam.procedures.queries.keeping import draft_view, ended_by, faults_of, left_after, standing_versions
from honglam.procedures.queries.memory import mark_change
from honglam.procedures.rules.keeping.lifecycle import (
    Handover,
    Standing,
    check_decision,
    check_room,
    handover,
    last_standing,
    still_waiting,
)
from honglam.procedures.rules.keeping.showing import place_of
from honglam.procedures.services.indexing import index_procedures, index_words
from honglam.procedures.services.keeping import turn_draft, write_history
from honglam.procedures.services.versions import retire_version, save_version

DECISION_TYPES = (MediaType.PDF, MediaType.DOCX, MediaType.JPEG, MediaType.PNG)
Upload = tuple[Content | bytes, str]
"""Bytes and the name of a file."""


@transaction.atomic
def propose_draft(*, actor: Actor, draft_id: UUID, at: datetime) -> DraftView:
    """Put a draft forward. Raises DraftFaulty with every fault at its place."""
    draft = access.draft_by_id(actor=actor, draft_id=draft_id, lock=True)
    _check(draft)
    turn_draft(actor=actor, draft=draft, act=Act.PROPOSED, at=at)
    draft.save()
    return draft_view(draft)


@transaction.atomic
def send_draft_back(*, actor: Actor, draft_id: UUID, note: str, at: datetime) -> DraftView:
    """Back to drafting, with why. A decision entered before no longer counts for it."""
    draft = access.draft_by_id(actor=actor, draft_id=draft_id, lock=True)
    turn_draft(actor=actor, draft=draft, act=Act.SENT_BACK, at=at, note=note)
    draft.decision_number, draft.decision_on, draft.decision_file = "", None, None
    draft.save()
    return draft_view(draft)


@transaction.atomic
def decide_draft(
    *, actor: Actor, draft_id: UUID, number: str, dated: date, file: Upload | None, at: datetime
) -> DraftView:
    """Enter the decision that announces the version. Raises NumberMissing, DecisionAfterward and what files refuse.

    Whoever proposed it does not enter its decision as well: SecondIdentityNeeded.
    """
    draft = access.draft_by_id(actor=actor, draft_id=draft_id, lock=True)
    _refuse_proposer(actor, draft.procedure_id)
    check_decision(number, dated, local(at).date())
    kept = _store_decision(actor, draft, file, at) if file else None
    draft.decision_number, draft.decision_on, draft.decision_file = number.strip(), dated, kept
    turn_draft(
        actor=actor, draft=draft, act=Act.DECIDED, at=at,
        decision_number=draft.decision_number, decision_on=dated, decision_file=kept,
    )  # fmt: skip
    draft.save()
    return draft_view(draft)


@transaction.atomic
def publish_draft(*, actor: Actor, draft_id: UUID, valid_from: date, at: datetime) -> DraftView:
    """Make a decided draft the version in force from a day on; dossiers in progress keep the one they stand on.

    Where the procedure is to end on a day decided before, the new version ends on it too; one that was taken out of the
    catalogue is in it again. Raises StartsInThePast, VersionStandsThen, BaseOvertaken, BaseWithdrawn, DraftFaulty (what
    was right when proposed may be so no longer).
    """
    draft = access.draft_by_id(actor=actor, draft_id=draft_id, lock=True)
    procedure = Procedure.objects.select_for_update().get(id=draft.procedure_id)
    stood = standing_versions(procedure, lock=True)
    _reopen(actor, procedure, at)
    room = _room_for(draft, procedure, stood, valid_from, local(at).date())
    turn_draft(
        actor=actor, draft=draft, act=Act.PUBLISHED, at=at, effective_on=valid_from, version_number=room.number,
        decision_number=draft.decision_number, decision_on=draft.decision_on, decision_file=draft.decision_file,
    )  # fmt: skip
    _check(draft)
    for number, last_day in room.ends.items():
        procedure.versions.filter(number=number).update(valid_to=last_day)
    save_version(
        actor=actor, code=procedure.code, number=room.number, valid_from=valid_from, valid_to=room.until,
        content=_final(draft), at=at,
    )  # fmt: skip
    draft.version, draft.valid_from = procedure.versions.get(number=room.number), valid_from
    draft.ended = {str(number): end.isoformat() if end else None for number, end in room.made_room.items()}
    draft.save()
    index_words()
    events.publish(CatalogueChanged(code=procedure.code, number=room.number, effective_on=valid_from), at=at)
    return draft_view(draft)


@transaction.atomic
def abolish_procedure(
    *, actor: Actor, code: str, last_day: date, number: str, dated: date, note: str, at: datetime
) -> None:
    """End a procedure by decision: nothing new is filed after the last day, what is open goes on.

    The day counts from now on, be it earlier or later than one decided before. Raises NumberMissing, DecisionAfterward,
    StartsInThePast, VersionStandsThen, NothingToAbolish.
    """
    access.require_keeper(actor=actor)
    mark_change()
    procedure = _locked(code)
    today = local(at).date()
    check_decision(number, dated, today)
    if last_day < today:
        raise StartsInThePast(field="last_day")
    versions = standing_versions(procedure, lock=True) if procedure.retired_at is None else []
    last = last_standing(versions, today)
    check_room(versions, last_day + timedelta(days=1), field="last_day")
    procedure.versions.filter(number=last.number).update(valid_to=last_day)
    index_procedures([procedure.id])
    write_history(
        actor=actor, procedure=procedure, act=Act.ABOLISHED, at=at, note=note, decision_number=number.strip(),
        decision_on=dated, effective_on=last_day,
    )  # fmt: skip
    events.publish(CatalogueChanged(code=procedure.code, number=None, effective_on=last_day), at=at)


@transaction.atomic
def withdraw_version(
    *, actor: Actor, code: str, version: int, number: str, dated: date, note: str, at: datetime
) -> None:
    """Take back a version that was announced and has not begun.

    The one that made room for it goes on as long as the withdrawn one would have; an end that was said for it before
    stays. Whoever proposed it does not withdraw it: SecondIdentityNeeded. Raises VersionNotFound,
    VersionNotWaiting, VersionInUse, NumberMissing, DecisionAfterward.
    """
    access.require_keeper(actor=actor)
    access.version_by_number(code=code, number=version)
    procedure = _locked(code)
    _refuse_proposer(actor, procedure.id, version=version)
    check_decision(number, dated, local(at).date())
    versions = standing_versions(procedure, lock=True)
    gone = still_waiting(versions, version, local(at).date())
    if gone.in_use:
        raise VersionInUse(code=code, number=version)
    before = left_after(procedure, versions, gone)
    if before is not None:
        procedure.versions.filter(number=before.number).update(valid_to=gone.valid_to)
    retire_version(actor=actor, code=code, number=version, at=at)
    index_words()
    write_history(
        actor=actor, procedure=procedure, act=Act.WITHDRAWN, at=at, note=note, version_number=version,
        decision_number=number.strip(), decision_on=dated,
    )  # fmt: skip
    events.publish(_going_on(procedure, before, gone), at=at)


def _locked(code: str) -> Procedure:
    """The procedure, held until the end of the transaction. Raises ProcedureNotFound."""
    found = access.procedure_by_code(code=access.without_nul(code))
    return Procedure.objects.select_for_update().get(id=found.id)


def _reopen(actor: Actor, procedure: Procedure, at: datetime) -> None:
    """What was taken out of the catalogue is in it again, with its field; what stood until then stays ended.

    A version whose first day came while the procedure was out of it never stood: it is retired. One that began on the
    very day of the closing, and has dossiers, stood for that day.
    """
    if procedure.retired_at is None:
        return
    closed_on = local(procedure.retired_at).date()
    known = procedure.versions.filter(state=VersionState.PUBLISHED.value)
    known.filter(valid_from=closed_on, in_use=True).update(valid_to=closed_on)
    missed = known.filter(valid_from__gte=closed_on, valid_from__lte=local(at).date())
    missed = missed.exclude(valid_from=closed_on, in_use=True)
    for number in list(missed.values_list("number", flat=True)):
        retire_version(actor=actor, code=procedure.code, number=number, at=at)
    standing = known.filter(valid_from__lt=closed_on)
    standing.filter(Q(valid_to=None) | Q(valid_to__gte=closed_on)).update(valid_to=closed_on - timedelta(days=1))
    procedure.retired_at = None
    procedure.save(update_fields=["retired_at"])
    Field.objects.filter(id=procedure.field_id).update(retired_at=None)
    write_history(actor=actor, procedure=procedure, act=Act.REOPENED, at=at)


def _going_on(procedure: Procedure, before: Standing | None, gone: Standing) -> CatalogueChanged:
    """What stands once a version is withdrawn: the one before on the day on which it would have begun, or nothing."""
    if before is None:
        last_day = gone.valid_from - timedelta(days=1)
        return CatalogueChanged(code=procedure.code, number=None, effective_on=last_day)
    return CatalogueChanged(code=procedure.code, number=before.number, effective_on=gone.valid_from)


def _refuse_proposer(actor: Actor, procedure_id: int, *, version: int | None = None) -> None:
    """Four eyes on what will bind people, unless the installation says otherwise (a commune of two officers).

    `version`: who proposed that one, where it was made here; otherwise the last who proposed.
    """
    if not settings.PROCEDURES_SECOND_IDENTITY:
        return
    done = ProcedureEvent.objects.filter(procedure_id=procedure_id)
    proposals = done.filter(act=Act.PROPOSED.value)
    if version is not None:
        made = done.filter(act=Act.PUBLISHED.value, version_number=version).order_by("-id").first()
        proposals = proposals.filter(id__lt=made.id) if made else proposals.none()
    last = proposals.order_by("-at", "-id").first()
    if last is not None and last.actor_id is not None and last.actor_id == actor.id:
        raise SecondIdentityNeeded(name=last.actor_name)


def _check(draft: VersionDraft) -> None:
    """Every fault at its box."""
    faults = faults_of(content=draft.content, levels=tuple(draft.procedure.levels))
    if faults:
        raise DraftFaulty(
            [
                FieldError(field=place_of(one), code=one.code, message=one.message, params=dict(one.params))
                for one in faults
            ]
        )


def _final(draft: VersionDraft) -> dict[str, Any]:
    """What the version will say for ever, in the pack's one writing, with the decision that announced it."""
    decision = {"number": draft.decision_number, "date": draft.decision_on}
    return plain(msgspec.convert({**draft.content, "decision": decision}, ContentShape, strict=False))


def _room_for(
    draft: VersionDraft, procedure: Procedure, stood: list[Standing], first_day: date, today: date
) -> Handover:
    """Who makes room for a draft's version, among what stands at this moment; `stood`: what did before."""
    standing = standing_versions(procedure, lock=True)
    numbers = {one.number for one in standing}
    base = draft.base.number if draft.base else None
    return handover(
        standing,
        base,
        first_day,
        today,
        highest=procedure.versions.aggregate(highest=Max("number"))["highest"] or 0,
        base_digest=draft.base_digest,
        ended=None if base is None else ended_by(procedure, base),
        let_go=[one for one in stood if one.number not in numbers],
    )


def _store_decision(actor: Actor, draft: VersionDraft, file: Upload, at: datetime) -> UUID:
    content, name = file
    holder = Holder(kind="procedure_draft", id=str(draft.id))
    kept = files.store(
        actor=actor, content=content, name=name, at=at, purpose="procedures.decision", holder=holder,
        allowed=DECISION_TYPES,
    )  # fmt: skip
    return kept.id
