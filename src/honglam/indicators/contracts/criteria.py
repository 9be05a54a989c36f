"""Criteria sets: groups, criteria, maxima, targets and formulas as a pack says them, from a date to a date."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Subject(StrEnum):
    """Whom a set scores."""

    PROVINCE = "province"
    AGENCY = "agency"
    OFFICER = "officer"
    DOSSIER = "dossier"


@dataclass(frozen=True, kw_only=True)
class Citation:
    """The text of law that says so."""

    document: str
    article: str = ""
    dated: date | None = None
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Rung:
    """Points that are given when a condition holds; the first rung that holds counts."""

    when: str
    points: float


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One thing that is scored, in exactly one of four ways.

    `numerator` / `denominator`: a ratio against `target` (per cent; without one, against all), or with `mean` the
    points of one thing on average. `rungs`: the first condition that holds, where `needs` holds at all.
    `absent`: the product has no figures for it; the words say which are lacking.
    """

    code: str
    title: str
    max: float
    numerator: str = ""
    denominator: str = ""
    target: float | None = None
    mean: bool = False
    rungs: tuple[Rung, ...] = ()
    needs: str = ""
    absent: str = ""
    explain: str = ""
    subjects: tuple[Subject, ...] = (Subject.PROVINCE, Subject.AGENCY)
    levels: tuple[str, ...] = ()
    source: Citation | None = None
    provisional: bool = False

    @property
    def expressions(self) -> tuple[str, ...]:
        """Everything that has to be evaluated."""
        found = (self.numerator, self.denominator, self.needs, *(rung.when for rung in self.rungs))
        return tuple(one for one in found if one)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Criteria that belong together."""

    code: str
    title: str
    max: float
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, kw_only=True)
class Band:
    """A grade from a score on."""

    at_least: float
    label: str


@dataclass(frozen=True, kw_only=True)
class Scale:
    """What the points of one kind of subject add up to, and the grades."""

    subject: Subject
    total: float
    bands: tuple[Band, ...] = ()
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class CriteriaSet:
    """A set in one of its versions. `index` is what its versions share; `places`: decimals of a score."""

    code: str
    index: str
    title: str
    valid_from: date
    valid_to: date | None
    places: int
    scales: tuple[Scale, ...]
    groups: tuple[Group, ...]
    source: Citation | None
    provisional: bool

    def criteria_for(self, subject: Subject, level: str = "") -> list[tuple[Group, Criterion]]:
        """The criteria that apply to a kind of subject, and to agencies of a level where one is given."""
        return [
            (group, one)
            for group in self.groups
            for one in group.criteria
            if subject in one.subjects and (not one.levels or not level or level in one.levels)
        ]

    def scale(self, subject: Subject) -> Scale | None:
        """The scale of a kind of subject, or None where the set does not score it."""
        return next((one for one in self.scales if one.subject is subject), None)
