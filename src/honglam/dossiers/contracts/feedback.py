"""Feedback (phản ánh, kiến nghị) on procedures and on how they are handled: codes, inputs, views, events, refusals.

NĐ 20/2008/NĐ-CP, amended by NĐ 48/2013 and NĐ 92/2017. The times are the pack's (`feedback.yaml`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from honglam.kernel.values import Event, Invalid, NotFound, text_noop


class FeedbackKind(StrEnum):
    """`reflection` (phản ánh): something was handled wrongly; `proposal` (kiến nghị): a rule should change."""

    REFLECTION = "reflection"
    PROPOSAL = "proposal"


class FeedbackTopic(StrEnum):
    """What it is about. `attitude` counts against the agency in index 7 of TT 01/2018/TT-VPCP."""

    DELAY = "delay"
    ATTITUDE = "attitude"
    EXTRA_PAPERS = "extra_papers"
    MONEY = "money"
    PUBLICITY = "publicity"
    ONLINE = "online"
    REGULATION = "regulation"
    OTHER = "other"


class FeedbackStatus(StrEnum):
    """Where a case stands."""

    NEW = "new"
    REFUSED = "refused"
    NEEDS_INFO = "needs_info"
    ASSIGNED = "assigned"
    DRAFTED = "drafted"
    ANSWERED = "answered"
    PUBLISHED = "published"


class FeedbackVerb(StrEnum):
    """Everything that can be done to a case; audit actions and lines of its history carry these names."""

    FILE = "file"
    REFUSE = "refuse"
    ASK = "ask"
    ADD = "add"
    ASSIGN = "assign"
    DRAFT = "draft"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    PUBLISH = "publish"
    RATE = "rate"
    MOVE = "move"


FEEDBACK_KIND_LABELS: Mapping[FeedbackKind, str] = {
    FeedbackKind.REFLECTION: text_noop("Something was handled wrongly"),
    FeedbackKind.PROPOSAL: text_noop("A rule should be changed"),
}
FEEDBACK_TOPIC_LABELS: Mapping[FeedbackTopic, str] = {
    FeedbackTopic.DELAY: text_noop("It takes too long"),
    FeedbackTopic.ATTITUDE: text_noop("How officers behaved"),
    FeedbackTopic.EXTRA_PAPERS: text_noop("Papers were asked for that the rules do not ask for"),
    FeedbackTopic.MONEY: text_noop("Fees and payments"),
    FeedbackTopic.PUBLICITY: text_noop("Published information is missing or wrong"),
    FeedbackTopic.ONLINE: text_noop("Filing online"),
    FeedbackTopic.REGULATION: text_noop("A rule contradicts another or does not fit"),
    FeedbackTopic.OTHER: text_noop("Something else"),
}
FEEDBACK_STATUS_LABELS: Mapping[FeedbackStatus, str] = {
    FeedbackStatus.NEW: text_noop("Received, being looked at"),
    FeedbackStatus.REFUSED: text_noop("Not taken up"),
    FeedbackStatus.NEEDS_INFO: text_noop("More information needed"),
    FeedbackStatus.ASSIGNED: text_noop("Being settled"),
    FeedbackStatus.DRAFTED: text_noop("Answer awaits approval"),
    FeedbackStatus.ANSWERED: text_noop("Answered"),
    FeedbackStatus.PUBLISHED: text_noop("Answered and published"),
}
FEEDBACK_OPEN = (FeedbackStatus.NEW, FeedbackStatus.NEEDS_INFO, FeedbackStatus.ASSIGNED, FeedbackStatus.DRAFTED)


@dataclass(frozen=True, kw_only=True)
class FeedbackInput:
    """What a citizen files. `agency_id` is whom it is about; `dossier_code` and `procedure_code` where there is one."""

    kind: FeedbackKind
    topic: FeedbackTopic
    content: str
    agency_id: int
    procedure_code: str = ""
    dossier_code: str = ""
    sender_name: str = ""
    sender_phone: str = ""
    sender_email: str = ""
    may_publish: bool = False


@dataclass(frozen=True, kw_only=True)
class FeedbackLineView:
    """One line of a case's history."""

    at: datetime
    verb: FeedbackVerb
    actor_name: str
    note: str


@dataclass(frozen=True, kw_only=True)
class FeedbackView:
    """A case. The sender's data are covered unless the reader handles the case or sent it.

    `by_account`: an account sent it, and only that account answers or rates it.
    """

    id: UUID
    code: str
    kind: FeedbackKind
    topic: FeedbackTopic
    status: FeedbackStatus
    content: str
    agency_id: int
    agency_name: str
    unit_name: str
    procedure_name: str
    dossier_code: str
    sender_name: str
    sender_phone: str
    sender_email: str
    may_publish: bool
    received_at: datetime
    due_at: datetime
    answer: str
    answered_at: datetime | None
    published_at: datetime | None
    satisfaction: str
    question: str
    refusal: str
    times: Mapping[str, datetime]
    by_account: bool = False
    verbs: tuple[FeedbackVerb, ...] = ()
    lines: tuple[FeedbackLineView, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FeedbackEvent(Event):
    """What every event of a case carries. `dossier_id` where it is about one."""

    case_id: UUID
    code: str
    agency_id: int
    topic: str
    dossier_id: UUID | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class FeedbackFiled(FeedbackEvent):
    """A citizen told us something; somebody must look at it."""

    name: ClassVar[str] = "dossiers.feedback_filed"
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class FeedbackMoved(FeedbackEvent):
    """The case went on: `verb` says how."""

    name: ClassVar[str] = "dossiers.feedback_moved"
    verb: str


class FeedbackNotFound(NotFound):
    """No such case for this reader."""

    code = "feedback_not_found"
    message = text_noop("No feedback was found. Please check the code.")


class FeedbackNotNow(Invalid):
    """The case does not stand where this can be done."""

    code = "feedback_not_now"
    message = text_noop(
        "This cannot be done with the feedback as it stands now. Load the page again to see how it stands."
    )


class FeedbackTooLate(Invalid):
    """The legal time for this has run out; the case must be settled."""

    code = "feedback_too_late"
    message = text_noop("The legal time for this has run out. The feedback must now be settled.")


class UnitElsewhere(Invalid):
    """The unit chosen does not belong to the agency that answers."""

    code = "unit_elsewhere"
    message = text_noop("Choose a unit of the agency that answers.")


class TellUsMore(Invalid):
    """Too short to act on."""

    code = "tell_us_more"
    message = text_noop("Describe what happened in at least 20 characters: where, when, which papers.")


class TextMissing(Invalid):
    """An answer, reason or question without words."""

    code = "text_missing"
    message = text_noop("Write a few words.")


@dataclass(frozen=True, kw_only=True)
class RatingAsked:
    """Which dossier the desk's screen or a link asks about; nothing of any person.

    `too_early`: the result is not handed over yet, and nobody can say how it went. `without_result`: taken back or
    stopped, so that no hand-over will come.
    """

    dossier_id: UUID
    code: str
    procedure_name: str
    rated: bool
    too_early: bool = False
    without_result: bool = False
