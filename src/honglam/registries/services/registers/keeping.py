"""Records: entered, changed, given another state or agency, confirmed, doubted, struck out.

Each is a version; none is lost.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.kernel.text import whole
from honglam.kernel.values import Actor
from honglam.registries import access
from honglam.registries.contracts import (
    Act,
    AgencyIsSame,
    ChangedMeanwhile,
    NotWhatYouSaw,
    ReasonMissing,
    RecordIsStruck,
    RecordNotFound,
    RegisterNotFound,
    RegisterRetired,
    Schema,
)
from honglam.registries.models import Register, RegisterRecord
from honglam.registries.queries.registers.definitions import find_register
from honglam.registries.rules.registers.standing import move_of
from honglam.registries.services.registers.writing import (
    MOST_REASON,
    check_agency,
    checked,
    write_change,
    write_handover,
    write_new,
    write_version,
)

Typed = Mapping[str, str]


@transaction.atomic
def make_record(*, actor: Actor, code: str, agency: str, typed: Typed, at: datetime) -> UUID:
    """Enter a record of an agency (code or name).

    Raises RegisterNotFound, RegisterRetired, AgencyNotYours, AgencyNotYet, AgencyIsOver, FieldErrors, ValueTaken.
    """
    register, schema = _open(actor, code)
    agency_id = check_agency(actor, register, schema, agency, at)
    values = checked(schema, typed)
    return write_new(register, schema, agency_id, values, actor=actor, at=at, act=Act.MADE).id


@transaction.atomic
def change_record(
    *, actor: Actor, code: str, record_id: UUID, version: int, typed: Typed, reason: str, at: datetime
) -> bool:
    """Change what a record says; whether anything was otherwise. `version`: the one that the form was opened with.

    Raises RecordNotFound, RecordIsStruck, ChangedMeanwhile, FieldErrors, ValueTaken.
    """
    register, schema = _open(actor, code)
    row = _kept(actor, register, schema, record_id)
    if row.version != version:
        raise ChangedMeanwhile
    values = checked(schema, typed)
    return write_change(row, schema, register, values, actor=actor, at=at, act=Act.CHANGED, reason=reason)


@transaction.atomic
def move_record(*, actor: Actor, code: str, record_id: UUID, move: str, reason: str, at: datetime) -> None:
    """Give a record another state. Raises RecordNotFound, MoveNotOpen, ReasonMissing."""
    register, schema = _open(actor, code)
    row = _kept(actor, register, schema, record_id)
    way = move_of(schema, row.state, move)
    if way.reason and not reason.strip():
        raise ReasonMissing(field="reason")
    row.state = way.enters
    write_version(row, register, actor=actor, at=at, act=Act.MOVED, reason=reason)


@transaction.atomic
def confirm_record(*, actor: Actor, code: str, record_id: UUID, version: int, at: datetime) -> None:
    """Say that a record is still right; a doubt about it is settled. `version`: the one that was read.

    Raises RecordNotFound, NotWhatYouSaw.
    """
    register, schema = _open(actor, code)
    row = _kept(actor, register, schema, record_id)
    if row.version != version:
        raise NotWhatYouSaw
    row.doubt = ""
    write_version(row, register, actor=actor, at=at, act=Act.CONFIRMED)


@transaction.atomic
def doubt_record(*, actor: Actor, code: str, record_id: UUID, reason: str, at: datetime) -> None:
    """Whoever reads a record may say what seems wrong with it. Raises RecordNotFound, ReasonMissing."""
    register, schema = _open(actor, code)
    rows = access.records_of(actor=actor, register=register, schema=schema).select_for_update(of=("self",))
    row = _standing(rows.filter(id=record_id).first())
    if not reason.strip():
        raise ReasonMissing(field="reason")
    row.doubt = whole(reason, MOST_REASON, field="reason")
    write_version(row, register, actor=actor, at=at, act=Act.DOUBTED, reason=reason)


@transaction.atomic
def strike_record(*, actor: Actor, code: str, record_id: UUID, reason: str, at: datetime) -> None:
    """Strike out what was entered by mistake: kept, counted no more. Raises RecordNotFound, ReasonMissing."""
    register, schema = _open(actor, code)
    row = _kept(actor, register, schema, record_id)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    row.struck_at = at
    write_version(row, register, actor=actor, at=at, act=Act.STRUCK, reason=reason)


@transaction.atomic
def give_record(*, actor: Actor, code: str, record_id: UUID, agency: str, reason: str, at: datetime) -> None:
    """Give a record to another agency (code or name), by the side that answers for the register.

    Needed where several agencies took over the work of one, or a record was entered for the wrong one.

    Raises RecordNotFound, NoSuchAgency, AgencyNotYet, AgencyIsOver, AgencyIsSame, ReasonMissing.
    """
    register, schema = _open(actor, code)
    row = _kept(actor, register, schema, record_id)
    if access.kept_agencies(actor=actor, owner_id=register.owner_id, schema=schema) is not None:
        raise RecordNotFound
    agency_id = check_agency(actor, register, schema, agency, at)
    if agency_id == row.agency_id:
        raise AgencyIsSame(field="_agency", agency=directory.get_agency(agency_id=agency_id).name)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    write_handover(row, register, schema, agency_id, actor=actor, at=at, reason=reason)


def _open(actor: Actor, code: str) -> tuple[Register, Schema]:
    register, schema = find_register(code=code)
    if not access.may_open(actor=actor, schema=schema):
        raise RegisterNotFound
    if register.retired_at is not None:
        raise RegisterRetired
    return register, schema


def _kept(actor: Actor, register: Register, schema: Schema, record_id: UUID) -> RegisterRecord:
    return _standing(access.record_to_keep(actor=actor, register=register, schema=schema, record_id=record_id))


def _standing(row: RegisterRecord | None) -> RegisterRecord:
    if row is None:
        raise RecordNotFound
    if row.struck_at is not None:
        raise RecordIsStruck
    return row
