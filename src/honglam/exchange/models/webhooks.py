"""Who wants to hear of what, and every event on its way to them."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from honglam.exchange.contracts import DeliveryState
from honglam.kernel.ids import uuid7


class Subscription(models.Model):
    """Another system's wish to be told. `secret` is sealed; an ended one loses it and stays for its deliveries.

    `post`: in which of its owner's posts it was made, and hears; none: in the first one of the day.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey("identity.Account", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("directory.Post", on_delete=models.PROTECT, related_name="+", null=True)
    label = models.CharField(max_length=100)
    target = models.CharField(max_length=500)
    events = ArrayField(models.CharField(max_length=40))
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", null=True)
    secret = models.TextField()
    created_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    last_delivered_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    dead_in_a_row = models.PositiveIntegerField(default=0)
    held_until = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["owner", "id"], condition=Q(ended_at=None), name="exchange_own_subscriptions"),
        ]

    def __str__(self) -> str:
        return f"{self.label or self.target} {self.id}"


class Delivery(models.Model):
    """One event for one subscriber. `body` is what is sent and signed, byte for byte the same at every attempt."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="deliveries")
    event_id = models.UUIDField()
    event = models.CharField(max_length=40)
    body = models.TextField()
    state = models.CharField(
        max_length=9, choices=[(state.value, state.value) for state in DeliveryState], default=DeliveryState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    last_status = models.PositiveSmallIntegerField(null=True)
    last_error = models.CharField(max_length=300, default="")
    last_fault = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            # An event that is heard twice must not be posted under two delivery ids: receivers tell them apart by it.
            models.UniqueConstraint(fields=["subscription", "event_id"], name="exchange_delivery_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subscription", "-id"], name="exchange_deliveries_of"),
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state__in=["queued", "sending", "failed"]),
                name="exchange_to_deliver",
            ),
            models.Index(
                fields=["created_at"], condition=Q(state__in=["delivered", "dead"]), name="exchange_to_forget"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.state} {self.id}"
