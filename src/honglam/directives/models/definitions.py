"""What the pack defines: rules of escalation and tracks of stages. And the urging letters that were drafted."""

from typing import ClassVar

from django.db import models

from honglam.directives.contracts import Tells
from honglam.kernel.ids import uuid7


class EscalationStep(models.Model):
    """From `valid_from` to `valid_to`: `days` after the due day (negative: before it) somebody is told."""

    code = models.CharField(primary_key=True, max_length=40, db_collation="C")
    days = models.SmallIntegerField()
    tells = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Tells])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)


class StageTrack(models.Model):
    """The stages that a kind of task really goes through, in their order."""

    code = models.CharField(primary_key=True, max_length=40, db_collation="C")
    title = models.CharField(max_length=200)
    stages = models.JSONField(default=list)
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)


class UrgingLetter(models.Model):
    """A letter that urges one unit; what stood late when it was drafted is kept as it was said."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    lead = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    made_name = models.CharField(max_length=200)
    signer_title = models.CharField(max_length=200, blank=True)
    signer = models.CharField(max_length=200, blank=True)
    reply_by = models.DateField(null=True)
    tasks = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["agency", "-id"], name="urging_by_agency"),
            models.Index(fields=["lead", "-id"], name="urging_by_lead"),
        ]
