"""Plans, programmes, projects and their money. What a pack states keeps its shape in `content`, for the way back."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.db.models import Q

from honglam.directives.contracts import FundSource, MoneyKind
from honglam.directives.models.directive import Directive
from honglam.kernel.ids import uuid7


class Plan(models.Model):
    """A plan or programme of work by year; its items are the tasks of its directive."""

    code = models.CharField(primary_key=True, max_length=80, db_collation="C")
    title = models.CharField(max_length=400)
    first_year = models.SmallIntegerField()
    last_year = models.SmallIntegerField()
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="+", null=True)
    content = models.JSONField(default=dict)
    retired_at = models.DateTimeField(null=True)


class Programme(models.Model):
    """Projects that are financed together, with the totals that its document states."""

    code = models.CharField(primary_key=True, max_length=80, db_collation="C")
    title = models.CharField(max_length=400)
    first_year = models.SmallIntegerField()
    last_year = models.SmallIntegerField()
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    content = models.JSONField(default=dict)
    retired_at = models.DateTimeField(null=True)


class Project(models.Model):
    """One item of a programme."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=120, unique=True, db_collation="C")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="projects")
    position = models.SmallIntegerField()
    title = models.TextField()
    folded = models.TextField()
    content = models.JSONField(default=dict)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            GinIndex(name="project_words", fields=["folded"], opclasses=["gin_trgm_ops"]),
            # Which names are most alike is asked in the order of their likeness, which GIN does not know.
            GistIndex(name="project_alike", fields=["folded"], opclasses=["gist_trgm_ops(siglen=64)"]),
        ]


class MoneyLine(models.Model):
    """One sum in đồng: of a year, from a source, requested, granted or spent. The database refuses to change it.

    A mistake is taken back by a line with a minus that names the document which says so. `stated` lines are the
    pack's; what a later pack no longer states is taken out of use, never deleted.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="lines")
    year = models.SmallIntegerField(null=True)
    source = models.CharField(max_length=10, choices=[(one.value, one.value) for one in FundSource])
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in MoneyKind])
    amount = models.BigIntegerField()
    document = models.CharField(max_length=300)
    note = models.CharField(max_length=500, blank=True)
    stated = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200, blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # A line about nothing would look as if something had been decided.
            models.CheckConstraint(condition=~Q(amount=0), name="money_line_of_something"),
        ]
