"""A paper scanned at the counter for a dossier that is not received yet."""

from typing import ClassVar

from django.db import models

from honglam.kernel.ids import uuid7


class Scan(models.Model):
    """One paper as the officer put it together. The dossier takes its file over; the scan is forgotten after a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account_id = models.UUIDField()
    component_code = models.CharField(max_length=60)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["made_at"], name="scans_to_forget")]

    def __str__(self) -> str:
        return self.file_name
