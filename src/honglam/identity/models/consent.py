"""What a person agreed to, and what they asked us to do with their data."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.identity.contracts import AskAct, AskKind, AskState
from honglam.identity.models.account import Account
from honglam.kernel.ids import uuid7


class Consent(models.Model):
    """A permission with the version of the words that were read. Withdrawing keeps the row: it proves both days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=40)
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # Two standing permissions for one purpose: withdrawing one would leave the other.
            models.UniqueConstraint(
                fields=["account", "purpose"], condition=Q(withdrawn_at=None), name="consent_one_standing"
            ),
        ]


class DataRequest(models.Model):
    """A request under the law on personal data. A copy and a closing are settled as they are asked.

    `items`: kinds of data to erase, or fields with the value wished for; `done`, `kept`: the answer to each of them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="data_requests")
    kind = models.CharField(max_length=7, choices=[(one.value, one.value) for one in AskKind])
    state = models.CharField(
        max_length=9, choices=[(one.value, one.value) for one in AskState], default=AskState.GRANTED.value
    )
    wish = models.TextField(blank=True)
    items = models.JSONField(default=dict)
    done = models.JSONField(default=list)
    kept = models.JSONField(default=dict)
    answer = models.TextField(blank=True)
    grounds = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    respond_by = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    extended_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            # Two open requests for one thing would get two answers.
            models.UniqueConstraint(
                fields=["account", "kind"], condition=Q(state__in=["asked", "taken"]), name="data_request_one_open"
            ),
            # An open request without a last day would wait for ever, and nobody would be late with it.
            models.CheckConstraint(
                condition=~Q(state__in=["asked", "taken"]) | Q(due_at__isnull=False, settled_at=None),
                name="data_request_open_is_due",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], condition=Q(state__in=["asked", "taken"]), name="data_request_open"),
            models.Index(fields=["account", "-id"], name="data_request_of"),
        ]


class DataRequestLine(models.Model):
    """What happened to a request, line by line; the database refuses to change or delete a line."""

    id = models.BigAutoField(primary_key=True)
    request = models.ForeignKey(DataRequest, on_delete=models.PROTECT, related_name="lines")
    at = models.DateTimeField()
    act = models.CharField(max_length=12, choices=[(one.value, one.value) for one in AskAct])
    actor_name = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
