"""Results: in the making, numbered, issued; positive or refusal, as files taken byte for byte."""

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


class ResultDraft(models.Model):
    """A result in the making: the template's blocks as officers mended them, and whether it was signed as it stands.

    `revision` rises with every save; two officers who both hold revision 3 cannot both save.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, primary_key=True, related_name="result_draft")
    outcome = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Outcome])
    title = models.CharField(max_length=500, blank=True)
    blocks = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    legal_basis = models.TextField(blank=True)
    revision = models.IntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by_name = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)
    signer_name = models.CharField(max_length=200, blank=True)
    signer_title = models.CharField(max_length=200, blank=True)


class ResultSeries(models.Model):
    """The last number of an agency's series of result documents in a year; a year begins with 01 (NĐ 30/2020 Đ15)."""

    pk = models.CompositePrimaryKey("agency_id", "series", "year")
    agency_id = models.BigIntegerField()
    series = models.CharField(max_length=60, db_collation="C")
    year = models.SmallIntegerField()
    last = models.IntegerField()
