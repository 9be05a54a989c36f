"""What happened to agencies and their people. Other blocks move open work, or tell somebody."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from honglam.kernel.values import Event


@dataclass(frozen=True, kw_only=True)
class AgencyMoved(Event):
    """An agency hangs elsewhere in the tree: whoever stands above its work is now somebody else."""

    name: ClassVar[str] = "directory.agency_moved"
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class AgencyEnded(Event):
    """An agency's last day is over: its open work belongs to `successor_ids` from the day after."""

    name: ClassVar[str] = "directory.agency_ended"
    agency_id: int
    last_day: date
    successor_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class PostHeld(Event):
    """Somebody was appointed to a post."""

    name: ClassVar[str] = "directory.post_held"
    holding_id: int
    post_id: int
    account_id: UUID
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class PostLeft(Event):
    """Somebody's last day in a post is over: open work of theirs there needs another hand."""

    name: ClassVar[str] = "directory.post_left"
    holding_id: int
    post_id: int
    account_id: UUID
    last_day: date


@dataclass(frozen=True, kw_only=True)
class AbsenceRegistered(Event):
    """Somebody is away, and somebody else acts in their post. An absence may be cancelled before its first day.

    `absence_id`: None in events of earlier versions. `by_id`: who registered it, None for the system and in those.
    """

    name: ClassVar[str] = "directory.absence_registered"
    holding_id: int
    post_id: int
    account_id: UUID
    deputy_id: UUID
    first_day: date
    last_day: date
    absence_id: int | None = None
    by_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class AbsenceCancelled(Event):
    """Somebody is not away after all, or back early: whoever acted in their post does so no longer."""

    name: ClassVar[str] = "directory.absence_cancelled"
    absence_id: int
    holding_id: int
    post_id: int
    account_id: UUID
    deputy_id: UUID
