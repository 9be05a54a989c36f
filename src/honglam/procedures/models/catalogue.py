"""What lasts: fields of government, life events, and procedures as identities under their codes."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from honglam.procedures.contracts import Audience, Level


class Field(models.Model):
    """A field of government (lĩnh vực). `provisional`: the code is ours until the national one is known."""

    code = models.CharField(max_length=40, unique=True, db_collation="C")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    order = models.IntegerField(default=0)
    ministry = models.CharField(max_length=200, blank=True)
    provisional = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class LifeEvent(models.Model):
    """A situation in life under which people look for procedures."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    order = models.IntegerField(default=0)
    description = models.TextField(blank=True)
    audience = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Audience])
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """A procedure under its code: `1.001193`, an older provincial writing with a suffix, or a provisional one.

    `popularity`: dossiers of the last months, what people mean first when they search.
    """

    code = models.CharField(max_length=60, unique=True, db_collation="C")
    name = models.CharField(max_length=600)
    name_en = models.CharField(max_length=600, blank=True)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="procedures")
    levels = ArrayField(models.CharField(max_length=10, choices=[(one.value, one.value) for one in Level]))
    keywords = ArrayField(models.CharField(max_length=200), default=list)
    popularity = models.IntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code


class LifeEventProcedure(models.Model):
    """A procedure's place in a life event."""

    life_event = models.ForeignKey(LifeEvent, on_delete=models.CASCADE, related_name="places")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="places")
    order = models.IntegerField()

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["life_event", "procedure"], name="procedures_once_in_a_life_event"),
        ]

    def __str__(self) -> str:
        return f"{self.life_event_id}: {self.procedure_id}"
