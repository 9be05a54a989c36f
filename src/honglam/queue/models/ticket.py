"""Tickets. They name nobody: a number, what it is for, and when it was taken, called and finished."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.kernel.ids import uuid7
from honglam.queue.contracts import Priority, TakenAt, TicketState
from honglam.queue.models.hall import Group, Hall


class DayNumber(models.Model):
    """The last number of a letter on a day: taken under this row's lock, without gaps, anew each morning."""

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    letter = models.CharField(max_length=2)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hall", "day", "letter"], name="queue_counter_once"),
        ]


class Turn(models.Model):
    """That whoever was next in a group was called, and whether with priority.

    It stands however often the number is rung for again, and wherever it is passed on to.
    """

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+", db_index=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    at = models.DateTimeField()
    priority = models.BooleanField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["hall", "day", "-at", "-id"], name="queue_turns")]


class Ticket(models.Model):
    """One number of one day. `rank` 0 is called before 1; `queued_at` is kept when it goes to another group."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    token = models.CharField(max_length=32, unique=True, db_collation="C")
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    label = models.CharField(max_length=8)
    priority = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Priority])
    rank = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in TicketState])
    taken_by = models.CharField(max_length=8, choices=[(one.value, one.value) for one in TakenAt])
    taken_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    window = models.PositiveSmallIntegerField(null=True)
    clerk_id = models.UUIDField(null=True)
    first_called_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    call_count = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # Two people with one number would stand at one window.
            models.UniqueConstraint(fields=["hall", "day", "label"], name="queue_label_once"),
            # A window that serves two numbers at once lost one of them.
            models.UniqueConstraint(
                fields=["hall", "day", "window"], condition=Q(state="called"), name="queue_window_serves_one"
            ),
            models.UniqueConstraint(
                fields=["clerk_id", "day"], condition=Q(state="called"), name="queue_clerk_serves_one"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["hall", "day", "state", "rank", "queued_at"], name="queue_next"),
            models.Index(fields=["day"], condition=Q(state__in=["waiting", "called"]), name="queue_to_close"),
        ]

    def __str__(self) -> str:
        return self.label
