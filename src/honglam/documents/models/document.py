"""The register of documents, and who speaks of whom where."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from honglam.documents.contracts import DocumentKind, Relation, Validity
from honglam.kernel.ids import uuid7

UNDATED = date(1, 1, 1)
"""Where a document without a date stands in the list: last."""


class Document(models.Model):
    """One legal or official document. Without `agency` every officer may read of it; `listed_on` orders the list.

    `revision` counts how often it was entered or put right: two windows get a conflict, not each other's place.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=80, unique=True, db_collation="C")
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in DocumentKind])
    symbol = models.CharField(max_length=80, blank=True)
    symbol_key = models.CharField(max_length=80, blank=True, db_collation="C")
    dated = models.DateField(null=True)
    listed_on = models.DateField(default=UNDATED)
    issuer = models.CharField(max_length=300, blank=True)
    title = models.TextField()
    signer = models.CharField(max_length=200, blank=True)
    signer_post = models.CharField(max_length=200, blank=True)
    recipients = models.JSONField(default=list)
    validity = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Validity])
    note = models.TextField(blank=True)
    agency = models.ForeignKey("directory.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    file_id = models.UUIDField(null=True)
    disputed = models.BooleanField(default=False)
    provisional = models.BooleanField(default=False)
    folded = models.TextField(blank=True)
    from_pack = models.BooleanField(default=False)
    content = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-listed_on", "-id"], name="document_by_day"),
            models.Index(fields=["agency", "-listed_on", "-id"], name="document_by_agency"),
            models.Index(fields=["symbol_key"], name="document_by_symbol"),
            GinIndex(name="document_words", fields=["folded"], opclasses=["gin_trgm_ops"]),
        ]

    @property
    def particulars(self) -> dict[str, str]:
        """What a person types of it, as it is typed: the fields of a head, and whether it is in force."""
        return {
            "kind": self.kind,
            "symbol": self.symbol,
            "dated": f"{self.dated:%d/%m/%Y}" if self.dated else "",
            "issuer": self.issuer,
            "title": self.title,
            "recipients": "\n".join(self.recipients),
            "signer_post": self.signer_post,
            "signer": self.signer,
            "note": self.note,
            "validity": self.validity,
        }

    def changed_from(self, before: dict[str, str]) -> dict[str, str]:
        """What stood in the particulars before, of those that are different now."""
        now = self.particulars
        return {field: value for field, value in before.items() if now[field] != value}


class Citation(models.Model):
    """One place where `document` speaks of `cited`, as it is written there. `cited` is empty while nobody knows it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=120, unique=True, db_collation="C")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="citations")
    cited = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="citings")
    relation = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Relation])
    symbol = models.CharField(max_length=80, blank=True)
    symbol_key = models.CharField(max_length=80, blank=True, db_collation="C")
    dated = models.DateField(null=True)
    title = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    quote = models.TextField(blank=True)
    from_pack = models.BooleanField(default=False)
    content = models.JSONField(default=dict)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["symbol_key"], name="citation_by_symbol")]
