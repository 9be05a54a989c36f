"""The door of notices: write to somebody, read an inbox, see what did not arrive."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.kernel.paging import Page
from honglam.kernel.values import Actor
from honglam.notices import queries
from honglam.notices.access import inbox_key, require_keeper
from honglam.notices.contracts import (
    Channel,
    InboxItem,
    Letter,
    LetterTexts,
    LetterView,
    Recipient,
    Undelivered,
)
from honglam.notices.gateways import mail, sms, zalo
from honglam.notices.services import delivery, handing, wording, writing


def declare(*, letters: Iterable[Letter]) -> None:
    """Say, at start, which letters a block sends and which fields they have; packs are checked against it."""
    for letter in letters:
        queries.letters.register(letter.code, letter)


def send(
    *,
    template: str,
    recipient: Recipient,
    context: Mapping[str, Any],
    subject_kind: str,
    subject_id: str | UUID,
    at: datetime,
    dedupe_key: str,
) -> list[UUID]:
    """Write a letter with the caller's transaction. The same `dedupe_key` never sends twice on one channel.

    `context["url"]`, if any, is a path of ours. Never raises for want of words or fields: such a message is dead and
    an administrator sees it.
    """
    return writing.send_message(
        template=template,
        recipient=recipient,
        context=context,
        subject_kind=subject_kind,
        subject_id=subject_id,
        at=at,
        dedupe_key=dedupe_key,
    )


def list_inbox(*, recipient_key: str, after: str = "", limit: int = 20) -> Page[InboxItem]:
    """An inbox, newest first."""
    return queries.list_inbox(recipient_key=recipient_key, after=after, limit=limit)


def count_unread(*, actor: Actor) -> int:
    """How many messages the actor has not read."""
    return queries.count_unread(recipient_key=inbox_key(actor=actor)) if actor.id else 0


def list_own_inbox(*, actor: Actor, after: str = "") -> Page[InboxItem]:
    """The actor's own inbox, newest first."""
    return queries.list_inbox(recipient_key=inbox_key(actor=actor), after=after)


def mark_read(*, actor: Actor, message_id: UUID, at: datetime) -> str:
    """Mark one message of the actor's inbox as read; returns the path it is about, if any."""
    return delivery.mark_read(actor=actor, message_id=message_id, at=at).url


def mark_all_read(*, actor: Actor, at: datetime) -> int:
    """Mark everything in the actor's inbox as read."""
    return delivery.mark_all_read(actor=actor, at=at)


def list_letters(*, actor: Actor) -> list[LetterView]:
    """Every letter of the product with its words, for their keepers."""
    require_keeper(actor=actor)
    return queries.list_letters()


def get_letter(*, actor: Actor, code: str) -> LetterView:
    """One letter, for its keepers. Raises LetterNotFound."""
    require_keeper(actor=actor)
    return queries.get_letter(code=code)


def change_texts(*, actor: Actor, code: str, texts: LetterTexts, at: datetime) -> None:
    """Other words for a letter; messages that are written already keep theirs. Raises LetterNotFound, FieldErrors."""
    wording.change_texts(actor=actor, code=code, texts=texts, at=at)


def write_sample(*, code: str, texts: LetterTexts, language: str, at: datetime) -> LetterTexts:
    """How a letter would read, with made-up values. Raises LetterNotFound, FieldErrors."""
    wording.check_texts(code=code, texts=texts)
    return writing.write_sample(code=code, texts=texts, language_code=language, at=at)


def list_undelivered(*, after: str = "") -> Page[Undelivered]:
    """What failed or died, newest first."""
    return queries.list_undelivered(after=after)


def count_by_state() -> dict[str, int]:
    """How many messages wait and how many died."""
    return queries.count_by_state()


def count_dead(*, actor: Actor) -> int:
    """How many messages wait for an administrator; the actor is one."""
    del actor
    return queries.count_by_state()["dead"]


def measure() -> dict[str, float]:
    """For the watchers: messages that wait, messages that died."""
    return {f"honglam_notices_{state}": float(count) for state, count in queries.count_by_state().items()}


def send_again(*, actor: Actor, message_id: UUID, at: datetime) -> None:
    """Start over with a message that failed or died.

    Raises MessageNotFound for who may not; NeverWritten, InboxNotSent, CodeErased where there is nothing to send.
    """
    delivery.send_again(actor=actor, message_id=message_id, at=at)


def put_aside(*, actor: Actor, message_id: UUID, at: datetime) -> None:
    """Put a dead message aside: the person was told another way. Raises MessageNotFound for who may not."""
    delivery.put_aside(actor=actor, message_id=message_id, at=at)


def deliver(*, message_ids: Iterable[UUID], at: datetime) -> int:
    """Hand messages over to their gateways; returns how many were taken there. One fault stops no other message."""
    return handing.deliver(message_ids=message_ids, gateways=_gateways(), at=at)


def deliver_overdue(*, at: datetime) -> int:
    """Hand over what should have gone a minute ago: its job was lost, or its worker was killed."""
    return handing.deliver_overdue(gateways=_gateways(), at=at)


def list_letters_of(*, recipient_key: str, limit: int) -> Iterator[dict[str, Any]]:
    """What was written to one reader, newest first, as facts for a copy of their data. One query."""
    for row in queries.list_own(recipient_key=recipient_key, limit=limit):
        yield {
            "written_at": row.created_at.isoformat(),
            "subject": row.subject,
            "text": row.body,
            "read_at": row.read_at.isoformat() if row.read_at else None,
        }


def ask_receipts(*, at: datetime) -> int:
    """Ask the SMS gateway what became of the texts it took; returns how many it knew about."""
    return handing.ask_receipts(ask=sms.ask_receipt, at=at)


def _gateways() -> handing.Gateways:
    return {Channel.EMAIL: mail.hand_over, Channel.SMS: sms.hand_over, Channel.ZALO: zalo.hand_over}
