"""Administrative units in each of their lives, and who became whom."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from honglam.directory.contracts import Level, SuccessionKind, UnitKind
from honglam.directory.models.days import Days


class AdministrativeUnit(models.Model):
    """One life of a unit. `valid_from` NULL: since before anything we know; `valid_to` is the last day."""

    code = models.CharField(max_length=10, db_collation="C")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in UnitKind])
    level = models.CharField(max_length=8, choices=[(level.value, level.value) for level in Level])
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    area_km2 = models.FloatField(null=True)
    source = models.CharField(max_length=60, blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # The same life twice would make every old address ambiguous.
            models.UniqueConstraint(fields=["code", "valid_from"], nulls_distinct=False, name="unit_one_life"),
            # Two units under one code on one day: nobody could say which one a paper means.
            ExclusionConstraint(
                name="unit_one_per_code_and_day",
                expressions=[(F("code"), RangeOperators.EQUAL), (Days(), RangeOperators.OVERLAPS)],
                condition=Q(retired_at=None),
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="unit_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class UnitSuccession(models.Model):
    """One unit's way into another. `divided`: only a part of the old one goes there."""

    old = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="ways_out")
    new = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="ways_in")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in SuccessionKind])
    since = models.DateField()
    divided = models.BooleanField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["old", "new", "since"], name="unit_succession_once"),
            # Half of a unit cannot at the same time be the whole of it.
            models.CheckConstraint(
                condition=Q(divided=(False)) | Q(kind="split"), name="unit_succession_divided_is_split"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"
