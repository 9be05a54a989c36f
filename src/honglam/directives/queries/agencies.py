"""Names of units, from the directory's memory."""

from honglam.directives.contracts import UnitRef
from honglam.directory import api as directory


def unit_ref(agency_id: int) -> UnitRef:
    """A unit by name; an internal one with its agency."""
    agency = directory.get_agency(agency_id=agency_id)
    if not agency.is_internal:
        return UnitRef(id=agency.id, name=agency.name)
    whole = directory.get_agency(agency_id=agency.agency_id)
    return UnitRef(id=agency.id, name=f"{agency.name}, {whole.name}")
