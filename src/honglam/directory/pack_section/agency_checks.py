"""What the shapes of agencies cannot say: parents, units and desks exist while needed, nobody stands below himself."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Q

from honglam.directory.contracts import AgencyKind
from honglam.directory.models import Holding
from honglam.directory.pack_section.agency_shapes import AgencyShape, SuccessionShape
from honglam.directory.pack_section.units import UnitShape
from honglam.directory.queries.people import real
from honglam.directory.rules.validity import covers, lies_within
from honglam.kernel.clock import today
from honglam.kernel.values import text_noop
from honglam.pack.api import Change, ChangeAction, Manifest, Pack, PackError, Plan, Record, nested_key

_UNKNOWN = text_noop("There is no agency “%(code)s”.")
Lives = Mapping[str, Sequence[UnitShape]]
Agencies = Mapping[str, Record[AgencyShape]]


def check(pack: Pack) -> Iterator[PackError]:
    """Every fault of meaning."""
    agencies = pack.records("agency", AgencyShape)
    lives = _lives(pack)
    for record in agencies.values():
        yield from _check_agency(record, agencies, lives)
    for succession in pack.records("agency_succession", SuccessionShape).values():
        yield from _check_succession(succession, agencies)
    for head in pack.records("pack", Manifest).values():
        code = head.value.branding.contact.agency
        if code and code not in agencies:
            yield head.error("branding.contact.agency", "unknown_agency", _UNKNOWN, code=code)


def check_life(plan: Plan) -> Iterator[PackError]:
    """People who hold what the plan takes away."""
    held = _held_from_today()
    for change in plan.changes:
        people = held.get(change.key, 0) if _takes_away(change) else 0
        if people:
            message = text_noop("“%(key)s” is still held by %(count)s people; transfer them first.")
            params = (("key", change.key), ("count", people))
            yield PackError(
                file=change.file, line=change.line or 1, path="", code="still_held", message=message, params=params
            )


def _lives(pack: Pack) -> Lives:
    found: dict[str, list[UnitShape]] = defaultdict(list)
    for record in pack.records("administrative_unit", UnitShape).values():
        found[record.value.code].append(record.value)
    return found


def _check_agency(record: Record[AgencyShape], agencies: Agencies, lives: Lives) -> Iterator[PackError]:
    agency = record.value
    span = (agency.valid_from, agency.valid_to)
    if agency.valid_from and agency.valid_to and agency.valid_to < agency.valid_from:
        yield record.error("valid_to", "wrong_order", text_noop("The last day lies before the first."))
    for path, code in (("parent", agency.parent), ("one_stop", agency.one_stop)):
        if code and code not in agencies:
            yield record.error(path, "unknown_agency", _UNKNOWN, code=code)
    parent = agencies.get(agency.parent)
    if parent and not lies_within(span, (parent.value.valid_from, parent.value.valid_to)):
        message = text_noop("“%(code)s” is not there during the whole of that time.")
        yield record.error("parent", "parent_not_there", message, code=agency.parent)
    if _stands_below_itself(agency, agencies):
        yield record.error("parent", "circle", text_noop("“%(code)s” stands below itself."), code=agency.code)
    desk = agencies.get(agency.one_stop)
    if desk and desk.value.kind not in (AgencyKind.ONE_STOP, AgencyKind.VERTICAL):
        yield record.error("one_stop", "not_a_desk", text_noop("“%(code)s” is not a one-stop."), code=agency.one_stop)
    if not _unit_is_there(agency, lives):
        message = text_noop("No administrative unit “%(code)s” is there at that time.")
        yield record.error("administrative_unit", "unknown_unit", message, code=agency.administrative_unit)


def _stands_below_itself(agency: AgencyShape, agencies: Agencies) -> bool:
    seen = {agency.code}
    code = agency.parent
    while code in agencies and code not in seen:
        seen.add(code)
        code = agencies[code].value.parent
    return code == agency.code


def _unit_is_there(agency: AgencyShape, lives: Lives) -> bool:
    last_day = agency.valid_to
    return any(
        covers(life.valid_from, life.valid_to, last_day) if last_day else life.valid_to is None
        for life in lives.get(agency.administrative_unit, ())
    )


def _check_succession(record: Record[SuccessionShape], agencies: Agencies) -> Iterator[PackError]:
    shape = record.value
    for path, code in (("old", shape.old), ("new", shape.new)):
        if code not in agencies:
            yield record.error(path, "unknown_agency", _UNKNOWN, code=code)
    if shape.old == shape.new:
        yield record.error("new", "succeeds_itself", text_noop("An agency cannot succeed itself."))
        return
    heir = agencies.get(shape.new)
    if heir and not covers(heir.value.valid_from, heir.value.valid_to, shape.since):
        message = text_noop("“%(code)s” is not there on %(on)s.")
        yield record.error("new", "successor_not_there", message, code=shape.new, on=f"{shape.since:%d/%m/%Y}")


def _takes_away(change: Change) -> bool:
    """Whether the change ends or retires something that people may hold."""
    last_day = change.after.valid_to if isinstance(change.after, AgencyShape) else None
    ended = last_day is not None and last_day < today()
    return change.kind in ("post", "agency") and (change.action is ChangeAction.RETIRE or ended)


def _held_from_today() -> Mapping[str, int]:
    """How many people hold, or are to hold, each post and any post of each agency, by the pack's keys."""
    counts: dict[str, int] = defaultdict(int)
    holdings = Holding.objects.filter(real(), Q(valid_to=None) | Q(valid_to__gte=today()))
    for agency, post in holdings.values_list("post__agency__code", "post__code"):
        counts[agency] += 1
        counts[nested_key(agency, post)] += 1
    return counts
