"""Runs of handing over: a list of messages, what is overdue, and asking what became of texts.

A gateway that hangs costs a worker its whole time limit for each message. A run that looks after everything therefore
has a time of its own, and leaves a gateway alone as soon as it does not answer; the next run is a minute away.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from enum import Enum, auto
from time import monotonic
from uuid import UUID

from honglam.notices import queries
from honglam.notices.contracts import Channel, DeliveryFault, Outgoing, Receipt, Trouble
from honglam.notices.services import delivery

log = logging.getLogger("honglam.notices")
BATCH = 200
BUDGET = 60.0
"""Seconds after which a run takes nothing more up; an overdue one has a part of it for each channel."""
_RECEIPTS_FOR = timedelta(days=3)
_LOST = timedelta(minutes=1)


Gateways = Mapping[Channel, Callable[[Outgoing], str]]
"""How each channel hands a message over, and under which number the far end keeps it."""


class _Outcome(Enum):
    TAKEN = auto()
    NOT_TAKEN = auto()
    UNREACHABLE = auto()


def deliver(*, message_ids: Iterable[UUID], gateways: Gateways, at: datetime) -> int:
    """Hand messages over to their gateways; returns how many were taken there. One fault stops no other message."""
    clock = _clock_from(at)
    return sum(_deliver_one(message_id, gateways, clock()) is _Outcome.TAKEN for message_id in message_ids)


def deliver_overdue(*, gateways: Gateways, at: datetime) -> int:
    """Hand over what should have gone a minute ago: its job was lost, or its worker was killed.

    What was to be erased meanwhile is given up instead.
    """
    clock = _clock_from(at)
    delivery.give_up_erased(at=at - _LOST, limit=BATCH)
    return sum(_deliver_overdue_on(channel, gateways, clock) for channel in Channel)


def ask_receipts(*, ask: Callable[[str], Receipt], at: datetime) -> int:
    """Ask the SMS gateway what became of the texts it took; returns how many it knew about."""
    known, ends = 0, monotonic() + BUDGET
    for message_id, reference in queries.list_without_receipt(since=at - _RECEIPTS_FOR, limit=BATCH):
        try:
            receipt = ask(reference)
        except DeliveryFault as fault:
            log.warning("the SMS gateway could not be asked what became of texts: %s", fault)
            break
        if receipt is not Receipt.NONE:
            delivery.record_receipt(message_id=message_id, receipt=receipt, at=at)
            known += 1
        if monotonic() > ends:
            break
    return known


def _deliver_overdue_on(channel: Channel, gateways: Gateways, clock: Callable[[], datetime]) -> int:
    taken, ends = 0, monotonic() + BUDGET / len(Channel)
    for message_id in queries.list_overdue(channel=channel, at=clock() - _LOST, limit=BATCH):
        outcome = _deliver_one(message_id, gateways, clock())
        taken += outcome is _Outcome.TAKEN
        if outcome is _Outcome.UNREACHABLE or monotonic() > ends:
            break
    return taken


def _clock_from(at: datetime) -> Callable[[], datetime]:
    """A slow server may hold us for minutes, and a claim counts from the moment at which it is made."""
    started = monotonic()
    return lambda: at + timedelta(seconds=monotonic() - started)


def _deliver_one(message_id: UUID, gateways: Gateways, at: datetime) -> _Outcome:
    message = delivery.take_message(message_id=message_id, at=at)
    if message is None:
        return _Outcome.NOT_TAKEN
    try:
        reference = _hand_over(message, gateways)
    except DeliveryFault as fault:
        log.warning("message %s was not taken: %s", message_id, fault)
        return _settle_failed(message_id, fault, at)
    except Exception as error:
        # A mistake of ours over one message: left in the air it would be taken up for ever, unseen, before all others.
        log.exception("message %s could not be handed over", message_id)
        return _settle_failed(message_id, DeliveryFault(f"{type(error).__name__}: {error}", trouble=None), at)
    delivery.settle_sent(message_id=message_id, reference=reference, at=at)
    return _Outcome.TAKEN


def _settle_failed(message_id: UUID, fault: DeliveryFault, at: datetime) -> _Outcome:
    delivery.settle_failed(message_id=message_id, fault=fault, at=at)
    return _Outcome.UNREACHABLE if fault.trouble is Trouble.UNREACHABLE else _Outcome.NOT_TAKEN


def _hand_over(message: Outgoing, gateways: Gateways) -> str:
    if message.channel not in gateways:
        raise DeliveryFault("an inbox has no gateway", trouble=Trouble.NOT_WRITTEN, final=True)
    return gateways[message.channel](message)
