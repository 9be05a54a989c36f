"""Whom values are about: one row for each agency, area or outsider and part, made when first spoken of."""

from datetime import date

from honglam.directory import api as directory
from honglam.directory.contracts import UnknownAgency
from honglam.indicators.contracts import Definition, ScopeKind, ScopeRef, UnknownPart, UnknownScope
from honglam.indicators.models import Scope
from honglam.kernel.text import nfc


def scope_of(ref: ScopeRef, definition: Definition, on: date) -> Scope:
    """The row for a reference, as places stood on a day. Raises UnknownScope, UnknownPart."""
    if ref.part and ref.part not in {part.code for part in definition.parts}:
        raise UnknownPart(field="part")
    named = [ref.agency_id is not None, bool(ref.area), bool(ref.external)]
    if sum(named) != 1:
        raise UnknownScope(field="scope")
    key: dict[str, int | str | None] = {"agency_id": None, "area_id": None, "external": "", "part": ref.part}
    if ref.agency_id is not None:
        key["agency_id"], kind = _agency(ref.agency_id), ScopeKind.AGENCY
    elif ref.area:
        key["area_id"], kind = _area(ref.area, on), ScopeKind.AREA
    else:
        key["external"], kind = nfc(ref.external.strip())[:200], ScopeKind.EXTERNAL
    return Scope.objects.get_or_create(**key, defaults={"kind": kind.value})[0]


def _agency(agency_id: int) -> int:
    try:
        return directory.get_agency(agency_id=agency_id).id
    except UnknownAgency as fault:
        raise UnknownScope(field="scope") from fault


def _area(code: str, on: date) -> int:
    unit = directory.find_unit(code=code, on=on)
    if unit is None:
        raise UnknownScope(field="scope")
    return unit.id
