"""Typing a new version: begun from the one in force, saved as it grows, undone and redone, given up."""

import copy
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.values import Actor
from honglam.procedures import access
from honglam.procedures.contracts import (
    Act,
    DraftClosed,
    DraftMoved,
    DraftState,
    DraftView,
    NothingToUndo,
)
from honglam.procedures.models import DraftStep, Procedure, ProcedureEvent, VersionDraft
from honglam.procedures.queries.keeping import draft_view, open_drafts
from honglam.procedures.queries.national import latest_versions
from honglam.procedures.rules.keeping.lifecycle import after

TOGETHER = timedelta(seconds=30)
"""What one person types within this time is one writing: undo goes back a thought, not a letter."""
KEPT_STEPS = 100
FIRST: dict[str, Any] = {
    "applicants": ["citizen"],
    "competent": {},
    "online": "none",
    "clock": {"policy": "pause", "count_from": "instant"},
    "channels": [],
    "result": {},
}
"""What a version says before anybody has said anything."""


@transaction.atomic
def start_draft(*, actor: Actor, code: str, at: datetime) -> DraftView:
    """Begin a new version from the latest one that stands; the draft that is open already where there is one."""
    access.require_keeper(actor=actor)
    procedure = access.procedure_by_code(code=code)
    Procedure.objects.select_for_update().get(id=procedure.id)
    known = open_drafts().filter(procedure=procedure).first()
    if known is not None:
        return draft_view(known)
    base = latest_versions([code]).first()
    said = copy.deepcopy(base.content if base else FIRST)
    said.pop("decision", None)
    return draft_view(put_draft(actor=actor, procedure=procedure, base=base, content=said, act=Act.STARTED, at=at))


@transaction.atomic
def put_draft(
    *, actor: Actor, procedure: Procedure, base: Any, content: dict[str, Any], act: Act, at: datetime, note: str = ""
) -> VersionDraft:
    """Make the row of a new draft with its first writing."""
    draft = VersionDraft.objects.create(
        procedure=procedure,
        base=base,
        base_digest=base.digest if base else "",
        content=content,
        state=DraftState.DRAFTING.value,
        updated_at=at,
        updated_by=actor.name,
        updated_by_id=actor.id,
    )
    DraftStep.objects.create(draft=draft, place=0, content=content, at=at)
    write_history(actor=actor, procedure=procedure, act=act, at=at, state_to=draft.state, note=note)
    return draft


@transaction.atomic
def save_draft(
    *, actor: Actor, draft_id: UUID, revision: int, content: dict[str, Any], at: datetime, apart: bool = True
) -> DraftView:
    """Keep what has been typed, right or wrong. `apart`: a writing of its own, even within the same half minute.

    Raises DraftNotFound, DraftClosed, and DraftMoved where `revision` is not the one that stands.
    """
    draft = _opened(actor, draft_id, revision)
    if content == draft.content:
        return draft_view(draft)
    step, later = draft.steps.filter(place=draft.place).first(), draft.steps.filter(place__gt=draft.place)
    joined = not apart and step is not None and _is_going_on(step, actor, at) and not later.exists()
    later.delete()
    if step is not None and joined:
        step.content = content
        step.save(update_fields=["content"])
    else:
        draft.place += 1
        by = None if apart else actor.id
        DraftStep.objects.create(draft=draft, place=draft.place, content=content, at=at, by_id=by)
        draft.steps.filter(place__lt=draft.place - KEPT_STEPS).delete()
        _record(actor, "procedures.draft_changed", draft, at)
    return _written(draft, content, actor, at)


@transaction.atomic
def step_draft(*, actor: Actor, draft_id: UUID, revision: int, forth: bool, at: datetime) -> DraftView:
    """Undo the last writing, or redo the next. Raises NothingToUndo."""
    draft = _opened(actor, draft_id, revision)
    beside = draft.steps.filter(place__gt=draft.place) if forth else draft.steps.filter(place__lt=draft.place)
    step = beside.order_by("place" if forth else "-place").first()
    if step is None:
        raise NothingToUndo
    draft.place = step.place
    _record(actor, "procedures.draft_redone" if forth else "procedures.draft_undone", draft, at)
    return _written(draft, step.content, actor, at)


@transaction.atomic
def drop_draft(*, actor: Actor, draft_id: UUID, note: str, at: datetime) -> None:
    """Give a draft up; what was typed stays in the tables."""
    draft = access.draft_by_id(actor=actor, draft_id=draft_id, lock=True)
    turn_draft(actor=actor, draft=draft, act=Act.DROPPED, at=at, note=note)
    draft.save()


def turn_draft(*, actor: Actor, draft: VersionDraft, act: Act, at: datetime, **said: Any) -> None:
    """Carry a draft to the state that follows and write down who did it; the caller saves the row."""
    before = draft.state
    draft.state = after(DraftState(before), act).value
    draft.revision += 1
    draft.updated_at, draft.updated_by, draft.updated_by_id = at, actor.name, actor.id
    write_history(
        actor=actor, procedure=draft.procedure, act=act, at=at, state_from=before, state_to=draft.state, **said
    )


def write_history(*, actor: Actor, procedure: Procedure, act: Act, at: datetime, **said: Any) -> None:
    """A line of the procedure's history, and of the audit."""
    ProcedureEvent.objects.create(
        procedure=procedure,
        act=act.value,
        at=at,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        actor_name=actor.name,
        post_id=actor.post_id,
        agency_id=actor.agency_id,
        **said,
    )
    audit.record(
        actor=actor,
        action=f"procedures.catalogue_{act.value}",
        subject_kind="procedure",
        subject_id=procedure.code,
        at=at,
        detail=said,
    )


def require_revision(draft: VersionDraft, revision: int) -> None:
    """Raises DraftClosed, and DraftMoved where the writing is not the one its editor saw."""
    if DraftState(draft.state) is not DraftState.DRAFTING:
        raise DraftClosed
    if draft.revision != revision:
        raise DraftMoved(name=draft.updated_by, at=f"{local(draft.updated_at):%H:%M %d/%m/%Y}")


def _opened(actor: Actor, draft_id: UUID, revision: int) -> VersionDraft:
    """The draft, locked, in the writing its editor saw."""
    draft = access.draft_by_id(actor=actor, draft_id=draft_id, lock=True)
    require_revision(draft, revision)
    return draft


def _is_going_on(step: DraftStep, actor: Actor, at: datetime) -> bool:
    """Whether what somebody types now still belongs to a writing that their typing began a moment ago."""
    return step.by_id is not None and step.by_id == actor.id and at - step.at < TOGETHER


def _written(draft: VersionDraft, content: dict[str, Any], actor: Actor, at: datetime) -> DraftView:
    draft.content = content
    draft.revision += 1
    draft.updated_at, draft.updated_by, draft.updated_by_id = at, actor.name, actor.id
    draft.save()
    return draft_view(draft)


def _record(actor: Actor, action: str, draft: VersionDraft, at: datetime) -> None:
    place = draft.steps.aggregate(last=Max("place"))["last"]
    detail = {"draft": draft.id, "place": draft.place, "of": place}
    audit.record(
        actor=actor, action=action, subject_kind="procedure", subject_id=draft.procedure.code, at=at, detail=detail
    )
