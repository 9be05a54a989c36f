"""Documents that are handed in as a file: what rules read of them, and what people say to it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.documents.contracts import Bound, ImportState, ProposalKind, Verdict
from honglam.documents.models.document import Document
from honglam.kernel.ids import uuid7


class DocumentImport(models.Model):
    """One file on its way into the register. `head` is as it is typed; `text` the paragraphs as they were read.

    `queued_at`: since when it waits to be read; what is to be read again stands behind what came meanwhile.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    file_id = models.UUIDField()
    digest = models.CharField(max_length=64, db_collation="C")
    name = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in ImportState])
    fault = models.CharField(max_length=40, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    text = models.JSONField(default=list)
    pages = models.PositiveIntegerField(default=0)
    recognised = models.PositiveIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)
    cut = models.BooleanField(default=False)
    head = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    taken_by = models.CharField(max_length=200)
    taken_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    settled_by = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            # The same file taken in twice would be confirmed twice, and its figures counted twice.
            models.UniqueConstraint(
                fields=["agency", "digest"], condition=~Q(state=ImportState.DROPPED.value), name="import_once_by_digest"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agency", "-id"], name="import_by_agency"),
            models.Index(fields=["queued_at"], condition=Q(state__in=["waiting", "reading"]), name="import_to_read"),
        ]


class Proposal(models.Model):
    """One citation or figure that rules found. `said` as they read it, `typed` as it stands now.

    `passed_over`: ids of the entries that stood among the choices when a person said that none of them is meant.
    `by_hand`: who entered it where the rules had found nothing; `said` is then what that person typed first.
    """

    document_import = models.ForeignKey(DocumentImport, on_delete=models.CASCADE, related_name="proposals")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=[(one.value, one.value) for one in ProposalKind])
    paragraph = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    said = models.JSONField()
    typed = models.JSONField()
    verdict = models.CharField(max_length=9, choices=[(one.value, one.value) for one in Verdict])
    cited = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    new_entry = models.BooleanField(default=False)
    passed_over = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    by_hand = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            # Two proposals of one number: a decision would fall on either.
            models.UniqueConstraint(fields=["document_import", "number"], name="proposal_once"),
        ]


class DocumentFigure(models.Model):
    """A figure of a document that a person confirmed: the number with its sentence, place and words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="figures")
    source = models.ForeignKey(DocumentImport, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    place = models.CharField(max_length=200, blank=True)
    quote = models.TextField()
    value = models.DecimalField(max_digits=24, decimal_places=6)
    upper = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    of = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    bound = models.CharField(max_length=5, choices=[(one.value, one.value) for one in Bound])
    unit = models.CharField(max_length=100, blank=True)
    period = models.CharField(max_length=100, blank=True)
    whom = models.CharField(max_length=300, blank=True)
    what = models.CharField(max_length=300, blank=True)
    by_hand = models.BooleanField(default=False)
    confirmed_by = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            # A confirmation that is repeated must not state a figure twice.
            models.UniqueConstraint(fields=["source", "number"], name="figure_confirmed_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["document", "number"], name="figure_by_document")]
