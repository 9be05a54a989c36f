"""Events and their subscribers.

`publish` writes one outbox row in the caller's transaction and nothing else; the relay (relay.py) hands committed rows
to the job queue. A subscriber hears each event at least once from the queue and acts on it exactly once: its receipt is
written in the transaction of what it does.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from honglam.kernel.ids import uuid7
from honglam.kernel.models import OutboxMessage
from honglam.kernel.ready import insert
from honglam.kernel.values import Event

E = TypeVar("E", bound=Event)


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """An event as a batch subscriber receives it."""

    id: UUID
    at: datetime
    event: Event


@dataclass(frozen=True, kw_only=True)
class Subscriber:
    """A named listener to one kind of event. `batch` listeners receive a list of `Delivered` in one transaction."""

    name: str
    event_type: type[Event]
    handler: Callable[..., None]
    batch: bool = False


_subscribers: dict[str, Subscriber] = {}
_by_event: dict[str, list[Subscriber]] = {}


def subscribe(
    event_type: type[Event], *, name: str, batch: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register the decorated function as a subscriber.

    Single: `handler(event, *, event_id, at)`. Batch: `handler(list[Delivered])`. `name` is `block.what`, stable for
    ever: receipts are kept under it.
    """

    def register(handler: Callable[..., None]) -> Callable[..., None]:
        if name in _subscribers:
            raise ValueError(f"subscriber {name} is registered already")
        subscriber = Subscriber(name=name, event_type=event_type, handler=handler, batch=batch)
        _subscribers[name] = subscriber
        _by_event.setdefault(event_type.name, []).append(subscriber)
        return handler

    return register


def subscriber(name: str) -> Subscriber:
    """The subscriber of that name, or KeyError."""
    return _subscribers[name]


def subscribers_of(event_name: str) -> list[Subscriber]:
    """Everybody who listens to events of that name."""
    return _by_event.get(event_name, [])


def known_names(base: type[Event] = Event) -> set[str]:
    """The names of all events that this release knows, whether or not anybody listens to them."""
    own = {base.name} if "name" in vars(base) else set()
    return own.union(*(known_names(kind) for kind in base.__subclasses__()))


def publish(event: Event, *, at: datetime) -> UUID:
    """Put the event into the outbox of the running transaction; returns the event's id."""
    return publish_many([event], at=at)[0]


def publish_many(events: Iterable[Event], *, at: datetime) -> list[UUID]:
    """Put several events into the outbox in one round trip."""
    rows = [
        OutboxMessage(id=uuid7(), kind="event", name=event.name, payload=msgspec.to_builtins(event), at=at)
        for event in events
    ]
    insert(rows)
    return [row.id for row in rows]


def decode(event_type: type[E], payload: dict[str, Any]) -> E:
    """The event back from its stored form."""
    return msgspec.convert(payload, type=event_type, strict=False)
