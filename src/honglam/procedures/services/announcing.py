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
    VersionState,
)
from honglam.procedures.contracts.shapes import ContentShape, plain
from honglam.procedures.models import Procedure, ProcedureEvent, VersionDraft
from honglam.procedures.queries.keeping import draft_view, faults_of
from honglam.procedures.rules.keeping.lifecycle import Standing, check_decision, check_room, handover
from honglam.procedures.rules.keeping.showing import place_of
from honglam.procedures.services.indexing import index_procedures, index_words
from honglam.procedures.services.keeping import turn_draft, write_history
from honglam.procedures.services.versions import save_version

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
    _refuse_proposer(actor, draft)
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

    Where the procedure is to end on a day decided before, the new version ends on it too. Raises StartsInThePast,
    VersionStandsThen, BaseOvertaken, DraftFaulty (what was right when proposed may be so no longer).
    """
    draft = access.draft_by_id(actor=actor, draft_id=draft_id, lock=True)
    procedure = Procedure.objects.select_for_update().get(id=draft.procedure_id)
    base = draft.base.number if draft.base else None
    highest = procedure.versions.aggregate(highest=Max("number"))["highest"] or 0
    room = handover(_standing(procedure), base, valid_from, local(at).date(), highest)
    turn_draft(
        actor=actor, draft=draft, act=Act.PUBLISHED, at=at, effective_on=valid_from, version_number=room.number,
        decision_number=draft.decision_number, decision_on=draft.decision_on, decision_file=draft.decision_file,
    )  # fmt: skip
    _check(draft)
    procedure.versions.filter(number__in=room.ends).update(valid_to=room.last_day)
    save_version(
        actor=actor, code=procedure.code, number=room.number, valid_from=valid_from, valid_to=room.until,
        content=_final(draft), at=at,
    )  # fmt: skip
    draft.version, draft.valid_from = procedure.versions.get(number=room.number), valid_from
    draft.save()
    index_words()
    events.publish(CatalogueChanged(code=procedure.code, number=room.number, effective_on=valid_from), at=at)
    return draft_view(draft)


@transaction.atomic
def abolish_procedure(
    *, actor: Actor, code: str, last_day: date, number: str, dated: date, note: str, at: datetime
) -> None:
    """End a procedure by decision: nothing new is filed after the last day, what is open goes on.

    Raises NumberMissing, DecisionAfterward, StartsInThePast, VersionStandsThen.
    """
    access.require_keeper(actor=actor)
    procedure = access.procedure_by_code(code=code)
    Procedure.objects.select_for_update().get(id=procedure.id)
    today = local(at).date()
    check_decision(number, dated, today)
    if last_day < today:
        raise StartsInThePast(field="last_day")
    check_room(_standing(procedure), last_day + timedelta(days=1), field="last_day")
    procedure.versions.filter(state=VersionState.PUBLISHED.value).filter(
        Q(valid_to=None) | Q(valid_to__gt=last_day)
    ).update(valid_to=last_day)
    index_procedures([procedure.id])
    write_history(
        actor=actor, procedure=procedure, act=Act.ABOLISHED, at=at, note=note, decision_number=number.strip(),
        decision_on=dated, effective_on=last_day,
    )  # fmt: skip
    events.publish(CatalogueChanged(code=procedure.code, number=None, effective_on=last_day), at=at)


def _refuse_proposer(actor: Actor, draft: VersionDraft) -> None:
    """Four eyes on what will bind people, unless the installation says otherwise (a commune of two officers)."""
    if not settings.PROCEDURES_SECOND_IDENTITY:
        return
    proposals = ProcedureEvent.objects.filter(procedure_id=draft.procedure_id, act=Act.PROPOSED.value)
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


def _standing(procedure: Procedure) -> list[Standing]:
    rows = procedure.versions.select_for_update().filter(state=VersionState.PUBLISHED.value)
    return [
        Standing(number=row.number, valid_from=row.valid_from, valid_to=row.valid_to, in_use=row.in_use) for row in rows
    ]


def _store_decision(actor: Actor, draft: VersionDraft, file: Upload, at: datetime) -> UUID:
    content, name = file
    holder = Holder(kind="procedure_draft", id=str(draft.id))
    kept = files.store(
        actor=actor, content=content, name=name, at=at, purpose="procedures.decision", holder=holder,
        allowed=DECISION_TYPES,
    )  # fmt: skip
    return kept.id
