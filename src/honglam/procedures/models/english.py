"""The English of the catalogue's texts."""

from django.db import models


class EnglishText(models.Model):
    """One file of the pack: Vietnamese texts with their English. Beside the versions, which nobody may change."""

    code = models.SlugField(max_length=60, unique=True)
    texts = models.JSONField()
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code
