"""What callers say."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from honglam.directives.contracts.codes import SourceKind


@dataclass(frozen=True, kw_only=True)
class TargetInput:
    """A quantified result that is expected by the end of a quarter."""

    year: int
    quarter: int
    indicator: str
    unit: str
    target: Decimal


@dataclass(frozen=True, kw_only=True)
class TaskInput:
    """A task as it is given."""

    title: str
    lead_id: int | None
    due_on: date | None
    supporting: tuple[int, ...] = ()
    result: str = ""
    track: str = ""
    targets: tuple[TargetInput, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DirectiveInput:
    """A directive as it is given; without tasks it is one task of the same words.

    `meeting_id` and `conclusion` (counted from 1): what a committee's meeting concluded and this carries out.
    """

    text: str
    source_kind: SourceKind = SourceKind.LEADER
    symbol: str = ""
    issued_on: date | None = None
    issuer: str = ""
    quote: str = ""
    meeting_id: int | None = None
    conclusion: int | None = None
    task: TaskInput


@dataclass(frozen=True, kw_only=True)
class ActInput:
    """What is said with an act. `actuals`: reported quantities by the id of their target."""

    words: str = ""
    file_ids: tuple[UUID, ...] = ()
    holder_id: UUID | None = None
    stage: str = ""
    due_on: date | None = None
    actuals: dict[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TasksAsked:
    """Which tasks are wanted: how they stand, whose, from which source, with which words."""

    show: str = "open"
    lead_id: int | None = None
    source: str = ""
    words: str = ""
    mine: bool = False
    directive_id: UUID | None = None
