"""Posts: places to be filled, with what they allow."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from honglam.directory.models.agency import Agency


class Post(models.Model):
    """A post of one agency or internal unit. Its natural key is (agency code, post code)."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    code = models.CharField(max_length=40, db_collation="C")
    title = models.CharField(max_length=120)
    roles = ArrayField(models.CharField(max_length=24))
    seats = models.PositiveSmallIntegerField(default=1)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # Two posts of one code: an appointment would give the rights of the wrong one.
            models.UniqueConstraint(fields=["agency", "code"], name="post_code_in_agency"),
            models.CheckConstraint(condition=models.Q(seats__gte=1), name="post_has_a_seat"),
        ]

    def __str__(self) -> str:
        return self.title
