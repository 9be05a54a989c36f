"""The dictionary of indicators: an identity, and what it means from a date to a date."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q


class Indicator(models.Model):
    """What is measured. Name, topic and `search` repeat the newest version, for lists."""

    code = models.CharField(max_length=60, unique=True, db_collation="C")
    name = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=700, db_collation="C")
    search = models.TextField()
    topic = models.CharField(max_length=120)
    owner = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    public = models.BooleanField(default=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sort_key", "id"], name="indicator_by_name")]

    def __str__(self) -> str:
        return self.code


class IndicatorVersion(models.Model):
    """A version; `content` in the pack's own shape, so that an export equals the pack. `valid_to` is the last day."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    content = models.JSONField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "number"], name="indicator_version_number_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="indicator_version_ends_after"
            ),
            # Two definitions on one day: nobody could say what a number of that day means. Checked at commit, because a
            # pack may begin the new version before it ends the old one.
            ExclusionConstraint(
                name="indicator_one_version_a_day",
                expressions=[
                    ("indicator", RangeOperators.EQUAL),
                    (
                        Func(
                            F("valid_from"),
                            F("valid_to"),
                            RangeBoundary(inclusive_upper=True),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(retired_at=None),
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}@{self.number}"
