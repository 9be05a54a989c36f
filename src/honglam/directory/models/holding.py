"""Who holds which post from when to when, and who stands in on days of absence."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from honglam.directory.contracts import HoldingKind
from honglam.directory.models.days import Days
from honglam.directory.models.post import Post


class Holding(models.Model):
    """A person in a post. An appointment taken back before it began ends on the day before it began."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    account = models.ForeignKey("identity.Account", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in HoldingKind])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    # Set once other blocks have been told that the last day is over.
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # One person counted twice in one post: two lines in every list, and ending one would leave the other.
            ExclusionConstraint(
                name="holding_once_at_a_time",
                expressions=[
                    (F("post"), RangeOperators.EQUAL),
                    (F("account"), RangeOperators.EQUAL),
                    (Days(), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["account", "valid_from"], name="holding_by_account")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.kind} {self.post_id}"


class Absence(models.Model):
    """Days on which a holder is away. The deputy acts through a holding of their own, and only while it lasts."""

    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="stands_in")
    first_day = models.DateField()
    last_day = models.DateField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # Two deputies on one day would both believe the other acts.
            ExclusionConstraint(
                name="absence_once_at_a_time",
                expressions=[
                    (F("holding"), RangeOperators.EQUAL),
                    (Days("first_day", "last_day"), RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at=None),
            ),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(deputy=F("holding")), name="absence_has_another_hand"),
        ]

    def __str__(self) -> str:
        return f"{self.holding_id} {self.first_day} – {self.last_day}"
