"""What a pack may say of directives and tasks. Words are quoted with their place; readings are provisional."""

import datetime
from typing import Annotated

from msgspec import Meta

from honglam.directives.contracts import DueKind, SourceKind, TaskState, Tells
from honglam.directory.contracts import AgencyCode
from honglam.pack.api import Shape, Sourced

Code = Annotated[str, Meta(pattern=r"^[A-Za-z0-9ĐđƯư._-]+$", max_length=60)]
Short = Annotated[str, Meta(pattern=r"^[A-Za-z0-9ĐđƯư._-]+$", max_length=40)]
"""The same for what rows name thousands of times: tracks and their stages."""
Number = Annotated[str, Meta(pattern=r"^[0-9a-z]+(\.[0-9a-z]+){0,3}$", max_length=20)]
Line = Annotated[str, Meta(min_length=1, max_length=400)]
Text = Annotated[str, Meta(max_length=4000)]
Year = Annotated[int, Meta(ge=2000, le=2100)]


class EscalationShape(Sourced, frozen=True, kw_only=True):
    """`days` after the due day (negative: before it) `tells` is told, from a day on."""

    code: Code
    days: Annotated[int, Meta(ge=-90, le=365)]
    tells: Tells
    valid_from: datetime.date
    valid_to: datetime.date | None = None


class StageShape(Shape, frozen=True, kw_only=True):
    """One stage."""

    code: Short
    title: Line


class TrackShape(Sourced, frozen=True, kw_only=True):
    """The stages that a kind of task goes through, in their order."""

    code: Short
    title: Annotated[str, Meta(min_length=1, max_length=200)]
    stages: Annotated[tuple[StageShape, ...], Meta(min_length=2)]


class DueShape(Shape, frozen=True, kw_only=True):
    """A time limit as documents state it: the second quarter of 2022. `part` counts months, quarters or halves."""

    kind: DueKind
    year: Year
    part: Annotated[int, Meta(ge=1, le=12)] = 1


class TargetShape(Shape, frozen=True, kw_only=True):
    """A quantity by the end of a quarter: what was expected, what the document states was reached."""

    year: Year
    quarter: Annotated[int, Meta(ge=1, le=4)]
    indicator: Annotated[str, Meta(min_length=1, max_length=300)]
    unit: Annotated[str, Meta(min_length=1, max_length=60)]
    target: float | None = None
    stated: float | None = None


class StatedShape(Shape, frozen=True, kw_only=True):
    """How a document says that a task stood, in which words, where and when."""

    state: TaskState
    document: Line
    on: datetime.date | None = None
    place: str = ""
    progress: Text = ""


class TaskShape(Shape, frozen=True, kw_only=True):
    """One task of a directive. `3.2` is a part of `3`. `provisional`: unit or day are a reading."""

    number: Number
    title: Text
    lead: AgencyCode
    supporting: tuple[AgencyCode, ...] = ()
    due_on: datetime.date | None = None
    due_by: DueShape | None = None
    result: Text = ""
    track: str = ""
    stage: str = ""
    place: str = ""
    quote: Text = ""
    stated: StatedShape | None = None
    targets: tuple[TargetShape, ...] = ()
    note: str = ""
    provisional: bool = False


class DirectiveShape(Shape, frozen=True, kw_only=True):
    """An obligation as it was laid on. `record`: taken from an old document to be read, not to be urged."""

    code: Code
    title: Line
    kind: SourceKind = SourceKind.DOCUMENT
    symbol: Annotated[str, Meta(max_length=100)] = ""
    issued_on: datetime.date | None = None
    issuer: Annotated[str, Meta(max_length=200)] = ""
    agency: AgencyCode
    document: Annotated[str, Meta(max_length=100)] = ""
    place: Annotated[str, Meta(max_length=90)] = ""
    quote: Text = ""
    given_on: datetime.date | None = None
    record: bool = False
    provisional: bool = False
    tasks: tuple[TaskShape, ...] = ()
