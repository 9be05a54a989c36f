"""Plans, programmes, projects with their money, recommendations: codes, inputs, views, refusals, events."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from honglam.directives.contracts.views import TaskSummary, UnitRef
from honglam.kernel.values import Conflict, Event, Invalid, NotFound, text_noop


class FundSource(StrEnum):
    """Where money comes from."""

    PROGRAMME = "programme"
    BLENDED = "blended"
    OWN = "own"
    CENTRAL = "central"
    ODA = "oda"
    PRIVATE = "private"


class MoneyKind(StrEnum):
    """What is said of a sum. What is missing is never stated by a line: it is what was requested and not granted."""

    REQUESTED = "requested"
    GRANTED = "granted"
    SPENT = "spent"


class Addressee(StrEnum):
    """Whom a recommendation asks."""

    CENTRE = "centre"
    PROVINCE = "province"


class Answer(StrEnum):
    """How a recommendation stands: nobody answered, or how they did."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"


FUND_LABELS: Mapping[FundSource, str] = {
    FundSource.PROGRAMME: text_noop("The programme's own money"),
    FundSource.BLENDED: text_noop("Blended from other sources"),
    FundSource.OWN: text_noop("Units' own budgets"),
    FundSource.CENTRAL: text_noop("Central budget"),
    FundSource.ODA: text_noop("Official development assistance"),
    FundSource.PRIVATE: text_noop("Private money"),
}
MONEY_LABELS: Mapping[MoneyKind, str] = {
    MoneyKind.REQUESTED: text_noop("Requested"),
    MoneyKind.GRANTED: text_noop("Money granted"),
    MoneyKind.SPENT: text_noop("Spent"),
}
ADDRESSEE_LABELS: Mapping[Addressee, str] = {
    Addressee.CENTRE: text_noop("To the centre"),
    Addressee.PROVINCE: text_noop("To the province"),
}
ANSWER_LABELS: Mapping[Answer, str] = {
    Answer.WAITING: text_noop("No answer yet"),
    Answer.ACCEPTED: text_noop("Accepted"),
    Answer.PARTLY: text_noop("Accepted in part"),
    Answer.REFUSED: text_noop("Not accepted"),
}


class PlanNotFound(NotFound):
    """No such plan for this actor."""

    code = "plan_not_found"
    message = text_noop("No plan was found here.")


class ProgrammeNotFound(NotFound):
    """No such programme or project for this actor."""

    code = "programme_not_found"
    message = text_noop("No programme was found here.")


class RecommendationNotFound(NotFound):
    """No such recommendation for this actor."""

    code = "recommendation_not_found"
    message = text_noop("No recommendation was found here.")


class SumMissing(Invalid):
    """A line about no money."""

    code = "sum_missing"
    message = text_noop(
        "Enter a sum in whole đồng, for example 120.000.000; a minus takes back what was entered wrongly."
    )


class YearMissing(Invalid):
    """Money of no year cannot be compared with anything."""

    code = "year_missing"
    message = text_noop("Enter the year, for example 2026.")


class EvidenceMissing(Invalid):
    """Who said so."""

    code = "evidence_missing"
    message = text_noop("Name the decision or document that says so.")


class AnswerMissing(Invalid):
    """Answered, but how?"""

    code = "answer_missing"
    message = text_noop("Choose how it was answered.")


class AskedMissing(Invalid):
    """A recommendation without words or addressee."""

    code = "asked_missing"
    message = text_noop("Write what is asked, and of whom.")


class AnsweredAlready(Conflict):
    """It has its answer."""

    code = "answered_already"
    message = text_noop("This recommendation has been answered already. Please look again.")


@dataclass(frozen=True, kw_only=True)
class MoneyInput:
    """A line of money as it is typed; the amount in đồng."""

    year: int | None
    source: FundSource
    kind: MoneyKind
    amount: int
    document: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RecommendationInput:
    """A recommendation as it is raised."""

    text: str
    addressee: Addressee
    addressed_to: str
    document: str = ""
    raised_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerInput:
    """An answer as it is recorded."""

    answer: Answer
    words: str
    document: str
    answered_on: date | None


@dataclass(frozen=True, kw_only=True)
class StatedCompletion:
    """What a document states of a plan's completion. `percent` is what it says, or what its own counts give."""

    document: str
    place: str
    on: date | None
    percent: float | None
    done: int | None
    of: int | None
    note: str


@dataclass(frozen=True, kw_only=True)
class PlanView:
    """A plan of a year or several; completion is counted from its tasks. `items`: how many the plan says it has."""

    code: str
    title: str
    first_year: int
    last_year: int
    agency: UnitRef
    symbol: str
    directive_id: UUID | None
    done: int
    counted: int
    items: int | None
    percent: float | None
    stated: tuple[StatedCompletion, ...]
    findings: tuple[str, ...]
    tasks: tuple[TaskSummary, ...]
    provisional: bool


@dataclass(frozen=True, kw_only=True)
class SumView:
    """A stated total beside the sum of its parts, with the arithmetic. `findings` are sentences."""

    kind: MoneyKind
    source: FundSource | None
    place: str
    parts: tuple[tuple[str, int], ...]
    computed: int | None
    stated: int
    at_least: bool
    agrees: bool | None
    findings: tuple[str, ...]

    @property
    def difference(self) -> int:
        """Stated minus computed; 0 where nothing could be computed."""
        return self.stated - self.computed if self.computed is not None else 0


@dataclass(frozen=True, kw_only=True)
class LineOfMoney:
    """One sum with its year, source and evidence."""

    id: int
    year: int | None
    source: FundSource
    kind: MoneyKind
    amount: int
    document: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ProjectView:
    """A project with its money by source and kind; `missing` is what was requested and not granted, year by year."""

    id: UUID
    code: str
    number: str
    title: str
    lead: str
    condition: str
    period: str
    programme_code: str
    programme_title: str
    sums: Mapping[tuple[MoneyKind, FundSource], int]
    requested: int
    granted: int
    spent: int
    missing: int
    lines: tuple[LineOfMoney, ...]
    checks: tuple[SumView, ...]
    may_record: bool


@dataclass(frozen=True, kw_only=True)
class ProgrammeView:
    """A programme: its projects, its totals and what does not follow."""

    code: str
    title: str
    first_year: int
    last_year: int
    agency: UnitRef
    symbol: str
    document: str
    projects: tuple[ProjectView, ...]
    sources: tuple[FundSource, ...]
    years: tuple[int, ...]
    by_year: Mapping[tuple[int, MoneyKind], int]
    requested: int
    granted: int
    spent: int
    missing: int
    checks: tuple[SumView, ...]
    provisional: bool


@dataclass(frozen=True, kw_only=True)
class Twin:
    """Two projects or tasks whose names are alike; `likeness` from 0 to 1."""

    likeness: float
    first: str
    first_where: str
    first_url: str
    second: str
    second_where: str
    second_url: str


@dataclass(frozen=True, kw_only=True)
class RecommendationLine:
    """One thing that happened to a recommendation."""

    at: datetime
    what: str
    words: str
    document: str
    by: str


@dataclass(frozen=True, kw_only=True)
class RecommendationView:
    """A recommendation; `asked_before`: earlier ones of the same matter. `waits`: days without an answer."""

    id: UUID
    code: str
    text: str
    addressee: Addressee
    addressed_to: str
    agency: UnitRef
    document: str
    place: str
    raised_on: date | None
    answer: Answer
    waits: int
    topic: str
    asked_before: tuple["RecommendationView", ...]
    lines: tuple[RecommendationLine, ...]
    may_answer: bool


@dataclass(frozen=True, kw_only=True)
class RecommendationMoved(Event):
    """A recommendation was raised or answered."""

    name: ClassVar[str] = "directives.recommendation_moved"

    recommendation_id: UUID
    agency_id: int
    answer: str
