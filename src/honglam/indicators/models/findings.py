"""Contradictions that the checker found, and what became of each."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.indicators.contracts import FindingKind, FindingState, Severity
from honglam.indicators.models.dictionary import Indicator
from honglam.kernel.ids import uuid7


class Finding(models.Model):
    """One disagreement. `key` names it in every run; `sides`: ids of values, claims, citations; `gone_at`: settled."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=600, unique=True, db_collation="C")
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in FindingKind])
    severity = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Severity])
    rank = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in FindingState])
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", null=True)
    message = models.TextField()
    params = models.JSONField()
    arithmetic = models.TextField()
    sides = models.JSONField()
    found_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)
    explanation = models.TextField(blank=True)
    explained_by = models.CharField(max_length=200, blank=True)
    explained_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # Explained by nobody, or without words, is not explained.
            models.CheckConstraint(
                condition=~Q(state=FindingState.EXPLAINED.value)
                | (Q(explained_at__isnull=False) & ~Q(explained_by="") & ~Q(explanation="")),
                name="finding_explained_by_somebody",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "rank", "id"], name="finding_by_state")]

    def __str__(self) -> str:
        return self.key
