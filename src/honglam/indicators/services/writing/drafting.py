"""Drafting: a report composed for a period, composed again later, and the next period's with people's own sections."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from honglam.indicators import access
from honglam.indicators.contracts import (
    OwnWords,
    Pattern,
    Period,
    PeriodKind,
    PeriodNotOver,
    WritingExists,
    WritingShut,
    WritingState,
    WritingVerb,
)
from honglam.indicators.models import WritingPattern, WrittenReport
from honglam.indicators.queries.writing.composing import compose
from honglam.indicators.queries.writing.patterns import due_day, end_of, pattern_for, pattern_of
from honglam.indicators.queries.writing.reports import own_of
from honglam.indicators.rules.writing.moves import fits
from honglam.indicators.rules.writing.times import period_after
from honglam.indicators.services.writing.keeping import content_json, leave, own_json
from honglam.kernel.clock import local
from honglam.kernel.values import Actor


@transaction.atomic
def draft_report(*, actor: Actor, code: str, period: Period, at: datetime) -> UUID:
    """Compose a report for a period that is over, in the name of the actor's agency.

    Raises PatternNotFound, PeriodNotOver, WritingExists.
    """
    row, pattern = pattern_for(actor=actor, code=code)
    agency_id = access.writing_agency(actor)
    if agency_id is None or not access.writing_sides(actor, agency_id):
        raise WritingShut
    return _drafted(row, pattern, agency_id, period, {}, actor, at)


@transaction.atomic
def follow_report(*, actor: Actor, report_id: UUID, at: datetime) -> UUID:
    """Draft the next period's report of the same kind; people's own words come along, marked until looked at.

    Raises WritingNotFound, WritingShut, PeriodNotOver, WritingExists.
    """
    last = access.written_for(actor, report_id)
    if not fits(WritingVerb.FOLLOW, WritingState(last.state), access.writing_sides(actor, last.agency_id)):
        raise WritingShut
    if last.agency_id != access.writing_agency(actor):  # of an agency that is over no further period is reported
        raise WritingShut
    pattern = pattern_of(last.pattern.content)
    period = period_after(period_of_row(last))
    own = {key: OwnWords(text=one.text, instead=one.instead, carried=True) for key, one in own_of(last).items()}
    return _drafted(last.pattern, pattern, last.agency_id, period, own, actor, at)


def compose_again(row: WrittenReport, *, actor: Actor, at: datetime) -> None:
    """Put today's figures into a draft; people's own words stay where they are. The caller saves."""
    pattern = pattern_of(row.pattern.content)
    content = compose(pattern=pattern, actor=actor, agency_id=row.agency_id, period=period_of_row(row), at=at)
    row.content, row.subject, row.composed_at = content_json(content), content.subject[:400], at
    row.revision += 1


def period_of_row(row: WrittenReport) -> Period:
    """The period that a report is about."""
    return Period(kind=PeriodKind(row.kind), first_on=row.first_on, last_on=row.last_on, cut_off=row.cut_off)


def _drafted(
    row: WritingPattern,
    pattern: Pattern,
    agency_id: int,
    period: Period,
    own: dict[str, OwnWords],
    actor: Actor,
    at: datetime,
) -> UUID:
    if period.last_on >= local(at).date():
        raise PeriodNotOver(field="ngay")
    same = WrittenReport.objects.filter(
        pattern=row, agency_id=agency_id, first_on=period.first_on, last_on=period.last_on
    )
    if same.exists():
        raise WritingExists(field="ngay")
    content = compose(pattern=pattern, actor=actor, agency_id=agency_id, period=period, at=at)
    made = WrittenReport(
        pattern=row,
        agency_id=agency_id,
        kind=period.kind.value,
        first_on=period.first_on,
        last_on=period.last_on,
        cut_off=period.cut_off,
        state=WritingState.DRAFT.value,
        subject=content.subject[:400],
        content=content_json(content),
        own=own_json(own),
        composed_at=at,
        made_at=at,
        made_by=actor.name,
        due_at=end_of(due_day(pattern, period)),
    )
    try:
        with transaction.atomic():
            leave(made, actor=actor, at=at, what="drafted")
    except IntegrityError as fault:  # a colleague was quicker while this one was composed
        raise WritingExists(field="ngay") from fault
    return made.id
