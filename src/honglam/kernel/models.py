"""Tables of the ground floor: the audit chain, the outbox, receipts of delivered events, remembered answers."""

from django.db import models

from honglam.kernel.ids import uuid7


class AuditEntry(models.Model):
    """One act on one subject. Written only by the database function `kernel_audit_append`, never changed.

    Each row carries the hash of the row before it *on the same subject*, so that writers of different subjects never
    wait for each other; anchors outside the database (anchors.py) bind all chains together from time to time.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_kind = models.TextField()
    subject_id = models.TextField()
    seq = models.IntegerField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    action = models.TextField()
    actor_kind = models.TextField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.TextField()
    post_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    detail = models.JSONField()
    prev_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            # Two acts of the same moment cannot both follow the same predecessor: a fork would hide one of them.
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "seq"], name="audit_one_successor"),
        ]
        indexes = [
            models.Index(fields=["recorded_at", "id"], name="audit_by_time"),
            models.Index(fields=["actor_id", "recorded_at"], name="audit_by_actor"),
        ]


class OutboxMessage(models.Model):
    """An event or a job that was decided in a transaction and has not yet been handed to the job queue."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=5, choices=[("event", "event"), ("job", "job")])
    name = models.TextField()
    payload = models.JSONField()
    at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)


class EventReceipt(models.Model):
    """A subscriber has heard of an event; written in the transaction of what the subscriber did."""

    id = models.BigAutoField(primary_key=True)
    subscriber = models.TextField()
    event_id = models.UUIDField()
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            # A worker killed between work and acknowledgement repeats the job: the repetition must do nothing.
            models.UniqueConstraint(fields=["subscriber", "event_id"], name="receipt_once"),
        ]


class RememberedAnswer(models.Model):
    """The answer given to a request that carried an idempotency key."""

    id = models.BigAutoField(primary_key=True)
    actor = models.TextField()
    key = models.TextField()
    request_hash = models.BinaryField()
    answer = models.JSONField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            # A phone that lost its connection sends the same dossier again: one dossier must come of it.
            models.UniqueConstraint(fields=["actor", "key"], name="answer_once"),
        ]


class RateBucket(models.Model):
    """How often something was tried in the present window of time. Not written to the log: a crash empties it."""

    bucket = models.TextField(primary_key=True)
    window_start = models.DateTimeField(db_index=True)
    count = models.IntegerField()
