"""A report template in one version: tables of rows by columns, questions, rules; and its cells, worked out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from honglam.indicators.contracts.criteria import Citation
from honglam.indicators.contracts.periods import PeriodKind
from honglam.indicators.contracts.rounds.codes import CellType, FormSeverity


@dataclass(frozen=True, kw_only=True)
class FormColumn:
    """A column. `formula`: its cells are calculated; a name without dots is another column of the same row.

    `jump`: a change against the last period by more than so many per cent wants a reason.
    """

    code: str
    title: str
    type: CellType
    unit: str = ""
    formula: str = ""
    jump: float | None = None
    signed: bool = False
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class FormRow:
    """A row. `formula`: calculated from other rows of the same column, unless the column is calculated itself."""

    code: str
    title: str
    type: CellType | None = None
    unit: str = ""
    formula: str = ""
    depth: int = 0
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class CellBinding:
    """What one cell stands for. `indicator`: kept as its value on acceptance, of a period or (`moment`) its last day.

    `prefill`: an expression over measures that proposes the number. `closed`: nothing is entered here.
    """

    row: str
    column: str
    indicator: str = ""
    part: str = ""
    moment: bool = False
    prefill: str = ""
    formula: str = ""
    closed: bool = False


@dataclass(frozen=True, kw_only=True)
class FormTable:
    """One table of a form."""

    code: str
    title: str
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]
    cells: tuple[CellBinding, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class FormQuestion:
    """A question that is answered in words."""

    code: str
    title: str
    hint: str = ""
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class FormRule:
    """What must hold between cells (`table.row.column`; `before.…` last period, `year_before.…` the one a year ago).

    Judged only where every number it names is there. `message`: what is wrong and what to do, in the pack's words.
    """

    code: str
    severity: FormSeverity
    at: str
    check: str
    message: str


@dataclass(frozen=True, kw_only=True)
class AssignedTo:
    """Who has to report: agencies of a kind and level in force on the day of opening, or one by its code."""

    kind: str = ""
    level: str = ""
    agency: str = ""


@dataclass(frozen=True, kw_only=True)
class FormTemplate:
    """A template in one version. `due_days`: after the period's last day; `reminders`: days before (−) or after it.

    `administrative`: periods end at the cut-off (NĐ 09/2019/NĐ-CP Đ12). `automatic`: the system opens each round.
    """

    code: str
    title: str
    frequency: PeriodKind
    due_days: int
    receiver: str
    valid_from: date
    tables: tuple[FormTable, ...]
    version: int = 1
    administrative: bool = False
    automatic: bool = False
    public: bool = False
    assigned: tuple[AssignedTo, ...] = ()
    reminders: tuple[int, ...] = ()
    questions: tuple[FormQuestion, ...] = ()
    rules: tuple[FormRule, ...] = ()
    valid_to: date | None = None
    source: Citation | None = None
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class FormCell:
    """One cell, worked out. `near`: what names without dots in its formula stand for."""

    address: str
    title: str
    type: CellType
    unit: str
    formula: str
    near: Mapping[str, str]
    indicator: str
    part: str
    moment: bool
    prefill: str
    jump: float | None
    signed: bool
    optional: bool
    closed: bool

    @property
    def is_typed(self) -> bool:
        """Whether somebody types into it."""
        return not self.formula and not self.closed

    @property
    def is_number(self) -> bool:
        """Whether it holds a number."""
        return self.type is not CellType.TEXT


@dataclass(frozen=True, kw_only=True)
class FormPlan:
    """A template with all of its cells by address (`table.row.column`)."""

    template: FormTemplate
    cells: Mapping[str, FormCell] = field(default_factory=dict)
