"""What others hear of."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from honglam.kernel.values import Event


@dataclass(frozen=True, kw_only=True)
class TaskMoved(Event):
    """Somebody did something to a task; `what` is the line's code. `share`: a supporting unit speaks of its part."""

    name: ClassVar[str] = "directives.task_moved"

    task_id: UUID
    directive_id: UUID
    what: str
    state: str
    lead_id: int
    agency_id: int
    moved_at: datetime
    actor_id: UUID | None
    actor_name: str
    words: str = ""
    share: bool = False


@dataclass(frozen=True, kw_only=True)
class TaskEscalated(Event):
    """A rule says that somebody must be told of a task that is soon due or late. `days`: after the due day."""

    name: ClassVar[str] = "directives.task_escalated"

    task_id: UUID
    step: str
    tells: str
    days: int
    lead_id: int
    agency_id: int
