"""Recommendations: raised, and answered once; the answer names the document that gives it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from honglam.directives import access
from honglam.directives.contracts import (
    Answer,
    AnsweredAlready,
    AnswerInput,
    AnswerMissing,
    AskedMissing,
    EvidenceMissing,
    NotYours,
    RecommendationInput,
    RecommendationMoved,
)
from honglam.directives.models import Recommendation, RecommendationStep
from honglam.kernel import audit, events
from honglam.kernel.clock import local
from honglam.kernel.ids import new_code, uuid7
from honglam.kernel.text import fold
from honglam.kernel.values import Actor


@transaction.atomic
def raise_recommendation(*, actor: Actor, wish: RecommendationInput, at: datetime) -> UUID:
    """One more recommendation of the actor's agency. Raises NotYours, AskedMissing."""
    giver = check_recommendation(actor=actor, wish=wish)
    row = Recommendation(
        id=uuid7(),
        code=f"KN.{new_code(8)}",
        text=wish.text,
        addressee=wish.addressee.value,
        addressed_to=wish.addressed_to,
        agency_id=giver,
        document=wish.document,
        raised_on=wish.raised_on or local(at).date(),
        answer=Answer.WAITING.value,
        folded=fold(f"{wish.text} {wish.addressed_to} {wish.document}"),
    )
    row.save(force_insert=True)
    step(row, actor=actor, at=at, what="raised", words="", document=wish.document, on=row.raised_on)
    return row.id


def check_recommendation(*, actor: Actor, wish: RecommendationInput) -> int:
    """In whose name it would be raised. Raises what raise_recommendation raises; changes nothing."""
    giver = access.name_of_giver(actor)
    if giver is None or not actor.has_role(*access.GIVERS):
        raise NotYours
    if not wish.text or not wish.addressed_to:
        raise AskedMissing(field="text" if not wish.text else "addressed_to")
    return giver


@transaction.atomic
def answer_recommendation(*, actor: Actor, recommendation_id: UUID, given: AnswerInput, at: datetime) -> None:
    """Say how it was answered. Raises NotYours, AnsweredAlready, AnswerMissing, EvidenceMissing."""
    row = access.recommendation_for(actor, recommendation_id, lock=True)
    if not access.may_answer(actor, row):
        raise NotYours
    if row.answer != Answer.WAITING.value:
        raise AnsweredAlready
    if given.answer is Answer.WAITING:
        raise AnswerMissing(field="answer")
    if not given.document:
        raise EvidenceMissing(field="document")
    row.answer = given.answer.value
    step(row, actor=actor, at=at, what="answered", words=given.words, document=given.document, on=given.answered_on)


def step(
    row: Recommendation, *, actor: Actor, at: datetime, what: str, words: str, document: str, on: date | None
) -> None:
    """The next line of its history, its audit entry and its event; saves the row."""
    row.line_count += 1
    row.save()
    RecommendationStep.objects.create(
        recommendation_id=row.id,
        line=row.line_count,
        at=at,
        what=what,
        words=words,
        document=document,
        on=on,
        actor_id=actor.id,
        actor_name=actor.name,
    )
    audit.record(
        actor=actor,
        action=f"directives.recommendation_{what}",
        subject_kind="recommendation",
        subject_id=row.id,
        at=at,
        detail={"line": row.line_count, "answer": row.answer},
    )
    events.publish(RecommendationMoved(recommendation_id=row.id, agency_id=row.agency_id, answer=row.answer), at=at)
