"""Criteria sets in their versions, and the day on which administrative periods end. Both are pack data."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class CriteriaSetRow(models.Model):
    """A version of a set. `content` is the pack's own JSON, so that an export equals the pack."""

    code = models.CharField(max_length=40, unique=True, db_collation="C")
    index = models.CharField(max_length=40, db_collation="C")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    order = models.IntegerField(default=0)
    content = models.JSONField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["order", "index", "-valid_from"]
        constraints: ClassVar = [
            # A set that ends before it begins would score nobody and hide the one before it.
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="criteria_set_ends_after"
            ),
        ]


class CutOff(models.Model):
    """The day of the month on which administrative periods end, from a date on."""

    code = models.CharField(max_length=40, unique=True, db_collation="C")
    day = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["valid_from"]
        constraints: ClassVar = [
            # The 29th does not come every year: a period that never ends would swallow the next.
            models.CheckConstraint(condition=Q(day__gte=1, day__lte=28), name="cut_off_in_every_month"),
        ]
