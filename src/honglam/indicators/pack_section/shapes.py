"""Criteria sets as they stand in a pack."""

import datetime
from typing import Annotated, Literal

from msgspec import Meta

from honglam.directory.contracts import AgencyKind
from honglam.indicators.contracts import Judging, Subject
from honglam.pack.api import Shape, Sourced

Code = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
LevelName = Literal["province", "district", "commune"]
Points = Annotated[float, Meta(ge=0, le=1000)]


class RungShape(Shape, frozen=True, kw_only=True):
    """Points for a condition."""

    when: Annotated[str, Meta(min_length=1)]
    points: Points


class StepShape(Shape, frozen=True, kw_only=True):
    """Points from a number on."""

    at_least: float
    points: Points
    label: str = ""


class CriterionShape(Sourced, frozen=True, kw_only=True):
    """One criterion; contracts.criteria says what each field means."""

    code: Annotated[str, Meta(pattern=r"^[0-9A-Za-z.]+$")]
    title: Annotated[str, Meta(min_length=1)]
    max: Points
    numerator: str = ""
    denominator: str = ""
    target: Annotated[float, Meta(gt=0, le=100)] | None = None
    mean: bool = False
    rungs: tuple[RungShape, ...] = ()
    needs: str = ""
    absent: str = ""
    normalised: bool = False
    judged: Judging | None = None
    asks: str = ""
    steps: tuple[StepShape, ...] = ()
    each: Points = 0
    skippable: bool = False
    evidence: bool = False
    explain: str = ""
    subjects: tuple[Subject, ...] = ()
    levels: tuple[LevelName, ...] = ()
    kinds: tuple[AgencyKind, ...] = ()


class GroupShape(Shape, frozen=True, kw_only=True):
    """Criteria that belong together."""

    code: Annotated[str, Meta(pattern=r"^[0-9A-Za-z.]+$")]
    title: Annotated[str, Meta(min_length=1)]
    max: Points
    criteria: Annotated[tuple[CriterionShape, ...], Meta(min_length=1)]


class BandShape(Shape, frozen=True, kw_only=True):
    """A grade from a score on."""

    at_least: Points
    label: Annotated[str, Meta(min_length=1)]


class ScaleShape(Shape, frozen=True, kw_only=True):
    """What one kind of subject can reach, and its grades."""

    subject: Subject
    total: Points
    bands: tuple[BandShape, ...] = ()
    provisional: bool = False


class CriteriaSetShape(Sourced, frozen=True, kw_only=True):
    """A criteria set in one version."""

    code: Code
    index: Code
    title: Annotated[str, Meta(min_length=1)]
    valid_from: datetime.date
    valid_to: datetime.date | None = None
    order: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    places: Annotated[int, Meta(ge=0, le=4)] = 2
    levels: tuple[LevelName, ...] = ()
    kinds: tuple[AgencyKind, ...] = ()
    scales: Annotated[tuple[ScaleShape, ...], Meta(min_length=1)]
    groups: Annotated[tuple[GroupShape, ...], Meta(min_length=1)]


class CutOffShape(Sourced, frozen=True, kw_only=True):
    """The last day of administrative months."""

    code: Code
    day: Annotated[int, Meta(ge=1, le=28)]
    valid_from: datetime.date
