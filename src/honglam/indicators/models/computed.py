"""The times for which the product has computed values, so that late data find them without looking among millions."""

from typing import ClassVar

from django.db import models


class ComputedTime(models.Model):
    """A time of which something was computed. `asked_at`: something was said of it since, and a job is on its way."""

    first_on = models.DateField(null=True)
    last_on = models.DateField()
    asked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # Two rows for one time: it would be computed twice at once. A moment has no first day.
            models.UniqueConstraint(fields=["last_on", "first_on"], name="computed_time_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"{self.first_on} – {self.last_on}"
