"""Kinds of papers that the province keeps: the first definitions of registers."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from honglam.registries.contracts import HolderKind


class PaperType(models.Model):
    """A kind of paper. It comes from the pack; a register with a schema of its own will be a second kind of definition.

    `holder_kind` is empty where both persons and enterprises have such papers. `given_by`: procedures whose result it
    is. `answers`: components (`procedure/component`) it may stand for. `valid_months`: how long it may be used after
    its issue. `one_in_force`: a newer one takes the place of the older. `kept_months`: how long it is kept after it
    lost its force (None: permanently), `kept_because`: by what rule.
    """

    code = models.CharField(max_length=60, primary_key=True, db_collation="C")
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    holder_kind = models.CharField(max_length=10, blank=True, choices=[(one.value, one.value) for one in HolderKind])
    given_by = ArrayField(models.CharField(max_length=40))
    answers = ArrayField(models.CharField(max_length=101))
    valid_months = models.PositiveSmallIntegerField(null=True)
    one_in_force = models.BooleanField(default=False)
    kept_months = models.PositiveSmallIntegerField(null=True)
    kept_because = models.CharField(max_length=300)
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["code"]
