"""Enterprises and the people who act for them."""

from django.db import models
from django.db.models import Q

from honglam.identity.contracts import Role
from honglam.identity.models.account import Account
from honglam.kernel.ids import uuid7


class Enterprise(models.Model):
    """An organisation or household business, unproven until a clerk saw its papers or a provider vouches for it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tax_code = models.CharField(max_length=14)
    name = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=900, db_collation="C", editable=False)
    address = models.CharField(max_length=300, blank=True)
    unit_code = models.CharField(max_length=10, blank=True)
    proven = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            # Only a proven code is unique: whoever merely typed a stranger's code must not lock the enterprise out.
            models.UniqueConstraint(fields=["tax_code"], condition=Q(proven=True), name="enterprise_one_per_tax_code"),
        ]
        indexes = [models.Index(fields=["tax_code"], name="enterprise_by_tax_code")]


class Membership(models.Model):
    """A person acts for an enterprise from `accepted_at` until `ended_at`; before acceptance it is an invitation."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=6, choices=[(role.value, role.value) for role in Role])
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # A second open membership would survive the end of the first.
            models.UniqueConstraint(
                fields=["account", "enterprise"], condition=Q(ended_at=None), name="membership_one_open"
            ),
        ]
