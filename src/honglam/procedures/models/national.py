"""Files of national records that a keeper brought in, so that the plan shown and the plan carried out read the same."""

from typing import ClassVar

from django.db import models

from honglam.kernel.ids import uuid7


class CatalogueImport(models.Model):
    """The records of one file, as they were. `applied_at`: when drafts were last made of some of them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file_name = models.CharField(max_length=200)
    records = models.JSONField()
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.file_name
