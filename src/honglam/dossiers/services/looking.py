"""A draft is shown to the desk, which answers in the product. Nothing is submitted by it, no clock of the law runs."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from honglam.dossiers.access import draft_for, look_for
from honglam.dossiers.contracts import (
    LookAlreadyOpen,
    LookAnswered,
    LookAsked,
    LookNeedsAnswer,
    LookPage,
    LookVerdict,
)
from honglam.dossiers.models import Draft, Look, ServicePromise
from honglam.dossiers.queries.drafts import draft_view, look_view
from honglam.dossiers.rules.building import clean_long
from honglam.dossiers.services.checking import check_complete
from honglam.dossiers.services.filing import route
from honglam.kernel import audit, events, ratelimit
from honglam.kernel.ids import uuid7
from honglam.kernel.values import Actor
from honglam.procedures import api as procedures
from honglam.worktime import api as worktime
from honglam.worktime.contracts import Duration

PROMISE = "look_first"
USUAL = "8wh"
"""Where the pack promises nothing: one working day."""
LOOKS_PER_DAY = 10


@transaction.atomic
def ask_look(*, actor: Actor, draft_id: UUID, question: str, at: datetime) -> Look:
    """Show the draft as it stands to the desk that would get it. Raises PlaceRequired, Unrouted, LookAlreadyOpen."""
    draft = draft_for(actor=actor, draft_id=draft_id, lock=True)
    if draft.looks.filter(closed_at=None).exists():
        raise LookAlreadyOpen
    ratelimit.require(f"look:{actor.id}", limit=LOOKS_PER_DAY, per=timedelta(days=1))
    version = procedures.get_version(version_id=draft.version_id)
    where = route(version=version, answers=draft.answers, unit_code=draft.unit_code, at=at)
    look = Look.objects.create(
        id=uuid7(),
        draft=draft,
        desk_id=where.desk_id,
        procedure_code=version.code,
        procedure_name=version.name,
        asker_name=actor.name[:200],
        question=clean_long(question, 1000, field="question"),
        revision=draft.revision,
        asked_at=at,
        due_at=worktime.due_at(start=at, duration=_promised()).at,
    )
    _record(actor, "dossiers.look_asked", draft.id, at, look=str(look.id))
    events.publish(LookAsked(look_id=look.id, draft_id=draft.id, desk_id=where.desk_id), at=at)
    return look


@transaction.atomic
def get_look(*, actor: Actor, look_id: UUID, at: datetime) -> LookPage:
    """The draft as it stands now, for an officer of the desk that was asked; the read is audited."""
    look = look_for(actor=actor, look_id=look_id)
    audit.record_read(actor=actor, subject_kind="draft", subject_id=look.draft_id, at=at, reason="look_first")
    completeness = check_complete(actor=actor, draft=look.draft, at=at)
    return LookPage(look=look_view(look), draft=draft_view(look.draft), completeness=completeness)


@transaction.atomic
def withdraw_look(*, actor: Actor, draft_id: UUID, at: datetime) -> None:
    """The applicant needs no look any more."""
    draft = draft_for(actor=actor, draft_id=draft_id, lock=True)
    if draft.looks.filter(closed_at=None).update(closed_at=at):
        _record(actor, "dossiers.look_withdrawn", draft.id, at)


@transaction.atomic
def answer_look(*, actor: Actor, look_id: UUID, verdict: LookVerdict | None, answer: str, at: datetime) -> None:
    """An officer of the desk says what is good and what is missing. What needs changes is said in words."""
    look = look_for(actor=actor, look_id=look_id, lock=True)
    answer = clean_long(answer, 4000, field="answer")
    if verdict is None:
        raise LookNeedsAnswer(field="verdict")
    if verdict is LookVerdict.CHANGES and not answer:
        raise LookNeedsAnswer(field="answer")
    look.verdict, look.answer, look.officer_name, look.closed_at = verdict.value, answer, actor.name[:200], at
    look.save(update_fields=["verdict", "answer", "officer_name", "closed_at"])
    _record(actor, "dossiers.look_answered", look.draft_id, at, look=str(look.id), verdict=verdict.value)
    draft: Draft = look.draft
    events.publish(
        LookAnswered(
            look_id=look.id,
            draft_id=draft.id,
            desk_id=look.desk_id,
            owner_account_id=draft.owner_id,
            procedure_name=look.procedure_name,
            answer=answer,
        ),
        at=at,
    )


def _promised() -> Duration:
    row = ServicePromise.objects.filter(code=PROMISE, retired_at=None).first()
    return Duration.parse(row.within if row else USUAL)


def _record(actor: Actor, action: str, draft_id: UUID, at: datetime, **detail: str) -> None:
    audit.record(actor=actor, action=action, subject_kind="draft", subject_id=draft_id, at=at, detail=detail)
