"""The log of the wallet: who looked at, reused or kept what, for which purpose, by what right."""

from typing import ClassVar

from django.db import models

from honglam.kernel.ids import uuid7
from honglam.registries.contracts import Basis, UseKind
from honglam.registries.models.paper import HeldPaper


class PaperUse(models.Model):
    """A line of the log; the database refuses to change it. Names are snapshots, as in every history of the house.

    `purpose_kind` is `draft`, `dossier`, `counter` or `wallet`; the words are those the owner reads.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    paper = models.ForeignKey(HeldPaper, on_delete=models.PROTECT, related_name="uses", db_index=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in UseKind])
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    agency_id = models.BigIntegerField(null=True)
    agency_name = models.CharField(max_length=300, blank=True)
    purpose_kind = models.CharField(max_length=10)
    purpose_id = models.UUIDField(null=True)
    purpose_code = models.CharField(max_length=60, blank=True)
    procedure_code = models.CharField(max_length=40, blank=True)
    procedure_name = models.CharField(max_length=600, blank=True)
    basis = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Basis])
    by_owner = models.BooleanField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["paper", "-id"], name="use_by_paper")]
