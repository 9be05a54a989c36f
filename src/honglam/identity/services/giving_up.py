"""What hangs on a contact ends when an account gives it up: whoever proves it next is not who was meant.

A telephone number goes to somebody else within months. So what was sent to whoever proves it and is not answered yet
ends within the same transaction; blocks above register what of theirs that is.
"""

from datetime import datetime
from typing import Protocol

from honglam.identity.services.mandates import end_offers_to
from honglam.kernel.registry import Registry
from honglam.kernel.values import Actor


class EndSentTo(Protocol):
    """Ends what was sent to a contact and still waits for its owner; part of the caller's transaction."""

    def __call__(self, *, actor: Actor, contact: str, at: datetime) -> None:
        """`contact` as it is stored; `actor` is who gives it up."""
        ...


sent_to_contacts: Registry[EndSentTo] = Registry("sent_to_contacts")


def end_sent_to(*, actor: Actor, contact: str | None, at: datetime) -> None:
    """Part of the verbs that take a contact off an account; no contact, nothing to end."""
    if not contact:
        return
    end_offers_to(actor=actor, contact=contact, at=at)
    for end in sent_to_contacts.values():
        end(actor=actor, contact=contact, at=at)
