"""What a procedure says from one date to another. Once something stands on it, it says that for ever."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from honglam.procedures.contracts import VersionState
from honglam.procedures.models.catalogue import Procedure

PUBLISHED = Q(state=VersionState.PUBLISHED.value)


class ProcedureVersion(models.Model):
    """A version. `content` is what the pack says of it, in the pack's own shape; `digest` its SHA-256.

    `valid_to` is the last day. `in_use`: a draft or dossier stands on it; from then on the database refuses to change
    what it says (trigger `procedures_version_stands`), only its end and its state may still move.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    state = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in VersionState], default=VersionState.PUBLISHED.value
    )
    provisional = models.BooleanField(default=False)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    in_use = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "number"], name="procedures_version_number_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="procedures_version_ends_after"
            ),
            # Two versions on one day would give two answers to "what must I bring". Checked at commit, because a pack
            # may begin the new version before it ends the old one.
            ExclusionConstraint(
                name="procedures_one_version_a_day",
                expressions=[
                    ("procedure", RangeOperators.EQUAL),
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
                condition=PUBLISHED,
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id}/{self.number}"
