"""“Ask an officer to look first”: a draft shown to the desk before anything is filed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.dossiers.contracts import LookVerdict
from honglam.dossiers.models.draft import Draft
from honglam.kernel.ids import uuid7


class Look(models.Model):
    """One request to look, and its answer. It files nothing, and goes with its draft.

    `revision`: the draft as it was sent; one that was changed since says so beside the answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="looks")
    desk = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    procedure_code = models.CharField(max_length=40, db_collation="C")
    procedure_name = models.CharField(max_length=600)
    asker_name = models.CharField(max_length=200)
    question = models.CharField(max_length=1000, blank=True)
    revision = models.IntegerField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=10, blank=True, choices=[(one.value, one.value) for one in LookVerdict])
    answer = models.CharField(max_length=4000, blank=True)
    officer_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            # Two open requests for one draft: two officers would read it, and answer differently.
            models.UniqueConstraint(fields=["draft"], condition=Q(closed_at=None), name="look_one_open"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["desk", "due_at", "id"], name="look_waiting", condition=Q(closed_at=None)),
        ]
