"""What waits, and for whom it shows in a worklist."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.dossiers.contracts import ResultClass, TaskKind, TaskState
from honglam.dossiers.models.dossier import Dossier
from honglam.kernel.ids import uuid7
from honglam.procedures.contracts import Silence


class Task(models.Model):
    """One step for one unit. `agency` is the agency that the unit belongs to; `parent`: the step that consulted it.

    `silence` (a procedures.Silence, consultations only): what it means if no answer comes by `due_at`; `silent_at`:
    when it was noted that none had come; `heard_at`: when it came after the question was settled without it, and then
    `note` is the opinion. `watch_at`: when to look whether it ran late or nobody touches it; None when
    there is nothing more to notice.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=14, choices=[(one.value, one.value) for one in TaskKind])
    step_code = models.CharField(max_length=60, blank=True)
    step_name = models.CharField(max_length=300)
    hours = models.FloatField(default=0)
    unit = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=30, blank=True)
    holder = models.ForeignKey(
        "identity.Account", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    holder_name = models.CharField(max_length=200, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, related_name="consulted", null=True, db_index=False)
    question = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in TaskState])
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    result_class = models.CharField(max_length=10, blank=True, choices=[(one.value, one.value) for one in ResultClass])
    watch_at = models.DateTimeField(null=True)
    silence = models.CharField(
        max_length=10, blank=True, db_default="", default="", choices=[(one.value, one.value) for one in Silence]
    )
    silent_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # A closed task without a moment would count as late for ever; an open one with a moment would never show.
            models.CheckConstraint(
                condition=Q(state__in=[TaskState.DONE.value, TaskState.CANCELLED.value], closed_at__isnull=False)
                | Q(state__in=[TaskState.OPEN.value, TaskState.SUSPENDED.value], closed_at=None),
                name="task_closed_has_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["holder", "due_at", "id"], name="task_held", condition=Q(state="open", holder__isnull=False)
            ),
            models.Index(fields=["unit", "holder", "due_at"], name="task_open_in_unit", condition=Q(state="open")),
            # What the watch looks at next; work that is well costs nothing.
            models.Index(fields=["watch_at"], name="task_watched", condition=Q(state="open", watch_at__isnull=False)),
            # The indices of an agency's day: which steps its units finished, early or late.
            models.Index(fields=["agency", "-closed_at", "id"], name="task_done", condition=Q(state="done")),
            # Where time was lost, for the report on late dossiers: few rows, so the whole province is one glance.
            models.Index(
                fields=["closed_at", "agency", "unit", "kind"],
                name="task_late",
                condition=Q(state="done", result_class="overdue"),
            ),
            models.Index(fields=["unit", "due_at", "id"], name="task_suspended", condition=Q(state="suspended")),
            # Whose silence is to be noted next.
            models.Index(
                fields=["due_at"],
                name="task_unanswered",
                condition=Q(kind="consultation", state="open", silent_at=None),
            ),
        ]


class TaskScope(models.Model):
    """One narrow row per ancestor of each open task: the whole answer to "whose worklist shows it, and where in it".

    `here`: the task stands at this very unit (any of its officers with the role may take it), not below it. `role` is
    a number of rules.parties.ROLE_NUMBERS, 0 where any role will do. Measured fastest at every level of the tree.
    """

    pk = models.CompositePrimaryKey("ancestor_id", "role", "here", "due_at", "task_id")
    ancestor_id = models.BigIntegerField()
    role = models.SmallIntegerField()
    here = models.BooleanField()
    due_at = models.DateTimeField()
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="scopes")
