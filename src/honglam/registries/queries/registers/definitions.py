"""Registers and their schemas."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
from django.db.models import F
from django.utils.translation import gettext

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyView
from honglam.kernel.clock import today
from honglam.kernel.text import fold
from honglam.kernel.values import Actor
from honglam.registries import access
from honglam.registries.contracts import (
    AgencyIsOver,
    AgencyNotYet,
    Field,
    FieldType,
    RegisterNotFound,
    RegisterView,
    Schema,
)
from honglam.registries.models import Register
from honglam.registries.rules.registers.values import YES_NO_LABELS
from honglam.ui.formats import format_date, format_number
from honglam.ui.tongues import in_tongue


def schema_of(content: dict[str, Any]) -> Schema:
    """The schema as the row keeps it."""
    return msgspec.convert(content, Schema, strict=False)


def list_registers(*, actor: Actor) -> list[RegisterView]:
    """The registers in sight, by name, those that are no longer kept at the end. One query."""
    found = Register.objects.order_by(F("retired_at").asc(nulls_first=True), "name", "code")
    rows = [(row, schema_of(row.content)) for row in found]
    return [register_view(actor, row, schema) for row, schema in rows if access.may_open(actor=actor, schema=schema)]


def find_register(*, code: str) -> tuple[Register, Schema]:
    """A register with its schema, whoever asks, also when it is no longer kept. One query. Raises RegisterNotFound."""
    row = Register.objects.filter(code=code).first()
    if row is None:
        raise RegisterNotFound
    return row, schema_of(row.content)


def get_register(*, actor: Actor, code: str) -> RegisterView:
    """A register in sight. One query. Raises RegisterNotFound."""
    row, schema = find_register(code=code)
    if not access.may_open(actor=actor, schema=schema):
        raise RegisterNotFound
    return register_view(actor, row, schema)


def register_view(actor: Actor, row: Register, schema: Schema) -> RegisterView:
    """The register as pages show it."""
    kept = access.kept_agencies(actor=actor, owner_id=row.owner_id, schema=schema)
    return RegisterView(
        schema=schema,
        edition=row.edition,
        owner_name=directory.get_agency(agency_id=row.owner_id).name,
        may_keep=row.retired_at is None and (kept is None or bool(kept)),
        owns=access.owns(actor=actor, owner_id=row.owner_id, schema=schema),
        retired=row.retired_at is not None,
    )


def list_agencies(*, actor: Actor, code: str) -> list[tuple[str, str]]:
    """Code and name of the agencies in force whose records the actor enters, its own first; for the owner's side none
    listed."""
    row, schema = find_register(code=code)
    kept = access.kept_agencies(actor=actor, owner_id=row.owner_id, schema=schema)
    if kept is None or actor.agency_id is None:
        return []
    known = directory.get_agencies(agency_ids=kept)
    shown = [one for one in known.values() if not one.is_internal and in_force(agency_id=one.id, on=today())]
    named = sorted(shown, key=lambda one: one.id != actor.agency_id)
    return [(one.code, one.name) for one in named]


def in_force(*, agency_id: int, on: date) -> bool:
    """Whether an agency does its work itself that day."""
    carrier = directory.successor_of(agency_id=agency_id, on=on)
    return carrier is not None and carrier.id == agency_id


def require_in_force(*, agency: AgencyView, on: date) -> None:
    """An agency that gets records does its work itself that day. Raises AgencyNotYet, AgencyIsOver at `_agency`."""
    if in_force(agency_id=agency.id, on=on):
        return
    if agency.valid_from is not None and agency.valid_from > on:
        raise AgencyNotYet(field="_agency", agency=agency.name, day=format_date(agency.valid_from))
    raise AgencyIsOver(field="_agency", agency=agency.name)


def agency_finder() -> Callable[[str], str]:
    """Finds an agency's code by its code or its full name; the names are read once, when first asked."""
    names: dict[str, str] = {}

    def find(text: str) -> str:
        by_code = directory.find_agency_by_code(code=text.strip().upper())
        if by_code is not None:
            return by_code.code
        if not names:
            names.update({fold(one.name): one.code for one in directory.list_agencies(on=today())})
        return names.get(fold(text), "")

    return find


def spoken(field: Field, kept: str) -> str:
    """A kept value in words; as it stands where it is none of the field's type: an older edition had another."""
    speak = _SPEAKERS.get(field.type)
    try:
        return speak(field, kept) if kept and speak else kept
    except (ValueError, KeyError):
        return kept


def _number(_field: Field, kept: str) -> str:
    return format_number(float(kept) if "." in kept else int(kept))


def _day(_field: Field, kept: str) -> str:
    return format_date(date.fromisoformat(kept))


def _yes_no(_field: Field, kept: str) -> str:
    return gettext(YES_NO_LABELS[kept])


def _choice(field: Field, kept: str) -> str:
    return str(in_tongue(next((one.name for one in field.choices if one.code == kept), kept)))


def _agency(_field: Field, kept: str) -> str:
    agency = directory.find_agency_by_code(code=kept)
    return agency.name if agency else kept


_SPEAKERS: dict[FieldType, Callable[[Field, str], str]] = {
    FieldType.NUMBER: _number,
    FieldType.DAY: _day,
    FieldType.YES_NO: _yes_no,
    FieldType.CHOICE: _choice,
    FieldType.AGENCY: _agency,
}
