"""Reminders of written reports: before the due day and after it, each once, whether or not anybody has begun."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from honglam.directory.contracts import AgencyView
from honglam.indicators.contracts import Period, WritingDue, WritingState
from honglam.indicators.models import WritingPattern, WritingReminder, WrittenReport
from honglam.indicators.queries.writing.patterns import authors_of, due_day, last_period, pattern_of
from honglam.indicators.rules.writing.times import reminder_on
from honglam.kernel import audit, events
from honglam.kernel.clock import local
from honglam.kernel.values import SYSTEM

DONE = (WritingState.APPROVED.value, WritingState.PUBLISHED.value)
"""What is approved has been written; publishing it has a due day of its own in the worklist."""


@dataclass(frozen=True, kw_only=True)
class _Due:
    """One kind of report for its last period. `days`: after the due day; `stage`: the reminder whose turn it is."""

    row: WritingPattern
    period: Period
    due_on: date
    days: int
    stage: int


def remind_writings(*, at: datetime) -> int:
    """Remind of the reports of the periods that ended last; how many reminders. Each kind in its own transaction."""
    codes = list(WritingPattern.objects.filter(retired_at=None).order_by("code").values_list("code", flat=True))
    return sum(remind_of(code=code, at=at) for code in codes)


@transaction.atomic
def remind_of(*, code: str, at: datetime) -> int:
    """Every agency whose report of one kind is not approved; how many. A handful of queries, however many agencies.

    Nobody is reminded of a time in which the agency was not there, or that was over before the product knew of such
    reports, as nobody owes one (`list_owed`).
    """
    row = WritingPattern.objects.select_for_update(no_key=True).get(code=code)
    due = _due(row, local(at).date())
    if due is None:
        return 0
    begun, told = _begun(due), _told(due)
    late = [one for one in _authors(due, local(at).date()) if one.id not in told and not _is_done(begun.get(one.id))]
    _remind(due, late, begun, at)
    return len(late)


def _due(row: WritingPattern, on: date) -> _Due | None:
    pattern = pattern_of(row.content)
    period = last_period(pattern, on)
    due_on = due_day(pattern, period)
    stage = reminder_on(pattern.reminders, (on - due_on).days)
    if stage is None or row.since > period.last_on:
        return None
    return _Due(row=row, period=period, due_on=due_on, days=(on - due_on).days, stage=stage)


def _authors(due: _Due, on: date) -> list[AgencyView]:
    found = authors_of(pattern_of(due.row.content), on)
    return [one for one in found if one.valid_from is None or one.valid_from <= due.period.last_on]


def _begun(due: _Due) -> dict[int, tuple[UUID, str]]:
    """Which report of the period each agency has, and where it stands."""
    rows = WrittenReport.objects.filter(
        pattern=due.row, first_on=due.period.first_on, last_on=due.period.last_on
    ).values_list("agency_id", "id", "state")
    return {agency_id: (key, state) for agency_id, key, state in rows}


def _is_done(report: tuple[UUID, str] | None) -> bool:
    return report is not None and report[1] in DONE


def _told(due: _Due) -> set[int]:
    """Who has had this reminder, or a later one."""
    rows = WritingReminder.objects.filter(
        pattern=due.row, first_on=due.period.first_on, last_on=due.period.last_on, days__gte=due.stage
    )
    return set(rows.values_list("agency_id", flat=True))


def _remind(due: _Due, agencies: Sequence[AgencyView], begun: Mapping[int, tuple[UUID, str]], at: datetime) -> None:
    period = due.period
    WritingReminder.objects.bulk_create(
        WritingReminder(
            pattern=due.row,
            agency_id=one.id,
            first_on=period.first_on,
            last_on=period.last_on,
            days=due.stage,
            told_at=at,
        )
        for one in agencies
    )
    heard = [
        WritingDue(
            pattern=due.row.code,
            agency_id=one.id,
            first_on=period.first_on,
            last_on=period.last_on,
            due_on=due.due_on,
            days=due.days,
            report_id=begun[one.id][0] if one.id in begun else None,
        )
        for one in agencies
    ]
    events.publish_many(heard, at=at)
    audit.record_many(
        audit.Entry(
            actor=SYSTEM,
            action="indicators.writing_reminded",
            subject_kind="agency",
            subject_id=event.agency_id,
            at=at,
            detail={"pattern": event.pattern, "last_on": event.last_on.isoformat(), "days": event.days},
        )
        for event in heard
    )
