"""What readers see of rounds and forms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from honglam.indicators.contracts.periods import Period
from honglam.indicators.contracts.rounds.codes import FormSide, FormState, FormVerb
from honglam.indicators.contracts.rounds.judging import Counted, FormContent, Judged
from honglam.indicators.contracts.rounds.templates import FormPlan, FormTemplate


@dataclass(frozen=True, kw_only=True)
class FormTiming:
    """Four different things. `due`: the day has come; `overdue`: it is past and the form is not with the receiver.

    `complete`: nothing is missing or wrong, sent or not; `on_time`: sent by the due day, None while that is open.
    """

    due: bool
    overdue: bool
    complete: bool
    on_time: bool | None


@dataclass(frozen=True, kw_only=True)
class RoundView:
    """One round: a template for a period. `due_on`: the last day on which a form is on time."""

    id: UUID
    code: str
    title: str
    period: Period
    due_on: date
    receiver_id: int
    receiver: str
    opened_at: datetime
    opened_by: str
    locked_at: datetime | None
    provisional: bool


@dataclass(frozen=True, kw_only=True)
class FormSummary:
    """One agency's form in a list. `until_on`: the due day, or the later one that was allowed."""

    id: UUID
    round_id: UUID
    title: str
    period: Period
    agency_id: int
    agency: str
    receiver: str
    state: FormState
    due_on: date
    until_on: date
    timing: FormTiming
    errors: int
    warnings: int
    holder: str
    edition: int
    saved_at: datetime | None
    sent_at: datetime | None
    asked: str


@dataclass(frozen=True, kw_only=True)
class FormHistory:
    """One line of a form's history."""

    at: datetime
    what: str
    actor: str
    agency: str
    words: str
    until_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class EditionView:
    """A form as it was sent: what it said then, and who stood by it."""

    number: int
    sent_at: datetime
    approved_by: str
    approved_title: str
    content: FormContent
    judged: Judged


@dataclass(frozen=True, kw_only=True)
class FormView:
    """One agency's form with all that its page shows. `before`: the last period's values; `year_before`: a year ago."""

    summary: FormSummary
    round: RoundView
    plan: FormPlan
    content: FormContent
    judged: Judged
    revision: int
    saved_by: str
    counted: Mapping[str, Counted]
    before: Mapping[str, Decimal]
    before_label: str
    year_before: Mapping[str, Decimal]
    sides: frozenset[FormSide]
    verbs: tuple[FormVerb, ...]
    editable: bool
    lines: tuple[FormHistory, ...]
    editions: tuple[EditionView, ...]
    exception_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class BoardCounts:
    """How the forms of a round stand: by state, and by the four things that are not the same."""

    total: int
    by_state: Mapping[FormState, int]
    due: int
    overdue: int
    complete: int
    on_time: int
    late: int

    @property
    def received(self) -> int:
        """Forms that the receiver has: sent or accepted."""
        return self.by_state.get(FormState.APPROVED, 0) + self.accepted

    @property
    def accepted(self) -> int:
        """Forms that count in the totals."""
        return self.by_state.get(FormState.ACCEPTED, 0) + self.by_state.get(FormState.CORRECTING, 0)


@dataclass(frozen=True, kw_only=True)
class Board:
    """A round as its receiver sees it: counts of everything, one page of forms."""

    round: RoundView
    counts: BoardCounts
    items: tuple[FormSummary, ...]
    next_cursor: str | None
    may_steer: bool


@dataclass(frozen=True, kw_only=True)
class RoundTotals:
    """What the forms of `accepted` out of `assigned` agencies add up to; `by_cell`: how many gave a number."""

    round: RoundView
    plan: FormPlan
    values: Mapping[str, Decimal]
    by_cell: Mapping[str, int]
    accepted: int
    assigned: int
    missing: tuple[str, ...]
    answers: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class OpenableTemplate:
    """A template that the actor's agency receives, with the period that ended last and what opening would bring."""

    template: FormTemplate
    period: Period
    due_on: date
    agencies: int
    open_already: bool


@dataclass(frozen=True, kw_only=True)
class FormsPage:
    """An officer's reporting: what the own agency has to hand in, and the rounds it receives."""

    mine: tuple[FormSummary, ...]
    next_cursor: str | None
    rounds: tuple[tuple[RoundView, BoardCounts], ...]
    may_open: bool


@dataclass(frozen=True, kw_only=True)
class SavedForm:
    """What a save made of a form."""

    revision: int
    judged: Judged
