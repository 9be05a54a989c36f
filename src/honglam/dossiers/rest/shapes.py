"""The JSON of the API. In: strict, unknown keys refused, lengths bounded. Out: codes for machines, words for people."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from honglam.dossiers.contracts import EvidenceKind, Outcome, OwnerKind, PaperKind, ReturnMethod, Satisfaction
from honglam.kernel.shapes import Moment

Name = Annotated[str, Field(min_length=1, max_length=200)]
Line = Annotated[str, Field(max_length=500)]
Text = Annotated[str, Field(max_length=4000)]
Code = Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9._-]*$")]


class In(Schema):
    """What callers send: a key nobody knows is a mistake, not a wish."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class ApplicantIn(In):
    """Whom the dossier is about."""

    name: Name
    kind: OwnerKind = OwnerKind.CITIZEN
    id_number: Line = ""
    birth_on: Line = ""
    phone: Line = ""
    email: Line = ""
    address: Line = ""


class SubmitterIn(In):
    """Who brings the dossier for the applicant."""

    name: Name
    id_number: Line = ""
    phone: Line = ""
    capacity: Line = ""


class PaperIn(In):
    """A paper: `file_id` comes from the upload route; `held_id` names an entry of the wallet to be reused instead."""

    component_code: Code
    name: Line = ""
    kind: PaperKind = PaperKind.ELECTRONIC
    originals: Annotated[int, Field(ge=0, le=99)] = 0
    copies: Annotated[int, Field(ge=0, le=99)] = 0
    file_id: UUID | None = None
    file_name: Line = ""
    held_id: UUID | None = None


class SubmissionIn(In):
    """A whole dossier. `unit_code`: the commune where it is to be settled, empty for matters of the province."""

    procedure_code: Code
    applicant: ApplicantIn
    answers: dict[str, Any] = {}
    papers: Annotated[list[PaperIn], Field(max_length=50)] = []
    unit_code: Code = ""
    submitter: SubmitterIn | None = None
    return_method: ReturnMethod = ReturnMethod.AT_DESK
    return_address: Line = ""


class ReasonIn(In):
    """Why, and under which article."""

    reason: Text
    legal_basis: Line = ""


class SupplementItemIn(In):
    """One thing that is lacking and what exactly is lacking in it."""

    name: Name
    lacks: Text
    component_code: Code = ""


class SupplementIn(In):
    """One complete and specific request."""

    items: Annotated[list[SupplementItemIn], Field(max_length=50)]
    reason: Text
    answer_by: Moment | None = None


class SupplementReplyIn(In):
    """The answer to one item, counted from 0."""

    item: Annotated[int, Field(ge=0, le=49)]
    papers: Annotated[list[PaperIn], Field(max_length=20)] = []
    note: Text = ""


class SupplementAnswerIn(In):
    """Answers to the items of the open request."""

    replies: Annotated[list[SupplementReplyIn], Field(max_length=50)]


class StepIn(In):
    """How a step ended."""

    outcome: Code = ""
    note: Text = ""


class ResultIn(In):
    """The result document; `from_draft` issues what was drafted here and takes everything else from it.

    Granted without a draft, it needs its number, its date, the signer and the file; rejected, the reason and its basis.
    """

    outcome: Outcome
    from_draft: bool = False
    number: Line = ""
    issued_on: date | None = None
    title: Line = ""
    file_id: UUID | None = None
    file_name: Line = ""
    signer_name: Line = ""
    reason: Text = ""
    legal_basis: Line = ""


class ExtensionIn(In):
    """The one new appointment: a moment in working time, with the reason that the applicant reads."""

    reason: Text
    new_due_at: Moment


class ReturnIn(In):
    """What proves the hand-over."""

    kind: EvidenceKind
    recipient_name: Line = ""
    reference: Line = ""
    file_id: UUID | None = None


class RatingIn(In):
    """How satisfied the applicant is."""

    level: Satisfaction
    comment: Text = ""


class FileOut(Schema):
    """An uploaded file."""

    id: UUID
    name: str
    size: int
    media_type: str
    sha256: str


class SubmittedOut(Schema):
    """Filed: the registration code stands until the desk gives the lawful one."""

    dossier_id: UUID
    registration_code: str
    desk_name: str
    looked_at_by: datetime


class DoneOut(Schema):
    """Where the dossier stands after an act."""

    dossier_id: UUID
    status: str
    due_at: datetime | None = None
    slip_id: UUID | None = None
    task_ids: list[UUID] = []
    result_id: UUID | None = None


class AcceptedOut(Schema):
    """Received: the lawful code and the appointment."""

    dossier_id: UUID
    code: str
    due_at: datetime
    due_provisional: bool
    slip_id: UUID | None


class DossierAgencyOut(Schema):
    """An agency or unit."""

    id: int
    name: str
    short_name: str


class DossierSummaryOut(Schema):
    """A dossier in a list."""

    id: UUID
    code: str
    registration_code: str
    procedure_code: str
    procedure_name: str
    status: str
    status_label: str
    sentence: str
    channel: str
    applicant_name: str
    lead_agency: DossierAgencyOut
    submitted_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    resolved_at: datetime | None
    result_class: str | None
    light: str | None


class PageOut(Schema):
    """A stretch of a list; `next` goes into `after` of the next call, null at the end."""

    items: list[DossierSummaryOut]
    next: str | None


class LineOut(Schema):
    """A line of the history."""

    number: int
    at: datetime
    verb: str
    status_from: str | None
    status_to: str
    text: str
    actor_name: str
    unit_name: str


class DossierPaperOut(Schema):
    """A paper of the dossier."""

    id: UUID
    component_code: str
    name: str
    kind: str
    file_id: UUID | None
    file_name: str
    received_at: datetime
    current: bool


class TaskOut(Schema):
    """A piece of work on the dossier."""

    id: UUID
    kind: str
    step_code: str
    step_name: str
    unit: DossierAgencyOut
    state: str
    holder_name: str
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    outcome: str


class ActionOut(Schema):
    """Something the caller may do now; `path` is relative to the dossier."""

    verb: str
    label: str
    task_id: UUID | None
    choices: list[str]


class DossierOut(DossierSummaryOut):
    """A whole dossier for this caller."""

    masked: bool
    answers: dict[str, Any]
    papers: list[DossierPaperOut]
    tasks: list[TaskOut]
    actions: list[ActionOut]


class PublicOut(Schema):
    """All that the law shows to whoever only knows a code."""

    code: str
    finished: bool


class MissingOut(Schema):
    """One fault at one field, in the reader's language."""

    field: str
    code: str
    message: str


class PaperCheckOut(Schema):
    """A paper to be uploaded: whether it is there, and which entries of one's own wallet could stand for it."""

    code: str
    name: str
    required: bool
    there: bool
    held: list[UUID]


class CompletenessOut(Schema):
    """What a dossier still lacks before it can be filed."""

    complete: bool
    faults: list[MissingOut]
    papers: list[PaperCheckOut]
