"""What citizens tell us about procedures and about how they were served, and the times by which we answer."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.dossiers.contracts import (
    FEEDBACK_OPEN,
    FeedbackKind,
    FeedbackStatus,
    FeedbackTopic,
    FeedbackVerb,
    Satisfaction,
)
from honglam.dossiers.models.dossier import Dossier
from honglam.kernel.ids import uuid7

OPEN = Q(status__in=[one.value for one in FEEDBACK_OPEN])


class FeedbackTimes(models.Model):
    """Working days by which a case is refused, asked about, settled and published, from a date on. Pack data."""

    code = models.CharField(max_length=40, unique=True, db_collation="C")
    valid_from = models.DateField()
    refuse_days = models.PositiveSmallIntegerField()
    ask_days = models.PositiveSmallIntegerField()
    settle_days = models.PositiveSmallIntegerField()
    publish_days = models.PositiveSmallIntegerField()
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["valid_from", "code"]


class Feedback(models.Model):
    """One case. `agency` is whom it is about and who answers for it; `unit` who works on it; history: `lines`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=16, db_collation="C")
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in FeedbackKind])
    topic = models.CharField(max_length=14, choices=[(one.value, one.value) for one in FeedbackTopic])
    status = models.CharField(max_length=12, choices=[(one.value, one.value) for one in FeedbackStatus])
    content = models.TextField()
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False, null=True)
    procedure_code = models.CharField(max_length=60, blank=True, db_collation="C")
    procedure_name = models.CharField(max_length=600, blank=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="feedback", null=True)
    dossier_code = models.CharField(max_length=60, blank=True)
    owner_account = models.ForeignKey(
        "identity.Account", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    sender_name = models.CharField(max_length=200, blank=True)
    sender_phone = models.CharField(max_length=30, blank=True)
    sender_email = models.CharField(max_length=120, blank=True)
    may_publish = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    times = models.JSONField(default=dict)
    question = models.TextField(blank=True)
    refusal = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    satisfaction = models.CharField(max_length=20, blank=True, choices=[(one.value, one.value) for one in Satisfaction])
    line_count = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code"], name="feedback_code_once"),
            # An answer nobody approved must not reach the citizen: answered means text and moment are there.
            models.CheckConstraint(
                condition=~Q(status__in=[FeedbackStatus.ANSWERED.value, FeedbackStatus.PUBLISHED.value])
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="feedback_answered_is_complete",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agency", "due_at", "id"], name="feedback_open", condition=OPEN),
            models.Index(fields=["agency", "received_at"], name="feedback_received"),
            models.Index(fields=["owner_account", "-id"], name="feedback_by_owner"),
            models.Index(
                fields=["-published_at", "-id"], name="feedback_published", condition=Q(published_at__isnull=False)
            ),
        ]


class FeedbackLine(models.Model):
    """What happened to a case, line by line; the database refuses to change or delete a line."""

    pk = models.CompositePrimaryKey("feedback_id", "line")
    feedback = models.ForeignKey(Feedback, on_delete=models.PROTECT, related_name="lines", db_index=False)
    line = models.IntegerField()
    at = models.DateTimeField()
    verb = models.CharField(max_length=12, choices=[(one.value, one.value) for one in FeedbackVerb])
    status_to = models.CharField(max_length=12)
    actor_name = models.CharField(max_length=200, blank=True)
    actor_id = models.UUIDField(null=True)
    post_id = models.BigIntegerField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = []
