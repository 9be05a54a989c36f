"""What others hear of scoring rounds."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from honglam.kernel.values import Event


@dataclass(frozen=True, kw_only=True)
class SheetMoved(Event):
    """Somebody did something to an agency's sheet, or a rule reminded of it; `what` is the verb, or `reminded`.

    `criterion` where it concerns one; `days` after the day it is due, negative before it; told with reminders.
    """

    name: ClassVar[str] = "indicators.sheet_moved"

    subject_id: UUID
    round_id: UUID
    what: str
    state: str
    agency_id: int
    owner_id: int
    actor_id: UUID | None
    actor_name: str
    words: str = ""
    criterion: str = ""
    days: int = 0


@dataclass(frozen=True, kw_only=True)
class SheetsWaiting(Event):
    """So many sheets of a round wait for the agency that scores, or its answers to appeals; told on certain days."""

    name: ClassVar[str] = "indicators.sheets_waiting"

    round_id: UUID
    owner_id: int
    count: int
    days: int
