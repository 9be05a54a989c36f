"""Whose inbox an actor opens, and who may see what did not arrive."""

from uuid import UUID

from honglam.kernel.values import Actor, ActorKind
from honglam.notices.contracts import LetterNotFound, MessageNotFound
from honglam.notices.models import Message
from honglam.notices.rules.again import why_not_again

KEEPERS = ("administrator", "procedure_controller")


def require_keeper(*, actor: Actor) -> None:
    """Administrators, controllers of procedures and the system keep the words; for others there are none."""
    if actor.kind is not ActorKind.SYSTEM and not actor.has_role(*KEEPERS):
        raise LetterNotFound


def inbox_key(*, actor: Actor) -> str:
    """The name of a person's own inbox; nobody opens another one."""
    if actor.id is None:
        raise MessageNotFound
    return f"account:{actor.id}"


def get_own(*, actor: Actor, message_id: UUID) -> Message:
    """A message of the actor's own inbox."""
    row = Message.objects.filter(id=message_id, recipient_key=inbox_key(actor=actor), channel="inbox").first()
    if row is None:
        raise MessageNotFound
    return row


def get_undelivered(*, actor: Actor, message_id: UUID) -> Message:
    """A message that did not arrive and can be sent again, for an administrator.

    Raises MessageNotFound, NeverWritten, InboxNotSent, CodeErased.
    """
    row = _undelivered(actor, message_id, states=("failed", "dead"))
    refusal = why_not_again(channel=row.channel, state=row.state, trouble=row.trouble, body=row.body, secret=row.secret)
    if refusal:
        raise refusal
    return row


def get_dead(*, actor: Actor, message_id: UUID) -> Message:
    """A message that was given up, whether or not it could be sent again. Raises MessageNotFound."""
    return _undelivered(actor, message_id, states=("dead",))


def _undelivered(actor: Actor, message_id: UUID, *, states: tuple[str, ...]) -> Message:
    open_ones = Message.objects.filter(state__in=states, erased_at=None, settled_at=None)
    row = open_ones.select_for_update().filter(id=message_id).first() if actor.has_role("administrator") else None
    if row is None:
        raise MessageNotFound
    return row
