"""Reminders: each agency of its own sheet, whoever scores once a round of all sheets that wait there."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from honglam.indicators.contracts import SheetsWaiting
from honglam.indicators.models import RoundSubject
from honglam.indicators.rules.rounds.timing import next_reminder
from honglam.indicators.services.appraisal.moving import REMINDERS, told
from honglam.kernel import audit, events
from honglam.kernel.clock import local
from honglam.kernel.values import SYSTEM, Event

_DAY = timedelta(days=1)


@transaction.atomic
def remind_sheets(*, at: datetime, limit: int = 500) -> int:
    """Remind of the sheets whose day has come; returns how many. Several days that were missed make one reminder."""
    today = local(at).date()
    due = RoundSubject.objects.select_for_update(of=("self",), skip_locked=True).filter(watch_on__lte=today)
    rows = list(due.select_related("round").order_by("watch_on", "id")[:limit])
    waiting: dict[UUID, list[RoundSubject]] = defaultdict(list)
    heard: list[Event] = []
    for row in rows:
        row.watch_on = next_reminder(REMINDERS, until_on=_until(row), told_on=today)
        if row.next_agency_id == row.agency_id:
            heard.append(told(row, "reminded", SYSTEM, days=(today - _until(row)).days))
        else:
            waiting[row.round_id].append(row)
    for group in waiting.values():
        days = max((today - _until(one)).days for one in group)
        owner_id = group[0].round.owner_id
        heard.append(SheetsWaiting(round_id=group[0].round_id, owner_id=owner_id, count=len(group), days=days))
    RoundSubject.objects.bulk_update(rows, ["watch_on"])
    events.publish_many(heard, at=at)
    audit.record_many(
        audit.Entry(
            actor=SYSTEM,
            action="indicators.appraisal_reminded",
            subject_kind="appraisal_sheet",
            subject_id=row.id,
            at=at,
            detail={"days": (today - _until(row)).days},
        )
        for row in rows
    )
    return len(rows)


def _until(row: RoundSubject) -> date:
    """The last day of the limit: `due_at` is the midnight after it."""
    assert row.due_at is not None  # noqa: S101 - who is watched has a limit
    return local(row.due_at).date() - _DAY
