"""How a record gets into the tables: judged, told apart from the others, each time with its version and audit entry."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils import translation

from honglam.directory import api as directory
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.ids import uuid7
from honglam.kernel.text import fold, sort_key, whole
from honglam.kernel.values import Actor, FieldError, FieldErrors
from honglam.registries import access
from honglam.registries.contracts import Act, AgencyNotYours, NoSuchAgency, Schema, ValueTaken
from honglam.registries.models import Register, RegisterRecord, RegisterVersion
from honglam.registries.queries.registers.definitions import agency_finder, require_in_force, spoken
from honglam.registries.rules.registers.values import read_values, title_of, unique_key

Values = dict[str, str]
MOST_REASON = 500


def check_agency(actor: Actor, register: Register, schema: Schema, agency: str, at: datetime) -> int:
    """The id of the agency of a new record. Raises NoSuchAgency, AgencyNotYours, AgencyNotYet, AgencyIsOver at
    `_agency`."""
    found = directory.find_agency_by_code(code=agency_finder()(agency))
    if found is None:
        raise NoSuchAgency(field="_agency", name=schema.name)
    kept = access.kept_agencies(actor=actor, owner_id=register.owner_id, schema=schema)
    if kept is not None and found.id not in kept:
        raise AgencyNotYours(field="_agency")
    require_in_force(agency=found, on=local(at).date())
    return found.id


def checked(schema: Schema, typed: Mapping[str, str]) -> Values:
    """The values as they are kept. Raises FieldErrors with every fault."""
    values, faults = read_values(schema, typed, agency_finder())
    if faults:
        raise FieldErrors(
            [FieldError(field=one.field or "", code=one.code, message=one.message, params=one.params) for one in faults]
        )
    return values


def lock_records(record_ids: Iterable[UUID]) -> None:
    """Hold records, always in the order of their ids, before the register itself is held."""
    rows = RegisterRecord.objects.select_for_update().filter(id__in=list(record_ids))
    list(rows.order_by("id").values_list("id", flat=True))


def write_new(
    register: Register, schema: Schema, agency_id: int, values: Values, *, actor: Actor, at: datetime, act: Act
) -> RegisterRecord:
    """A new record in its first state. Raises ValueTaken."""
    row = RegisterRecord(id=uuid7(), register=register, agency_id=agency_id, state=schema.states[0].code)
    _fill(row, schema, values)
    write_version(row, register, actor=actor, at=at, act=act)
    return row


def write_change(
    row: RegisterRecord,
    schema: Schema,
    register: Register,
    values: Values,
    *,
    actor: Actor,
    at: datetime,
    act: Act,
    reason: str = "",
) -> bool:
    """Other values of a record, and whether there were any. Raises ValueTaken."""
    if values == row.values:
        return False
    _fill(row, schema, values)
    write_version(row, register, actor=actor, at=at, act=act, reason=reason)
    return True


def write_version(
    row: RegisterRecord,
    register: Register,
    *,
    actor: Actor,
    at: datetime,
    act: Act,
    reason: str = "",
    confirms: bool = True,
) -> None:
    """Save the row with one more version; whatever somebody did also confirms it, except a doubt. Raises TooLong."""
    row.version += 1
    row.changed_at = at
    if (confirms and act is not Act.DOUBTED) or row.version == 1:
        row.confirmed_on = local(at).date()
    row.save()
    RegisterVersion.objects.create(
        record=row,
        register=register,
        agency_id=row.agency_id,
        number=row.version,
        edition=register.edition,
        at=at,
        act=act.value,
        actor_id=actor.id,
        actor_name=actor.name,
        actor_agency=_agency_name(actor),
        state=row.state,
        values=row.values,
        reason=whole(reason, MOST_REASON, field="reason"),
        struck=row.struck_at is not None,
    )
    audit.record(
        actor=actor,
        action=f"registries.record_{act.value}",
        subject_kind="register_record",
        subject_id=row.id,
        at=at,
        detail={"register": register.code, "version": row.version, "state": row.state},
    )


def searched(schema: Schema, row: RegisterRecord) -> tuple[str, str]:
    """What a record is sorted by, and the words it is found by: Vietnamese ones, in whatever language it is entered."""
    with translation.override("vi"):
        words = [spoken(one, row.values.get(one.code, "")) for one in schema.fields]
    agency = directory.get_agency(agency_id=row.agency_id)
    return sort_key(row.title)[:1000], fold(" ".join((*words, agency.name, agency.code)))


def write_handover(
    row: RegisterRecord, register: Register, schema: Schema, agency_id: int, *, actor: Actor, at: datetime, reason: str
) -> None:
    """The same record of another agency; nobody has looked at it, so it counts as confirmed no later than before."""
    row.agency_id = agency_id
    row.sort_key, row.folded = searched(schema, row)
    write_version(row, register, actor=actor, at=at, act=Act.CHANGED, reason=reason, confirms=False)


def _agency_name(actor: Actor) -> str:
    return directory.get_agency(agency_id=actor.agency_id).name if actor.agency_id is not None else ""


def _fill(row: RegisterRecord, schema: Schema, values: Values) -> None:
    row.values, row.title, row.unique_key = values, title_of(schema, values), unique_key(schema, values)
    row.sort_key, row.folded = searched(schema, row)
    field = next((one for one in schema.fields if one.unique), None)
    if field is None or not row.unique_key:
        return
    # One at a time, so that the second of two who type the same is told so.
    Register.objects.select_for_update(no_key=True).get(pk=row.register_id)
    others = RegisterRecord.objects.filter(register_id=row.register_id, unique_key=row.unique_key, struck_at=None)
    if others.exclude(id=row.id).exists():
        raise ValueTaken(field=field.code, name=field.name)
