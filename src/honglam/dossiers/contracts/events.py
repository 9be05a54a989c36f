"""What other blocks hear of after commit. Every event carries who it concerns, so that most listeners need no query."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from honglam.kernel.values import Event


@dataclass(frozen=True, kw_only=True)
class DossierEvent(Event):
    """What every event of a dossier carries. `code` is the registration code until acceptance.

    `due_at` is the appointment after the event; None while there is none.
    """

    dossier_id: UUID
    code: str
    procedure_code: str
    procedure_name: str
    lead_agency_id: int
    desk_id: int
    channel: str
    status: str
    owner_account_id: UUID | None = None
    enterprise_id: UUID | None = None
    due_at: datetime | None = None
    actor_name: str = ""


@dataclass(frozen=True, kw_only=True)
class DossierSubmitted(DossierEvent):
    """A dossier was filed and waits at the desk, which looks at it by `looked_at_by`."""

    name: ClassVar[str] = "dossiers.submitted"
    submitted_at: datetime
    looked_at_by: datetime


@dataclass(frozen=True, kw_only=True)
class DossierAccepted(DossierEvent):
    """The desk received it: code, appointment and receipt slip exist. `immediate`: settled on the spot."""

    name: ClassVar[str] = "dossiers.accepted"
    accepted_at: datetime
    immediate: bool = False


@dataclass(frozen=True, kw_only=True)
class DossierTakenOn(DossierEvent):
    """The competent agency has what another desk took in for it: the time limit runs, `due_at` is the appointment."""

    name: ClassVar[str] = "dossiers.taken_on"


@dataclass(frozen=True, kw_only=True)
class DossierRefused(DossierEvent):
    """The desk refused to receive it."""

    name: ClassVar[str] = "dossiers.refused"
    reason: str
    legal_basis: str


@dataclass(frozen=True, kw_only=True)
class SupplementRequested(DossierEvent):
    """The applicant was asked for what is lacking; `old_due_at` was the appointment when the clock stopped."""

    name: ClassVar[str] = "dossiers.supplement_requested"
    items: list[str]
    reason: str
    answer_by: datetime
    old_due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SupplementReceived(DossierEvent):
    """The applicant answered; the clock runs again if it ran before."""

    name: ClassVar[str] = "dossiers.supplement_received"


@dataclass(frozen=True, kw_only=True)
class ClockPaused(DossierEvent):
    """The clock stopped for something other than a supplement; `kind` is a PauseKind."""

    name: ClassVar[str] = "dossiers.clock_paused"
    kind: str
    reason: str
    old_due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ClockResumed(DossierEvent):
    """The clock runs again after something other than a supplement."""

    name: ClassVar[str] = "dossiers.clock_resumed"
    kind: str


@dataclass(frozen=True, kw_only=True)
class DossierExtended(DossierEvent):
    """The agency apologised and gave a new appointment (`due_at`); `was_late`: not a day before the old one."""

    name: ClassVar[str] = "dossiers.extended"
    reason: str
    old_due_at: datetime
    was_late: bool


@dataclass(frozen=True, kw_only=True)
class StepFinished(DossierEvent):
    """A step was finished; `opened` are the tasks that it opened."""

    name: ClassVar[str] = "dossiers.step_finished"
    task_id: UUID
    step: str
    outcome: str
    opened: list[UUID]


@dataclass(frozen=True, kw_only=True)
class ConsultationAsked(DossierEvent):
    """Other units were asked for their opinion."""

    name: ClassVar[str] = "dossiers.consultation_asked"
    unit_ids: list[int]
    task_ids: list[UUID]


@dataclass(frozen=True, kw_only=True)
class ConsultationAnswered(DossierEvent):
    """A consulted unit answered, or need not answer any more."""

    name: ClassVar[str] = "dossiers.consultation_answered"
    unit_id: int
    task_id: UUID


@dataclass(frozen=True, kw_only=True)
class ConsultationSilent(DossierEvent):
    """A consulted unit let its deadline go by; `silence` (a procedures.Silence) says what that means.

    `asking_unit_id` leads the step that asked, and `holder_id` holds it.
    """

    name: ClassVar[str] = "dossiers.consultation_silent"
    unit_id: int
    task_id: UUID
    step: str
    silence: str
    task_due_at: datetime
    asking_unit_id: int
    holder_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class LateOpinionGiven(DossierEvent):
    """A consulted unit gave its opinion at `given_at`, when silence or a head had settled the question already.

    `working_unit_id` and `holder_id` have the dossier now: whom the opinion may inform.
    """

    name: ClassVar[str] = "dossiers.late_opinion_given"
    unit_id: int
    task_id: UUID
    step: str
    task_due_at: datetime
    given_at: datetime
    working_unit_id: int
    holder_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class TaskAssigned(DossierEvent):
    """A task got a holder, by claim, or `by_other`: a head."""

    name: ClassVar[str] = "dossiers.task_assigned"
    task_id: UUID
    step: str
    task_due_at: datetime
    holder_id: UUID
    by_other: bool


@dataclass(frozen=True, kw_only=True)
class ResultIssued(DossierEvent):
    """The dossier is settled. `was_due_at` is the appointment it is measured against."""

    name: ClassVar[str] = "dossiers.result_issued"
    outcome: str
    result_class: str
    was_due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ResultRevoked(DossierEvent):
    """The result was found wrong before hand-over; the dossier is in process again."""

    name: ClassVar[str] = "dossiers.result_revoked"
    result_class: str
    resolved_at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class DossierReturned(DossierEvent):
    """The result is with its owner."""

    name: ClassVar[str] = "dossiers.returned"


@dataclass(frozen=True, kw_only=True)
class DossierWithdrawn(DossierEvent):
    """The applicant took it back, or did not answer in time (`expired`)."""

    name: ClassVar[str] = "dossiers.withdrawn"
    reason: str
    expired: bool = False
    old_due_at: datetime | None = None
    was_received: bool = False
    was_paused: bool = False


@dataclass(frozen=True, kw_only=True)
class DossierSynchronised(DossierEvent):
    """The national portal has taken the dossier in for the first time."""

    name: ClassVar[str] = "dossiers.synchronised"


@dataclass(frozen=True, kw_only=True)
class DossierRated(DossierEvent):
    """The applicant said how content they are."""

    name: ClassVar[str] = "dossiers.rated"
    level: str


@dataclass(frozen=True, kw_only=True)
class DueSoon(DossierEvent):
    """Two working days are left: whoever holds it and the one-stop are to be warned (NĐ 61/2018 Đ19.9)."""

    name: ClassVar[str] = "dossiers.due_soon"
    unit_id: int
    holder_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class TaskLapsed(DossierEvent):
    """A step ran late or lay untouched (`kind` is a LapseKind); said once for each step, with whoever had it."""

    name: ClassVar[str] = "dossiers.task_lapsed"
    kind: str
    task_id: UUID
    step: str
    unit_id: int
    holder_id: UUID | None
    task_due_at: datetime


@dataclass(frozen=True, kw_only=True)
class DueTimesRecomputed(Event):
    """Appointments moved because the working calendar changed; one event for many dossiers."""

    name: ClassVar[str] = "dossiers.due_times_recomputed"
    dossier_ids: list[UUID]


@dataclass(frozen=True, kw_only=True)
class DossiersMoved(Event):
    """Another agency took dossiers over in a reorganisation; one event for many that go the same way."""

    name: ClassVar[str] = "dossiers.moved"
    dossier_ids: list[UUID]
    from_agency_id: int
    to_agency_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class LookAsked(Event):
    """An applicant showed a draft to a desk before filing anything."""

    name: ClassVar[str] = "dossiers.look_asked"
    look_id: UUID
    draft_id: UUID
    desk_id: int


@dataclass(frozen=True, kw_only=True)
class LookAnswered(Event):
    """The desk answered; the answer stands on the draft."""

    name: ClassVar[str] = "dossiers.look_answered"
    look_id: UUID
    draft_id: UUID
    desk_id: int
    owner_account_id: UUID
    procedure_name: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class CosignAsked(Event):
    """Somebody was asked to sign a draft."""

    name: ClassVar[str] = "dossiers.cosign_asked"
    cosigner_id: UUID
    draft_id: UUID


@dataclass(frozen=True, kw_only=True)
class SignatureVoided(Event):
    """The draft was changed after somebody had signed it: the signature no longer stands."""

    name: ClassVar[str] = "dossiers.signature_voided"
    cosigner_id: UUID
    draft_id: UUID
