"""Papers of a dossier: what was handed in, in what form and how many."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.dossiers.contracts import PaperKind
from honglam.dossiers.models.dossier import Dossier
from honglam.kernel.ids import uuid7


class Paper(models.Model):
    """One paper. A better one supersedes it and both stay: an officer decided on what was there at the time.

    `held`: the entry of the wallet that was reused; its file is the very same. `kept_at`: since when the
    originals lie here to be given back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="papers")
    component_code = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=500)
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in PaperKind])
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+", null=True)
    file_name = models.CharField(max_length=200, blank=True)
    held = models.ForeignKey(
        "registries.HeldPaper", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    kept_at = models.DateTimeField(null=True)
    given_back_at = models.DateTimeField(null=True)
    given_back_to = models.CharField(max_length=200, null=True)
    received_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # A paper that is neither a file nor a sheet is nothing: somebody would look for it in vain.
            models.CheckConstraint(
                condition=Q(file__isnull=False) | Q(originals__gt=0) | Q(copies__gt=0), name="paper_is_something"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["dossier"],
                condition=Q(kept_at__isnull=False, given_back_at=None),
                name="originals_to_give_back",
            ),
        ]

    @property
    def goes_back(self) -> bool:
        """Whether the originals were left here to be given back."""
        return self.kept_at is not None
