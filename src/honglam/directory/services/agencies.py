"""Agencies and internal units: create, change, end, retire."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from honglam.directory import access
from honglam.directory.contracts import (
    AgencyData,
    AgencyEnded,
    AgencyHasStaff,
    AgencyHasUnits,
    AgencyKind,
    AgencyMoved,
    AgencyNotThere,
    AgencyView,
    CodeTaken,
    KeptAbove,
    Level,
    ParentNotThere,
    SucceedsItself,
    SuccessionData,
    UnknownAgency,
)
from honglam.directory.models import Agency, AgencySuccession, Holding
from honglam.directory.queries.agencies import get_agency, heir_ids
from honglam.directory.queries.people import real
from honglam.directory.queries.references import References, agencies_by_code
from honglam.directory.rules.scopes import INHERITING
from honglam.directory.rules.tree import check_no_circle, is_internal, waves
from honglam.directory.rules.validity import check_order, covers, lies_within
from honglam.directory.services.successions import put_successions, retire_successions
from honglam.directory.services.tree import changing_tree, settle_closure
from honglam.kernel import audit, events
from honglam.kernel.clock import local
from honglam.kernel.text import fold, sort_key
from honglam.kernel.values import Actor


def create_agency(*, actor: Actor, agency: AgencyData, at: datetime) -> AgencyView:
    """One more agency or internal unit.

    Raises CodeTaken, UnknownAgency, UnknownUnit, WrongOrder, ParentNotThere, KeptAbove.
    """
    (agency_id,) = create_agencies(actor=actor, agencies=[agency], at=at)
    return get_agency(agency_id)


@transaction.atomic
def create_agencies(*, actor: Actor, agencies: Sequence[AgencyData], at: datetime) -> list[int]:
    """Several agencies, which may stand under each other, in any order. Returns their ids in the order given."""
    with changing_tree():
        known = References(agencies)
        for data in agencies:
            if data.code in known.agencies:
                raise CodeTaken(field="code", taken=data.code)
        by_code = {data.code: data for data in agencies}
        access.check_parents(actor, {data.parent for data in agencies} - by_code.keys(), known.agencies)
        if _GOVERNING & {data.kind for data in agencies} and not access.administers_everything(actor):
            raise KeptAbove(field="kind")
        for wave in waves({data.code: data.parent for data in agencies}):
            rows = [_fill(Agency(code=code), by_code[code], known) for code in wave]
            for row in rows:
                # Over before it was known here: nobody has open work there to be told about.
                row.closed_at = at if row.valid_to is not None and row.valid_to < local(at).date() else None
            known.agencies |= {row.code: row for row in Agency.objects.bulk_create(rows, batch_size=500)}
        made = [known.agencies[data.code] for data in agencies]
        for row in made:
            # An agency may be served by a desk that was made after it.
            row.one_stop = known.agency(by_code[row.code].one_stop, "one_stop")
        Agency.objects.bulk_update([row for row in made if row.one_stop_id], ["one_stop"], batch_size=500)
        settle_closure()
    audit.record_many([_entry(actor, "directory.agency_created", row.pk, at) for row in made])
    return [row.pk for row in made]


@transaction.atomic
def change_agency(*, actor: Actor, agency_id: int, agency: AgencyData, at: datetime) -> AgencyView:
    """Correct what is known about an agency; its code stays. A renamed agency is a new one that succeeds the old.

    Raises what `create_agency` raises, CircleInTree.
    """
    with changing_tree():
        row = access.get_agency(actor, agency_id)
        before, parent_before = _facts(row), row.parent_id
        _check_nature(actor, row, agency)
        known = References([agency])
        parent = known.agency(agency.parent, "parent")
        if parent_before != (parent.pk if parent else None):
            access.check_parents(actor, {agency.parent}, known.agencies)
            check_no_circle(row.pk, parent.pk if parent else None, dict(Agency.objects.values_list("id", "parent_id")))
        _fill(row, agency, known)
        row.one_stop = known.agency(agency.one_stop, "one_stop")
        row.retired_at = None
        if row.valid_to is None or row.valid_to >= local(at).date():
            row.closed_at = None
        row.save()
        settle_closure()
        changed = sorted(name for name, value in _facts(row).items() if before[name] != value)
    audit.record_many([_entry(actor, "directory.agency_changed", row.pk, at, changed=changed)])
    if row.parent_id != parent_before:
        events.publish(AgencyMoved(agency_id=row.pk), at=at)
    close_if_over(row=row, at=at)
    return get_agency(row.pk)


@transaction.atomic
def end_agency(
    *, actor: Actor, agency_id: int, last_day: date, successors: Sequence[SuccessionData] = (), at: datetime
) -> AgencyView:
    """Set an agency's last day and who carries its work on; successors named again replace those named before.

    Raises AgencyHasUnits, AgencyHasStaff, WrongOrder; at `new` UnknownAgency, SucceedsItself, AgencyNotThere.
    """
    with changing_tree():
        row = access.get_agency(actor, agency_id)
        check_order(row.valid_from, last_day, field="last_day")
        _check_nobody_left(row, last_day)
        _check_successors(row, successors, last_day + timedelta(days=1))
        if successors:
            _forget_ways_out(actor, row, at)
        row.valid_to = last_day
        row.save(update_fields=["valid_to"])
        put_successions(actor=actor, successions=successors, at=at)
    audit.record_many([_entry(actor, "directory.agency_ended", row.pk, at, last_day=last_day.isoformat())])
    close_if_over(row=row, at=at)
    return get_agency(row.pk)


@transaction.atomic
def end_agencies(*, actor: Actor, agency_ids: Sequence[int], last_day: date, at: datetime) -> None:
    """Set the last day of many, units inside before their agencies: what `end_agency` does, in few statements.

    Successions must be recorded before. Raises AgencyHasUnits, AgencyHasStaff.
    """
    if not agency_ids:
        return
    with changing_tree():
        access.check_agencies(actor, set(agency_ids))
        rows = {row.pk: row for row in Agency.objects.filter(pk__in=agency_ids)}
        Agency.objects.filter(pk__in=agency_ids).update(valid_to=last_day)
        for row in rows.values():
            check_order(row.valid_from, last_day, field="last_day")
            row.valid_to = last_day
            _check_nobody_left(row, last_day)
    ended = [_entry(actor, "directory.agency_ended", one, at, last_day=last_day.isoformat()) for one in agency_ids]
    audit.record_many(ended)
    for agency_id in agency_ids:
        close_if_over(row=rows[agency_id], at=at)


@transaction.atomic
def retire_agencies(*, actor: Actor, agency_ids: Sequence[int], at: datetime) -> None:
    """Take agencies out of use that a later pack no longer names."""
    with changing_tree():
        for agency_id in agency_ids:
            access.get_agency(actor, agency_id)
        Agency.objects.filter(pk__in=agency_ids).update(retired_at=at)
    audit.record_many([_entry(actor, "directory.agency_retired", agency_id, at) for agency_id in agency_ids])


def close_if_over(*, row: Agency, at: datetime) -> bool:
    """Tell other blocks, once, that an agency's last day is over."""
    if row.closed_at is not None or row.valid_to is None or row.valid_to >= local(at).date():
        return False
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    ended = AgencyEnded(agency_id=row.pk, last_day=row.valid_to, successor_ids=heir_ids(row.pk))
    events.publish(ended, at=at)
    return True


_GOVERNING = {AgencyKind.COUNCIL, AgencyKind.COMMITTEE}
"""By these and their unit it is found who decides for a place."""


def _check_nature(actor: Actor, row: Agency, agency: AgencyData) -> None:
    """Refuse to change what an agency is to anybody but an administrator of everything.

    Who administers it by a post inside it would else become the administrator of whatever it turns into a part of, or
    the one who decides for somebody else's place.
    """
    kind, level = AgencyKind(row.kind), Level(row.level)
    inside = is_internal(kind, level, row.parent_id)
    flips = inside is not (bool(agency.parent) and is_internal(agency.kind, agency.level, row.pk))
    told = {
        "kind": (kind, agency.kind),
        "level": (level, agency.level),
        "administrative_unit": (row.administrative_unit.code, agency.administrative_unit),
        "identifier_code": (row.identifier_code, agency.identifier_code),
    }
    changed = [field for field, (before, after) in told.items() if before != after]
    if (flips or (changed and not inside)) and not access.administers_everything(actor):
        raise KeptAbove(field=next(iter(changed), "parent"))


def _check_successors(row: Agency, successors: Sequence[SuccessionData], on: date) -> None:
    known = agencies_by_code(way.new for way in successors)
    for way in successors:
        heir = known.get(way.new)
        if heir is None:
            raise UnknownAgency(field="new")
        if heir.pk == row.pk:
            raise SucceedsItself(field="new")
        if heir.retired_at is not None or not covers(heir.valid_from, heir.valid_to, on):
            raise AgencyNotThere(field="new", agency=heir.name, on=f"{on:%d/%m/%Y}")


def _forget_ways_out(actor: Actor, row: Agency, at: datetime) -> None:
    """An earlier end named others: work would be shared between those and the ones named now."""
    ways = AgencySuccession.objects.filter(old=row, kind__in=INHERITING, retired_at=None).values_list("id", flat=True)
    retire_successions(actor=actor, succession_ids=list(ways), at=at)


def _fill(row: Agency, agency: AgencyData, known: References) -> Agency:
    check_order(agency.valid_from, agency.valid_to)
    parent = known.agency(agency.parent, "parent")
    if parent and not lies_within((agency.valid_from, agency.valid_to), (parent.valid_from, parent.valid_to)):
        raise ParentNotThere(field="parent", parent=parent.name)
    row.name, row.name_en, row.short_name = agency.name, agency.name_en, agency.short_name
    row.kind, row.level, row.parent = agency.kind, agency.level, parent
    row.administrative_unit = known.unit(agency)
    row.identifier_code = agency.identifier_code
    row.identifier_provisional = agency.identifier_provisional
    row.valid_from, row.valid_to = agency.valid_from, agency.valid_to
    row.address, row.phone, row.email = agency.address, agency.phone, agency.email
    row.source, row.provisional = agency.source, agency.provisional
    row.sort_key = sort_key(agency.name)
    row.search = fold(f"{agency.name} {agency.short_name} {agency.code}")
    return row


def _check_nobody_left(row: Agency, last_day: date) -> None:
    after = last_day + timedelta(days=1)
    units = Agency.objects.filter(parent=row, retired_at=None).exclude(valid_to__lt=after).count()
    if units:
        raise AgencyHasUnits(field="last_day", count=units)
    # Who has left since is closed: nobody can send them on any more.
    held = Holding.objects.filter(real(), post__agency=row, closed_at=None)
    staff = held.exclude(valid_to__lt=after).count()
    if staff:
        raise AgencyHasStaff(field="last_day", count=staff)


def _facts(row: Agency) -> dict[str, Any]:
    left_out = {"id", "sort_key", "search", "closed_at", "retired_at"}
    return {field.attname: getattr(row, field.attname) for field in row._meta.fields if field.name not in left_out}


def _entry(actor: Actor, action: str, agency_id: int, at: datetime, **detail: Any) -> audit.Entry:
    return audit.Entry(actor=actor, action=action, subject_kind="agency", subject_id=agency_id, at=at, detail=detail)
