"""What every verb on a number leaves behind: the audit entry, and the event for other systems."""

from collections.abc import Mapping
from datetime import datetime

from honglam.kernel import audit, events
from honglam.kernel.values import Actor
from honglam.queue.contracts import TicketMoved
from honglam.queue.models import Ticket

_ACTIONS = {"taken": "ticket_taken", "given_back": "ticket_given_back"}


def tell(row: Ticket, what: str, *, actor: Actor, at: datetime, detail: Mapping[str, object] | None = None) -> None:
    """Record it and publish it, in the transaction of the verb."""
    audit.record(
        actor=actor,
        action=f"queue.{_ACTIONS.get(what, what)}",
        subject_kind="ticket",
        subject_id=row.id,
        at=at,
        detail={"label": row.label, **(detail or {})},
    )
    waited = row.first_called_at - row.taken_at if row.first_called_at else None
    events.publish(
        TicketMoved(
            ticket_id=row.id,
            desk_id=row.hall.desk_id,
            label=row.label,
            group=row.group.code,
            what=what,
            state=row.state,
            taken_by=row.taken_by,
            first=row.rank == 0,
            window=row.window,
            waited_seconds=int(waited.total_seconds()) if waited is not None else None,
            moved_at=at,
        ),
        at=at,
    )
