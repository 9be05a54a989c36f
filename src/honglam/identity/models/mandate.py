"""Who lets whom act in their name, and the pack's rule on how far that goes."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from honglam.identity.models.account import Account
from honglam.kernel.ids import uuid7


class Mandate(models.Model):
    """Offered to a contact, accepted by the account that proved it, ended by either side. The row stays as proof."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    principal = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="mandates_given")
    proxy = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="mandates_held", null=True)
    contact = models.CharField(max_length=254)
    powers = ArrayField(models.CharField(max_length=10))
    topics = ArrayField(models.CharField(max_length=60), default=list)
    subject_id = models.UUIDField(null=True)
    subject_code = models.CharField(max_length=60, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    paper = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+", null=True)
    offered_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="mandate_days_in_order"),
            # Accepted by nobody would let anybody with the link act.
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(proxy__isnull=False), name="mandate_accepted_by_somebody"
            ),
            models.CheckConstraint(condition=~Q(principal=F("proxy")), name="mandate_not_to_oneself"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["contact"], condition=Q(proxy=None, ended_at=None), name="mandate_offered_to"),
        ]


class MandateRule(models.Model):
    """From a day on, how long a mandate may last and for which topics it needs a paper. Pack data."""

    valid_from = models.DateField(unique=True)
    longest_days = models.PositiveIntegerField()
    paper_for = ArrayField(models.CharField(max_length=60), default=list)
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)
