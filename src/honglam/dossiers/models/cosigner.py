"""Who signs a draft beside the one who files it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.dossiers.models.draft import Draft
from honglam.kernel.ids import uuid7


class Cosigner(models.Model):
    """Somebody asked to sign. A signature is the digest of exactly what was shown; any change makes it void.

    `citizen_number` is the proven number of whoever signed: two signatures of one number are one person's.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="cosigners")
    contact = models.CharField(max_length=120)
    account = models.ForeignKey(
        "identity.Account", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    name = models.CharField(max_length=200, blank=True)
    citizen_number = models.CharField(max_length=12, blank=True)
    invited_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    voided_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # One person asked twice could be counted twice.
            models.UniqueConstraint(fields=["draft", "contact"], name="cosigner_asked_once"),
            models.UniqueConstraint(
                fields=["draft", "citizen_number"], condition=~Q(citizen_number=""), name="cosigner_one_identity"
            ),
        ]
