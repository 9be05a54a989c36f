"""Handing messages over. A message belongs to one worker at a time; what it did is an attempt row.

Taking a message and settling it are two transactions with the gateway's call between them. A worker killed in between
leaves the message taken; once the claim has run out another worker takes it, and a mail server sees the same
Message-ID again. That is the only way in which anybody gets a message twice.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from honglam.kernel import audit, jobs
from honglam.kernel.ids import uuid7
from honglam.kernel.values import Actor
from honglam.notices import access, queries
from honglam.notices.contracts import Channel, DeliveryFault, Outgoing, Receipt, State, Trouble
from honglam.notices.models import Attempt, Message
from honglam.notices.rules.retry import CLAIM, next_attempt
from honglam.notices.services.retention import ERASED, forget, forget_attempts

_SHARED = (
    "dedupe_key",
    "template",
    "recipient_key",
    "recipient_name",
    "address",
    "subject",
    "body",
    "language",
    "url",
    "secret",
    "subject_kind",
    "subject_id",
)


def take_message(*, message_id: UUID, at: datetime) -> Outgoing | None:
    """Take a message for sending; None if it is done, not due yet, to be erased, or in another worker's hands."""
    due = Message.objects.filter(queries.UNFINISHED, id=message_id, next_attempt_at__lte=at, erased_at=None)
    taken = due.update(state=State.SENDING, attempts=F("attempts") + 1, next_attempt_at=at + CLAIM)
    return queries.as_outgoing(Message.objects.get(id=message_id)) if taken else None


@transaction.atomic
def give_up_erased(*, at: datetime, limit: int) -> int:
    """Letters whose reader asked for erasure while a worker had them that was killed; returns how many."""
    held = Message.objects.filter(state=State.SENDING, erased_at__isnull=False, next_attempt_at__lt=at)
    rows = list(held.order_by("next_attempt_at").select_for_update(skip_locked=True)[:limit])
    for row in rows:
        row.state, row.next_attempt_at = State.DEAD, None
        _forget_what_must(row)
        row.save()
    return len(rows)


@transaction.atomic
def settle_sent(*, message_id: UUID, reference: str, at: datetime) -> None:
    """The gateway has it."""
    row = Message.objects.select_for_update().get(id=message_id)
    row.state, row.sent_at, row.next_attempt_at = State.SENT, at, None
    row.provider_ref, row.trouble, row.last_error = _storable(reference)[:100], "", ""
    _forget_what_must(row)
    row.save()
    Attempt.objects.create(message=row, at=at, outcome=State.SENT)


@transaction.atomic
def settle_failed(*, message_id: UUID, fault: DeliveryFault, at: datetime) -> None:
    """The gateway did not take it: try again later, or give up where a person sees it."""
    row = Message.objects.select_for_update().get(id=message_id)
    again = None if fault.final or row.erased_at else next_attempt(attempts=row.attempts, at=at)
    row.state = State.FAILED if again else State.DEAD
    row.trouble, row.last_error = fault.trouble.value if fault.trouble else "", _storable(str(fault))[:1000]
    row.next_attempt_at = again
    if again:
        jobs.defer("notices.deliver", at=again, message_ids=[message_id])
    else:
        if row.channel == Channel.ZALO and not row.erased_at:
            _write_text_instead(row, at)
        _forget_what_must(row)
    row.save()
    Attempt.objects.create(message=row, at=at, outcome=row.state, detail=row.last_error)


@transaction.atomic
def record_receipt(*, message_id: UUID, receipt: Receipt, at: datetime) -> None:
    """What the far end said. A text message that did not reach the telephone is as dead as one never sent."""
    row = Message.objects.select_for_update().get(id=message_id)
    row.receipt = receipt
    if receipt is Receipt.UNDELIVERED:
        row.state, row.trouble = State.DEAD, Trouble.NOT_REACHED.value
        row.last_error = "the telephone could not be reached"
    row.save()
    Attempt.objects.create(message=row, at=at, outcome=row.state, detail=receipt.value)


def _forget_what_must(row: Message) -> None:
    """A secret that was sent or given up is erased: a code has no business in a database any longer.

    So is a letter whose reader asked for it while it was on its way.
    """
    if row.secret:
        row.subject, row.body, row.form = ERASED, ERASED, None
    if row.erased_at:
        forget(row, at=row.erased_at)
        forget_attempts([row])


def _storable(said: str) -> str:
    """What a far end says may hold a sign that the database does not take; a message must not hang on that."""
    return said.replace("\x00", "")


def _write_text_instead(row: Message, at: datetime) -> None:
    """Whom Zalo does not reach gets the same words as a text message: it is the telephone that people have."""
    text = Message(
        id=uuid7(),
        channel=Channel.SMS,
        state=State.QUEUED,
        next_attempt_at=at,
        created_at=at,
        **{name: getattr(row, name) for name in _SHARED},
    )
    made = Message.objects.bulk_create([text], ignore_conflicts=True)
    jobs.defer("notices.deliver", message_ids=[one.id for one in made])


@transaction.atomic
def send_again(*, actor: Actor, message_id: UUID, at: datetime) -> None:
    """An administrator has mended what was wrong: start over. Raises what `access.get_undelivered` does."""
    row = access.get_undelivered(actor=actor, message_id=message_id)
    row.state, row.attempts, row.next_attempt_at, row.receipt = State.QUEUED, 0, at, Receipt.NONE
    row.save()
    jobs.defer("notices.deliver", message_ids=[message_id])
    audit.record(
        actor=actor, action="notices.sent_again", subject_kind="message", subject_id=message_id, at=at, detail={}
    )


@transaction.atomic
def put_aside(*, actor: Actor, message_id: UUID, at: datetime) -> None:
    """An administrator has told the person another way: nobody need look at it. Raises what `access.get_dead` does."""
    row = access.get_dead(actor=actor, message_id=message_id)
    row.settled_at = at
    row.save(update_fields=["settled_at"])
    audit.record(actor=actor, action="notices.put_aside", subject_kind="message", subject_id=message_id, at=at)


@transaction.atomic
def mark_read(*, actor: Actor, message_id: UUID, at: datetime) -> Message:
    """The owner of the inbox has read a message; the first time is remembered."""
    row = access.get_own(actor=actor, message_id=message_id)
    if row.read_at is None:
        row.read_at = at
        row.save(update_fields=["read_at"])
    return row


@transaction.atomic
def mark_all_read(*, actor: Actor, at: datetime) -> int:
    """The owner of the inbox has read everything; returns how many messages were new."""
    key = access.inbox_key(actor=actor)
    return Message.objects.filter(recipient_key=key, channel="inbox", read_at=None).update(read_at=at)
