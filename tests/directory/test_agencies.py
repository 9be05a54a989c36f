"""Agencies: create, change, end, succeed; what is refused, what is told."""

from dataclasses import replace
from datetime import date

import pytest

from honglam.directory import api
from honglam.directory.contracts import (
    AgencyData,
    AgencyHasStaff,
    AgencyHasUnits,
    AgencyKind,
    AgencyNotThere,
    CircleInTree,
    CodeTaken,
    KeptAbove,
    Level,
    ParentNotThere,
    PostData,
    PostRole,
    SucceedsItself,
    SuccessionData,
    SuccessionKind,
    UnknownAgency,
    UnknownUnit,
    WrongOrder,
)
from honglam.directory.models import Agency, AgencyClosure, AgencySuccession
from honglam.directory.queries import agencies, editing, memory
from honglam.directory.services.turn_of_day import close_what_is_over
from honglam.kernel.models import AuditEntry, OutboxMessage
from honglam.kernel.values import SYSTEM, Actor
from tests.directory.people import AT, DAY, administrator, agency_id, holding, local_administrator, officer

pytestmark = pytest.mark.usefixtures("province")


def division(code: str = "P-MOI", parent: str = "SO-MAU", **facts: object) -> AgencyData:
    """A new division of the department."""
    data = AgencyData(
        code=code,
        name="Phòng Mới",
        kind=AgencyKind.DIVISION,
        level=Level.PROVINCE,
        parent=parent,
        administrative_unit="99",
        valid_from=date(2026, 1, 1),
    )
    return replace(data, **facts)  # type: ignore[arg-type]


def create(data: AgencyData, actor: Actor = SYSTEM) -> int:
    return api.create_agency(actor=actor, agency=data, at=AT).id


def told(name: str) -> list[dict[str, object]]:
    """Payloads of the events of this name that wait in the outbox."""
    return list(OutboxMessage.objects.filter(name=name).order_by("id").values_list("payload", flat=True))


def test_a_new_agency_stands_in_the_tree_and_leaves_its_mark() -> None:
    actor = administrator()
    made = create(division(), actor)
    assert api.ancestor_ids(agency_id=made) == (made, agency_id("SO-MAU"), agency_id("UBND-MAU"))
    assert set(AgencyClosure.objects.filter(descendant=made).values_list("ancestor", "depth")) == {
        (made, 0),
        (agency_id("SO-MAU"), 1),
        (agency_id("UBND-MAU"), 2),
    }
    entry = AuditEntry.objects.get(action="directory.agency_created", subject_id=str(made), actor_id=actor.id)
    assert (entry.post_id, entry.agency_id) == (actor.post_id, actor.agency_id)


def test_what_an_agency_does_not_say_comes_from_above() -> None:
    made = api.get_agency(agency_id=create(division(parent="P-SO-MAU")))
    assert made.identifier_code == "X99.2"
    assert made.identifier_provisional
    assert made.one_stop_id == agency_id("MC-MAU")
    assert made.agency_id == agency_id("SO-MAU")
    assert made.is_internal


@pytest.mark.parametrize(
    ("data", "refusal", "field"),
    [
        (division(code="SO-MAU"), CodeTaken, "code"),
        (division(parent="SO-KHAC"), UnknownAgency, "parent"),
        (division(one_stop="MC-KHAC"), UnknownAgency, "one_stop"),
        (division(administrative_unit="98"), UnknownUnit, "administrative_unit"),
        (division(administrative_unit="999"), UnknownUnit, "administrative_unit"),
        (division(valid_to=date(2025, 12, 31)), WrongOrder, "valid_to"),
        (division(parent="SO-CU"), ParentNotThere, "parent"),
        (division(valid_from=date(2024, 1, 1)), ParentNotThere, "parent"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(data: AgencyData, refusal: type[Exception], field: str) -> None:
    before = Agency.objects.count()
    with pytest.raises(refusal) as refused:
        create(data)
    assert refused.value.field == field  # type: ignore[attr-defined]
    assert Agency.objects.count() == before


def test_a_code_is_not_used_again_after_its_end() -> None:
    with pytest.raises(CodeTaken):
        create(division(code="SO-CU"))


def test_moving_an_agency_moves_what_is_below_and_tells_so() -> None:
    made = create(division())
    below = create(division(code="TO-MOI", parent="P-MOI"))
    known = editing.agency_to_change(actor=SYSTEM, agency_id=made)
    api.change_agency(actor=SYSTEM, agency_id=made, agency=replace(known, parent="UBND-MAU"), at=AT)
    assert api.ancestor_ids(agency_id=below) == (below, made, agency_id("UBND-MAU"))
    assert not AgencyClosure.objects.filter(descendant=below, ancestor=agency_id("SO-MAU")).exists()
    assert told("directory.agency_moved") == [{"agency_id": made}]


def test_a_correction_names_what_changed() -> None:
    made = create(division())
    known = editing.agency_to_change(actor=SYSTEM, agency_id=made)
    api.change_agency(actor=SYSTEM, agency_id=made, agency=replace(known, phone="0239"), at=AT)
    entry = AuditEntry.objects.get(action="directory.agency_changed")
    assert entry.detail == {"changed": ["phone"]}
    assert told("directory.agency_moved") == []


def test_an_agency_cannot_stand_below_its_own_unit() -> None:
    known = editing.agency_to_change(actor=SYSTEM, agency_id=agency_id("SO-MAU"))
    with pytest.raises(CircleInTree):
        api.change_agency(actor=SYSTEM, agency_id=agency_id("SO-MAU"), agency=replace(known, parent="P-SO-MAU"), at=AT)


def test_a_local_administrator_keeps_to_the_own_subtree() -> None:
    actor = local_administrator()
    create(division(parent="UBND-XA-99001", administrative_unit="99001", level=Level.COMMUNE), actor)
    for parent in ("UBND-XA-99002", "SO-MAU", "UBND-MAU", ""):
        with pytest.raises(UnknownAgency):
            create(division(code="P-KHAC", parent=parent), actor)
    commune = agency_id("UBND-XA-99001")
    known = editing.agency_to_change(actor=actor, agency_id=commune)
    assert api.change_agency(actor=actor, agency_id=commune, agency=replace(known, phone="0239"), at=AT).phone == "0239"
    with pytest.raises(UnknownAgency):
        api.change_agency(actor=actor, agency_id=commune, agency=replace(known, parent="UBND-XA-99002"), at=AT)
    with pytest.raises(UnknownAgency):
        editing.agency_to_change(actor=actor, agency_id=agency_id("UBND-XA-99002"))


def changed(actor: Actor, code: str, **facts: object) -> None:
    known = editing.agency_to_change(actor=actor, agency_id=agency_id(code))
    wanted = replace(known, **facts)  # type: ignore[arg-type]
    api.change_agency(actor=actor, agency_id=agency_id(code), agency=wanted, at=AT)


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": AgencyKind.DIVISION},
        {"kind": AgencyKind.OFFICE},
        {"level": Level.PROVINCE},
        {"administrative_unit": "99002"},
        {"identifier_code": "X99"},
    ],
)
def test_a_local_administrator_does_not_change_what_the_own_agency_is(facts: dict[str, object]) -> None:
    """As a unit inside the province's committee it would give its administrator the whole province."""
    actor = local_administrator()
    commune = agency_id("UBND-XA-99001")
    with pytest.raises(KeptAbove) as refused:
        changed(actor, "UBND-XA-99001", **facts)
    assert refused.value.field in facts
    assert api.get_agency(agency_id=commune).agency_id == commune
    changed(administrator(), "UBND-XA-99001", identifier_code="X99")


def test_a_local_administrator_changes_units_inside_but_makes_no_agencies_of_them() -> None:
    actor = local_administrator()
    changed(actor, "VP-XA-99001", kind=AgencyKind.DIVISION)
    with pytest.raises(KeptAbove):
        changed(actor, "VP-XA-99001", kind=AgencyKind.DEPARTMENT)
    committee = division(parent="UBND-XA-99001", administrative_unit="99002", kind=AgencyKind.COMMITTEE)
    with pytest.raises(KeptAbove):
        create(replace(committee, level=Level.COMMUNE), actor)


@pytest.mark.parametrize("key", ["SO-MAU/GD", "P-SO-MAU/CV", "UBND-MAU/CT", "MC-MAU/GD"])
def test_no_other_role_administers(key: str) -> None:
    with pytest.raises(UnknownAgency):
        create(division(), officer("Người Khác", key))


def test_an_agency_ends_with_its_successors_and_tells_them_once_it_is_over() -> None:
    made = create(division())
    create(division(code="P-SAU", name="Phòng Sau"))
    ways = [SuccessionData(old="P-MOI", new="P-SAU", kind=SuccessionKind.RENAME, since=date(2026, 11, 17))]
    ended = api.end_agency(actor=SYSTEM, agency_id=made, last_day=DAY, successors=ways, at=AT)
    assert ended.valid_to == DAY
    assert told("directory.agency_ended") == []
    tomorrow = AT.replace(day=17)
    assert close_what_is_over(actor=SYSTEM, at=tomorrow) == 1
    assert close_what_is_over(actor=SYSTEM, at=tomorrow) == 0
    heir = agency_id("P-SAU")
    assert told("directory.agency_ended") == [{"agency_id": made, "last_day": "2026-11-16", "successor_ids": [heir]}]
    later = api.successor_of(agency_id=made, on=date(2026, 11, 17))
    assert later is not None
    assert later.id == heir
    assert agencies.predecessor_ids(heir) == (made,)


def renamed(new: str, since: date = date(2026, 11, 17)) -> list[SuccessionData]:
    return [SuccessionData(old="P-MOI", new=new, kind=SuccessionKind.RENAME, since=since)]


def test_who_cannot_carry_the_work_on_is_refused_as_successor() -> None:
    made = create(division())
    create(division(code="P-SAU", valid_from=date(2026, 11, 18)))
    for new, refusal in (
        ("P-MOI", SucceedsItself),
        ("SO-CU", AgencyNotThere),
        ("P-SAU", AgencyNotThere),
        ("P-KHONG", UnknownAgency),
    ):
        with pytest.raises(refusal) as refused:
            api.end_agency(actor=SYSTEM, agency_id=made, last_day=DAY, successors=renamed(new), at=AT)
        assert refused.value.field == "new"  # type: ignore[attr-defined]
    assert api.get_agency(agency_id=made).valid_to is None


def test_ending_again_with_other_successors_forgets_the_first() -> None:
    made = create(division())
    first, second = create(division(code="P-MOT")), create(division(code="P-HAI"))
    api.end_agency(actor=SYSTEM, agency_id=made, last_day=date(2026, 11, 18), successors=renamed("P-MOT"), at=AT)
    assert agencies.heir_ids(made) == [first]
    api.end_agency(actor=SYSTEM, agency_id=made, last_day=DAY, successors=renamed("P-HAI"), at=AT)
    assert agencies.heir_ids(made) == [second]


def test_two_that_are_over_and_name_each_other_lead_to_nobody() -> None:
    one, other = Agency.objects.get(code="SO-CU"), Agency.objects.get(pk=create(division(valid_to=date(2026, 2, 1))))
    AgencySuccession.objects.filter(old=one).delete()
    for old, new in ((one, other), (other, one)):
        for since in (date(2026, 1, 1), date(2026, 2, 1)):
            AgencySuccession.objects.create(old=old, new=new, kind="merge", since=since)
    memory.forget()
    assert agencies.heir_ids(one.pk) == [other.pk]
    assert api.successor_of(agency_id=one.pk, on=DAY) is None
    assert agencies.carried_ids(agency_id("SO-MAU"), DAY)


def test_an_end_in_the_past_is_told_at_once() -> None:
    made = create(division())
    api.end_agency(actor=SYSTEM, agency_id=made, last_day=date(2026, 11, 15), at=AT)
    assert [event["agency_id"] for event in told("directory.agency_ended")] == [made]


def test_an_agency_with_units_or_staff_does_not_end() -> None:
    with pytest.raises(AgencyHasUnits) as refused:
        api.end_agency(actor=SYSTEM, agency_id=agency_id("SO-MAU"), last_day=DAY, at=AT)
    assert refused.value.params == {"count": 1}
    made = create(division())
    post = PostData(code="CV", title="Chuyên viên", roles=(PostRole.PROCESSING_OFFICER,))
    api.create_post(actor=SYSTEM, agency_id=made, post=post, at=AT)
    holding("Còn Làm Việc", "P-MOI/CV", since=date(2026, 2, 1))
    with pytest.raises(AgencyHasStaff):
        api.end_agency(actor=SYSTEM, agency_id=made, last_day=DAY, at=AT)
    with pytest.raises(WrongOrder):
        api.end_agency(actor=SYSTEM, agency_id=made, last_day=date(2025, 12, 31), at=AT)


def test_an_appointment_taken_back_keeps_no_agency_from_ending() -> None:
    made = create(division())
    post = PostData(code="CV", title="Chuyên viên", roles=(PostRole.PROCESSING_OFFICER,))
    api.create_post(actor=SYSTEM, agency_id=made, post=post, at=AT)
    held = holding("Chưa Bao Giờ", "P-MOI/CV", since=date(2026, 12, 1))
    api.end_holding(actor=SYSTEM, holding_id=held.id, last_day=DAY, at=AT)
    assert api.end_agency(actor=SYSTEM, agency_id=made, last_day=DAY, at=AT).valid_to == DAY


def test_who_decides_for_a_place() -> None:
    commune = api.competent_agency(level=Level.COMMUNE, unit_code="99002", on=DAY)
    assert commune.code == "UBND-XA-99002"
    assert api.competent_agency(agency_code="SO-MAU", on=DAY).code == "SO-MAU"
    assert api.competent_agency(agency_code="SO-CU", on=DAY).code == "SO-MAU"
    assert api.competent_agency(agency_code="SO-CU", on=date(2025, 1, 1)).code == "SO-CU"


def test_a_place_nobody_knows_has_no_agency() -> None:
    from honglam.directory.contracts import NoCompetentAgency

    with pytest.raises(UnknownUnit):
        api.competent_agency(level=Level.COMMUNE, unit_code="12345", on=DAY)
    with pytest.raises(UnknownAgency):
        api.competent_agency(agency_code="SO-KHAC", on=DAY)
    with pytest.raises(NoCompetentAgency):
        api.competent_agency(level=Level.COMMUNE, unit_code="99001", on=date(2025, 1, 1))


def test_desks_and_units_inside() -> None:
    commune = agency_id("UBND-XA-99001")
    desk, office = api.one_stop_of(agency_id=commune), api.child_unit(agency_id=commune, kind=AgencyKind.OFFICE, on=DAY)
    assert desk is not None
    assert office is not None
    assert (desk.code, office.code) == ("MC-XA-99001", "VP-XA-99001")
    assert api.child_unit(agency_id=commune, kind=AgencyKind.ECONOMIC_DIVISION, on=DAY) is None
    assert set(api.descendant_ids(agency_id=commune)) == {commune, desk.id, office.id}


def test_agencies_are_listed_in_the_order_of_the_alphabet() -> None:
    names = [agency.name for agency in api.list_agencies(on=DAY, level=Level.PROVINCE)]
    assert names == sorted(names, key=lambda name: api.get_agency_by_code(code=_code(name)).sort_key)
    assert "Sở Cũ" not in names


def _code(name: str) -> str:
    return Agency.objects.get(name=name).code
