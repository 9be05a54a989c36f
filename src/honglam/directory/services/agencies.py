"""Agencies and internal units: create, change, end, succeed."""

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
    AgencyMoved,
    AgencyView,
    CodeTaken,
    ParentNotThere,
    SuccessionData,
    UnknownAgency,
    UnknownUnit,
)
from honglam.directory.models import AdministrativeUnit, Agency, AgencySuccession, Holding
from honglam.directory.queries.agencies import get_agency, heir_ids
from honglam.directory.rules.tree import check_no_circle, parents_first
from honglam.directory.rules.validity import check_order, covers, lies_within
from honglam.directory.services.tree import begin_change, settle_closure
from honglam.kernel import audit, events
from honglam.kernel.clock import local
from honglam.kernel.text import fold, sort_key
from honglam.kernel.values import Actor


def create_agency(*, actor: Actor, agency: AgencyData, at: datetime) -> AgencyView:
    """One more agency or internal unit. Raises CodeTaken, UnknownAgency, UnknownUnit, WrongOrder, ParentNotThere."""
    (agency_id,) = create_agencies(actor=actor, agencies=[agency], at=at)
    return get_agency(agency_id)


@transaction.atomic
def create_agencies(*, actor: Actor, agencies: Sequence[AgencyData], at: datetime) -> list[int]:
    """Several agencies, which may stand under each other, in any order. Returns their ids in the order given."""
    begin_change()
    by_code = {agency.code: agency for agency in agencies}
    made: dict[str, Agency] = {}
    for code in parents_first(by_code, {code: agency.parent for code, agency in by_code.items()}):
        made[code] = _create(actor, by_code[code], at)
    # An agency may be served by a desk that came after it in the list.
    for code, row in made.items():
        row.one_stop_id = _id_of(by_code[code].one_stop, field="one_stop")
    Agency.objects.bulk_update([row for row in made.values() if row.one_stop_id], ["one_stop"], batch_size=200)
    settle_closure()
    audit.record_many([_entry(actor, "directory.agency_created", row.pk, at) for row in made.values()])
    return [made[agency.code].pk for agency in agencies]


def _create(actor: Actor, agency: AgencyData, at: datetime) -> Agency:
    if Agency.objects.filter(code=agency.code).exists():
        raise CodeTaken(field="code", taken=agency.code)
    row = Agency(code=agency.code)
    parent = _parent(actor, agency, standing=None)
    _fill(row, agency, parent)
    # Over before it was known here: nobody has open work there to be told about.
    row.closed_at = at if agency.valid_to is not None and agency.valid_to < local(at).date() else None
    row.save()
    return row


@transaction.atomic
def change_agency(*, actor: Actor, agency_id: int, agency: AgencyData, at: datetime) -> AgencyView:
    """Correct what is known about an agency; its code stays. A renamed agency is a new one that succeeds the old."""
    begin_change()
    row = access.get_agency(actor, agency_id)
    before = _facts(row)
    parent = _parent(actor, agency, standing=row)
    check_no_circle(row.pk, parent.pk if parent else None, dict(Agency.objects.values_list("id", "parent_id")))
    moved = row.parent_id != (parent.pk if parent else None)
    _fill(row, agency, parent)
    row.one_stop_id = _id_of(agency.one_stop, field="one_stop")
    row.retired_at = None
    if row.valid_to is None or row.valid_to >= local(at).date():
        row.closed_at = None
    row.save()
    settle_closure()
    changed = sorted(name for name, value in _facts(row).items() if before[name] != value)
    audit.record_many([_entry(actor, "directory.agency_changed", row.pk, at, changed=changed)])
    if moved:
        events.publish(AgencyMoved(agency_id=row.pk), at=at)
    close_if_over(row=row, at=at)
    return get_agency(row.pk)


@transaction.atomic
def end_agency(
    *, actor: Actor, agency_id: int, last_day: date, successors: Sequence[SuccessionData] = (), at: datetime
) -> AgencyView:
    """Set an agency's last day and who carries its work on. Raises AgencyHasUnits, AgencyHasStaff, WrongOrder."""
    begin_change()
    row = access.get_agency(actor, agency_id)
    check_order(row.valid_from, last_day, field="last_day")
    _check_nobody_left(row, last_day)
    row.valid_to = last_day
    row.save(update_fields=["valid_to"])
    for succession in successors:
        put_succession(actor=actor, succession=succession, at=at)
    audit.record_many([_entry(actor, "directory.agency_ended", row.pk, at, last_day=last_day.isoformat())])
    close_if_over(row=row, at=at)
    return get_agency(row.pk)


@transaction.atomic
def put_succession(*, actor: Actor, succession: SuccessionData, at: datetime) -> None:
    """Record that one agency took over from another. Both must be known; the old one must be the actor's to change."""
    begin_change()
    old, new = _id_of(succession.old, field="old"), _id_of(succession.new, field="new")
    if old is None or new is None:
        raise UnknownAgency
    access.get_agency(actor, old)
    AgencySuccession.objects.update_or_create(
        old_id=old,
        new_id=new,
        since=succession.since,
        defaults={
            "kind": succession.kind,
            "scope": succession.scope,
            "source": succession.source,
            "provisional": succession.provisional,
            "retired_at": None,
        },
    )
    audit.record_many([_entry(actor, "directory.agency_succeeded", old, at, new=new, kind=succession.kind.value)])


@transaction.atomic
def retire_agencies(*, actor: Actor, agency_ids: Sequence[int], succession_ids: Sequence[int], at: datetime) -> None:
    """Take agencies and successions out of use that a later pack no longer names."""
    begin_change()
    for agency_id in agency_ids:
        access.get_agency(actor, agency_id)
    Agency.objects.filter(pk__in=agency_ids).update(retired_at=at)
    successions = AgencySuccession.objects.filter(pk__in=succession_ids)
    successions.update(retired_at=at)
    audit.record_many([_entry(actor, "directory.agency_retired", agency_id, at) for agency_id in agency_ids])
    old_ids = successions.values_list("old_id", flat=True)
    audit.record_many([_entry(actor, "directory.agency_succession_retired", old_id, at) for old_id in old_ids])


def close_if_over(*, row: Agency, at: datetime) -> bool:
    """Tell other blocks, once, that an agency's last day is over."""
    if row.closed_at is not None or row.valid_to is None or row.valid_to >= local(at).date():
        return False
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    ended = AgencyEnded(agency_id=row.pk, last_day=row.valid_to, successor_ids=heir_ids(row.pk))
    events.publish(ended, at=at)
    return True


def _parent(actor: Actor, agency: AgencyData, *, standing: Agency | None) -> Agency | None:
    """The agency above; where it becomes another, that one must be the actor's to administer."""
    parent_id = _id_of(agency.parent, field="parent")
    stays = standing is not None and standing.parent_id == parent_id
    if parent_id is None:
        if not stays and not access.administers_everything(actor):
            raise UnknownAgency(field="parent")
        return None
    parent = Agency.objects.get(pk=parent_id) if stays else access.get_agency(actor, parent_id)
    if not lies_within((agency.valid_from, agency.valid_to), (parent.valid_from, parent.valid_to)):
        raise ParentNotThere(field="parent", parent=parent.name)
    return parent


def _fill(row: Agency, agency: AgencyData, parent: Agency | None) -> None:
    check_order(agency.valid_from, agency.valid_to)
    row.name, row.name_en, row.short_name = agency.name, agency.name_en, agency.short_name
    row.kind, row.level, row.parent = agency.kind, agency.level, parent
    row.administrative_unit = _unit_of(agency)
    row.identifier_code = agency.identifier_code
    row.identifier_provisional = agency.identifier_provisional
    row.valid_from, row.valid_to = agency.valid_from, agency.valid_to
    row.address, row.phone, row.email = agency.address, agency.phone, agency.email
    row.source, row.provisional = agency.source, agency.provisional
    row.sort_key = sort_key(agency.name)
    row.search = fold(f"{agency.name} {agency.short_name} {agency.code}")


def _unit_of(agency: AgencyData) -> AdministrativeUnit:
    """The life of the unit in which the agency begins or, where that is unknown, ends."""
    day = agency.valid_from or agency.valid_to
    lives = AdministrativeUnit.objects.filter(code=agency.administrative_unit, retired_at=None)
    for life in lives.order_by("-valid_from"):
        if covers(life.valid_from, life.valid_to, day) if day else life.valid_to is None:
            return life
    raise UnknownUnit(field="administrative_unit", unit=agency.administrative_unit)


def _id_of(code: str, *, field: str) -> int | None:
    if not code:
        return None
    found = Agency.objects.filter(code=code).values_list("id", flat=True).first()
    if found is None:
        raise UnknownAgency(field=field)
    return found


def _check_nobody_left(row: Agency, last_day: date) -> None:
    after = last_day + timedelta(days=1)
    units = Agency.objects.filter(parent=row, retired_at=None).exclude(valid_to__lt=after).count()
    if units:
        raise AgencyHasUnits(field="last_day", count=units)
    staff = Holding.objects.filter(post__agency=row).exclude(valid_to__lt=after).count()
    if staff:
        raise AgencyHasStaff(field="last_day", count=staff)


def _facts(row: Agency) -> dict[str, Any]:
    left_out = {"id", "sort_key", "search", "closed_at", "retired_at"}
    return {field.attname: getattr(row, field.attname) for field in row._meta.fields if field.name not in left_out}


def _entry(actor: Actor, action: str, agency_id: int, at: datetime, **detail: Any) -> audit.Entry:
    return audit.Entry(actor=actor, action=action, subject_kind="agency", subject_id=agency_id, at=at, detail=detail)
