"""Joint hand-over records: what changed hands between post and one-stop, signed by one person of each side."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from honglam.kernel.ids import uuid7
from honglam.postal.contracts import RecordKind, RecordState
from honglam.postal.models.parcel import Parcel


class HandoverRecord(models.Model):
    """One record. Making it is the first signature; the second settles it, and its moment is the lawful one.

    `digest` covers number, sides and every parcel with its papers; both sign the same.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=60, db_collation="C")
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in RecordKind])
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in RecordState])
    office = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    desk = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    digest = models.CharField(max_length=64)
    given_by = models.UUIDField()
    given_name = models.CharField(max_length=200)
    given_title = models.CharField(max_length=200, blank=True)
    given_at = models.DateTimeField()
    taken_by = models.UUIDField(null=True)
    taken_name = models.CharField(max_length=200, blank=True)
    taken_title = models.CharField(max_length=200, blank=True)
    taken_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    size = models.SmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number"], name="handover_number_once"),
            # One person on both sides: nobody would have counted what the other gave.
            models.CheckConstraint(condition=Q(taken_by=None) | ~Q(taken_by=F("given_by")), name="handover_two_people"),
            models.CheckConstraint(
                condition=Q(state=RecordState.SETTLED.value, taken_by__isnull=False, taken_at__isnull=False)
                | (~Q(state=RecordState.SETTLED.value) & Q(taken_by=None, taken_at=None)),
                name="handover_settled_by_both",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["office", "state", "given_at", "id"], name="handover_by_office"),
            models.Index(fields=["desk", "state", "given_at", "id"], name="handover_by_desk"),
        ]


class HandoverItem(models.Model):
    """One parcel on a record. `standing` while the record waits for its second signature."""

    record = models.ForeignKey(HandoverRecord, on_delete=models.PROTECT, related_name="items")
    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="records")
    position = models.SmallIntegerField()
    standing = models.BooleanField(default=True)
    refused = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "parcel"], name="handover_item_once"),
            # On two records at once a dossier would be filed twice, at two lawful moments.
            models.UniqueConstraint(fields=["parcel"], condition=Q(standing=True), name="handover_item_one_standing"),
        ]
