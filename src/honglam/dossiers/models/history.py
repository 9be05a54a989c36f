"""What happened, line by line. The database refuses to change a line, to delete one and to empty the table."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from honglam.dossiers.contracts import Verb
from honglam.dossiers.models.dossier import Dossier


class HistoryEvent(models.Model):
    """One act on one dossier: who, in which post and unit, from which status to which, when and why.

    `line` counts from 1 without gaps; it is taken from the dossier's row, which the act has locked.
    """

    # Two acts cannot both be line 7: one of them would have acted on a state that it never saw.
    pk = models.CompositePrimaryKey("dossier_id", "line")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="history", db_index=False)
    line = models.IntegerField()
    at = models.DateTimeField()
    verb = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Verb])
    status_from = models.CharField(max_length=30, blank=True)
    status_to = models.CharField(max_length=30)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    post_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    task_id = models.UUIDField(null=True)
    reason = models.TextField(blank=True)
    content = models.JSONField(default=dict)
    attachments = ArrayField(models.UUIDField(), default=list)

    class Meta:
        indexes: ClassVar = []
