"""Blobs (bytes), files (a name for bytes), claims (who keeps a file alive)."""

from typing import ClassVar

from django.db import models

from honglam.files.contracts import MediaType, Scan
from honglam.kernel.ids import uuid7


class Blob(models.Model):
    """Bytes in the store, named by their digest. They are durable before the row commits."""

    sha256 = models.CharField(max_length=64, primary_key=True, db_collation="C")
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100, choices=[(kind.value, kind.value) for kind in MediaType])
    suspicions = models.JSONField(default=list)
    scan = models.CharField(max_length=8, choices=[(state.value, state.value) for state in Scan])
    signature = models.CharField(max_length=200, default="")
    stored_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            # A truncated digest would hand out somebody else's bytes.
            models.CheckConstraint(condition=models.Q(sha256__regex="^[0-9a-f]{64}$"), name="files_digest_is_whole"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["stored_at"], condition=models.Q(scan="pending"), name="files_to_scan"),
        ]

    def __str__(self) -> str:
        return self.sha256


class StoredFile(models.Model):
    """A name under which somebody handed bytes in. The same bytes may have many names."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    purpose = models.CharField(max_length=40)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Claim(models.Model):
    """Somebody needs the file. What nobody claims is collected after a grace time."""

    id = models.BigAutoField(primary_key=True)
    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="claims")
    holder_kind = models.CharField(max_length=40)
    holder_id = models.CharField(max_length=64, db_collation="C")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            # A claim counted twice would outlive its release.
            models.UniqueConstraint(fields=["file", "holder_kind", "holder_id"], name="files_one_claim_each"),
        ]
        indexes: ClassVar = [models.Index(fields=["holder_kind", "holder_id"], name="files_claims_of")]

    def __str__(self) -> str:
        return f"{self.holder_kind} {self.holder_id}"
