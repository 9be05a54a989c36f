"""Names of units and who carries their work, from the directory's memory."""

from collections.abc import Iterable
from datetime import date, datetime

from honglam.directives.contracts import UnitRef
from honglam.directory import api as directory
from honglam.kernel.clock import local


def unit_ref(agency_id: int) -> UnitRef:
    """A unit by name; an internal one with its agency."""
    agency = directory.get_agency(agency_id=agency_id)
    if not agency.is_internal:
        return UnitRef(id=agency.id, name=agency.name)
    whole = directory.get_agency(agency_id=agency.agency_id)
    return UnitRef(id=agency.id, name=f"{agency.name}, {whole.name}")


def carrier(agency_id: int, at: datetime) -> int:
    """Who carries a unit's work now: itself, or its one successor; itself again where several share it."""
    return carrier_on(agency_id, local(at).date())


def carrier_on(agency_id: int, on: date) -> int:
    """The same of a day."""
    successor = directory.successor_of(agency_id=agency_id, on=on)
    return successor.id if successor else agency_id


def with_inherited(unit_ids: Iterable[int], on: date) -> set[int]:
    """The units, and those that are over and whose work one of them alone carries on a day."""
    asked = directory.get_agencies(agency_ids=unit_ids)
    agencies = {one.agency_id for one in asked.values()}
    near = {one for agency_id in agencies for one in directory.carried_ids(agency_id=agency_id, on=on)}
    return set(asked) | {one for one in near if carrier_on(one, on) in asked}


def ids_under(unit_id: int, on: date) -> set[int]:
    """A unit, everything below it, and what these took over with everything below that."""
    below = set(directory.descendant_ids(agency_id=unit_id))
    whole = with_inherited(below, on)
    return whole | {one for old in whole - below for one in directory.descendant_ids(agency_id=old)}
