"""Indices that others publish: pack data over the dictionary; the values stand where all values stand."""

from typing import ClassVar

from django.db import models


class OutsideIndexRow(models.Model):
    """An index. `content` is the pack's own JSON, so that an export equals the pack."""

    code = models.CharField(max_length=40, unique=True, db_collation="C")
    order = models.IntegerField(default=0)
    content = models.JSONField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["order", "code"]
