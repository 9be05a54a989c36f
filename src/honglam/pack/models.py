"""What was applied last, and every time a pack was applied."""

from typing import ClassVar

from django.db import models


class PackRecord(models.Model):
    """The content of one record as a pack last asked for it; what tells people's own changes from the pack's."""

    section = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, db_collation="C")
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    file = models.CharField(max_length=300)
    position = models.PositiveIntegerField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # Two remembered contents of one record would make every conflict a matter of chance.
            models.UniqueConstraint(fields=["kind", "key"], name="pack_record_key"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class PackApplication(models.Model):
    """One time a pack was applied: which, by whom, what it changed."""

    pack_code = models.CharField(max_length=60)
    folder_digest = models.CharField(max_length=64)
    plan_digest = models.CharField(max_length=64)
    created = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    retired = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.pack_code} {self.at:%Y-%m-%d %H:%M}"
