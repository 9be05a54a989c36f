"""The section `planning` of a pack: plans, programmes with projects and money, recommendations."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta

from honglam.directives.contracts import Addressee, FundSource, MoneyKind
from honglam.directives.models import Plan, Programme, Project, Recommendation
from honglam.directives.pack_section.shapes import Code, DirectiveShape, Line, Text, Year
from honglam.directives.services import stating_plans as verbs
from honglam.directory.contracts import AgencyCode
from honglam.kernel.values import Actor, text_noop
from honglam.pack.api import Change, ChangeAction, Collection, Pack, PackError, Record, Row, Section, Shape

MONEY = "directives/money/*.yaml"
Dong = Annotated[int, Meta(ge=-(10**15), le=10**15)]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]


class CompletionShape(Shape, frozen=True, kw_only=True):
    """What a document states of a plan's completion: a share, or so many of so many."""

    document: Line
    place: str = ""
    on: datetime.date | None = None
    percent: float | None = None
    done: Count | None = None
    of: Count | None = None
    note: str = ""


class PlanShape(Shape, frozen=True, kw_only=True):
    """A plan by year. `directive`: whose tasks are its items; `committee`: whose plan of work it is;
    `items`: how many it says it has.
    """

    code: Code
    title: Line
    first_year: Year
    last_year: Year | None = None
    agency: AgencyCode
    symbol: str = ""
    directive: str = ""
    committee: str = ""
    items: Count | None = None
    stated: tuple[CompletionShape, ...] = ()
    provisional: bool = False


class TotalShape(Shape, frozen=True, kw_only=True):
    """A total that a document states, in đồng. `at_least`: it says “more than”. Without `source`: over all sources."""

    kind: MoneyKind
    source: FundSource | None = None
    amount: Dong
    at_least: bool = False
    place: str = ""


class MoneyShape(Shape, frozen=True, kw_only=True):
    """One sum in đồng; without a year where the document gives none."""

    kind: MoneyKind
    source: FundSource
    amount: Dong
    year: Year | None = None
    note: Annotated[str, Meta(max_length=500)] = ""
    document: Annotated[str, Meta(max_length=300)] = ""


class ProjectShape(Shape, frozen=True, kw_only=True):
    """One item: who leads, how it stands in the document's words, its money, and the totals its own cells state."""

    number: Annotated[str, Meta(pattern=r"^[0-9a-z.]+$", max_length=20)]
    title: Text
    leads: tuple[AgencyCode, ...] = ()
    lead_words: str = ""
    condition: str = ""
    period: str = ""
    money: tuple[MoneyShape, ...] = ()
    totals: tuple[TotalShape, ...] = ()
    note: str = ""


class ProgrammeShape(Shape, frozen=True, kw_only=True):
    """Projects that are financed together, with the totals that the document states."""

    code: Code
    title: Line
    first_year: Year
    last_year: Year | None = None
    agency: AgencyCode
    symbol: str = ""
    document: Annotated[str, Meta(max_length=200)] = ""
    place: Annotated[str, Meta(max_length=90)] = ""
    totals: tuple[TotalShape, ...] = ()
    provisional: bool = False
    projects: tuple[ProjectShape, ...] = ()


class RecommendationShape(Shape, frozen=True, kw_only=True):
    """What was asked of whom, in which document; `topic` binds those that ask for the same again."""

    code: Code
    text: Text
    addressee: Addressee
    addressed_to: Line
    agency: AgencyCode
    document: Annotated[str, Meta(max_length=300)] = ""
    place: Annotated[str, Meta(max_length=200)] = ""
    raised_on: datetime.date | None = None
    topic: Annotated[str, Meta(max_length=60)] = ""
    provisional: bool = False


class PlanningSection(Section):
    """Plans, money, recommendations, from a pack into the tables and back."""

    name = "planning"
    depends_on: ClassVar = ("agencies", "committees", "directives")
    collections: ClassVar = (
        Collection("plan", "directives/plans.yaml", PlanShape, at="plans", key=lambda s: s.code),
        Collection(
            "programme",
            MONEY,
            ProgrammeShape,
            at="programmes",
            key=lambda s: s.code,
            home=lambda s: f"directives/money/{s.code}.yaml",
        ),
        Collection("project", MONEY, ProjectShape, inside="programme", at="projects", key=lambda s: s.number),
        Collection(
            "recommendation",
            "directives/recommendations/*.yaml",
            RecommendationShape,
            at="recommendations",
            key=lambda s: s.code,
            home=lambda _: "directives/recommendations/recommendations.yaml",
        ),
    )

    def check(self, pack: Pack) -> Iterator[PackError]:
        """Agencies and directives exist, years are in order, shares are shares."""
        agencies = pack.keys("agency")
        plans, programmes = pack.records("plan", PlanShape), pack.records("programme", ProgrammeShape)
        asked = pack.records("recommendation", RecommendationShape)
        dated: list[Record[Any]] = [*plans.values(), *programmes.values()]
        owned: list[Record[Any]] = [*dated, *asked.values()]
        for record in owned:
            yield from _check_owner(record, agencies)
        for record in dated:
            yield from _check_years(record)
        directives = frozenset(pack.records("directive", DirectiveShape))
        for plan in plans.values():
            yield from _check_plan(plan, directives)
            if plan.value.committee and plan.value.committee not in pack.keys("committee"):
                message = text_noop("There is no committee %(code)s.")
                yield plan.error("committee", "unknown_committee", message, code=plan.value.committee)
        for project in pack.records("project", ProjectShape).values():
            for position, code in enumerate(project.value.leads):
                if code not in agencies:
                    yield _unknown(project, f"leads[{position}]", code)

    def rows(self) -> Iterator[Row]:
        """What the tables hold, retired ones included."""
        tables: tuple[tuple[str, Any, Any], ...] = (
            ("plan", Plan.objects.order_by("code"), PlanShape),
            ("programme", Programme.objects.order_by("code"), ProgrammeShape),
            ("project", Project.objects.order_by("programme_id", "position", "code"), ProjectShape),
            ("recommendation", Recommendation.objects.filter(from_pack=True).order_by("code"), RecommendationShape),
        )
        for kind, rows, shape in tables:
            for row in rows:
                yield Row(kind, row.code, msgspec.convert(row.content, shape, strict=False))

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime.datetime) -> None:
        """Put or retire each."""
        for change in changes:
            if change.action is ChangeAction.RETIRE:
                verbs.retire_stated(actor=actor, kind=change.kind, code=change.key, at=at)
                continue
            content = msgspec.to_builtins(change.after)
            if change.kind == "plan":
                verbs.put_plan(actor=actor, content=content, at=at)
            elif change.kind == "programme":
                verbs.put_programme(actor=actor, content=content, at=at)
            elif change.kind == "project":
                verbs.put_project(actor=actor, key=change.key, content=content, at=at)
            else:
                verbs.put_recommendation(actor=actor, content=content, at=at)


def _check_owner(record: Record[Any], agencies: frozenset[str]) -> Iterator[PackError]:
    if record.value.agency not in agencies:
        yield _unknown(record, "agency", record.value.agency)


def _check_years(record: Record[Any]) -> Iterator[PackError]:
    if record.value.last_year and record.value.last_year < record.value.first_year:
        yield record.error("last_year", "years_wrong_order", text_noop("The last year lies before the first."))


def _check_plan(record: Record[PlanShape], directives: frozenset[str]) -> Iterator[PackError]:
    if record.value.directive and record.value.directive not in directives:
        message = text_noop("There is no directive “%(code)s” whose tasks could be the items of this plan.")
        yield record.error("directive", "unknown_directive", message, code=record.value.directive)
    for position, one in enumerate(record.value.stated):
        if one.percent is None and (one.done is None or not one.of):
            message = text_noop("State a share, or how many of how many.")
            yield record.error(f"stated[{position}]", "completion_of_nothing", message)


def _unknown(record: Record[Any], path: str, code: str) -> PackError:
    return record.error(path, "unknown_unit_of_task", text_noop("There is no agency %(code)s."), code=code)
