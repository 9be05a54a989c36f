"""What others see of parcels and records."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.postal.contracts.codes import Direction, ParcelState, RecordKind, RecordState, ReportOutcome


@dataclass(frozen=True, kw_only=True)
class Party:
    """Sender or receiver as the note names them."""

    name: str
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """One paper in the parcel: how many originals and copies lie in it, and whether it was scanned."""

    name: str
    originals: int = 0
    copies: int = 0
    scanned: bool = False


@dataclass(frozen=True, kw_only=True)
class ParcelLine:
    """One thing that happened. `told_at`: when it happened, where that is not when it was entered."""

    number: int
    at: datetime
    told_at: datetime | None
    what: str
    state_to: ParcelState
    actor_name: str
    place: str
    reason: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class ParcelSummary:
    """A parcel in a list. `recalled`: its result was revoked on the way; `settled`: nothing is left to be done."""

    id: UUID
    number: str
    direction: Direction
    state: ParcelState
    procedure_code: str
    procedure_name: str
    code: str
    sender: Party
    receiver: Party
    office_name: str
    desk_id: int
    desk_name: str
    due_at: datetime
    attempts: int = 0
    reason: str = ""
    recalled: bool = False
    settled: bool = False


@dataclass(frozen=True, kw_only=True)
class RecordOf:
    """A hand-over record on which a parcel stands or stood."""

    id: UUID
    number: str
    kind: RecordKind


@dataclass(frozen=True, kw_only=True)
class ParcelView(ParcelSummary):
    """A parcel with everything its page and its note need. `dossier_id` where the reader may open the dossier."""

    tracking: str
    dossier_id: UUID | None
    weight_g: int | None
    postage: int
    fees_taken: int
    receipt_number: str
    enclosures: tuple[Enclosure, ...]
    created_at: datetime
    closed_by: str
    received_by: str
    relation: str
    replaces: str
    lines: tuple[ParcelLine, ...]
    acts: frozenset[str] = frozenset()
    records: tuple[RecordOf, ...] = ()
    note: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signed for a side, as what, when."""

    name: str
    title: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RecordItem:
    """One parcel on a record; `refused` is the reason for which the taking side left it."""

    position: int
    parcel: ParcelSummary
    enclosures: tuple[Enclosure, ...]
    refused: str
    dossier_code: str = ""


@dataclass(frozen=True, kw_only=True)
class RecordSummary:
    """A hand-over record in a list."""

    id: UUID
    number: str
    kind: RecordKind
    state: RecordState
    office_name: str
    desk_name: str
    given: Signature
    taken: Signature | None
    size: int


@dataclass(frozen=True, kw_only=True)
class RecordView(RecordSummary):
    """A record as it is read before it is signed, and as it is printed."""

    digest: str
    items: tuple[RecordItem, ...]
    may_sign: bool
    may_withdraw: bool


@dataclass(frozen=True, kw_only=True)
class Reported:
    """What became of a report."""

    number: str
    outcome: ReportOutcome
    state: ParcelState


@dataclass(frozen=True, kw_only=True)
class Overview:
    """What lies at an office or a desk now, for its page."""

    ready: tuple[ParcelSummary, ...]
    unfinished: tuple[ParcelSummary, ...]
    carried: tuple[ParcelSummary, ...]
    troubled: tuple[ParcelSummary, ...]
    records: tuple[RecordSummary, ...]
    at_office: bool
