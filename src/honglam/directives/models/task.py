"""Tasks, their quantified results, their history, and the narrow table by which worklists find them."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.db.models import F, Func, Q

from honglam.directives.contracts import DueKind, TaskState
from honglam.directives.models.directive import Directive
from honglam.kernel.ids import uuid7

_OVER = [TaskState.CLOSED.value, TaskState.CANCELLED.value]


class Task(models.Model):
    """One task; the row is the current state, the lines are its history.

    `due_on`: the last day on which it is on time; `due_at`: the moment after it, or the year 9999 where no day is
    known, so that every list has one order. `agency`: who gave it and accepts it. `asked_*`: more time that was asked
    for and is not decided. `warned_on`: up to which day the rules of escalation have been carried out; `watch_on`: when
    they speak next. `named`: the title alone without accents, as names are compared.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="tasks", db_index=False)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, related_name="children", null=True)
    number = models.CharField(max_length=30)
    position = models.IntegerField()
    code = models.CharField(max_length=120, unique=True, db_collation="C")
    title = models.TextField()
    result = models.TextField(blank=True)
    lead = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    supporting = ArrayField(models.BigIntegerField(), default=list)
    due_on = models.DateField(null=True)
    due_kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in DueKind])
    due_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=[(one.value, one.value) for one in TaskState])
    track = models.CharField(max_length=40, blank=True, db_collation="C")
    stage = models.CharField(max_length=40, blank=True, db_collation="C")
    holder_id = models.UUIDField(null=True)
    holder_name = models.CharField(max_length=200, blank=True)
    given_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    paused_since = models.DateTimeField(null=True)
    pause_cause = models.TextField(blank=True)
    latest = models.TextField(blank=True)
    asked_due_on = models.DateField(null=True)
    asked_reason = models.TextField(blank=True)
    extended = models.SmallIntegerField(default=0)
    record = models.BooleanField(default=False)
    from_pack = models.BooleanField(default=False)
    provisional = models.BooleanField(default=False)
    stated = models.JSONField(default=dict)
    warned_on = models.DateField(null=True)
    watch_on = models.DateField(null=True)
    line_count = models.IntegerField(default=0)
    folded = models.TextField(blank=True)
    named = models.GeneratedField(
        expression=Func(F("title"), function="honglam_fold"), output_field=models.TextField(), db_persist=True
    )
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["directive", "number"], name="directive_task_number_once"),
            # Over without a moment, a task would count as late for ever; open with one, it would never show.
            models.CheckConstraint(
                condition=Q(state__in=_OVER, closed_at__isnull=False) | (~Q(state__in=_OVER) & Q(closed_at=None)),
                name="directive_task_over_has_moment",
            ),
            # A live task nobody is held to by a day would never be late.
            models.CheckConstraint(
                condition=Q(record=True) | Q(due_on__isnull=False), name="directive_task_live_has_day"
            ),
            models.CheckConstraint(
                condition=Q(paused_since=None) | ~Q(pause_cause=""), name="directive_task_pause_has_cause"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["lead", "due_at", "id"], name="directive_task_by_lead"),
            models.Index(fields=["agency", "due_at", "id"], name="directive_task_by_giver"),
            models.Index(fields=["due_at", "id"], name="directive_task_by_due"),
            # The list of a whole province: walked in the order of due times, stopped after a page.
            models.Index(
                fields=["due_at", "id"], name="directive_task_running", condition=Q(closed_at=None, record=False)
            ),
            models.Index(fields=["holder_id", "due_at", "id"], name="directive_task_held", condition=Q(closed_at=None)),
            # What the rules of escalation look at next; tasks that are well cost nothing.
            models.Index(fields=["watch_on"], name="directive_task_watched", condition=Q(watch_on__isnull=False)),
            GinIndex(name="directive_task_support", fields=["supporting"]),
            GinIndex(name="directive_task_words", fields=["folded"], opclasses=["gin_trgm_ops"]),
            GistIndex(
                name="directive_task_alike",
                fields=["named"],
                opclasses=["gist_trgm_ops(siglen=64)"],
                condition=Q(parent=None, retired_at=None) & ~Q(track=""),
            ),
        ]


class TaskScope(models.Model):
    """One narrow row per unit at or above each party of a live, open task: whose worklist shows it, and where.

    `here`: it is a party itself, not above one; `waiting`: the next move is this party's.
    """

    pk = models.CompositePrimaryKey("ancestor_id", "here", "waiting", "due_at", "task_id")
    ancestor_id = models.BigIntegerField()
    here = models.BooleanField()
    waiting = models.BooleanField()
    due_at = models.DateTimeField()
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="scopes")


class TaskTarget(models.Model):
    """What is expected of a task by the end of a quarter, as a quantity; and what was reported."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="targets")
    year = models.SmallIntegerField()
    quarter = models.SmallIntegerField()
    indicator = models.CharField(max_length=300)
    unit = models.CharField(max_length=60)
    target = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    stated = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    actual = models.DecimalField(max_digits=20, decimal_places=4, null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "year", "quarter", "indicator"], name="directive_target_once"),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="directive_target_quarter"),
        ]


class TaskLine(models.Model):
    """One thing that happened to a task; the database refuses to change it or to take it away."""

    # Two acts cannot both be line 3: one of them would have acted on a state that it never saw.
    pk = models.CompositePrimaryKey("task_id", "line")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="lines", db_index=False)
    line = models.IntegerField()
    at = models.DateTimeField()
    what = models.CharField(max_length=24)
    state_from = models.CharField(max_length=20, blank=True)
    state_to = models.CharField(max_length=20)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    post_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    words = models.TextField(blank=True)
    file_ids = ArrayField(models.UUIDField(), default=list)
    content = models.JSONField(default=dict)
