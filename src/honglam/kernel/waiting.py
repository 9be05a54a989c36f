"""Where a page of the one worklist begins in what one block has, as a shape of a query and its values.

The worklist is ordered by due time, kind, id. What was shown last may be of another block: what is due at the very same
moment then comes after it or before, as its kind does.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import Enum
from uuid import UUID

from django.db.models import Q

from honglam.kernel.registry import WaitingKey

DUE, ID = datetime(1971, 1, 2, 3, 4, 5, tzinfo=UTC), UUID(int=0x1971)
"""Samples for a query compiled once: where the due time and the id of what was shown last will stand."""


class Turn(Enum):
    """How a block's rows stand to what was shown last."""

    FIRST = "nothing was shown yet"
    SAME = "it was of this kind"
    AFTER = "this kind comes after it"
    BEFORE = "this kind comes before it"


def turn_of(after: WaitingKey | None, kind: str) -> Turn:
    """The shape of the condition `behind`."""
    if after is None:
        return Turn.FIRST
    if after.kind == kind:
        return Turn.SAME
    return Turn.AFTER if after.kind < kind else Turn.BEFORE


def behind(turn: Turn, *, due: datetime, after: UUID, column: str = "due_at", key: str = "id") -> Q:
    """What of a block still waits to be shown, by the column of its due times and that of its ids."""
    later = Q(**{f"{column}__gt": due})
    if turn is Turn.FIRST:
        return Q()
    if turn is Turn.SAME:
        return later | Q(**{column: due, f"{key}__gt": after})
    return later | Q(**{column: due}) if turn is Turn.AFTER else later


def holder_of(filters: Mapping[str, str]) -> str:
    """`me`, `nobody`, or nothing for whatever else an address says: part of a shape, so never what somebody typed."""
    asked = filters.get("holder", "")
    return asked if asked in ("me", "nobody") else ""


def shown_last(after: WaitingKey | None) -> tuple[datetime, UUID]:
    """Its due time and id; anything where nothing was shown."""
    return (DUE, ID) if after is None else (after.due_at, after.id)
