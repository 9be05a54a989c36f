"""An entry of somebody's wallet."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from honglam.kernel.ids import uuid7
from honglam.registries.contracts import HolderKind, Origin, Status
from honglam.registries.models.definition import PaperType


class HeldPaper(models.Model):
    """A paper that the province keeps for its holder. A newer version supersedes; nothing is overwritten.

    `origin_id` is the row it came from in the block that deposited it; `sha256` the digest of the file at that moment,
    so that whoever reuses the paper can see that it is the same one. `over_on`: the day it lost its force.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    type = models.ForeignKey(PaperType, on_delete=models.PROTECT, related_name="+", db_index=False)
    holder_kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in HolderKind])
    holder_number = models.CharField(max_length=30, blank=True, db_collation="C")
    holder_name = models.CharField(max_length=300)
    account = models.ForeignKey(
        "identity.Account", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    enterprise = models.ForeignKey(
        "identity.Enterprise", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    title = models.CharField(max_length=500)
    number = models.CharField(max_length=80, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    issued_on = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+", null=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    origin = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Origin])
    origin_id = models.UUIDField()
    dossier_id = models.UUIDField(null=True)
    dossier_code = models.CharField(max_length=60, blank=True)
    dossier_name = models.CharField(max_length=600, blank=True)
    checked_by = models.CharField(max_length=200, blank=True)
    folded = models.TextField()
    deposited_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Status], default="valid")
    status_reason = models.CharField(max_length=500, blank=True)
    over_on = models.DateField(null=True)
    superseded_by = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    hidden_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # An event heard twice would put the same certificate into the wallet twice.
            models.UniqueConstraint(fields=["origin", "origin_id"], name="held_paper_once"),
            # A paper of nobody could be seen by nobody, and would still be personal data.
            models.CheckConstraint(
                condition=~Q(holder_number="") | Q(account__isnull=False) | Q(enterprise__isnull=False),
                name="held_paper_has_holder",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="held_paper_days_in_order",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["holder_number", "holder_kind", "-id"], name="held_by_number"),
            models.Index(fields=["account", "-id"], name="held_by_account", condition=Q(account__isnull=False)),
            models.Index(
                fields=["enterprise", "-id"], name="held_by_enterprise", condition=Q(enterprise__isnull=False)
            ),
            models.Index(fields=["over_on"], name="held_over", condition=Q(over_on__isnull=False, erased_at=None)),
        ]
