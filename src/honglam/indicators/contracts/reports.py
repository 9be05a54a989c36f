"""Tables of figures, and the periodic report that only needs a signature."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from honglam.indicators.contracts.periods import Period


class TableKind(StrEnum):
    """The reports that are always at hand. `overview`: II.06a/VPCP/KSTT; `late`: 07a and 07b."""

    OVERVIEW = "ii-06a"
    LATE = "qua-han"
    ONLINE = "truc-tuyen"
    TIMES = "thoi-gian"
    UNUSED = "khong-phat-sinh"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column. `measure` is what the cells count, so that each can be opened; `share`: per cent of a whole."""

    code: str
    label: str
    measure: str = ""
    share: bool = False
    text: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of figures. `agency_id` where the row is one agency's; `sum`: it adds up the others."""

    label: str
    values: tuple[float | str | None, ...]
    agency_id: int | None = None
    sum: bool = False


@dataclass(frozen=True, kw_only=True)
class Check:
    """A control sum: what must be equal, both sides, for one row."""

    label: str
    left: float
    right: float

    @property
    def holds(self) -> bool:
        """Whether both sides are equal."""
        return self.left == self.right


@dataclass(frozen=True, kw_only=True)
class Table:
    """A report as rows and columns. `notes` are msgids that say what the numbers mean and what is not known.

    `procedure`: the code of the one whose steps these are, where it is not about all of them.
    """

    kind: TableKind
    title: str
    period: Period
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    form: str = ""
    provisional: bool = False
    procedure: str = ""


class ReportState(StrEnum):
    """A report is made by itself, and binds nobody until somebody answers for it."""

    DRAFT = "draft"
    APPROVED = "approved"


@dataclass(frozen=True, kw_only=True)
class ReportView:
    """The report on online services of one agency and period."""

    id: UUID
    agency_id: int
    agency_name: str
    period: Period
    state: ReportState
    number: str
    figures: dict[str, Any]
    remarks: str
    made_at: datetime
    approved_at: datetime | None
    approved_by: str
    may_approve: bool = field(default=False)
