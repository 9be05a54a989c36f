"""What others hear of written reports."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from honglam.kernel.values import Event


@dataclass(frozen=True, kw_only=True)
class WritingMoved(Event):
    """Somebody did something to a written report; `what` is the line's code."""

    name: ClassVar[str] = "indicators.writing_moved"

    report_id: UUID
    what: str
    state: str
    agency_id: int
    actor_id: UUID | None
    actor_name: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class WritingDue(Event):
    """A report is due in so many days, or late by so many (`days` above zero); `report_id` once somebody has begun."""

    name: ClassVar[str] = "indicators.writing_due"

    pattern: str
    agency_id: int
    first_on: date
    last_on: date
    due_on: date
    days: int
    report_id: UUID | None = None
