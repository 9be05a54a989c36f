"""Versions in the making: the draft, every writing of it (undo, redo), and what happened to the procedure."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.kernel.ids import uuid7
from honglam.procedures.contracts import OPEN_STATES, Act, DraftState
from honglam.procedures.models.catalogue import Procedure
from honglam.procedures.models.version import ProcedureVersion

OPEN = Q(state__in=[state.value for state in OPEN_STATES])


class VersionDraft(models.Model):
    """A version that people prepare. `revision` grows with every save: a tab that is behind is told so.

    `place` is the writing that stands now among the steps; undo goes back, redo forth. `base_digest` is that of `base`
    when the draft was begun; empty where nobody noted it. `ended`: the versions that made room when it was made public,
    by number, with the last day each had before (ISO 8601; null: none). None: not public, or nobody noted it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="drafts")
    base = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+", null=True)
    base_digest = models.CharField(max_length=64, default="", db_default="")
    content = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    place = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in DraftState])
    decision_number = models.CharField(max_length=80, default="")
    decision_on = models.DateField(null=True)
    decision_file = models.UUIDField(null=True)
    valid_from = models.DateField(null=True)
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+", null=True)
    ended = models.JSONField(null=True)
    updated_at = models.DateTimeField()
    updated_by = models.CharField(max_length=200)
    updated_by_id = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["-updated_at"]
        constraints: ClassVar = [
            # Two drafts of one procedure would each be published without what the other says.
            models.UniqueConstraint(fields=["procedure"], condition=OPEN, name="procedures_one_open_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.state}"


class DraftStep(models.Model):
    """One writing of a draft. Those after the present place are what redo brings back.

    `by_id`: whose typing began it and may go on in it for a while. None: a writing of its own (a pressed button, the
    first one), which nothing typed afterwards is laid over. Who saved is in the audit.
    """

    draft = models.ForeignKey(VersionDraft, on_delete=models.CASCADE, related_name="steps")
    place = models.PositiveIntegerField()
    content = models.JSONField()
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            # Two writings at one place: undo would come back to whichever was read first.
            models.UniqueConstraint(fields=["draft", "place"], name="procedures_one_writing_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.place}"


class ProcedureEvent(models.Model):
    """Who did what to a procedure in the catalogue. Only ever added to; the database refuses the rest."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="events")
    act = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Act])
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    post_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    state_from = models.CharField(max_length=10, default="")
    state_to = models.CharField(max_length=10, default="")
    note = models.TextField(default="")
    version_number = models.PositiveIntegerField(null=True)
    decision_number = models.CharField(max_length=80, default="")
    decision_on = models.DateField(null=True)
    decision_file = models.UUIDField(null=True)
    effective_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["procedure", "-id"], name="procedures_history")]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.act}"
