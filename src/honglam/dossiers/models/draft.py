"""A dossier in the making."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.db import models

from honglam.dossiers.contracts import PaperKind
from honglam.kernel.ids import uuid7

if TYPE_CHECKING:
    from honglam.dossiers.models.cosigner import Cosigner
    from honglam.dossiers.models.look import Look


@dataclass
class Along:
    """What hangs on a draft and was read with it."""

    papers: "list[DraftPaper]"
    looks: "list[Look]"
    cosigners: "list[Cosigner]"


class Draft(models.Model):
    """What somebody has filled in so far. Gone once it is submitted or discarded.

    `sources`: for each answer that was prefilled, where it came from and what it was. `revision` rises with every save;
    two tabs that both hold revision 3 cannot both save. `principal`: in whose name the owner fills it in. `along`: what
    access read with it; whoever writes what hangs on it sets None.
    """

    along: Along | None = None

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey("identity.Account", on_delete=models.PROTECT, related_name="+", db_index=False)
    enterprise = models.ForeignKey(
        "identity.Enterprise", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    principal = models.ForeignKey(
        "identity.Account", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    version = models.ForeignKey(
        "procedures.ProcedureVersion", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    answers = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)
    page = models.CharField(max_length=40, blank=True)
    applicant = models.JSONField(null=True)
    submitter = models.JSONField(null=True)
    unit_code = models.CharField(max_length=20, blank=True)
    return_method = models.CharField(max_length=10, default="at_desk")
    return_address = models.CharField(max_length=300, blank=True)
    revision = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["owner", "-saved_at"], name="draft_by_owner")]


class DraftPaper(models.Model):
    """A file attached to a draft."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="papers")
    component_code = models.CharField(max_length=60)
    name = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in PaperKind])
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    held = models.ForeignKey(
        "registries.HeldPaper", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    attached_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            # A double click on "upload" would hand the same sheet in twice.
            models.UniqueConstraint(fields=["draft", "component_code", "file"], name="draft_paper_once"),
        ]
