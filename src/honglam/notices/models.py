"""Letters of the pack, messages, and every attempt to hand one over."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.kernel.ids import uuid7
from honglam.notices.contracts import Channel, Receipt, State, Trouble


def _choices(kind: type[Channel] | type[State] | type[Receipt] | type[Trouble]) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in kind]


class Template(models.Model):
    """The words of one letter. `secret`: the text is erased once it is sent (codes)."""

    code = models.CharField(max_length=80, unique=True)
    subject = models.JSONField()
    body = models.JSONField()
    sms = models.JSONField(null=True)
    zalo = models.JSONField(null=True)
    channels = models.JSONField(default=list)
    secret = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code


class Message(models.Model):
    """One text for one recipient on one channel, as it was written on that day. `settled_at`: told another way."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dedupe_key = models.CharField(max_length=200, db_collation="C")
    channel = models.CharField(max_length=5, choices=_choices(Channel))
    template = models.CharField(max_length=80)
    recipient_key = models.CharField(max_length=80, db_collation="C")
    recipient_name = models.CharField(max_length=200)
    address = models.CharField(max_length=320)
    subject = models.TextField()
    body = models.TextField()
    language = models.CharField(max_length=2, default="vi")
    form = models.JSONField(null=True)
    url = models.CharField(max_length=500, default="")
    secret = models.BooleanField(default=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64, db_collation="C")
    state = models.CharField(max_length=8, choices=_choices(State))
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=16, choices=_choices(Trouble), default="", db_default="")
    last_error = models.TextField(default="")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    provider_ref = models.CharField(max_length=100, default="")
    receipt = models.CharField(max_length=11, choices=_choices(Receipt), default="")
    read_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # An event that is heard twice must not ring a citizen's telephone twice.
            models.UniqueConstraint(fields=["dedupe_key", "channel"], name="notices_once_per_channel"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["recipient_key", "-id"], condition=Q(channel="inbox", state="sent"), name="notices_inbox"
            ),
            models.Index(
                fields=["recipient_key"],
                condition=Q(channel="inbox", state="sent", read_at=None),
                name="notices_unread",
            ),
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state__in=["queued", "sending", "failed"]),
                name="notices_to_send",
            ),
            models.Index(fields=["-id"], condition=Q(state__in=["failed", "dead"]), name="notices_undelivered"),
            models.Index(
                fields=["sent_at"], condition=Q(channel="sms", state="sent", receipt=""), name="notices_no_receipt"
            ),
            models.Index(fields=["subject_kind", "subject_id"], name="notices_of_subject"),
            models.Index(
                fields=["created_at"], condition=Q(state__in=["sent", "dead"], erased_at=None), name="notices_to_erase"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.channel} {self.id}"


class Attempt(models.Model):
    """One try to hand a message over, and how it ended. Only ever added to; `detail` is erased with the letter."""

    id = models.BigAutoField(primary_key=True)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=_choices(State))
    detail = models.TextField(default="")

    def __str__(self) -> str:
        return f"{self.outcome} {self.at}"


class GatewayKey(models.Model):
    """Keys that a gateway gives us and changes while we use them; sealed. Zalo takes each refresh key once only."""

    name = models.CharField(max_length=20, unique=True)
    access = models.TextField()
    refresh = models.TextField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
