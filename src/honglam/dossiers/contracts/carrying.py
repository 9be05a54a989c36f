"""What the postal service and dossiers say to each other: a route, the stages of a parcel, another counter."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from honglam.dossiers.contracts.inputs import Submission
from honglam.kernel.values import Actor


class PostalStage(StrEnum):
    """What happened to a parcel of a dossier, as its history tells it."""

    HANDED_OVER = "handed_over"
    RESULT_COLLECTED = "result_collected"
    UNDELIVERED = "undelivered"
    LOST = "lost"
    BACK_AT_DESK = "back_at_desk"


@dataclass(frozen=True, kw_only=True)
class PostalRoute:
    """Where a dossier that was filled in at a post office goes. `names`: what the procedure calls its papers."""

    desk_id: int
    lead_agency_id: int
    procedure_name: str
    names: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class WantedByPost:
    """A result that its owner wants by post, and where to; what the parcel and its note need, for nothing else.

    `result_id`: the document in force, since a corrected one is another thing to send.
    """

    desk_id: int
    procedure_code: str
    procedure_name: str
    code: str
    title: str
    name: str
    address: str
    phone: str
    email: str
    account_id: UUID | None
    result_id: UUID | None = None


class Intake(Protocol):
    """Another counter that uses the form of the one-stop's, and keeps what was filled in until it is filed."""

    def keep(self, *, actor: Actor, submission: Submission, consented: bool, key: str, at: datetime) -> str:
        """Keep it; the address of the page that comes next. Raises every fault at its field."""
        ...
