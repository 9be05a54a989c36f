"""Report templates as they stand in a pack; contracts.rounds.templates says what each field means."""

import datetime
from typing import Annotated

from msgspec import Meta

from honglam.indicators.contracts import CellType, FormSeverity, PeriodKind
from honglam.indicators.pack_section.figure_shapes import Name, Slug, Text
from honglam.pack.api import Shape, Sourced

Address = Annotated[str, Meta(min_length=1, max_length=200)]
Unit = Annotated[str, Meta(max_length=40)]


class ColumnShape(Shape, frozen=True, kw_only=True):
    """A column of a table."""

    code: Name
    title: Text
    type: CellType
    unit: Unit = ""
    formula: str = ""
    jump: Annotated[float, Meta(gt=0, le=10000)] | None = None
    signed: bool = False
    optional: bool = False


class RowShape(Shape, frozen=True, kw_only=True):
    """A row of a table."""

    code: Name
    title: Text
    type: CellType | None = None
    unit: Unit = ""
    formula: str = ""
    depth: Annotated[int, Meta(ge=0, le=4)] = 0
    optional: bool = False


class CellShape(Shape, frozen=True, kw_only=True):
    """What one cell stands for."""

    row: Name
    column: Name
    indicator: str = ""
    part: str = ""
    moment: bool = False
    prefill: str = ""
    formula: str = ""
    closed: bool = False


class TableShape(Shape, frozen=True, kw_only=True):
    """One table."""

    code: Name
    title: Text
    columns: Annotated[tuple[ColumnShape, ...], Meta(min_length=1, max_length=30)]
    rows: Annotated[tuple[RowShape, ...], Meta(min_length=1, max_length=300)]
    cells: tuple[CellShape, ...] = ()
    note: str = ""


class QuestionShape(Shape, frozen=True, kw_only=True):
    """A question answered in words."""

    code: Name
    title: Text
    hint: str = ""
    optional: bool = False


class RuleShape(Shape, frozen=True, kw_only=True):
    """What must hold between cells."""

    code: Slug
    severity: FormSeverity
    at: Address
    check: Text
    message: Text


class AssignedShape(Shape, frozen=True, kw_only=True):
    """Who has to report."""

    kind: str = ""
    level: str = ""
    agency: str = ""


class TemplateShape(Sourced, frozen=True, kw_only=True):
    """A report template in one version."""

    code: Slug
    version: Annotated[int, Meta(ge=1, le=999)] = 1
    title: Annotated[str, Meta(min_length=1, max_length=300)]
    frequency: PeriodKind
    administrative: bool = False
    automatic: bool = False
    public: bool = False
    due_days: Annotated[int, Meta(ge=1, le=120)]
    reminders: tuple[Annotated[int, Meta(ge=-60, le=60)], ...] = ()
    receiver: str
    assigned: Annotated[tuple[AssignedShape, ...], Meta(min_length=1)]
    tables: Annotated[tuple[TableShape, ...], Meta(min_length=1, max_length=20)]
    questions: tuple[QuestionShape, ...] = ()
    rules: tuple[RuleShape, ...] = ()
    valid_from: datetime.date
    valid_to: datetime.date | None = None

    @property
    def key(self) -> str:
        """The natural key of a version."""
        return f"{self.code}@{self.version}"
