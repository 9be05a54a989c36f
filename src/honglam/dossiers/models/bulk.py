"""One act on many dossiers, worked on in the background, one small transaction each."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.dossiers.contracts import BulkState, BulkVerb
from honglam.dossiers.models.dossier import Dossier
from honglam.kernel.ids import uuid7


class BulkAct(models.Model):
    """What somebody asked for. `worked_at`: when the last dossier was worked on, so that a killed worker is noticed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey("identity.Account", on_delete=models.PROTECT, related_name="+")
    post_id = models.BigIntegerField()
    verb = models.CharField(max_length=24, choices=[(one.value, one.value) for one in BulkVerb])
    holder_id = models.UUIDField(null=True)
    outcome = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, related_name="undone_by", null=True)
    started_at = models.DateTimeField()
    worked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["worked_at"], name="bulk_unfinished", condition=Q(finished_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.id}"


class BulkItem(models.Model):
    """One dossier of a bulk act. Its state changes in the transaction of the act itself: never twice, never lost."""

    pk = models.CompositePrimaryKey("bulk_id", "number")
    bulk = models.ForeignKey(BulkAct, on_delete=models.PROTECT, related_name="items", db_index=False)
    number = models.IntegerField()
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=[(one.value, one.value) for one in BulkState], default="waiting")
    task_id = models.UUIDField(null=True)
    held_before = models.UUIDField(null=True)
    refusal = models.JSONField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["bulk", "number"], name="bulk_waiting", condition=Q(state="waiting")),
        ]
