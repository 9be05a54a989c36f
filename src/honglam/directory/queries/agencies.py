"""Questions about agencies, answered from memory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from honglam.directory.contracts import (
    AgencyKind,
    AgencySuccessionView,
    AgencyView,
    Level,
    NoCompetentAgency,
    UnknownAgency,
    UnknownUnit,
)
from honglam.directory.queries.memory import renewed, snapshot
from honglam.directory.queries.units import unit_in_force
from honglam.directory.rules.scopes import predecessors, scope_ids, scope_root
from honglam.directory.rules.validity import covers


def get_agency(agency_id: int) -> AgencyView:
    """The agency or internal unit, also when it is over or retired."""
    agency = snapshot().agencies.get(agency_id) or renewed().agencies.get(agency_id)
    if agency is None:
        raise UnknownAgency
    return agency


def get_agencies(agency_ids: Iterable[int]) -> dict[int, AgencyView]:
    """The agencies of these ids that there are."""
    known = snapshot().agencies
    return {agency_id: known[agency_id] for agency_id in agency_ids if agency_id in known}


def get_agency_by_code(code: str) -> AgencyView:
    """The agency of that code, also when it is over."""
    found = find_agency_by_code(code) or renewed().by_code.get(code)
    if found is None:
        raise UnknownAgency
    return found


def find_agency_by_code(code: str) -> AgencyView | None:
    """The agency of that code, also when it is over."""
    return snapshot().by_code.get(code)


def is_in_force(agency: AgencyView, on: date) -> bool:
    """Whether the agency is there on a day."""
    return agency.id not in snapshot().retired and covers(agency.valid_from, agency.valid_to, on)


def ancestor_ids(agency_id: int) -> tuple[int, ...]:
    """The agency itself, then each one above it up to the root."""
    found = snapshot().ancestors.get(agency_id) or renewed().ancestors.get(agency_id)
    if found is None:
        raise UnknownAgency
    return found


def descendant_ids(agency_id: int) -> tuple[int, ...]:
    """The agency itself and every one below it."""
    return tuple(below for below, above in snapshot().ancestors.items() if agency_id in above)


def list_agencies(
    *, on: date, kind: AgencyKind | None = None, level: Level | None = None, parent_id: int | None = None
) -> list[AgencyView]:
    """Agencies in force on a day, in alphabetical order."""
    tree = snapshot()
    candidates = tree.children[parent_id] if parent_id is not None else list(tree.agencies.values())
    found = [
        agency
        for agency in candidates
        if kind in (None, agency.kind)
        and level in (None, agency.level)
        and agency.id not in tree.retired
        and covers(agency.valid_from, agency.valid_to, on)
    ]
    return sorted(found, key=lambda agency: (agency.sort_key, agency.id))


def tree_of(level: Level, on: date) -> list[tuple[AgencyView, list[AgencyView]]]:
    """The roots of a level, committee and council first, with the agencies of that level directly below them."""
    roots = [agency for agency in list_agencies(on=on, level=level) if agency.parent_id is None]
    first = (AgencyKind.COMMITTEE, AgencyKind.COUNCIL)
    roots.sort(key=lambda root: first.index(root.kind) if root.kind in first else len(first))
    return [
        (root, [below for below in list_agencies(on=on, level=level, parent_id=root.id) if not below.is_internal])
        for root in roots
    ]


def one_stop_of(agency_id: int) -> AgencyView | None:
    """The desk that receives for an agency."""
    desk = get_agency(agency_id).one_stop_id
    return get_agency(desk) if desk else None


def child_unit(agency_id: int, kind: AgencyKind, on: date) -> AgencyView | None:
    """The unit of a kind directly below an agency."""
    return next(iter(list_agencies(on=on, kind=kind, parent_id=agency_id)), None)


def competent_agency(
    *, agency_code: str, kind: AgencyKind, level: Level | None, unit_code: str, on: date
) -> AgencyView:
    """The agency that decides: the one named (or its successor), else the one of a kind in the unit."""
    if agency_code:
        named = get_agency_by_code(agency_code)
        found = named if is_in_force(named, on) else successor_of(named.id, on)
    else:
        found = _agency_in(unit_code, kind, level, on)
    if found is None:
        raise NoCompetentAgency(on=f"{on:%d/%m/%Y}")
    return found


def _agency_in(unit_code: str, kind: AgencyKind, level: Level | None, on: date) -> AgencyView | None:
    unit = unit_in_force(unit_code, on)
    if unit is None:
        raise UnknownUnit(unit=unit_code)
    found = [
        agency
        for agency in snapshot().by_unit.get(unit.code, ())
        if agency.kind is kind and level in (None, agency.level) and is_in_force(agency, on)
    ]
    return min(found, key=lambda agency: (agency.sort_key, agency.id), default=None)


def successor_of(agency_id: int, on: date) -> AgencyView | None:
    """Who carries an agency's work on a day: itself, or its one successor; None where several share it."""
    agency = get_agency(agency_id)
    seen: set[int] = set()
    while not is_in_force(agency, on):
        seen.add(agency.id)
        heirs = heir_ids(agency.id)
        # Two that are over and name each other lead to nobody.
        if len(heirs) != 1 or heirs[0] in seen:
            return None
        agency = get_agency(heirs[0])
    return agency


def carried_ids(agency_id: int, on: date) -> tuple[int, ...]:
    """The agency, its internal units, and every one that is over and whose work one of these alone carries on."""
    tree = snapshot()
    day, carried = tree.carried
    if day != on:
        carried = _carried(tree.agencies, on)
        tree.carried = on, carried
    return carried.get(agency_id, ())


def _carried(known: Mapping[int, AgencyView], on: date) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = defaultdict(list)
    for one, view in known.items():
        found[(successor_of(one, on) or view).agency_id].append(one)
    return {agency_id: tuple(ids) for agency_id, ids in found.items()}


def heir_ids(agency_id: int) -> list[int]:
    """The agencies that take over an agency's dossiers."""
    return list(snapshot().heirs.get(agency_id, ()))


def predecessor_ids(agency_id: int) -> tuple[int, ...]:
    """Every agency whose dossiers this one took over."""
    return predecessors(agency_id, snapshot().successions)


def history_of(agency_id: int) -> tuple[list[AgencySuccessionView], list[AgencySuccessionView]]:
    """Where an agency came from, and what became of it."""
    ways = snapshot().successions
    return [item for item in ways if item.new_id == agency_id], [item for item in ways if item.old_id == agency_id]


def scope_of_post(unit_id: int, roles: Iterable[str]) -> tuple[int, ...]:
    """The ids whose work a post in that unit sees."""
    return scope_of_agency(scope_root(unit_id=unit_id, agency_id=get_agency(unit_id).agency_id, roles=roles))


def scope_of_agency(root: int) -> tuple[int, ...]:
    """The agency or unit, and every one that it took over from."""
    return scope_ids(root, predecessor_ids(root), snapshot().ancestors)
