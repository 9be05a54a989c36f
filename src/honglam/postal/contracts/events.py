"""What other blocks hear of after commit."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from honglam.kernel.values import Event


@dataclass(frozen=True, kw_only=True)
class ParcelMoved(Event):
    """A parcel is somewhere else now, or something else about it changed: `what` is the code of its line.

    `office_id` is None while no post office has anything to do with it.
    """

    name: ClassVar[str] = "postal.parcel_moved"
    parcel_id: UUID
    number: str
    direction: str
    state: str
    desk_id: int
    office_id: int | None = None
    dossier_id: UUID | None = None
    procedure_code: str = ""
    moved_at: datetime
    reason: str = ""
    actor_name: str = ""
    what: str = ""
