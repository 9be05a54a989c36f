"""The periodic report on online services: filled by itself, then approved by somebody who answers for it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.indicators.contracts import PeriodKind, ReportState
from honglam.kernel.ids import uuid7


class Report(models.Model):
    """One agency's report for one period. `figures` is a snapshot; after approval the row no longer changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in PeriodKind])
    first_on = models.DateField()
    last_on = models.DateField()
    cut_off = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in ReportState])
    number = models.CharField(max_length=60, blank=True)
    figures = models.JSONField()
    remarks = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=200, blank=True)
    approved_title = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            # Two reports for one period: the receiver would not know which figures the agency stands by.
            models.UniqueConstraint(fields=["agency", "first_on", "last_on"], name="report_once_a_period"),
            # Approved by nobody, or approved without a moment, is not approved.
            models.CheckConstraint(
                condition=~Q(state=ReportState.APPROVED.value) | (Q(approved_at__isnull=False) & ~Q(approved_by="")),
                name="report_approved_by_somebody",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["agency", "-last_on"], name="report_of_agency")]
