"""Codes sent to a phone number or an e-mail address to prove that somebody reads there."""

from django.db import models
from django.db.models import Q

from honglam.identity.models.account import Account
from honglam.kernel.ids import uuid7


class ContactCode(models.Model):
    """One code for one purpose. `code_hash` is empty where nothing was sent (the contact must not be told apart)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    purpose = models.CharField(max_length=12, choices=[(code, code) for code in ("sign_up", "add", "reset", "contact")])
    contact = models.CharField(max_length=254)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="contact_codes")
    code_hash = models.CharField(max_length=64, blank=True)
    tries_left = models.SmallIntegerField()
    created_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # Guessing goes on only as long as tries are left; the counter must not wrap.
            models.CheckConstraint(condition=Q(tries_left__gte=0), name="contact_code_tries"),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(proven_at__isnull=False), name="contact_code_proven_first"
            ),
        ]
