"""Agencies and the units inside them: one tree, with its transitive closure and its history."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from honglam.directory.contracts import AgencyKind, Level, SuccessionKind
from honglam.directory.models.administrative_unit import AdministrativeUnit


class Agency(models.Model):
    """An agency or an internal unit. The code names it for ever, also after its end."""

    code = models.CharField(max_length=60, unique=True, db_collation="C")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    short_name = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=24, choices=[(kind.value, kind.value) for kind in AgencyKind])
    level = models.CharField(max_length=8, choices=[(level.value, level.value) for level in Level])
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    administrative_unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="agencies")
    identifier_code = models.CharField(max_length=40, blank=True)
    identifier_provisional = models.BooleanField(default=False)
    one_stop = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="served_agencies")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    email = models.CharField(max_length=120, blank=True)
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    sort_key = models.CharField(max_length=600, db_collation="C")
    search = models.CharField(max_length=400)
    # Set once other blocks have been told that the last day is over.
    closed_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="agency_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="agency_not_its_own_parent"),
        ]
        indexes: ClassVar = [models.Index(fields=["sort_key", "id"], name="agency_by_name")]

    def __str__(self) -> str:
        return self.name


class AgencyClosure(models.Model):
    """Every agency with each one above it, itself at depth 0: who stands below whom, in one look."""

    ancestor = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    descendant = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="above")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ancestor", "descendant"], name="agency_closure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id}"


class AgencySuccession(models.Model):
    """One agency's way into another; `scope` says in words what moved where only a part did."""

    old = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="ways_out")
    new = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="ways_in")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in SuccessionKind])
    since = models.DateField()
    scope = models.CharField(max_length=500, blank=True)
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["old", "new", "since"], name="agency_succession_once"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="agency_succeeds_another"),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"
