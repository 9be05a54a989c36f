"""Uploads that may break off: their pieces lie in the database, so that any web server can go on with them."""

from typing import ClassVar

from django.db import models

from honglam.files.models.stored import StoredFile
from honglam.kernel.ids import uuid7


class Upload(models.Model):
    """A file on its way. `taken` bytes are here; `file` is what became of it. Forgotten a day after it began."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account_id = models.UUIDField()
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    taken = models.BigIntegerField(default=0)
    begun_at = models.DateTimeField()
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, related_name="+", null=True)

    class Meta:
        constraints: ClassVar = [
            # More bytes than announced would let one upload fill the database.
            models.CheckConstraint(condition=models.Q(taken__lte=models.F("size")), name="files_upload_within_size"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["account_id", "begun_at"], name="files_uploads_of"),
            models.Index(fields=["begun_at"], name="files_uploads_to_forget"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.taken}/{self.size}"


class UploadPiece(models.Model):
    """Bytes of an upload from `position` on."""

    id = models.BigAutoField(primary_key=True)
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="pieces")
    position = models.BigIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            # The same piece twice would make another file than the one that was sent.
            models.UniqueConstraint(fields=["upload", "position"], name="files_piece_once"),
        ]

    def __str__(self) -> str:
        return f"{self.upload_id}@{self.position}"
