"""Criteria sets: groups, criteria, maxima, targets and formulas as a pack says them, from a date to a date."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property


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


class Judging(StrEnum):
    """How people score, in a round, what no figure of the product does.

    `points` from 0 to the maximum; `boolean` all or nothing; `ratio` of two numbers against the target; `bands` by the
    highest step reached; `survey` a share in per cent that the appraiser brings; `deduction` per fault.
    """

    POINTS = "points"
    BOOLEAN = "boolean"
    RATIO = "ratio"
    BANDS = "bands"
    SURVEY = "survey"
    DEDUCTION = "deduction"


@dataclass(frozen=True, kw_only=True)
class Step:
    """Points from a number on."""

    at_least: float
    points: float
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One thing that is scored, in exactly one of five ways.

    `numerator` / `denominator`: a ratio against `target` (per cent; without one, against all), or with `mean` the
    points of one thing on average, or `normalised` between the least and the most of all agencies in a round.
    `rungs`: the first condition that holds, where `needs` holds at all.
    `absent`: the product has no figures for it; the words say which are lacking.
    `judged`: people score it in a round, `asks` what they are asked (`steps` of bands, points off for `each` fault);
    `skippable`: an agency may say that it does not apply; `evidence`: it needs a file or an address.
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
    normalised: bool = False
    judged: Judging | None = None
    asks: str = ""
    steps: tuple[Step, ...] = ()
    each: float = 0
    skippable: bool = False
    evidence: bool = False
    explain: str = ""
    subjects: tuple[Subject, ...] = (Subject.PROVINCE, Subject.AGENCY)
    levels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    source: Citation | None = None
    provisional: bool = False

    @cached_property
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
    levels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def is_live(self) -> bool:
        """Whether figures score any of it, so that it can be shown without a round."""
        return any(one.expressions for group in self.groups for one in group.criteria)

    def applies_to(self, level: str, kind: str) -> bool:
        """Whether agencies of that level and kind are scored by it in a round."""
        return (not self.levels or level in self.levels) and (not self.kinds or kind in self.kinds)

    def criteria_for(self, subject: Subject, level: str = "", kind: str = "") -> list[tuple[Group, Criterion]]:
        """The criteria that apply to a kind of subject, and to agencies of a level and kind where those are given."""
        return [
            (group, one)
            for group in self.groups
            for one in group.criteria
            if subject in one.subjects
            and (not one.levels or not level or level in one.levels)
            and (not one.kinds or not kind or kind in one.kinds)
        ]

    def scale(self, subject: Subject) -> Scale | None:
        """The scale of a kind of subject, or None where the set does not score it."""
        return next((one for one in self.scales if one.subject is subject), None)
