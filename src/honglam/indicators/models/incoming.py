"""Figures of official documents that a person confirmed and that wait for somebody to say what they measure."""

from typing import ClassVar

from django.db import models

from honglam.indicators.contracts import Bound, IncomingState
from honglam.indicators.models.values import IndicatorValue


class IncomingFigureRow(models.Model):
    """One figure as it was confirmed: a snapshot of the row `figure_id` in the register of documents.

    Numbered in the order of their text, in which people go through them.
    """

    # Told twice, a confirmation brings each figure once.
    figure_id = models.UUIDField(unique=True)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", null=True)
    document_id = models.UUIDField()
    document = models.CharField(max_length=80, db_collation="C")
    symbol = models.CharField(max_length=80, blank=True)
    dated = models.DateField(null=True)
    issuer = models.CharField(max_length=300, blank=True)
    title = models.TextField()
    place = models.CharField(max_length=200, blank=True)
    quote = models.TextField()
    said = models.DecimalField(max_digits=24, decimal_places=6)
    upper = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    of = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    bound = models.CharField(max_length=5, choices=[(one.value, one.value) for one in Bound])
    unit = models.CharField(max_length=100, blank=True)
    period = models.CharField(max_length=100, blank=True)
    whom = models.CharField(max_length=300, blank=True)
    what = models.CharField(max_length=300, blank=True)
    by_hand = models.BooleanField(default=False)
    confirmed_by = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=[(one.value, one.value) for one in IncomingState])
    value = models.ForeignKey(IndicatorValue, on_delete=models.PROTECT, related_name="+", null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "agency", "id"], name="incoming_by_state")]

    def __str__(self) -> str:
        return str(self.figure_id)
