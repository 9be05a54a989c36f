"""Calling numbers to windows. Two clerks who press at the same moment get two numbers: the row is locked or skipped."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.text import nfc
from honglam.kernel.values import SYSTEM, Actor
from honglam.queue import access
from honglam.queue.contracts import (
    FinishFirst,
    GroupNotFound,
    NobodyWaits,
    TicketMovedOn,
    TicketState,
    TicketView,
    WindowTaken,
)
from honglam.queue.models import Hall, Ticket, Turn
from honglam.queue.queries.tickets import called_for, recent_priorities, ticket_view
from honglam.queue.rules import MOVES, ordinary_first
from honglam.queue.services.telling import tell

_BATCH = 1000


@transaction.atomic
def call_next(*, actor: Actor, window: int, group_codes: Sequence[str], at: datetime) -> TicketView:
    """Call who is next in these groups, or in one retired since, to a window.

    Raises `FinishFirst`, `WindowTaken`, `NobodyWaits`.
    """
    hall = access.hall_of(actor=actor)
    day = local(at).date()
    _must_be_free(hall, actor, window, at)
    waiting = Ticket.objects.filter(called_for(group_codes), hall=hall, day=day, state=TicketState.WAITING.value)
    recent = recent_priorities(hall=hall, day=day, group_codes=group_codes, count=hall.priority_in_row)
    first = "-rank" if ordinary_first(recent, hall.priority_in_row) else "rank"
    row = (
        waiting.select_for_update(skip_locked=True, of=("self",))
        .select_related("group", "hall")
        .order_by(first, "queued_at", "id")
        .first()
    )
    if row is None:
        raise NobodyWaits
    row.state, row.first_called_at = TicketState.CALLED.value, row.first_called_at or at
    _call(row, actor=actor, window=window, at=at, what="called")
    Turn.objects.create(hall=hall, group=row.group, day=day, at=at, priority=row.rank == 0)
    return ticket_view(row)


@transaction.atomic
def call_again(*, actor: Actor, ticket_id: UUID, window: int, at: datetime) -> TicketView:
    """Call a number once more, also one whose holder did not come at first. Raises `TicketMovedOn`, `FinishFirst`."""
    row = _ticket(actor, ticket_id, "call_again", at)
    if row.state == TicketState.NO_SHOW:
        _must_be_free(row.hall, actor, window, at)
    elif row.clerk_id != actor.id:
        raise TicketMovedOn(label=row.label)
    row.state, row.finished_at = TicketState.CALLED.value, None
    _call(row, actor=actor, window=window, at=at, what="called_again")
    return ticket_view(row)


@transaction.atomic
def miss(*, actor: Actor, ticket_id: UUID, at: datetime) -> None:
    """Nobody came. Raises `TicketMovedOn`."""
    _end(actor, ticket_id, "miss", TicketState.NO_SHOW, at)


@transaction.atomic
def finish(*, actor: Actor, ticket_id: UUID, at: datetime) -> None:
    """The person was served. Raises `TicketMovedOn`."""
    _end(actor, ticket_id, "finish", TicketState.DONE, at)


@transaction.atomic
def release(*, actor: Actor, ticket_id: UUID, window: int, at: datetime) -> None:
    """A colleague left with a number in hand: it can be called again, and the window serves others.

    For whoever sits down at that window, and for the head of the desk at any. Raises `TicketMovedOn`.
    """
    row = _ticket(actor, ticket_id, "miss", at)
    if row.window != window and not access.is_head(actor):
        raise TicketMovedOn(label=row.label)
    row.state, row.finished_at = TicketState.NO_SHOW.value, at
    row.save(update_fields=["state", "finished_at"])
    tell(row, row.state, actor=actor, at=at, detail={"window": row.window, "left_by": str(row.clerk_id)})


@transaction.atomic
def transfer(*, actor: Actor, ticket_id: UUID, group_code: str, at: datetime) -> None:
    """To another group, with the number and the time it was taken: nobody goes back to the end of a line.

    When it was first called stays, since the wait ended there; what a colleague has in hand is theirs. Raises
    `GroupNotFound`, `TicketMovedOn`.
    """
    row = _ticket(actor, ticket_id, "transfer", at)
    if row.state == TicketState.CALLED and row.clerk_id != actor.id:
        raise TicketMovedOn(label=row.label)
    group = row.hall.groups.filter(code=nfc(group_code), retired_at=None).exclude(pk=row.group_id).first()
    if group is None:
        raise GroupNotFound(field="group")
    detail = {"from": row.group.code, "to": group.code}
    row.group, row.state, row.window, row.clerk_id = group, TicketState.WAITING.value, None, None
    row.called_at = row.finished_at = None
    row.save()
    tell(row, "transferred", actor=actor, at=at, detail=detail)


@transaction.atomic
def close_day(*, at: datetime) -> int:
    """Numbers of earlier days that were never finished are over; how many."""
    rows = list(
        Ticket.objects.select_for_update(skip_locked=True)
        .filter(day__lt=local(at).date(), state__in=[TicketState.WAITING.value, TicketState.CALLED.value])
        .order_by("day")[:_BATCH]
    )
    Ticket.objects.filter(id__in=[row.id for row in rows]).update(state=TicketState.CLOSED.value)
    audit.record_many(
        audit.Entry(actor=SYSTEM, action="queue.closed", subject_kind="ticket", subject_id=row.id, at=at)
        for row in rows
    )
    return len(rows)


def _ticket(actor: Actor, ticket_id: UUID, move: str, at: datetime) -> Ticket:
    row = access.ticket_for(hall=access.hall_of(actor=actor), ticket_id=ticket_id, day=local(at).date())
    if TicketState(row.state) not in MOVES[move]:
        raise TicketMovedOn(label=row.label)
    return row


def _must_be_free(hall: Hall, actor: Actor, window: int, at: datetime) -> None:
    """Neither the clerk, at whichever hall, nor the window has a number in hand; the database refuses what two presses
    try at once."""
    called = Ticket.objects.filter(day=local(at).date(), state=TicketState.CALLED.value)
    mine = called.filter(clerk_id=actor.id).first()
    if mine is not None:
        raise FinishFirst(label=mine.label)
    if called.filter(hall=hall, window=window).exists():
        raise WindowTaken(field="window", window=window)


def _call(row: Ticket, *, actor: Actor, window: int, at: datetime, what: str) -> None:
    row.window, row.clerk_id, row.called_at = window, actor.id, at
    row.call_count += 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as fault:
        raise WindowTaken(field="window", window=window) from fault
    tell(row, what, actor=actor, at=at, detail={"window": window})


def _end(actor: Actor, ticket_id: UUID, move: str, state: TicketState, at: datetime) -> None:
    row = _ticket(actor, ticket_id, move, at)
    if row.clerk_id != actor.id:
        raise TicketMovedOn(label=row.label)
    row.state, row.finished_at = state.value, at
    row.save(update_fields=["state", "finished_at"])
    tell(row, state.value, actor=actor, at=at)
