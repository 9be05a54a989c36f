"""Taking a number, and giving it back."""

import secrets
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from honglam.kernel.clock import local
from honglam.kernel.text import nfc
from honglam.kernel.values import Actor
from honglam.queue import access
from honglam.queue.contracts import (
    GroupNotFound,
    HallClosed,
    Priority,
    PriorityNotGiven,
    TakenAt,
    TicketMovedOn,
    TicketState,
    TicketView,
)
from honglam.queue.models import Hall, Ticket
from honglam.queue.queries.tickets import ticket_view
from honglam.queue.rules import MOVES, label_of
from honglam.queue.services.telling import tell
from honglam.worktime import api as worktime

EARLY = timedelta(minutes=30)
"""People come before the doors open: numbers are given from then on."""
_NEXT = """
INSERT INTO queue_daynumber AS n (hall_id, day, letter, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (hall_id, day, letter) DO UPDATE SET last = n.last + 1 RETURNING last
"""


@transaction.atomic
def take_ticket(
    *, actor: Actor, hall: Hall, group_code: str, priority: Priority, taken_by: TakenAt, at: datetime
) -> TicketView:
    """The next number of a group. Raises `GroupNotFound`, `PriorityNotGiven`, `HallClosed`.

    The number is taken last, under its counter's row lock: two kiosks never print one twice, a failure leaves no gap.
    """
    group = hall.groups.filter(code=nfc(group_code), retired_at=None).first()
    if group is None:
        raise GroupNotFound(field="group")
    if priority is not Priority.NONE and priority.value not in hall.priorities:
        raise PriorityNotGiven(field="priority")
    if worktime.next_working_moment(at=at) - at > EARLY:
        raise HallClosed
    day = local(at).date()
    row = Ticket(
        token=secrets.token_urlsafe(12),
        hall=hall,
        group=group,
        day=day,
        priority=priority.value,
        rank=1 if priority is Priority.NONE else 0,
        state=TicketState.WAITING.value,
        taken_by=taken_by.value,
        taken_at=at,
        queued_at=at,
    )
    row.label = label_of(group.letter, _next_number(hall, group.letter, day))
    row.save(force_insert=True)
    tell(row, "taken", actor=actor, at=at, detail={"taken_by": row.taken_by})
    return ticket_view(row)


@transaction.atomic
def give_back(*, actor: Actor, token: str, at: datetime) -> None:
    """Whoever holds the number does not wait any longer. Raises `TicketNotFound`, `TicketMovedOn`."""
    row = access.ticket_by_token(token=token, day=local(at).date(), lock=True)
    if TicketState(row.state) not in MOVES["give_back"]:
        raise TicketMovedOn(label=row.label)
    row.state, row.finished_at = TicketState.GONE.value, at
    row.save(update_fields=["state", "finished_at"])
    tell(row, "given_back", actor=actor, at=at)


def _next_number(hall: Hall, letter: str, day: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [hall.pk, day, letter])
        row = cursor.fetchone()
    return int(row[0])
