"""Rules of retention, and the times in which a person's requests are answered. Pack data, dated."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.identity.contracts import AskKind
from honglam.kernel.personal import Fate


class RetentionRule(models.Model):
    """From a day on, how long a kind of data is kept and what becomes of it. `days` None: for good."""

    kind = models.CharField(max_length=60, db_collation="C")
    valid_from = models.DateField()
    fate = models.CharField(max_length=9, choices=[(one.value, one.value) for one in Fate])
    days = models.PositiveIntegerField(null=True)
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # Two rules of one day: which of them erases would be a matter of luck.
            models.UniqueConstraint(fields=["kind", "valid_from"], name="retention_rule_once"),
            # “Erase, we do not say when” would be read as “tonight” or as “never”.
            models.CheckConstraint(
                condition=Q(fate=Fate.ARCHIVE.value) | Q(days__isnull=False), name="retention_dated"
            ),
        ]


class RequestTimes(models.Model):
    """From a day on, within which time a request is confirmed, answered, and how far that may be lengthened once."""

    kind = models.CharField(max_length=7, choices=[(one.value, one.value) for one in AskKind])
    valid_from = models.DateField()
    confirm = models.CharField(max_length=6)
    answer = models.CharField(max_length=6)
    extend = models.CharField(max_length=6)
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "valid_from"], name="request_times_once"),
        ]
