"""What went wrong with a piece of work: it ran late, or nobody touched it. Facts, written once."""

from typing import ClassVar

from django.db import models

from honglam.dossiers.contracts import LapseKind
from honglam.dossiers.models.dossier import Dossier
from honglam.dossiers.models.task import Task
from honglam.kernel.ids import uuid7


class Lapse(models.Model):
    """A step that ran late or lay untouched, with whoever had it at that moment; later holders do not change it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in LapseKind])
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="lapses")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="lapses", db_index=False)
    unit = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    step_name = models.CharField(max_length=300)
    holder_id = models.UUIDField(null=True)
    holder_name = models.CharField(max_length=200, blank=True)
    due_at = models.DateTimeField()
    dossier_late = models.BooleanField(default=False)
    noted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            # The alarm rings once: a head who is told every ten minutes stops listening.
            models.UniqueConstraint(fields=["task", "kind"], name="lapse_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "-noted_at", "-id"], name="lapse_of_unit"),
        ]


class DeskRule(models.Model):
    """A number that a rule of the one-stop needs, by the day from which it holds; the pack gives it."""

    pk = models.CompositePrimaryKey("code", "valid_from")
    code = models.CharField(max_length=40)
    valid_from = models.DateField()
    hours = models.IntegerField()
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)
