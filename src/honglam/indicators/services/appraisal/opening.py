"""Opening a round: the set as it reads, the agencies it applies to, what measures say of them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from honglam.directory.contracts import AgencyView
from honglam.indicators import access
from honglam.indicators.contracts import (
    CriteriaSet,
    NobodyToScore,
    NotYourMove,
    PeriodNotOver,
    RoundDatesWrong,
    RoundTitleMissing,
    ScoringExists,
    ScoringInput,
    SetNotApplied,
    SheetState,
    SheetVerb,
    Subject,
)
from honglam.indicators.models import CriterionEntry, RoundSubject, ScoringRound
from honglam.indicators.queries.appraisal.candidates import list_candidates
from honglam.indicators.queries.appraisal.filling import Sheet, measure
from honglam.indicators.queries.appraisal.rounds import round_view
from honglam.indicators.queries.sets import content_of, get_set
from honglam.indicators.rules.appraisal.keeping import measured_to_json
from honglam.indicators.services.appraisal.moving import next_move, record, wait
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.text import whole
from honglam.kernel.values import Actor

FILL_IN, JUDGE, EXPLAIN = timedelta(days=15), timedelta(days=30), timedelta(days=40)
"""Limits where nobody says others; counted from the day on which the round is opened."""
MOST_TITLE, MOST_DAYS = 300, 60


@transaction.atomic
def open_round(*, actor: Actor, wish: ScoringInput, at: datetime) -> UUID:
    """Open a round in the name of the actor's agency, for agencies within its scope, over a period that has ended.

    Raises NotYourMove, PeriodNotOver, SetNotFound, SetNotApplied, NobodyToScore, RoundDatesWrong, ScoringExists,
    TooLong.
    """
    owner_id, on = access.scoring_agency(actor), local(at).date()
    if owner_id is None or not actor.has_role(*access.JUDGES):
        raise NotYourMove
    title = whole(wish.title, MOST_TITLE, field="title")
    if not title:
        raise RoundTitleMissing(field="title")
    if wish.period.last_on >= on:
        raise PeriodNotOver(field="ngay")
    criteria_set = get_set(index=wish.index, on=wish.period.last_on)
    if criteria_set.scale(Subject.AGENCY) is None:
        raise SetNotApplied(field="index")
    agencies = _agencies(actor, owner_id, criteria_set, wish.agency_ids, on)
    row = _round(actor, owner_id, wish, title, criteria_set, at)
    _fill(row, agencies, criteria_set, actor, at)
    note_round(row, "indicators.appraisal_round_opened", actor, at, agencies=len(agencies))
    return row.id


def _agencies(
    actor: Actor, owner_id: int, criteria_set: CriteriaSet, wanted: Sequence[int], on: date
) -> list[AgencyView]:
    """Those that the set applies to; whoever scores is scored too only if named, since somebody above must judge it."""
    found = [
        one
        for one in list_candidates(actor=actor, on=on)
        if (one.id in wanted if wanted else one.id != owner_id)
        if criteria_set.applies_to(one.level.value, one.kind.value)
        if criteria_set.criteria_for(Subject.AGENCY, one.level.value, one.kind.value)
    ]
    if not found:
        raise NobodyToScore(field="index")
    return found


def _round(
    actor: Actor, owner_id: int, wish: ScoringInput, title: str, criteria_set: CriteriaSet, at: datetime
) -> ScoringRound:
    on = local(at).date()
    limits = (wish.self_due_on or on + FILL_IN, wish.appraise_due_on or on + JUDGE, wish.explain_due_on or on + EXPLAIN)
    if not on <= limits[0] <= limits[1] <= limits[2] or not 1 <= wish.appeal_days <= MOST_DAYS:
        raise RoundDatesWrong(field="self_due_on")
    row = ScoringRound(
        title=title,
        index=criteria_set.index,
        set_code=criteria_set.code,
        content=content_of(code=criteria_set.code),
        kind=wish.period.kind.value,
        first_on=wish.period.first_on,
        last_on=wish.period.last_on,
        cut_off=wish.period.cut_off,
        owner_id=owner_id,
        state=SheetState.OPEN.value,
        self_due_on=limits[0],
        appraise_due_on=limits[1],
        explain_due_on=limits[2],
        appeal_days=wish.appeal_days,
        opened_at=at,
        opened_by=actor.name,
        filled_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as fault:
        raise ScoringExists(field="index") from fault
    return row


def _fill(
    row: ScoringRound, agencies: Sequence[AgencyView], criteria_set: CriteriaSet, actor: Actor, at: datetime
) -> None:
    period = round_view(row, actor, criteria_set).period
    sheets = measure(criteria_set=criteria_set, agencies=agencies, period=period, at=at)
    subjects = [
        RoundSubject(round=row, agency_id=one.id, name=one.name, sort_key=one.sort_key, state=SheetState.OPEN.value)
        for one in agencies
    ]
    for subject in subjects:
        wait(subject, at, next_move(subject, local(at).date()))
    RoundSubject.objects.bulk_create(subjects)
    CriterionEntry.objects.bulk_create(
        entry for subject in subjects for entry in _entries(subject, sheets[subject.agency_id])
    )
    record(subjects, verb=SheetVerb.OPEN, before="", actor=actor, at=at)


def _entries(subject: RoundSubject, sheet: Sheet) -> list[CriterionEntry]:
    return [
        CriterionEntry(subject=subject, code=one.code, position=position, measured=measured_to_json(measured))
        for position, (_, one, measured) in enumerate(sheet)
    ]


def note_round(row: ScoringRound, action: str, actor: Actor, at: datetime, *, agencies: int) -> None:
    """The audit entry of what is done to a whole round."""
    detail = {"set": row.set_code, "agencies": agencies, "last_on": row.last_on.isoformat()}
    audit.record(actor=actor, action=action, subject_kind="appraisal_round", subject_id=row.id, at=at, detail=detail)
