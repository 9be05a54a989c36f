"""Patterns of reports, written reports, and what is never changed of them: the lines of their history."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from honglam.indicators.contracts import PeriodKind, WritingState
from honglam.kernel.ids import uuid7

_SIGNED = [WritingState.APPROVED.value, WritingState.PUBLISHED.value]


class WritingPattern(models.Model):
    """A kind of report; `content` in the pack's own shape. A report keeps its words, so a pattern may change.

    `since`: the day from which on the product knows it; reports about times that were over then were written elsewhere.
    """

    code = models.CharField(max_length=60, unique=True, db_collation="C")
    content = models.JSONField()
    since = models.DateField()
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code


class WrittenReport(models.Model):
    """One agency's report of a kind for a period.

    `content`: what was composed at `composed_at`, every figure with the id of its value. `own`: people's words by the
    key of a piece. `revision` counts everything that changed either. `returned`: why the head gave it back. `due_at`:
    when whoever has to move next is late, empty once nobody has to; `writer_id`, `writer_name`: who wrote into it last.
    Once approved the database refuses to change anything but that it is published.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pattern = models.ForeignKey(WritingPattern, on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in PeriodKind])
    first_on = models.DateField()
    last_on = models.DateField()
    cut_off = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in WritingState])
    revision = models.PositiveIntegerField(default=1)
    number = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=400)
    content = models.JSONField()
    own = models.JSONField(default=dict)
    returned = models.TextField(blank=True)
    composed_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=200, blank=True)
    approved_title = models.CharField(max_length=200, blank=True)
    line_count = models.IntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    writer_id = models.UUIDField(null=True)
    writer_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            # Two reports of a kind for one period: the receiver would not know which the agency stands by.
            models.UniqueConstraint(fields=["pattern", "agency", "first_on", "last_on"], name="writing_once_a_period"),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="writing_ends_after_it_begins"),
            # Approved by nobody, without a moment or without a number, is not approved.
            models.CheckConstraint(
                condition=~Q(state__in=_SIGNED) | (Q(approved_at__isnull=False) & ~Q(approved_by="") & ~Q(number="")),
                name="writing_approved_by_somebody",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agency", "-last_on", "-id"], name="writing_of_agency"),
            models.Index(
                fields=["-last_on", "-id"], name="writing_published", condition=Q(state=WritingState.PUBLISHED.value)
            ),
            models.Index(
                fields=["agency", "due_at", "id"],
                name="writing_waiting",
                condition=Q(due_at__isnull=False) & ~Q(state=WritingState.PUBLISHED.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pattern_id} {self.last_on}"


class WritingEntry(models.Model):
    """One thing that happened to a report; the database refuses to change it or to take it away."""

    report = models.ForeignKey(WrittenReport, on_delete=models.PROTECT, related_name="lines", db_index=False)
    line = models.IntegerField()
    at = models.DateTimeField()
    what = models.CharField(max_length=20)
    state = models.CharField(max_length=10)
    revision = models.PositiveIntegerField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    post_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            # Two acts cannot both be line 3: one of them would have acted on a report that it never saw.
            models.UniqueConstraint(fields=["report", "line"], name="writing_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.line}"


class WritingReminder(models.Model):
    """That an agency was reminded of a report, begun or not. `days`: which of the pattern's reminders it was."""

    pattern = models.ForeignKey(WritingPattern, on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    first_on = models.DateField()
    last_on = models.DateField()
    days = models.SmallIntegerField()
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            # A second row would be a second letter about the same thing.
            models.UniqueConstraint(
                fields=["pattern", "last_on", "first_on", "agency", "days"], name="writing_reminded_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pattern_id} {self.agency_id} {self.days}"
