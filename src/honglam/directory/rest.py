"""Units and agencies for other systems: what a code means today, what an old address has become."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema

from honglam.directory.contracts import AgencyKind, AgencyView, Certainty, Level, UnitKind, UnitMatch, UnitView
from honglam.directory.queries import agencies, lists, units
from honglam.kernel.clock import today

router = Router()
Text = Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")]


class UnitOut(Schema):
    """An administrative unit in one of its lives; `valid_to` is the last day."""

    code: str
    name: str
    kind: UnitKind
    level: Level
    valid_from: date | None
    valid_to: date | None


class MatchOut(Schema):
    """A unit that fits; `was` is the former unit that the words named, `ask`: it was divided, a person must decide."""

    unit: UnitOut
    was: UnitOut | None
    ask: bool


class ResolutionOut(Schema):
    """What a code or an address means. `unit` is set where no doubt is left, otherwise `options` are."""

    certainty: Certainty
    unit: UnitOut | None
    options: list[MatchOut]


class AgencyOut(Schema):
    """An agency or a unit inside one."""

    code: str
    name: str
    short_name: str
    kind: AgencyKind
    level: Level
    parent: str
    unit_code: str
    identifier_code: str
    identifier_provisional: bool
    valid_from: date | None
    valid_to: date | None


class AgenciesOut(Schema):
    """One page of agencies by name."""

    items: list[AgencyOut]
    next_cursor: str | None


@router.get("/units", response=list[UnitOut], summary="Administrative units in force")
def list_units(
    request: HttpRequest,  # noqa: ARG001
    level: Level | None = None,
    on: date | None = None,
) -> list[UnitOut]:
    """On a date, today where none is given, by code."""
    return [_unit(unit) for unit in units.list_units(on=on or today(), level=level)]


@router.get("/units/resolve", response=ResolutionOut, summary="What a code or an old address means")
def resolve_unit(request: HttpRequest, text: Text, on: date | None = None) -> ResolutionOut:  # noqa: ARG001
    """Names and codes of former units are translated; divided ones come back with options."""
    found = units.resolve_unit(text, on or today())
    options = [_match(match) for match in found.options]
    return ResolutionOut(certainty=found.certainty, unit=_unit(found.unit) if found.unit else None, options=options)


@router.get("/agencies", response=AgenciesOut, summary="Search and list agencies in force")
def list_agencies(
    request: HttpRequest,  # noqa: ARG001
    q: Text = "",
    level: Level | None = None,
    after: Annotated[str, Query(max_length=2000)] = "",
) -> AgenciesOut:
    """By name; accents are ignored in the search."""
    page = lists.agency_page(query=q, level=level, on=today(), cursor=after)
    return AgenciesOut(items=[_agency(item) for item in page.items], next_cursor=page.next_cursor)


@router.get("/agencies/{code}", response=AgencyOut, summary="One agency")
def get_agency(request: HttpRequest, code: str) -> AgencyOut:  # noqa: ARG001
    """Also when it is over."""
    return _agency(agencies.get_agency_by_code(code))


def _unit(unit: UnitView) -> UnitOut:
    return UnitOut(
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        level=unit.level,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
    )


def _match(match: UnitMatch) -> MatchOut:
    return MatchOut(unit=_unit(match.unit), was=_unit(match.was) if match.was else None, ask=match.ask)


def _agency(agency: AgencyView) -> AgencyOut:
    return AgencyOut(
        code=agency.code,
        name=agency.name,
        short_name=agency.short_name,
        kind=agency.kind,
        level=agency.level,
        parent=agencies.get_agency(agency.parent_id).code if agency.parent_id else "",
        unit_code=agency.unit_code,
        identifier_code=agency.identifier_code,
        identifier_provisional=agency.identifier_provisional,
        valid_from=agency.valid_from,
        valid_to=agency.valid_to,
    )
