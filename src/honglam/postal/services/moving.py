"""What every verb on a parcel has in common: is the move lawful, the line, the audit entry, the event."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from honglam.kernel import audit, events
from honglam.kernel.text import nfc
from honglam.kernel.values import Actor
from honglam.postal.contracts import STATE_LABELS, ParcelElsewhere, ParcelMoved, ParcelState
from honglam.postal.models import Parcel, ParcelLine
from honglam.postal.rules.stages import may_move

_S = ParcelState
EXPECTED: Mapping[ParcelState, timedelta] = {
    _S.PREPARED: timedelta(hours=4),
    _S.COLLECTED: timedelta(days=1),
    _S.REFUSED: timedelta(days=1),
    _S.WAITING: timedelta(days=1),
    _S.RESULT_COLLECTED: timedelta(days=3),
    _S.UNDELIVERED: timedelta(days=1),
    _S.LOST: timedelta(days=1),
}
"""When the next move of a parcel should have come: our own measure for the worklist, no time limit of law."""


def require_state(parcel: Parcel, target: ParcelState) -> None:
    """Raises ParcelElsewhere where the parcel cannot come into `target` from where it is."""
    if not may_move(ParcelState(parcel.state), target):
        raise elsewhere(parcel)


def one_line(text: str, most: int) -> str:
    """What was typed, composed, without blanks and signs that nobody sees, at most so many letters long."""
    return " ".join(nfc(text).split())[:most]


def elsewhere(parcel: Parcel, *, field: str | None = None) -> ParcelElsewhere:
    """The refusal that names where the parcel is, at the `field` in which it was chosen."""
    label = STATE_LABELS[ParcelState(parcel.state)]
    return ParcelElsewhere(field=field, number=parcel.number or parcel.code, state=label)


def move(
    parcel: Parcel,
    target: ParcelState,
    *,
    actor: Actor,
    at: datetime,
    what: str,
    told_at: datetime | None = None,
    reason: str = "",
    content: dict[str, Any] | None = None,
) -> None:
    """Put the parcel into a state, save it whole, leave the trace. The only place where a parcel's state changes.

    Raises ParcelElsewhere where it cannot come there; a new parcel begins where it likes.
    """
    if parcel.line_count:
        require_state(parcel, target)
    source, parcel.state = parcel.state, target.value
    parcel.due_at = at + EXPECTED.get(target, timedelta())
    parcel.reason = reason or parcel.reason
    write_line(parcel, source=source, actor=actor, at=at, what=what, told_at=told_at, reason=reason, content=content)
    events.publish(moved(parcel, actor=actor, at=at, what=what, reason=reason), at=at)


def mark(
    parcel: Parcel, *, actor: Actor, at: datetime, what: str, reason: str = "", content: dict[str, Any] | None = None
) -> None:
    """Save what else changed about a parcel that stays where it is; leave the trace and tell it."""
    write_line(parcel, source=parcel.state, actor=actor, at=at, what=what, reason=reason, content=content)
    events.publish(moved(parcel, actor=actor, at=at, what=what, reason=reason), at=at)


def settle(parcel: Parcel, *, actor: Actor, at: datetime, what: str = "settled", reason: str = "") -> None:
    """Nobody has anything to do about it any more: it leaves the lists."""
    parcel.settled_at = at
    mark(parcel, actor=actor, at=at, what=what, reason=reason)


def write_line(
    parcel: Parcel,
    *,
    source: str,
    actor: Actor,
    at: datetime,
    what: str,
    told_at: datetime | None = None,
    reason: str = "",
    content: dict[str, Any] | None = None,
) -> None:
    """The next line of the parcel's history and its audit entry."""
    parcel.line_count += 1
    parcel.save(force_insert=parcel.line_count == 1)
    ParcelLine.objects.create(
        parcel_id=parcel.id,
        line=parcel.line_count,
        at=at,
        told_at=told_at,
        what=what,
        state_from=source,
        state_to=parcel.state,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        actor_name=actor.name,
        post_id=actor.post_id,
        unit_id=actor.unit_id,
        agency_id=actor.agency_id,
        reason=reason,
        content=content or {},
    )
    audit.record(
        actor=actor,
        action=f"postal.{what}",
        subject_kind="parcel",
        subject_id=parcel.id,
        at=at,
        detail={"line": parcel.line_count, "from": source, "to": parcel.state, "reason": reason},
    )


def moved(parcel: Parcel, *, actor: Actor, at: datetime, what: str, reason: str) -> ParcelMoved:
    """The event of a parcel as it stands."""
    return ParcelMoved(
        parcel_id=parcel.id,
        number=parcel.number,
        direction=parcel.direction,
        state=parcel.state,
        desk_id=parcel.desk_id,
        office_id=parcel.office_id,
        dossier_id=parcel.dossier_id,
        procedure_code=parcel.procedure_code,
        moved_at=at,
        reason=reason,
        actor_name=actor.name,
        what=what,
    )
