"""Results: positive or refusal, as files taken byte for byte."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.dossiers.contracts import Outcome, SignatureState
from honglam.dossiers.models.dossier import Dossier
from honglam.kernel.ids import uuid7


class ResultDocument(models.Model):
    """A result. `signature_state` stays `unverified` until somebody who can verifies it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="results")
    outcome = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Outcome])
    number = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True)
    title = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+", null=True)
    file_name = models.CharField(max_length=200, blank=True)
    signer_name = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    legal_basis = models.TextField(blank=True)
    signature_state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in SignatureState])
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # Two results in force: the applicant could be handed the one that was found wrong.
            models.UniqueConstraint(fields=["dossier"], condition=Q(revoked_at=None), name="result_one_in_force"),
            # A granted result without its paper is a promise, not a result.
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.GRANTED.value)
                | (Q(file__isnull=False, issued_on__isnull=False) & ~Q(number="")),
                name="result_granted_is_complete",
            ),
        ]
