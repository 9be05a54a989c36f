"""Bank statements: shown first, booked afterwards, each line once."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.kernel.ids import uuid7
from honglam.payments.contracts import LineState, StatementState
from honglam.payments.models.order import Order
from honglam.payments.models.receipt import BankAccount


class Statement(models.Model):
    """An uploaded statement. `entries` is what was read from the file."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="statements")
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=[(one.value, one.value) for one in StatementState])
    entries = models.JSONField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.UUIDField(null=True)
    uploaded_by_name = models.CharField(max_length=300)
    booked_at = models.DateTimeField(null=True)


class StatementLine(models.Model):
    """A credit on an account, once, whatever files it stands in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="lines")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    fingerprint = models.CharField(max_length=64)
    row = models.IntegerField()
    booked_on = models.DateField()
    amount = models.BigIntegerField()
    text = models.CharField(max_length=500)
    bank_ref = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=9, choices=[(one.value, one.value) for one in LineState])
    note = models.CharField(max_length=500, blank=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="statement_lines", null=True)
    settled_by_name = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # A statement uploaded twice would pay twice.
            models.UniqueConstraint(fields=["account", "fingerprint"], name="statement_line_once"),
            models.CheckConstraint(
                condition=~Q(state__in=[LineState.MATCHED.value, LineState.SETTLED.value]) | Q(order__isnull=False),
                name="statement_line_paid_has_order",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["account", "booked_on", "id"],
                name="statement_line_waiting",
                condition=Q(state__in=["ambiguous", "unmatched"]),
            ),
        ]
