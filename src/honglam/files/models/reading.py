"""What stands on the pages of a blob, as far as a machine can read it."""

from typing import ClassVar

from django.db import models

from honglam.files.contracts import ReadingState
from honglam.files.models.stored import Blob


class Reading(models.Model):
    """One reading of the bytes of a blob, asked for once however many files bear them. `lines` as in `ReadLine`.

    `tries`: a page on which worker after worker ends is given up.
    """

    blob = models.OneToOneField(Blob, on_delete=models.CASCADE, primary_key=True, related_name="reading")
    state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in ReadingState])
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    pages = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=40, blank=True)
    lines = models.JSONField(default=list)
    text = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["asked_at"], condition=models.Q(state__in=["waiting", "reading"]), name="files_to_read"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.blob_id} {self.state}"
