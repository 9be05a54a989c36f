"""What the national portal is entitled to know of a dossier: the record of DongBoHoSoMC in our own words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from honglam.dossiers.contracts.codes import OwnerKind, ReturnMethod, Status
from honglam.procedures.contracts import Channel


@dataclass(frozen=True, kw_only=True)
class RecordPaper:
    """A current paper of the dossier; `digitised`: there is a file of it."""

    id: UUID
    component_code: str
    name: str
    digitised: bool


@dataclass(frozen=True, kw_only=True)
class RecordSupplement:
    """One request for what was lacking, and whether it was answered."""

    id: UUID
    asked_at: datetime
    reason: str
    items: tuple[str, ...]
    answered_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class RecordResult:
    """The result in force."""

    id: UUID
    title: str
    number: str


@dataclass(frozen=True, kw_only=True)
class NationalRecord:
    """A dossier with its applicant, for the national portal only (NĐ 61/2018 Đ26; the service DongBoHoSoMC)."""

    dossier_id: UUID
    code: str | None
    registration_code: str
    procedure_code: str
    procedure_name: str
    field_code: str
    field_name: str
    channel: Channel
    status: Status
    applicant_kind: OwnerKind
    applicant_name: str
    applicant_id_number: str
    applicant_phone: str
    applicant_email: str
    return_method: ReturnMethod
    lead_agency_id: int
    submitted_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    resolved_at: datetime | None
    returned_at: datetime | None
    papers: tuple[RecordPaper, ...]
    supplements: tuple[RecordSupplement, ...]
    results: tuple[RecordResult, ...]
