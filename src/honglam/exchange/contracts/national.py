"""Traffic with the national portal: what we report, what arrives from there, and what may go wrong."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from honglam.dossiers.contracts import Applicant, ReturnMethod
from honglam.exchange.contracts.faults import AttemptFault, Fault, Trouble
from honglam.kernel.values import Conflict, Invalid, NotFound, text_noop


class ReportState(StrEnum):
    """Where a report is. `FAILED` is tried again; `DEAD` waits for a person; `DROPPED`: a person gave it up."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DEAD = "dead"
    DROPPED = "dropped"


class FilingState(StrEnum):
    """Where a dossier from the national portal is. `REFUSED`: its faults were told; `DEAD` waits for a person.

    `DROPPED`: a person has put it aside, since it was done another way.
    """

    RECEIVED = "received"
    WORKING = "working"
    FAILED = "failed"
    FILED = "filed"
    REFUSED = "refused"
    DEAD = "dead"
    DROPPED = "dropped"


@dataclass(frozen=True, kw_only=True)
class FilingFile:
    """A paper that lies at the portal: fetched by us from `url`, which must be the portal's own."""

    id: str
    name: str
    component_code: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Filing:
    """A dossier as the portal hands it on. `code` is the portal's; `answers` are empty when the form is a file."""

    code: str
    procedure_code: str
    submitted_at: datetime
    applicant: Applicant
    unit_code: str = ""
    return_method: ReturnMethod = ReturnMethod.AT_DESK
    return_address: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    files: tuple[FilingFile, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FilingView:
    """What became of a dossier from the portal. `faults` are sentences for the citizen, each with its field.

    `erased`: what the portal sent is gone, so that it cannot be filed any more.
    """

    id: UUID
    code: str
    procedure_code: str
    state: FilingState
    attempts: int
    received_at: datetime
    next_attempt_at: datetime | None
    dossier_id: UUID | None
    faults: tuple[tuple[str, str], ...]
    last_fault: Fault
    erased: bool = False


@dataclass(frozen=True, kw_only=True)
class ReportView:
    """One report to the portal."""

    id: UUID
    dossier_id: UUID
    code: str
    topic: str
    state: ReportState
    attempts: int
    created_at: datetime
    next_attempt_at: datetime | None
    sent_at: datetime | None
    last_fault: Fault


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A line of CapNhatTienDoHoSoMC as it was when it happened."""

    report_id: UUID
    dossier_id: UUID
    line: dict[str, str]
    attempts: int
    national_code: str
    known: bool


@dataclass(frozen=True, kw_only=True)
class TakenFiling:
    """A filing in the hands of a worker: what came, whose it is, which attempt this is."""

    id: UUID
    account_id: UUID
    attempts: int
    filing: Filing


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A refused filing whose faults the portal is being told; which attempt this is."""

    filing_id: UUID
    attempts: int
    code: str
    faults: tuple[str, ...]


class PortalFault(AttemptFault):
    """What came between us and the portal (`final=False`: try again), or what it will not take, ever (`final=True`)."""

    def __init__(self, said: str, *, trouble: Trouble, final: bool = False, **values: object) -> None:
        super().__init__(said, trouble=trouble, **values)
        self.final = final


class ReportNotFound(NotFound):
    """No such report, or it is not for the caller."""

    code: ClassVar[str] = "report_not_found"


class FilingNotFound(NotFound):
    """No dossier under this code was handed on by the caller."""

    code: ClassVar[str] = "filing_not_found"


class FilingChanged(Conflict):
    """The code was handed on before with other content."""

    code: ClassVar[str] = "filing_changed"
    message: ClassVar[str] = text_noop("The dossier %(national_code)s was handed on before, with other content.")


class FilingErased(Conflict):
    """What the portal handed on was erased when its time was over; it cannot be tried again."""

    code: ClassVar[str] = "filing_erased"
    message: ClassVar[str] = text_noop(
        "What the portal sent has been erased since. Ask the portal to hand it on again."
    )


class MomentMalformed(Invalid):
    """A moment is not `yyyyMMddHHmmss`."""

    code: ClassVar[str] = "moment_malformed"
    message: ClassVar[str] = text_noop("Write the moment as yyyyMMddHHmmss, for example 20261128093000.")


class FileElsewhere(Invalid):
    """A paper's address does not lie at the portal."""

    code: ClassVar[str] = "file_elsewhere"
    message: ClassVar[str] = text_noop("Papers are fetched from the national portal only.")
