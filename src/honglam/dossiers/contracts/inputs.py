"""What callers hand in. Frozen, already of the right type; whether it is enough is for `rules` to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from honglam.dossiers.contracts.codes import EvidenceKind, Outcome, OwnerKind, PaperKind, ReturnMethod
from honglam.dossiers.contracts.scanning import ReadSource
from honglam.files.contracts import Page
from honglam.procedures.contracts import Channel


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Whom the dossier is about (chủ hồ sơ). `id_number`: citizen id, passport or tax code, by kind."""

    name: str
    kind: OwnerKind = OwnerKind.CITIZEN
    id_number: str = ""
    birth_on: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Submitter:
    """Who brings the dossier when it is not the applicant; `capacity` says as what (authorised person, parent …)."""

    name: str
    id_number: str = ""
    phone: str = ""
    capacity: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was said of anybody: the applicant brings it."""
        return not (self.name or self.id_number or self.phone or self.capacity)


@dataclass(frozen=True, kw_only=True)
class PaperInput:
    """One paper of a dossier: a file, a sheet on the counter, or both; or an entry of the wallet (`held_id`).

    `goes_back`: the originals are kept and given back with the result.
    """

    component_code: str
    name: str = ""
    kind: PaperKind = PaperKind.ELECTRONIC
    originals: int = 0
    copies: int = 0
    file_id: UUID | None = None
    file_name: str = ""
    held_id: UUID | None = None
    goes_back: bool = False


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A whole dossier as it is filed.

    `unit_code`: the administrative unit where the matter is to be settled (a commune's code); empty for matters of
    the province. `return_address` is needed for return by post. `signed_by`: who signed it beside whoever files it.
    `sources`: where answers were read that an officer took from a scanned paper.
    """

    procedure_code: str
    applicant: Applicant
    answers: dict[str, Any] = field(default_factory=dict)
    papers: tuple[PaperInput, ...] = ()
    unit_code: str = ""
    submitter: Submitter | None = None
    return_method: ReturnMethod = ReturnMethod.AT_DESK
    return_address: str = ""
    signed_by: tuple[str, ...] = ()
    sources: Mapping[str, ReadSource] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SupplementItem:
    """One thing that is lacking. `component_code` is empty for what is no listed paper; `lacks` says what exactly."""

    name: str
    lacks: str
    component_code: str = ""


@dataclass(frozen=True, kw_only=True)
class SupplementReply:
    """What answers one requested item: papers, a note, or both. `item` counts from 0 in the request's list.

    `pages`: uploads that have arrived and become one paper more, in their order, of this `component_code` and `name`.
    """

    item: int
    papers: tuple[PaperInput, ...] = ()
    note: str = ""
    pages: tuple[Page, ...] = ()
    component_code: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class ResultInput:
    """The result of a dossier. A rejected one states reason and legal basis; its file is then the refusal letter.

    `from_draft`: issue what was drafted here; everything else of this value is then taken from the draft.
    """

    outcome: Outcome
    from_draft: bool = False
    number: str = ""
    issued_on: date | None = None
    title: str = ""
    file_id: UUID | None = None
    file_name: str = ""
    signer_name: str = ""
    reason: str = ""
    legal_basis: str = ""


@dataclass(frozen=True, kw_only=True)
class ResultDraftChange:
    """What an officer mends in a drafted result.

    `texts`: block number → text, `block.row.column` → cell of a table; numbers count from 0, others are ignored.
    """

    outcome: Outcome = Outcome.GRANTED
    title: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    legal_basis: str = ""


@dataclass(frozen=True, kw_only=True)
class ReturnEvidence:
    """What proves the hand-over. `reference`: postal number, or who signed; `originals`: papers that went back."""

    kind: EvidenceKind
    recipient_name: str = ""
    reference: str = ""
    file_id: UUID | None = None
    originals: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PaymentEvidence:
    """What proves that a financial obligation was met."""

    reference: str
    amount: int = 0
    paid_on: date | None = None
    file_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class DraftChange:
    """What one save of a draft changes; None leaves a part as it is.

    `answers` are all of them: what was emptied is not there.
    """

    answers: dict[str, Any] | None = None
    page: str | None = None
    applicant: Applicant | None = None
    submitter: Submitter | None = None
    unit_code: str | None = None
    return_method: ReturnMethod | None = None
    return_address: str | None = None


@dataclass(frozen=True, kw_only=True)
class CountsAsked:
    """Which counts: a period of local dates (both included), an agency's whole tree or all, and filters.

    `alone`: of the agency only, without those below it.
    """

    first_on: date
    last_on: date
    agency_id: int | None = None
    alone: bool = False
    procedure_code: str | None = None
    channel: Channel | None = None
