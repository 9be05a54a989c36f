"""Plans of reorganisation that were applied: what was asked for, and how much followed."""

from django.db import models


class Reorganisation(models.Model):
    """One plan, applied. `plan` is the whole file as it was read, `counts` how many of each kind followed."""

    name = models.CharField(max_length=200)
    on = models.DateField()
    plan = models.JSONField()
    digest = models.CharField(max_length=64, db_collation="C")
    counts = models.JSONField()
    applied_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} ({self.on})"
