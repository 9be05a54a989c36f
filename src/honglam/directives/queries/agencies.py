"""Names of units, from the directory's memory."""

from datetime import datetime

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
    successor = directory.successor_of(agency_id=agency_id, on=local(at).date())
    return successor.id if successor else agency_id
