"""What the province's desks promise where no law sets a time."""

from django.db import models


class ServicePromise(models.Model):
    """How soon the desks of the province answer something that no law times. From the pack; one row for each code."""

    code = models.CharField(max_length=30, primary_key=True, db_collation="C")
    within = models.CharField(max_length=8)
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)
