"""Calendars, their sessions over time, and the dates that differ from the week.

Nothing is overwritten: a statement that no longer holds is retired and a new row takes its place, so that a due time
of two years ago can still be explained.
"""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q

from honglam.kernel.ids import uuid7
from honglam.worktime.contracts import DayKind

NOT_RETIRED = Q(retired_at=None)


class Calendar(models.Model):
    """A working calendar. `revision` changes with every change of its content: caches compare it."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    announced_through = models.DateField()
    revision = models.UUIDField(default=uuid7)

    def __str__(self) -> str:
        return self.code


class CalendarVersion(models.Model):
    """The sessions of a working day from one date to another (inclusive)."""

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="versions")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    sessions = models.JSONField()
    source = models.JSONField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["valid_from"]
        constraints: ClassVar = [
            # Two sets of sessions on one date would give two due times for one dossier. Checked at commit, because a
            # pack puts new periods before it takes old ones out.
            ExclusionConstraint(
                name="worktime_one_set_of_sessions",
                expressions=[
                    ("calendar", RangeOperators.EQUAL),
                    (
                        Func(
                            F("valid_from"),
                            F("valid_to"),
                            RangeBoundary(inclusive_upper=True),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=NOT_RETIRED,
                deferrable=Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar_id} {self.valid_from}"


class SpecialDay(models.Model):
    """A date that is off, or worked, against its weekday."""

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="special_days")
    date = models.DateField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in DayKind])
    name = models.CharField(max_length=200)
    provisional = models.BooleanField(default=False)
    source = models.JSONField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["date"]
        constraints: ClassVar = [
            # A date that is both off and worked would count as whichever row was read last.
            models.UniqueConstraint(fields=["calendar", "date"], condition=NOT_RETIRED, name="worktime_one_say_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.kind}"
