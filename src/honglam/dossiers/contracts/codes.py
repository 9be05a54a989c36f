"""The stable codes of a dossier's life: what rows store, what packs, files and the API say.

Statuses are the ten national codes (TT 22/2019/TT-BTTTT Đ4, service DongBoHoSoMC of the National Portal).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from honglam.kernel.values import text_noop

REGISTRATION_PREFIX = "DK-"
"""With what a registration code begins: the number of a dossier that was filed and not yet received."""


class Status(StrEnum):
    """Where a dossier stands. `STATUSES` gives the national number, the public group and the clock."""

    REGISTERED = "registered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    PROCESSING = "processing"
    SUPPLEMENT_REQUESTED = "supplement_requested"
    AWAITING_PAYMENT = "awaiting_financial_obligation"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    RESOLVED = "resolved"
    RETURNED = "returned"


class StatusGroup(StrEnum):
    """The groups in which reports and the public page count."""

    NOT_RECEIVED = "not_received"
    IN_PROCESS = "in_process"
    WAITING_SUPPLEMENT = "waiting_supplement"
    PAUSED = "paused"
    GIVEN_BACK = "given_back"
    FINISHED = "finished"


class Clock(StrEnum):
    """What the time limit does while a dossier stands in a status."""

    IDLE = "idle"
    RUNS = "runs"
    STOPPED = "stopped"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class StatusFact:
    """What the law attaches to a status. `label` is an English msgid; `terminal`: nothing follows."""

    number: int
    group: StatusGroup
    clock: Clock
    label: str
    terminal: bool = False


STATUSES: Mapping[Status, StatusFact] = {
    Status.REGISTERED: StatusFact(
        number=1, group=StatusGroup.NOT_RECEIVED, clock=Clock.IDLE, label=text_noop("Newly registered")
    ),
    Status.ACCEPTED: StatusFact(number=2, group=StatusGroup.IN_PROCESS, clock=Clock.RUNS, label=text_noop("Received")),
    Status.REFUSED: StatusFact(
        number=3, group=StatusGroup.NOT_RECEIVED, clock=Clock.IDLE, label=text_noop("Not received"), terminal=True
    ),
    Status.PROCESSING: StatusFact(
        number=4, group=StatusGroup.IN_PROCESS, clock=Clock.RUNS, label=text_noop("In process")
    ),
    Status.SUPPLEMENT_REQUESTED: StatusFact(
        number=5,
        group=StatusGroup.WAITING_SUPPLEMENT,
        clock=Clock.STOPPED,
        label=text_noop("Waiting for additional papers"),
    ),
    Status.AWAITING_PAYMENT: StatusFact(
        number=6,
        group=StatusGroup.PAUSED,
        clock=Clock.STOPPED,
        label=text_noop("Waiting for a financial obligation"),
    ),
    Status.WITHDRAWN: StatusFact(
        number=7, group=StatusGroup.GIVEN_BACK, clock=Clock.ENDED, label=text_noop("Withdrawn"), terminal=True
    ),
    Status.STOPPED: StatusFact(
        number=8, group=StatusGroup.PAUSED, clock=Clock.STOPPED, label=text_noop("Processing stopped")
    ),
    Status.RESOLVED: StatusFact(
        number=9, group=StatusGroup.FINISHED, clock=Clock.ENDED, label=text_noop("Result available")
    ),
    Status.RETURNED: StatusFact(
        number=10, group=StatusGroup.FINISHED, clock=Clock.ENDED, label=text_noop("Result handed over"), terminal=True
    ),
}

OPEN_STATUSES = (
    Status.ACCEPTED,
    Status.PROCESSING,
    Status.SUPPLEMENT_REQUESTED,
    Status.AWAITING_PAYMENT,
    Status.STOPPED,
)
"""Received and not yet settled: what "in process" means in counts and searches."""


class Verb(StrEnum):
    """Everything that can be done to a dossier; the name of its history lines, audit actions and API actions."""

    SUBMIT = "submit"
    ACCEPT = "accept"
    REFUSE = "refuse"
    REQUEST_SUPPLEMENT = "request_supplement"
    ANSWER_SUPPLEMENT = "answer_supplement"
    TAKE_ON = "take_on"
    START = "start"
    CLAIM = "claim"
    ASSIGN = "assign"
    RELEASE = "release"
    FINISH_STEP = "finish_step"
    ASK_CONSULTATION = "ask_consultation"
    ANSWER_CONSULTATION = "answer_consultation"
    FALL_SILENT = "fall_silent"
    GO_ON_WITHOUT = "go_on_without"
    GIVE_LATE_OPINION = "give_late_opinion"
    PAUSE = "pause"
    RESUME = "resume"
    REQUEST_PAYMENT = "request_payment"
    CONFIRM_PAYMENT = "confirm_payment"
    STOP = "stop"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    DRAFT_RESULT = "draft_result"
    ISSUE_RESULT = "issue_result"
    REVOKE_RESULT = "revoke_result"
    RETURN_RESULT = "return_result"
    EXTEND = "extend"
    RATE = "rate"
    CHANGE_DUE = "change_due"
    MOVE = "move"
    TAKE_OVER = "take_over"
    CONVEY = "convey"


class Party(StrEnum):
    """In which capacity somebody acts on a dossier. `POST`: the postal service, for a parcel that it carries."""

    APPLICANT = "applicant"
    DESK = "desk"
    HANDLER = "handler"
    HEAD = "head"
    POST = "post"
    SYSTEM = "system"


class ReturnMethod(StrEnum):
    """How the applicant wants the result (HinhThuc)."""

    AT_DESK = "at_desk"
    ONLINE = "online"
    POSTAL = "postal"


class OwnerKind(StrEnum):
    """Who the dossier is about (LoaiDoiTuong: 0 citizen, 1 enterprise, 2 household business)."""

    CITIZEN = "citizen"
    ENTERPRISE = "enterprise"
    HOUSEHOLD_BUSINESS = "household_business"
    ORGANISATION = "organisation"


class Outcome(StrEnum):
    """How a dossier was settled. A negative result is a result (NĐ 61/2018 Đ19.8), not a refusal to receive."""

    GRANTED = "granted"
    REJECTED = "rejected"


class ResultClass(StrEnum):
    """The moment of settlement against the appointment."""

    EARLY = "early"
    ON_TIME = "on_time"
    OVERDUE = "overdue"


class SignatureState(StrEnum):
    """What is known of a result's signature. Files come in byte for byte and stay unverified until `signing` looks.

    `unsigned`: made here from the template; the electronic signature is put on it with official documents.
    """

    UNSIGNED = "unsigned"
    UNVERIFIED = "unverified"
    VALID = "valid"
    INVALID = "invalid"


class PauseKind(StrEnum):
    """Why the clock stands still. `excluded`: a stretch that a special law does not count."""

    SUPPLEMENT = "supplement"
    PAYMENT = "payment"
    STOP = "stop"
    EXCLUDED = "excluded"


class TaskKind(StrEnum):
    """What a task asks of its holder: the kinds of steps (procedures.StepKind), and three that belong to no step."""

    RECEPTION = "reception"
    CONSULTATION = "consultation"
    TRANSFER = "transfer"
    ASSIGN = "assign"
    REVIEW = "review"
    VERIFY = "verify"
    CONSULT = "consult"
    DRAFT = "draft"
    APPROVE = "approve"
    SIGN = "sign"
    CLERK = "clerk"
    RETURN = "return"


class TaskState(StrEnum):
    """`open` tasks stand in worklists; `suspended` ones wait for somebody outside the house."""

    OPEN = "open"
    SUSPENDED = "suspended"
    DONE = "done"
    CANCELLED = "cancelled"


class PaperKind(StrEnum):
    """In what form a paper was handed in."""

    ORIGINAL = "original"
    CERTIFIED_COPY = "certified_copy"
    PLAIN_COPY = "plain_copy"
    ELECTRONIC = "electronic"


class SlipKind(StrEnum):
    """The official forms of TT 03/2025/TT-VPCP; their numbers and texts belong to the pack (`forms/*.yaml`)."""

    RECEIPT = "receipt_slip"
    SUPPLEMENT = "supplement_request"
    REFUSAL = "refusal_slip"
    APOLOGY = "apology_extension"
    STOP = "stop_notice"
    CONTROL_SHEET = "process_control_sheet"
    REGISTER = "tracking_register"
    HANDOVER = "handover_record"


class LapseKind(StrEnum):
    """What went wrong with a piece of work: it ran late, or nobody touched it for the hours that the pack allows.

    `late_again`: the promise of the one apology was broken as well; `asked_late`: papers were asked for after the
    three working days.
    """

    LATE = "late"
    LATE_AGAIN = "late_again"
    UNTOUCHED = "untouched"
    ASKED_LATE = "asked_late"


class EvidenceKind(StrEnum):
    """What proves that a result reached its owner."""

    SIGNATURE = "signature"
    POSTAL_NUMBER = "postal_number"
    DOWNLOAD = "download"


class LookVerdict(StrEnum):
    """What an officer says of a draft that was shown before anything is filed."""

    READY = "ready"
    CHANGES = "changes"


class Satisfaction(StrEnum):
    """The three levels of satisfaction (NĐ 61/2018 Đ31)."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"


class RatingReason(StrEnum):
    """What weighed in the answer: the headings of NĐ 61/2018/NĐ-CP Đ31."""

    TIME = "time"
    ATTITUDE = "attitude"
    CONTACTS = "contacts"
    INFORMATION = "information"
    MONEY = "money"
    ONLINE = "online"


class RatedVia(StrEnum):
    """Where a rating was given: in the account, on the desk's screen, by the link of the receipt or of a letter."""

    ACCOUNT = "account"
    DESK = "desk"
    LINK = "link"


class Measure(StrEnum):
    """What is counted. Each number opens the list of the dossiers behind it.

    All but the last four are kept per day, agency, procedure and channel; the last four are as of this moment.
    `OPEN_RUNNING` is the first two of them together: whatever the clock runs for.
    """

    SUBMITTED = "submitted"
    RECEIVED = "received"
    REFUSED = "refused"
    SETTLED_EARLY = "settled_early"
    SETTLED_ON_TIME = "settled_on_time"
    SETTLED_OVERDUE = "settled_overdue"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    OPEN_IN_TIME = "open_in_time"
    OPEN_OVERDUE = "open_overdue"
    OPEN_PAUSED = "open_paused"
    OPEN_RUNNING = "open_running"


SETTLED_MEASURES: Mapping[ResultClass, Measure] = {
    ResultClass.EARLY: Measure.SETTLED_EARLY,
    ResultClass.ON_TIME: Measure.SETTLED_ON_TIME,
    ResultClass.OVERDUE: Measure.SETTLED_OVERDUE,
}
