"""Recommendations to the centre and to the province, and what became of each."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from honglam.directives.contracts import Addressee, Answer
from honglam.kernel.ids import uuid7


class Recommendation(models.Model):
    """What an agency asked for, tracked until somebody answered. `topic` binds those that ask for the same again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=80, unique=True, db_collation="C")
    text = models.TextField()
    addressee = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Addressee])
    addressed_to = models.CharField(max_length=300)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    document = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=200, blank=True)
    raised_on = models.DateField(null=True)
    topic = models.CharField(max_length=60, blank=True, db_collation="C")
    answer = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Answer])
    folded = models.TextField(blank=True)
    from_pack = models.BooleanField(default=False)
    content = models.JSONField(default=dict)
    line_count = models.IntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["agency", "-raised_on", "-id"], name="recommendation_by_agency"),
            GinIndex(name="recommendation_words", fields=["folded"], opclasses=["gin_trgm_ops"]),
        ]


class RecommendationStep(models.Model):
    """One thing that happened to it; the database refuses to change it."""

    pk = models.CompositePrimaryKey("recommendation_id", "line")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="steps", db_index=False)
    line = models.IntegerField()
    at = models.DateTimeField()
    what = models.CharField(max_length=24)
    words = models.TextField(blank=True)
    document = models.CharField(max_length=300, blank=True)
    on = models.DateField(null=True)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
