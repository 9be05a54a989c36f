"""The words of the pack."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from honglam.kernel import audit
from honglam.kernel.values import Actor
from honglam.notices.contracts import Channel
from honglam.notices.models import Template


@dataclass(frozen=True, kw_only=True)
class Words:
    """One letter's words by language."""

    code: str
    subject: dict[str, str]
    body: dict[str, str]
    sms: dict[str, str] | None
    channels: tuple[Channel, ...]
    secret: bool
    zalo: dict[str, Any] | None = None


@transaction.atomic
def put_words(*, actor: Actor, words: Words, at: datetime) -> None:
    """Put the words of a letter in force. Messages that are written already keep theirs."""
    Template.objects.update_or_create(
        code=words.code,
        defaults={
            "subject": words.subject,
            "body": words.body,
            "sms": words.sms,
            "zalo": words.zalo,
            "channels": [channel.value for channel in words.channels],
            "secret": words.secret,
            "retired_at": None,
        },
    )
    audit.record(actor=actor, action="notices.words_put", subject_kind="letter", subject_id=words.code, at=at)


@transaction.atomic
def retire_words(*, actor: Actor, codes: Iterable[str], at: datetime) -> None:
    """Take letters out of use."""
    for code in codes:
        Template.objects.filter(code=code).update(retired_at=at)
        audit.record(actor=actor, action="notices.words_retired", subject_kind="letter", subject_id=code, at=at)
