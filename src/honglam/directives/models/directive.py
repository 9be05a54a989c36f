"""Directives, and the last number given at an agency in a year."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from honglam.directives.contracts import SourceKind
from honglam.kernel.ids import uuid7


class Directive(models.Model):
    """One obligation as it was laid on: by a document, a meeting or a leader; what is to be done stands in its tasks.

    `agency`: in whose name it was given, and who watches over it. `record`: taken from an old document to be read, not
    to be urged. `meeting`, `conclusion`: which conclusion of a committee's meeting it carries out. `from_pack`: the
    pack stated it; screens change only what becomes of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=80, unique=True, db_collation="C")
    title = models.CharField(max_length=400)
    text = models.TextField(blank=True)
    source_kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in SourceKind])
    symbol = models.CharField(max_length=100, blank=True)
    issued_on = models.DateField(null=True)
    issuer = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=200, blank=True)
    quote = models.TextField(blank=True)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    given_by = models.UUIDField(null=True)
    given_name = models.CharField(max_length=200, blank=True)
    given_at = models.DateTimeField()
    meeting = models.ForeignKey("directory.CommitteeMeeting", on_delete=models.PROTECT, related_name="+", null=True)
    conclusion = models.PositiveSmallIntegerField(null=True)
    record = models.BooleanField(default=False)
    from_pack = models.BooleanField(default=False)
    provisional = models.BooleanField(default=False)
    stated = models.JSONField(default=dict)
    folded = models.TextField(blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [GinIndex(name="directive_words", fields=["folded"], opclasses=["gin_trgm_ops"])]


class DirectiveSeries(models.Model):
    """The last number of an agency's directives in a year; touched last, so that none is lost or given twice."""

    pk = models.CompositePrimaryKey("agency_id", "year")
    agency_id = models.BigIntegerField()
    year = models.SmallIntegerField()
    last = models.IntegerField()
