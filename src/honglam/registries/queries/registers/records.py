"""Records of a register: a list by name, one with its history."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from honglam.directory import api as directory
from honglam.kernel.clock import local
from honglam.kernel.paging import BadCursor, Page, decode_cursor, encode_cursor
from honglam.kernel.text import fold
from honglam.kernel.values import Actor
from honglam.registries import access
from honglam.registries.contracts import (
    Act,
    Difference,
    RecordNotFound,
    RecordPage,
    RecordsAsked,
    RecordView,
    Schema,
    VersionView,
)
from honglam.registries.models import RegisterEdition, RegisterRecord, RegisterVersion
from honglam.registries.queries.registers.definitions import find_register, register_view, schema_of, spoken
from honglam.registries.rules.registers.standing import marks, open_moves

MOST = 5000
"""As many records as one file or printed page holds."""


def list_records(
    *, actor: Actor, code: str, asked: RecordsAsked, after: str | None, limit: int, at: datetime
) -> Page[RecordView]:
    """A page of records by name. Two queries. Raises RegisterNotFound, BadCursor."""
    register, schema = find_register(code=code)
    rows = narrowed(access.records_of(actor=actor, register=register, schema=schema), asked)
    if after:
        key, last = decode_cursor(after, length=2)
        rows = rows.filter(Q(sort_key__gt=str(key)) | Q(sort_key=str(key), id__gt=_uuid(last)))
    found = list(rows.order_by("sort_key", "id")[: limit + 1])
    cursor = encode_cursor(found[limit - 1].sort_key, str(found[limit - 1].id)) if len(found) > limit else None
    on, is_kept = local(at).date(), register.retired_at is None
    items = [record_view(schema, row, on, is_kept=is_kept) for row in found[:limit]]
    return Page(items=items, next_cursor=cursor)


def narrowed(rows: QuerySet[RegisterRecord], asked: RecordsAsked) -> QuerySet[RegisterRecord]:
    """Only those that are asked for."""
    rows = rows.exclude(struck_at=None) if asked.struck else rows.filter(struck_at=None)
    for word in fold(asked.words).split()[:8]:
        rows = rows.filter(folded__contains=word)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.agency_id is not None:
        rows = rows.filter(agency__in=directory.descendant_ids(agency_id=asked.agency_id))
    return rows.exclude(doubt="") if asked.doubted else rows


def get_record(*, actor: Actor, code: str, record_id: UUID, at: datetime) -> RecordPage:
    """One record with its whole history. Four queries. Raises RegisterNotFound, RecordNotFound."""
    register, schema = find_register(code=code)
    row = access.records_of(actor=actor, register=register, schema=schema).filter(id=record_id).first()
    if row is None:
        raise RecordNotFound
    kept = access.kept_agencies(actor=actor, owner_id=register.owner_id, schema=schema)
    standing = row.struck_at is None and register.retired_at is None
    may_keep = standing and (kept is None or row.agency_id in kept)
    editions = dict(RegisterEdition.objects.filter(register=register).values_list("number", "content"))
    schemas = {number: schema_of(content) for number, content in editions.items()}
    return RecordPage(
        register=register_view(actor, register, schema),
        record=record_view(schema, row, local(at).date(), is_kept=register.retired_at is None),
        history=_history(list(row.versions.order_by("number")), schemas),
        moves=open_moves(schema, row.state) if may_keep else (),
        may_keep=may_keep,
        may_give=standing and kept is None,
    )


def record_view(schema: Schema, row: RegisterRecord, on: date, *, is_kept: bool) -> RecordView:
    """The row in words."""
    agency = directory.get_agency(agency_id=row.agency_id)
    confirmed_on, state = row.confirmed_on, row.state
    return RecordView(
        id=row.id,
        register=schema.code,
        title=row.title,
        agency_id=row.agency_id,
        agency=agency.name,
        agency_code=agency.code,
        state=schema.state(state),
        values=row.values,
        spoken={one.code: spoken(one, row.values.get(one.code, "")) for one in schema.fields},
        version=row.version,
        marks=marks(
            schema, row.values, doubt=row.doubt, confirmed_on=confirmed_on, state=state, on=on, is_kept=is_kept
        ),
        doubt=row.doubt,
        struck=row.struck_at is not None,
        confirmed_on=confirmed_on,
        changed_at=row.changed_at,
    )


def _history(rows: Sequence[RegisterVersion], schemas: dict[int, Schema]) -> tuple[VersionView, ...]:
    lines = [_version(row, None, schemas) for row in rows[:1]]
    lines += [_version(row, before, schemas) for before, row in pairwise(rows)]
    return tuple(reversed(lines))


def _version(row: RegisterVersion, before: RegisterVersion | None, schemas: dict[int, Schema]) -> VersionView:
    schema = schemas[row.edition]
    old = before.values if before else {}
    names = [one for one in schema.fields if row.values.get(one.code, "") != old.get(one.code, "")]
    differences = [
        Difference(name=one.name, old=spoken(one, old.get(one.code, "")), new=spoken(one, row.values.get(one.code, "")))
        for one in names
    ]
    if before is not None and before.agency_id != row.agency_id:
        was, now = (directory.get_agency(agency_id=one.agency_id).name for one in (before, row))
        differences.insert(0, Difference(name=gettext("Agency of the record"), old=was, new=now))
    return VersionView(
        number=row.number,
        at=row.at,
        act=Act(row.act),
        person=row.actor_name,
        agency=row.actor_agency,
        state=schema.state(row.state),
        reason=row.reason,
        differences=tuple(differences),
    )


def _uuid(text: object) -> UUID:
    try:
        return UUID(str(text))
    except ValueError as fault:
        raise BadCursor from fault
