"""Values and what they rest on. Both are append-only: the database refuses to change or delete a row."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from honglam.indicators.contracts import Bound, Nature, ScopeKind, SourceKind, Unit
from honglam.indicators.models.dictionary import Indicator, IndicatorVersion
from honglam.kernel.ids import uuid7


class CitedDocument(models.Model):
    """A document that figures are cited from or that they cite: described once, by the pack or from the register."""

    code = models.CharField(max_length=60, unique=True, db_collation="C")
    symbol = models.CharField(max_length=80, blank=True)
    dated = models.DateField(null=True)
    content = models.JSONField()
    from_pack = models.BooleanField(default=True)
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code


class Scope(models.Model):
    """Whom values are about, one row each: few rows, so that ten million values carry one number instead of five."""

    kind = models.CharField(max_length=8, choices=[(one.value, one.value) for one in ScopeKind])
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", null=True)
    area = models.ForeignKey("directory.AdministrativeUnit", on_delete=models.PROTECT, related_name="+", null=True)
    external = models.CharField(max_length=200, blank=True)
    part = models.CharField(max_length=120, blank=True, db_collation="C")

    class Meta:
        constraints: ClassVar = [
            # Two rows for one subject would hide half of its values from every list.
            models.UniqueConstraint(
                fields=["agency", "area", "external", "part"], nulls_distinct=False, name="scope_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=ScopeKind.AGENCY.value, agency__isnull=False, area=None, external="")
                | Q(kind=ScopeKind.AREA.value, agency=None, area__isnull=False, external="")
                | (Q(kind=ScopeKind.EXTERNAL.value, agency=None, area=None) & ~Q(external="")),
                name="scope_is_one_of_three",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.agency_id or self.area_id or self.external} {self.part}".strip()


class Ground(models.Model):
    """On what values rest: a sentence of a document, a reporting round, a count of events, a person's word."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in SourceKind])
    document = models.ForeignKey(CitedDocument, on_delete=models.PROTECT, related_name="+", null=True)
    place = models.CharField(max_length=300, blank=True)
    quote = models.TextField(blank=True)
    note = models.TextField(blank=True)
    reference = models.CharField(max_length=200, blank=True, db_collation="C")
    public = models.BooleanField()
    person_id = models.UUIDField(null=True)
    person = models.CharField(max_length=200, blank=True)
    post_id = models.BigIntegerField(null=True)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class IndicatorValue(models.Model):
    """One number. Narrow, because there are ten million of them; words stand in `Ground`, inputs in `Computation`.

    `corrects` points at the row that this one replaces; `value` NULL withdraws it. What nothing corrects stands.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey(IndicatorVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="+", db_index=False)
    nature = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Nature])
    first_on = models.DateField(null=True)
    last_on = models.DateField()
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    upper = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    bound = models.CharField(max_length=5, choices=[(one.value, one.value) for one in Bound])
    unit = models.CharField(max_length=12, blank=True, choices=[(one.value, one.value) for one in Unit])
    ground = models.ForeignKey(Ground, on_delete=models.PROTECT, related_name="values")
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)

    class Meta:
        constraints: ClassVar = [
            # Two corrections of one value would be two truths; the second has to correct the first.
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(corrects__isnull=False), name="value_corrected_once"
            ),
            models.CheckConstraint(
                condition=Q(first_on=None) | Q(last_on__gte=F("first_on")), name="value_ends_after_it_begins"
            ),
            # Only a correction may say nothing: it withdraws.
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(corrects__isnull=False), name="value_withdrawn_by_correction"
            ),
            models.CheckConstraint(
                condition=Q(bound=Bound.RANGE.value, upper__gt=F("value"))
                | (~Q(bound=Bound.RANGE.value) & Q(upper=None)),
                name="value_range_has_two_ends",
            ),
        ]
        indexes: ClassVar = [
            # One indicator over time, one subject or all of them; then one subject's form for a period.
            models.Index(fields=["indicator", "scope", "last_on"], name="value_by_indicator"),
            models.Index(fields=["scope", "last_on", "indicator"], name="value_by_scope"),
            # The newest of an indicator, whoever it is about: the order in which its page lists them.
            models.Index(fields=["indicator", "-last_on", "-id"], name="value_newest"),
            # Targets are few; among ten million values their page read all of them.
            models.Index(fields=["last_on", "id"], name="value_targets", condition=Q(nature=Nature.TARGET.value)),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Computation(models.Model):
    """How a computed value came about: the formula as it read, both sides, every input with its number as text.

    `confirmed`: whoever signs for the owner stood by the value, or by the one whose place it took when it was computed
    again; it may be public though its inputs are not.
    """

    value = models.OneToOneField(IndicatorValue, on_delete=models.PROTECT, related_name="computation", primary_key=True)
    formula = models.TextField()
    numerator = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    inputs = models.JSONField()
    confirmed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.value_id} = {self.formula}"


class Statement(models.Model):
    """One sentence of a cited document as a pack states it, and the ground that holds it now.

    `kept`: the ids of the values that it said itself, in its order; a correction by hand is not among them.
    """

    code = models.CharField(max_length=60, unique=True, db_collation="C")
    ground = models.OneToOneField(Ground, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    kept = models.JSONField(default=list)
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code


class GrowthClaim(models.Model):
    """A document's word that something grew: by how much, from when to when. Checked against both ends."""

    ground = models.ForeignKey(Ground, on_delete=models.PROTECT, related_name="claims")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="+", db_index=False)
    first_on = models.DateField(null=True)
    last_on = models.DateField()
    base_first_on = models.DateField(null=True)
    base_last_on = models.DateField()
    kind = models.CharField(max_length=8)
    amount = models.DecimalField(max_digits=24, decimal_places=6)
    bound = models.CharField(max_length=5, choices=[(one.value, one.value) for one in Bound])

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.kind} {self.amount}"


class LegalCitation(models.Model):
    """A document named in a sentence, with the symbol and the date as they are written there."""

    ground = models.ForeignKey(Ground, on_delete=models.PROTECT, related_name="citations")
    document = models.ForeignKey(CitedDocument, on_delete=models.PROTECT, related_name="+")
    symbol = models.CharField(max_length=60, blank=True)
    dated = models.DateField(null=True)
    issuer = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.symbol} {self.dated}"
