"""What a person agreed to, and what they asked us to do with their data."""

from django.db import models
from django.db.models import Q

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
    """A request under the law on personal data: a copy of the data, or the closing of the account."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="data_requests")
    kind = models.CharField(max_length=6, choices=[(code, code) for code in ("copy", "close")])
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
