"""Final for all agencies at once, since ranks compare them; published when the head of who scores says so."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from honglam.indicators import access
from honglam.indicators.contracts import NotYourMove, SheetState, SheetsUnfinished, SheetVerb, WrongRoundState
from honglam.indicators.models import CriterionEntry, FinalScore, RoundSubject, ScoringRound
from honglam.indicators.rules.appraisal.moves import is_over
from honglam.indicators.services.appraisal.moving import NOBODY, WAITING, record, wait
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.values import Actor


@transaction.atomic
def finalise_round(*, actor: Actor, round_id: UUID, at: datetime) -> int:
    """Make every sheet final; from then on the database refuses changes. How many sheets.

    Raises SheetsUnfinished while one is not appraised, or appraised and still within its time to explain.
    """
    row = _headed(actor, round_id, SheetState.OPEN)
    subjects = list(row.subjects.select_for_update().select_related("round"))
    unfinished = sum(not _is_settled(one, at) for one in subjects)
    if unfinished:
        raise SheetsUnfinished(count=unfinished)
    entries = CriterionEntry.objects.filter(subject__round=row)
    FinalScore.objects.bulk_create(
        FinalScore(entry=one, points=one.judged_points, note=one.judged_reason, by=one.judged_by, at=at)
        for one in entries
    )
    _move(row, subjects, SheetVerb.FINALISE, SheetState.FINAL, actor, at)
    return len(subjects)


@transaction.atomic
def publish_round(*, actor: Actor, round_id: UUID, at: datetime) -> None:
    """Show points and ranks to everybody; from this day the limit of appeals counts."""
    row = _headed(actor, round_id, SheetState.FINAL)
    subjects = list(row.subjects.select_for_update().select_related("round"))
    row.published_at = at
    row.appeal_until_on = local(at).date() + timedelta(days=row.appeal_days)
    _move(row, subjects, SheetVerb.PUBLISH, SheetState.PUBLISHED, actor, at)


def _is_settled(row: RoundSubject, at: datetime) -> bool:
    """Whether the agency has explained, or had its time to."""
    if row.state == SheetState.APPRAISED.value:
        return is_over(row.due_at, at)
    return row.state == SheetState.EXPLAINED.value


def _headed(actor: Actor, round_id: UUID, state: SheetState) -> ScoringRound:
    row = access.scoring_for(actor=actor, round_id=round_id, lock=True)
    if row.owner_id not in access.chairs(actor) or not actor.has_role(*access.SIGNERS):
        raise NotYourMove
    if row.state != state.value:
        raise WrongRoundState
    return row


def _move(
    row: ScoringRound, subjects: list[RoundSubject], verb: SheetVerb, to: SheetState, actor: Actor, at: datetime
) -> None:
    by_state: dict[str, list[RoundSubject]] = {}
    for one in subjects:
        by_state.setdefault(one.state, []).append(one)
        one.state = to.value
        wait(one, at, NOBODY)
        one.revision += 1
    RoundSubject.objects.bulk_update(subjects, ["state", "revision", *WAITING])
    row.state = to.value
    row.save(update_fields=["state", "published_at", "appeal_until_on"])
    for before, group in by_state.items():
        record(group, verb=verb, before=before, actor=actor, at=at)
    audit.record(
        actor=actor,
        action=f"indicators.appraisal_round_{to.value}",
        subject_kind="appraisal_round",
        subject_id=row.id,
        at=at,
        detail={"agencies": len(subjects)},
    )
