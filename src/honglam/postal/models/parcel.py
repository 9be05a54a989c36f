"""Parcels: a dossier on its way to the one-stop, a result on its way to its owner; and what happened to each."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.kernel.ids import uuid7
from honglam.postal.contracts import Direction, ParcelState

NUMBERED = [
    ParcelState.COLLECTED.value,
    ParcelState.HANDED_OVER.value,
    ParcelState.REFUSED.value,
    ParcelState.GIVEN_BACK.value,
    ParcelState.RESULT_COLLECTED.value,
    ParcelState.UNDELIVERED.value,
    ParcelState.DELIVERED.value,
    ParcelState.LOST.value,
    ParcelState.BACK_AT_DESK.value,
]
ON_ITS_WAY = [ParcelState.WAITING.value, ParcelState.RESULT_COLLECTED.value, ParcelState.UNDELIVERED.value]


class Parcel(models.Model):
    """One consignment. The row is the current state; columns that lists and access need stand on it.

    `submission` is what was filled in for a dossier, kept until it is filed and not longer. `note` is the consignment
    note as it was issued. `due_at`: by when the next move is expected, for the worklist; no time limit of law.
    `recalled_at`: its result was revoked on the way, so that it must come back. `settled_at`: it ended badly, and
    nobody has anything to do about it any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=60, blank=True, db_collation="C")
    tracking = models.CharField(max_length=13, blank=True, db_collation="C")
    direction = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Direction])
    state = models.CharField(max_length=20, choices=[(one.value, one.value) for one in ParcelState])
    office = models.ForeignKey(
        "directory.Agency", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    desk = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+", null=True)
    result = models.ForeignKey(
        "dossiers.ResultDocument", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    account = models.ForeignKey(
        "identity.Account", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    procedure_code = models.CharField(max_length=40, db_collation="C")
    procedure_name = models.CharField(max_length=600)
    code = models.CharField(max_length=60, blank=True, db_collation="C")
    sender = models.JSONField()
    receiver = models.JSONField()
    contact = models.JSONField(default=dict)
    enclosures = models.JSONField(default=list)
    submission = models.JSONField(null=True)
    consent = models.JSONField(null=True)
    weight_g = models.IntegerField(null=True)
    postage = models.BigIntegerField(default=0)
    fees_taken = models.BigIntegerField(default=0)
    receipt_number = models.CharField(max_length=60, blank=True)
    note = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    collected_at = models.DateTimeField(null=True)
    last_told_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    recalled_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField(default=0)
    reason = models.TextField(blank=True)
    received_by = models.CharField(max_length=200, blank=True)
    relation = models.CharField(max_length=100, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    line_count = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            # Two parcels under one number: a report would move the wrong one.
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="parcel_number_once"),
            models.UniqueConstraint(fields=["tracking"], condition=~Q(tracking=""), name="parcel_tracking_once"),
            # A parcel that left somebody's hands without number and office could not be asked after.
            models.CheckConstraint(
                condition=~Q(state__in=NUMBERED)
                | (~Q(number="") & Q(office__isnull=False, collected_at__isnull=False)),
                name="parcel_carried_has_number",
            ),
            # "Handed over" without a dossier: the citizen's papers would have vanished between two desks.
            models.CheckConstraint(
                condition=~Q(state=ParcelState.HANDED_OVER.value) | Q(dossier__isnull=False),
                name="parcel_handed_over_has_dossier",
            ),
            models.CheckConstraint(
                condition=~Q(state=ParcelState.DELIVERED.value) | ~Q(received_by=""),
                name="parcel_delivered_has_receiver",
            ),
            # One result in two parcels: one of them would be an original that nobody knows of. A corrected result is
            # another one: it goes out while the revoked one is still on its way back.
            models.UniqueConstraint(
                fields=["dossier", "result"],
                nulls_distinct=False,
                condition=Q(direction=Direction.RESULT.value, state__in=ON_ITS_WAY),
                name="parcel_one_result_on_its_way",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["office", "state", "due_at", "id"], name="parcel_by_office"),
            models.Index(fields=["desk", "state", "due_at", "id"], name="parcel_by_desk"),
            models.Index(fields=["account", "-id"], name="parcel_of_account", condition=Q(account__isnull=False)),
        ]


class ParcelLine(models.Model):
    """One thing that happened to a parcel; the database refuses to change it or to take it away."""

    # Two acts cannot both be line 3: one of them would have acted on a state that it never saw.
    pk = models.CompositePrimaryKey("parcel_id", "line")
    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="lines", db_index=False)
    line = models.IntegerField()
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    what = models.CharField(max_length=24)
    state_from = models.CharField(max_length=20, blank=True)
    state_to = models.CharField(max_length=20)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    post_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    content = models.JSONField(default=dict)


class PostalSeries(models.Model):
    """The last number of a place's notes or records in a year; touched last, so that none is lost or given twice."""

    pk = models.CompositePrimaryKey("place_id", "kind", "year")
    place_id = models.BigIntegerField()
    kind = models.CharField(max_length=10)
    year = models.SmallIntegerField()
    last = models.IntegerField()
