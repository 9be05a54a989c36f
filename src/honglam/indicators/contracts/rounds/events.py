"""What others hear of reporting rounds."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from honglam.kernel.values import Event


@dataclass(frozen=True, kw_only=True)
class FormMoved(Event):
    """Somebody did something to an agency's form, or a rule reminded of it; `what` is the line's code.

    `days`: after the day it is due, negative before it; told with reminders.
    """

    name: ClassVar[str] = "indicators.form_moved"

    form_id: UUID
    round_id: UUID
    what: str
    state: str
    agency_id: int
    receiver_id: int
    actor_id: UUID | None
    actor_name: str
    words: str = ""
    days: int = 0
