"""Registers that a pack defines, their records, and every version of each."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from honglam.kernel.ids import uuid7
from honglam.registries.contracts import Act


class Register(models.Model):
    """A register. `content` is its schema as the pack states it; each other content is a new edition."""

    code = models.CharField(max_length=60, primary_key=True, db_collation="C")
    name = models.CharField(max_length=300)
    owner = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    edition = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["code"]


class RegisterEdition(models.Model):
    """The schema under which versions were written. Append-only: an old version is read by the words of its time."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            # Two editions of one number: nobody could say what a version meant.
            models.UniqueConstraint(fields=["register", "number"], name="edition_once"),
        ]


class RegisterRecord(models.Model):
    """A record as it stands; how it came to stand so is in its versions.

    `values`: text by the code of the field, empty ones left out. `unique_key`: the value that must be the only one.
    `doubt`: what somebody doubts about it. `struck_at`: entered by mistake; kept, not counted.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=500)
    state = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    unique_key = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=0)
    doubt = models.CharField(max_length=500, blank=True)
    confirmed_on = models.DateField()
    changed_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True)
    sort_key = models.CharField(max_length=1000, db_collation="C")
    folded = models.TextField()

    class Meta:
        constraints: ClassVar = [
            # The same software or person entered by two agencies would be counted twice.
            models.UniqueConstraint(
                fields=["register", "unique_key"],
                condition=Q(struck_at=None) & ~Q(unique_key=""),
                name="record_has_its_key_alone",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["register", "sort_key", "id"], name="record_by_title"),
            GinIndex(name="record_words", fields=["folded"], opclasses=["gin_trgm_ops"]),
        ]


class RegisterVersion(models.Model):
    """What a record said from a moment on. The database refuses to change it."""

    record = models.ForeignKey(RegisterRecord, on_delete=models.PROTECT, related_name="versions")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    edition = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    act = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Act])
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    actor_agency = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=40)
    values = models.JSONField()
    reason = models.CharField(max_length=500, blank=True)
    struck = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            # Two second versions: the history would fork.
            models.UniqueConstraint(fields=["record", "number"], name="version_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["register", "record", "-number"], name="version_by_record")]
