"""Written reports as their readers see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from honglam.indicators.contracts.periods import Period, PeriodKind
from honglam.indicators.contracts.writing.content import Content, Own
from honglam.kernel.values import text_noop


class WritingState(StrEnum):
    """Where a report stands. Approved it is frozen for ever; `published`: everybody may read it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"


class WritingVerb(StrEnum):
    """What people do to a report."""

    COMPOSE = "compose"
    SUBMIT = "submit"
    GIVE_BACK = "give_back"
    APPROVE = "approve"
    PUBLISH = "publish"
    FOLLOW = "follow"


class WritingSide(StrEnum):
    """On which side of a report somebody stands: who writes, who answers for it."""

    WRITER = "writer"
    SIGNER = "signer"


WRITING_STATES: Mapping[WritingState, str] = {
    WritingState.DRAFT: text_noop("Draft"),
    WritingState.SUBMITTED: text_noop("Submitted to the head"),
    WritingState.APPROVED: text_noop("Approved"),
    WritingState.PUBLISHED: text_noop("Published"),
}
WRITING_VERBS: Mapping[WritingVerb, str] = {
    WritingVerb.COMPOSE: text_noop("Compose again with today's figures"),
    WritingVerb.SUBMIT: text_noop("Submit for approval"),
    WritingVerb.GIVE_BACK: text_noop("Give back"),
    WritingVerb.APPROVE: text_noop("Approve the report"),
    WritingVerb.PUBLISH: text_noop("Publish"),
    WritingVerb.FOLLOW: text_noop("Draft the next period's report"),
}
WRITING_LINES: Mapping[str, str] = {
    "drafted": text_noop("Drafted"),
    "saved": text_noop("Text changed"),
    WritingVerb.COMPOSE.value: text_noop("Composed again"),
    WritingVerb.SUBMIT.value: text_noop("Submitted for approval"),
    WritingVerb.GIVE_BACK.value: text_noop("Given back"),
    WritingVerb.APPROVE.value: text_noop("Approved"),
    WritingVerb.PUBLISH.value: text_noop("Published"),
}


@dataclass(frozen=True, kw_only=True)
class PatternLineView:
    """A kind of report that the actor's agency writes, with the period that ended last and the day it is due.

    `key`: the kind and the length of its period in one, for a choice; `usual`: that length is the pattern's own.
    """

    key: str
    usual: bool
    code: str
    name: str
    frequency: PeriodKind
    period: Period
    due_on: date
    provisional: bool


@dataclass(frozen=True, kw_only=True)
class OwedReport:
    """A report that an agency has to write and that nobody has begun; due at the end of `due_on`."""

    code: str
    name: str
    symbol: str
    agency_id: int
    agency: str
    period: Period
    due_on: date


@dataclass(frozen=True, kw_only=True)
class WritingLine:
    """One thing that happened to a report."""

    what: str
    at: datetime
    by: str
    words: str


@dataclass(frozen=True, kw_only=True)
class WritingSummary:
    """A report in a list."""

    id: UUID
    name: str
    subject: str
    agency: str
    period: Period
    state: WritingState
    number: str
    approved_at: datetime | None
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class WritingView:
    """A report with all that its page shows. `verbs`: what the reader may do now; `editable`: write into it.

    `closed`: what in a report for everybody is not public yet, by name, for whoever can still see to it.
    """

    id: UUID
    name: str
    agency_id: int
    period: Period
    state: WritingState
    revision: int
    number: str
    content: Content
    own: Own
    made_at: datetime
    made_by: str
    approved_at: datetime | None
    approved_by: str
    approved_title: str
    due_at: datetime | None
    returned: str
    lines: tuple[WritingLine, ...]
    verbs: tuple[WritingVerb, ...]
    editable: bool
    provisional: bool
    closed: tuple[str, ...] = ()
