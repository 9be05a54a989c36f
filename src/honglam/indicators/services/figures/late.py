"""What comes late: a value said of a time that was computed already has that time computed again, by itself and once.

A formula reads only values of its own time, so nothing else has to follow. Measures of other blocks tell nobody when
they change; the times that ended lately are computed again every night, which writes only what comes out otherwise.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Q

from honglam.indicators.contracts import Nature, Span
from honglam.indicators.models import ComputedTime, IndicatorValue
from honglam.kernel import jobs
from honglam.kernel.clock import local

JOB = "indicators.recompute"
DELAY = timedelta(minutes=2)
"""Reports come in together: four hundred agencies that correct one month are one computation, not four hundred."""
LATELY = timedelta(days=100)
"""How long after the end of a time dossiers, tasks and registers may still change what was counted of it: a quarter,
whose report is due fifteen days later."""


def note_computed(span: Span) -> None:
    """From now on late values of this time are heard of."""
    row = ComputedTime(first_on=span.first_on, last_on=span.last_on)
    ComputedTime.objects.bulk_create([row], ignore_conflicts=True)


def note_said(rows: Iterable[IndicatorValue], at: datetime) -> None:
    """Have the times of these values computed again where something was computed of them. In their transaction.

    A job that is on its way already is not asked for twice; it is made to wait for the end of this transaction, or it
    would begin, see nothing of what is said here, and nobody would ask again.
    """
    said = {(row.first_on, row.last_on) for row in rows if row.nature == Nature.ACTUAL.value}
    if not said:
        return
    times = ComputedTime.objects.filter(last_on__in={last for _, last in said})
    # In the order of their ids, one after the other: two who say something of the same times never wait in a circle.
    for row in times.order_by("id"):
        if (row.first_on, row.last_on) in said and not _ask([row], at, at + DELAY):
            _hold(row)


def ask_for_recent(*, at: datetime) -> int:
    """Have every time computed again that was over within the last hundred days; returns how many."""
    day = local(at).date()
    recent = ComputedTime.objects.filter(_idle(at), last_on__gte=day - LATELY, last_on__lt=day)
    return _ask(list(recent.order_by("last_on", "id")), at, None)


def heard(*, first_on: date | None, last_on: date) -> None:
    """The job has begun: whatever is said from now on asks for another."""
    ComputedTime.objects.filter(first_on=first_on, last_on=last_on).update(asked_at=None)


def _hold(row: ComputedTime) -> None:
    """Let `heard` wait for us; others who say something need not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM indicators_computedtime WHERE id = %s FOR SHARE", [row.pk])


def _idle(at: datetime) -> Q:
    """Nothing is on its way; what was asked for a day ago has been given up."""
    return Q(asked_at=None) | Q(asked_at__lt=at - timedelta(days=1))


def _ask(rows: list[ComputedTime], at: datetime, start: datetime | None) -> int:
    asked = 0
    for row in rows:
        if ComputedTime.objects.filter(_idle(at), pk=row.pk).update(asked_at=at):
            jobs.defer(JOB, at=start, first_on=row.first_on, last_on=row.last_on)
            asked += 1
    return asked
