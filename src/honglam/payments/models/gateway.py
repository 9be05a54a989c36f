"""Tries at the online gateway, and every message about them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.kernel.ids import uuid7
from honglam.payments.contracts import AttemptState, CallOutcome
from honglam.payments.models.order import Order


class Attempt(models.Model):
    """One try to pay online. `transaction` is the gateway's own number of what paid it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="attempts")
    amount = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=[(one.value, one.value) for one in AttemptState])
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    transaction = models.CharField(max_length=64, blank=True)
    asked = models.SmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["created_at"], name="attempt_waiting", condition=Q(state="waiting")),
        ]
        constraints: ClassVar = [
            # One transaction of the gateway that pays two tries would be income that never came.
            models.UniqueConstraint(
                fields=["transaction"], condition=~Q(transaction=""), name="attempt_transaction_once"
            ),
        ]


REFUSED = (CallOutcome.FORGED.value, CallOutcome.STALE.value, CallOutcome.WRONG_AMOUNT.value)
"""What whoever watches the installation should hear of."""


class GatewayCall(models.Model):
    """A message that is signed or names an attempt of ours, and what became of it. Append-only: the wrong ones are
    evidence."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(db_index=True)
    way = models.CharField(max_length=8)
    attempt_id = models.UUIDField(null=True, db_index=True)
    outcome = models.CharField(max_length=14, choices=[(one.value, one.value) for one in CallOutcome])
    told = models.JSONField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["outcome"], name="gateway_call_refused", condition=Q(outcome__in=REFUSED)),
        ]


class GatewayNoise(models.Model):
    """How many messages of a day were neither signed nor about an attempt of ours, or unproven where enough about it
    are kept: anybody can send them, and a row for each would let anybody fill the disk."""

    pk = models.CompositePrimaryKey("on", "outcome")
    on = models.DateField()
    outcome = models.CharField(max_length=14, choices=[(one.value, one.value) for one in CallOutcome])
    count = models.BigIntegerField()
