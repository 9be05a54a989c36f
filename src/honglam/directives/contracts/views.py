"""Directives and tasks as pages and other blocks may know them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from honglam.directives.contracts.codes import DueKind, SourceKind, TaskState, Verb


@dataclass(frozen=True, kw_only=True)
class UnitRef:
    """A unit by name."""

    id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class SourceView:
    """Where an obligation is written: symbol, date, issuer, place and the very words."""

    kind: SourceKind
    symbol: str
    issued_on: date | None
    issuer: str
    place: str
    quote: str


@dataclass(frozen=True, kw_only=True)
class TaskSummary:
    """A task in a list. `late_days` is 0 for what is not late; `why` says in words why it stands where it stands."""

    id: UUID
    directive_id: UUID
    code: str
    number: str
    title: str
    directive: str
    source: str
    lead: UnitRef
    state: TaskState
    due_on: date | None
    due_kind: DueKind
    late_days: int
    days_left: int | None
    paused: bool
    holder_name: str
    stage: str
    latest: str
    why: str
    record: bool
    asked_due_on: date | None
    provisional: bool
    children: int = 0


@dataclass(frozen=True, kw_only=True)
class TargetView:
    """A quantified result by quarter: what was expected, what was reported."""

    id: int
    year: int
    quarter: int
    indicator: str
    unit: str
    target: Decimal | None
    actual: Decimal | None


@dataclass(frozen=True, kw_only=True)
class LineFile:
    """Evidence that stands with a line of history."""

    id: UUID
    name: str
    size: int


@dataclass(frozen=True, kw_only=True)
class LineView:
    """One line of a task's history."""

    number: int
    at: datetime
    what: str
    state_to: TaskState
    actor_name: str
    place: str
    words: str
    due_on: date | None
    stage: str
    files: tuple[LineFile, ...]


@dataclass(frozen=True, kw_only=True)
class StageView:
    """A stage of the task's track. `at`: since when the task stands there, or when it passed."""

    code: str
    title: str
    state: str


@dataclass(frozen=True, kw_only=True)
class TreeNode:
    """A task in the tree of its directive."""

    task: TaskSummary
    depth: int


@dataclass(frozen=True, kw_only=True)
class TaskView:
    """One task's page."""

    summary: TaskSummary
    result: str
    supporting: tuple[UnitRef, ...]
    giver: UnitRef
    given_name: str
    source: SourceView
    stated: dict[str, str]
    pause_cause: str
    asked_due_on: date | None
    asked_reason: str
    explained: str
    parent: TaskSummary | None
    tree: tuple[TreeNode, ...]
    targets: tuple[TargetView, ...]
    stages: tuple[StageView, ...]
    lines: tuple[LineView, ...]
    acts: tuple[Verb, ...]
    holders: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, kw_only=True)
class DirectiveView:
    """A directive's board: its tasks by how they stand, those only read in an old document apart from live ones.

    `record`: none of them is live.
    """

    id: UUID
    code: str
    title: str
    text: str
    source: SourceView
    agency: UnitRef
    given_name: str
    given_at: datetime
    record: bool
    provisional: bool
    tree: tuple[TreeNode, ...]
    columns: tuple[tuple[str, tuple[TaskSummary, ...]], ...]
    done: int
    total: int
    may_add: bool


@dataclass(frozen=True, kw_only=True)
class UnitStanding:
    """How the tasks of one lead unit stand."""

    unit: UnitRef
    running: int
    late: int
    soon: int
    longest: int


@dataclass(frozen=True, kw_only=True)
class LeaderPage:
    """What a leader looks at between two meetings."""

    running: int
    late: int
    soon: int
    waiting: tuple[TaskSummary, ...]
    latest: tuple[TaskSummary, ...]
    units: tuple[UnitStanding, ...]


@dataclass(frozen=True, kw_only=True)
class UrgingTask:
    """A task as an urging letter names it."""

    task_id: UUID
    title: str
    source: str
    due: str
    late_days: int
    latest: str


@dataclass(frozen=True, kw_only=True)
class UrgingView:
    """An urging letter: a snapshot of what stood late when it was drafted."""

    id: UUID
    agency: UnitRef
    lead: UnitRef
    made_at: datetime
    made_by: str
    signer_title: str
    signer: str
    reply_by: date | None
    tasks: tuple[UrgingTask, ...]
