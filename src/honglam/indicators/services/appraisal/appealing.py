"""An agency appeals against one final score within the limit; the head of who scores answers, perhaps with points."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from honglam.indicators.contracts import (
    AppealOpen,
    AppealState,
    AppealTooLate,
    AppealWordsMissing,
    ScoreNotPossible,
    ScoringNotFound,
    SheetVerb,
    WrongRoundState,
)
from honglam.indicators.models import Appeal, CriterionEntry, FinalScore, RoundSubject
from honglam.indicators.queries.appraisal.rounds import set_of
from honglam.indicators.rules.scoring import rounded
from honglam.indicators.services.appraisal.answering import claim_files, cleaned
from honglam.indicators.services.appraisal.moving import NOBODY, Waiting, done, ready
from honglam.kernel.clock import local
from honglam.kernel.values import Actor


@transaction.atomic
def appeal_score(
    *, actor: Actor, subject_id: UUID, code: str, words: str, file_ids: Sequence[UUID], at: datetime
) -> UUID:
    """Appeal against the points of one criterion. Raises AppealTooLate, AppealOpen, AppealWordsMissing."""
    row = ready(actor=actor, subject_id=subject_id, verb=SheetVerb.APPEAL, at=at)
    until, reason = row.round.appeal_until_on, cleaned(words, field="words")
    if until is None or local(at).date() > until:
        raise AppealTooLate(day=f"{until:%d/%m/%Y}" if until else "")
    if not reason:
        raise AppealWordsMissing(field="words")
    entry = _entry(row, code)
    claim_files(row, file_ids, actor, at)
    appeal = Appeal(
        entry=entry,
        words=reason,
        evidence=[str(one) for one in file_ids],
        filed_by=actor.name,
        filed_at=at,
        state=AppealState.OPEN.value,
    )
    try:
        with transaction.atomic():
            appeal.save(force_insert=True)
    except IntegrityError as fault:
        raise AppealOpen(field="words") from fault
    done(row=row, verb=SheetVerb.APPEAL, actor=actor, at=at, words=reason, waits=_answer(row), criterion=code)
    return appeal.id


@transaction.atomic
def answer_appeal(*, actor: Actor, appeal_id: UUID, points: Decimal | None, words: str, at: datetime) -> None:
    """Answer an appeal: with other points, which stand beside the old ones as a row of their own, or None to refuse."""
    appeal = Appeal.objects.select_related("entry").filter(id=appeal_id).first()
    if appeal is None:
        raise ScoringNotFound
    row = ready(actor=actor, subject_id=appeal.entry.subject_id, verb=SheetVerb.ANSWER, at=at)
    appeal.refresh_from_db()
    reason = cleaned(words, field="words")
    if appeal.state != AppealState.OPEN.value:
        raise WrongRoundState
    if not reason:
        raise AppealWordsMissing(field="words")
    if points is not None:
        _replace(row, appeal.entry, points, reason, actor, at)
    appeal.state = (AppealState.REFUSED if points is None else AppealState.GRANTED).value
    appeal.answer, appeal.answered_by, appeal.answered_at = reason, actor.name, at
    appeal.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    told = None if points is None else format(points, "f")
    done(
        row=row,
        verb=SheetVerb.ANSWER,
        actor=actor,
        at=at,
        words=reason,
        waits=_answer(row),
        criterion=appeal.entry.code,
        points=told,
    )


def _replace(
    row: RoundSubject, entry: CriterionEntry, points: Decimal, reason: str, actor: Actor, at: datetime
) -> None:
    criteria_set = set_of(row.round)
    most = next(one.max for group in criteria_set.groups for one in group.criteria if one.code == entry.code)
    if not 0 <= points <= Decimal(str(most)):
        raise ScoreNotPossible(field="points", number=entry.code, most=f"{most:g}")
    last = entry.finals.order_by("-at", "-id").first()
    kept = rounded(points, criteria_set.places)
    FinalScore.objects.create(entry=entry, points=kept, replaces=last, note=reason, by=actor.name, at=at)


def _entry(row: RoundSubject, code: str) -> CriterionEntry:
    entry = row.entries.filter(code=code.replace("\0", "")).first()
    if entry is None:
        raise ScoringNotFound
    return entry


def _answer(row: RoundSubject) -> Waiting:
    """An appeal is answered within as many days as there were to file it; the oldest that is open counts."""
    oldest = Appeal.objects.filter(entry__subject=row, state=AppealState.OPEN.value).order_by("filed_at").first()
    if oldest is None:
        return NOBODY
    return row.round.owner_id, local(oldest.filed_at).date() + timedelta(days=row.round.appeal_days)
