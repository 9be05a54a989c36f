"""What reads return. Texts that a person will see are `Phrase`s: the entrance translates and formats them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from honglam.dossiers.contracts.codes import (
    EvidenceKind,
    Measure,
    Outcome,
    PaperKind,
    PauseKind,
    ResultClass,
    ReturnMethod,
    Satisfaction,
    SignatureState,
    SlipKind,
    Status,
    TaskKind,
    TaskState,
    Verb,
)
from honglam.dossiers.contracts.inputs import Applicant, Submitter
from honglam.dossiers.contracts.scanning import ReadSource
from honglam.identity.contracts import MandateView
from honglam.payments.contracts import OrderView
from honglam.procedures.contracts import Channel, DocumentBlock, Silence
from honglam.worktime.contracts import Light


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """An English msgid with `%(name)s` places; `params` are strings, numbers and aware datetimes."""

    text: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class AgencyRef:
    """An agency or unit as a dossier shows it."""

    id: int
    name: str
    short_name: str = ""


@dataclass(frozen=True, kw_only=True)
class DossierSummary:
    """One line of a list. `applicant_name` and `applicant_id_number` are masked where the actor need not know them."""

    id: UUID
    code: str
    registration_code: str
    procedure_code: str
    procedure_name: str
    status: Status
    status_label: str
    channel: Channel
    applicant_name: str
    applicant_id_number: str
    lead_agency: AgencyRef
    submitted_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    resolved_at: datetime | None
    paused_since: datetime | None
    result_class: ResultClass | None
    light: Light | None
    sentence: Phrase


@dataclass(frozen=True, kw_only=True)
class PaperView:
    """A paper of the dossier. Superseded ones stay in the record; `current` tells which counts."""

    id: UUID
    component_code: str
    name: str
    kind: PaperKind
    originals: int
    copies: int
    file_id: UUID | None
    file_name: str
    received_at: datetime
    current: bool
    held_id: UUID | None = None
    goes_back: bool = False
    given_back_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class TaskView:
    """A piece of work on the dossier. `silence`: what it means if a consultation is not answered by `due_at`.

    `heard_at`: when its opinion came after the question was settled without it, `late_minutes` of working time late.
    """

    id: UUID
    kind: TaskKind
    step_code: str
    step_name: str
    unit: AgencyRef
    role: str
    state: TaskState
    holder_id: UUID | None
    holder_name: str
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    outcome: str
    note: str
    result_class: ResultClass | None
    light: Light | None
    silence: Silence | None = None
    silent_at: datetime | None = None
    heard_at: datetime | None = None
    late_minutes: int = 0


@dataclass(frozen=True, kw_only=True)
class HistoryLine:
    """One line of the history. `phrase` is what the applicant reads; officers also see `reason` and `content`."""

    number: int
    at: datetime
    verb: Verb
    status_from: Status | None
    status_to: Status
    actor_name: str
    unit_name: str
    reason: str
    content: Mapping[str, Any]
    attachments: tuple[UUID, ...]
    phrase: Phrase
    public: bool


@dataclass(frozen=True, kw_only=True)
class PauseView:
    """A stretch during which the clock stood still."""

    kind: PauseKind
    started_at: datetime
    ended_at: datetime | None
    reason: str
    legal_basis: str


@dataclass(frozen=True, kw_only=True)
class SupplementView:
    """The open supplement request."""

    asked_at: datetime
    answer_by: datetime
    reason: str
    items: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class SlipView:
    """An official form as issued. `content` is the snapshot it is printed from, for ever."""

    id: UUID
    dossier_id: UUID
    kind: SlipKind
    form_number: str
    book_year: int
    number: int
    issued_at: datetime
    content: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ResultView:
    """A result document. `revoked_at`: found wrong before hand-over."""

    id: UUID
    outcome: Outcome
    number: str
    issued_on: date | None
    title: str
    file_id: UUID | None
    file_name: str
    signer_name: str
    reason: str
    legal_basis: str
    signature_state: SignatureState
    revoked_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ResultDraftView:
    """A result in the making. `blocks` as mended so far, `made` as the template makes them from the answers.

    `number_text`: how the number will look, with its blank. `has_template` False: only a refusal can be drafted here.
    `signed_at`: whoever signs has finished; a later change takes that back.
    """

    dossier_id: UUID
    code: str
    procedure_name: str
    outcome: Outcome
    title: str
    blocks: tuple[DocumentBlock, ...]
    made: tuple[DocumentBlock, ...]
    reason: str
    legal_basis: str
    number_text: str
    has_template: bool
    revision: int
    saved_at: datetime | None
    saved_by_name: str
    signed_at: datetime | None
    signer_name: str
    signer_title: str
    editable: bool


@dataclass(frozen=True, kw_only=True)
class OutcomeChoice:
    """One way out of a step; `label` is a text of the pack."""

    code: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something the actor may do now. `label` is a verb (msgid); `danger` actions stand apart and are confirmed."""

    verb: Verb
    label: str
    task_id: UUID | None = None
    danger: bool = False
    choices: tuple[OutcomeChoice, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DossierView:
    """A whole dossier for one reader. `mine`: the reader is its owner; `masked`: personal data is covered."""

    id: UUID
    code: str
    registration_code: str
    procedure_code: str
    procedure_name: str
    version_id: int
    status: Status
    status_label: str
    sentence: Phrase
    channel: Channel
    outcome: Outcome | None
    result_class: ResultClass | None
    light: Light | None
    lead_agency: AgencyRef
    desk: AgencyRef
    applicant: Applicant
    submitter: Submitter | None
    return_method: ReturnMethod
    return_address: str
    submitted_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    due_provisional: bool
    paused_since: datetime | None
    resolved_at: datetime | None
    returned_at: datetime | None
    returned_by: EvidenceKind | None
    answers: Mapping[str, Any]
    papers: tuple[PaperView, ...]
    tasks: tuple[TaskView, ...]
    timeline: tuple[HistoryLine, ...]
    pauses: tuple[PauseView, ...]
    slips: tuple[SlipView, ...]
    results: tuple[ResultView, ...]
    supplement: SupplementView | None
    rating: Satisfaction | None
    actions: tuple[Action, ...]
    mine: bool
    masked: bool
    orders: tuple[OrderView, ...] = ()
    sources: Mapping[str, ReadSource] = field(default_factory=dict)
    mandates: tuple[MandateView, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OriginalView:
    """An original that lies at a desk; `overdue` once its dossier is over.

    `may_give_back`: the reader hands over at that desk.
    """

    paper_id: UUID
    dossier_id: UUID
    code: str
    applicant: str
    name: str
    count: int
    kept_since: datetime
    overdue: bool
    may_give_back: bool


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """The answer to a submission: show `registration_code`; `desk` will look at it by `looked_at_by`."""

    dossier_id: UUID
    registration_code: str
    desk_name: str
    looked_at_by: datetime


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """The answer to an acceptance. `slip_id` is the receipt slip; None for immediate procedures unless asked for."""

    dossier_id: UUID
    code: str
    due_at: datetime
    due_provisional: bool
    slip_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class Done:
    """The answer to any other verb: where the dossier stands now and what was issued or opened."""

    dossier_id: UUID
    status: Status
    due_at: datetime | None = None
    slip_id: UUID | None = None
    task_ids: tuple[UUID, ...] = ()
    result_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class PublicStatus:
    """All that the law shows to whoever only knows a code (TT 01/2018 Đ16): the code, and whether it is finished."""

    code: str
    finished: bool


@dataclass(frozen=True, kw_only=True)
class CountRow:
    """Sums of one group. `key` is an agency id, a date, a procedure code or a channel, by the grouping asked for."""

    key: Any
    label: str
    counts: Mapping[Measure, int]


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Counts of a period, and what is open at this moment: in time, overdue and paused."""

    first_on: date
    last_on: date
    period: Mapping[Measure, int]
    received_by_channel: Mapping[Channel, int]
    open_in_time: int
    open_overdue: int
    open_paused: int

    @property
    def settled(self) -> int:
        """Settled in the period, by whatever class."""
        return sum(
            self.period.get(measure, 0)
            for measure in (Measure.SETTLED_EARLY, Measure.SETTLED_ON_TIME, Measure.SETTLED_OVERDUE)
        )


@dataclass(frozen=True, kw_only=True)
class ReuseRow:
    """Papers that an agency's dossiers required in a period, and how many of them came out of wallets."""

    agency_id: int
    agency_name: str
    required: int
    reused: int

    @property
    def share(self) -> float | None:
        """Reused ÷ required, in [0, 1]; None where nothing was required."""
        return self.reused / self.required if self.required else None
