"""Agencies end while the post carries something for them: open parcels follow, with their numbers and states."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from honglam.directory import api as directory
from honglam.directory.contracts import (
    AgencyData,
    AgencyKind,
    EndingShape,
    Level,
    PlanShape,
    PostData,
    PostRole,
    SuccessionData,
    SuccessionKind,
)
from honglam.directory.models import Holding
from honglam.directory.services.agencies import create_agencies, end_agencies
from honglam.directory.services.holdings import end_holding
from honglam.directory.services.successions import put_successions
from honglam.dossiers.contracts import Status
from honglam.kernel.models import AuditEntry, OutboxMessage
from honglam.kernel.relay import drain
from honglam.kernel.values import SYSTEM, Actor
from honglam.notices.models import Message
from honglam.postal import api
from honglam.postal.contracts import ParcelState, RecordKind, RecordState, RecordWish, ReportKind
from honglam.postal.models import HandoverRecord
from tests.dossiers.scene import MORNING, vn
from tests.postal.conftest import Post

S, K = ParcelState, ReportKind
ON = date(2026, 11, 20)
AFTER = vn("2026-11-20 08:00")
OLD, NEW = "UBND-XA-99001", "UBND-XA-99003"
DESK, OFFICE = "TT-XA-99003", "BC9"


def plan() -> PlanShape:
    """The commune and its post office go to one successor each."""
    ends = (EndingShape(agency=OLD, to=(NEW,)), EndingShape(agency="BC1", to=(OFFICE,)))
    return PlanShape(name="Sắp xếp cấp xã", on=ON, ends=ends)


@pytest.fixture
def heirs(post: Post) -> Post:
    """Who takes over stands, with somebody at the new desk and at the new post office."""
    unit: dict[str, Any] = {"level": Level.COMMUNE, "administrative_unit": "99002", "valid_from": ON}
    made = [
        (NEW, AgencyKind.COMMITTEE, "UBND-MAU", PostRole.LEADER, {"one_stop": DESK}),
        (DESK, AgencyKind.ONE_STOP, NEW, PostRole.RECEPTION_OFFICER, {}),
        (OFFICE, AgencyKind.POSTAL, "BD", PostRole.POSTAL_CLERK, {}),
    ]
    agencies = [
        AgencyData(code=code, name=f"Cơ quan {code}", kind=kind, parent=parent, **unit, **more)
        for code, kind, parent, _, more in made
    ]
    ids = create_agencies(actor=SYSTEM, agencies=agencies, at=MORNING)
    for agency_id, (code, _, _, role, _) in zip(ids, made, strict=True):
        held = PostData(code="CV", title="Công chức", roles=(role,))
        seat = directory.create_post(actor=SYSTEM, agency_id=agency_id, post=held, at=MORNING)
        if code != NEW:
            like = post.other_reception if code == DESK else post.clerk_bc2
            post.actors[code] = _seated(like, seat.id)
    return post


def _seated(like: Actor, post_id: int) -> Actor:
    assert like.id is not None
    directory.appoint(actor=SYSTEM, post_id=post_id, account_id=like.id, valid_from=ON, at=AFTER)
    posts = directory.list_posts_held(account_id=like.id, at=AFTER)
    return directory.in_post(actor=like, posts=posts, post_id=post_id)


def reorganise() -> dict[str, int]:
    done = directory.apply_plan(actor=SYSTEM, plan=plan(), at=AFTER)
    return {one.kind: one.count for one in done.counted if one.count}


def test_open_parcels_follow_and_ended_ones_stay(heirs: Post) -> None:
    noted, prepared, waiting, carried = heirs.collected(), heirs.prepared(), heirs.waiting(), heirs.carried()
    gone = heirs.carried()
    heirs.report(gone, K.DELIVERED)
    lost = heirs.collected()
    heirs.report(lost, K.LOST)
    before = {one: heirs.parcel(one) for one in (noted, prepared, waiting, carried, gone, lost)}
    drain()
    letters = Message.objects.filter(template__startswith="postal.").count()
    shown = {one.kind: one.count for one in directory.survey_plan(plan=plan()).counted}
    assert shown["parcels"] == 5
    assert reorganise()["parcels"] == 5
    desk, office = heirs.unit(DESK), heirs.unit(OFFICE)
    for one in (noted, prepared, waiting, carried, lost):
        row = heirs.parcel(one)
        assert (row.number, row.state) == (before[one].number, before[one].state)
        assert (row.desk_id, row.office_id) == (desk, None if one == waiting else office)
        assert row.lines.get(line=row.line_count).content["desk"] == "MC-XA-99001"
    assert heirs.parcel(gone).desk_id == before[gone].desk_id, "what has ended stays"
    assert AuditEntry.objects.filter(action="postal.rerouted").count() == 5
    told = OutboxMessage.objects.filter(name="postal.parcel_moved").values_list("payload__what", flat=True)
    assert list(told) == ["rerouted"] * 5
    drain()
    assert Message.objects.filter(template__startswith="postal.").count() == letters, "nobody's parcel went anywhere"
    assert "parcels" not in {one.kind for one in directory.survey_plan(plan=plan()).counted if one.count}


def test_the_successors_go_on_where_the_others_stopped(heirs: Post) -> None:
    noted, waiting, carried = heirs.collected(), heirs.waiting(), heirs.carried()
    reorganise()
    clerk, desk = heirs.actors[OFFICE], heirs.actors[DESK]
    record = api.give_parcels(
        actor=clerk, wish=RecordWish(kind=RecordKind.DOSSIERS, parcel_ids=(noted,)), at=vn("2026-11-20 09:00")
    )
    heirs.take(record, desk, vn("2026-11-20 10:00"))
    dossier_id: UUID = heirs.parcel(noted).dossier_id  # type: ignore[assignment]
    assert heirs.status(dossier_id) is Status.REGISTERED
    assert heirs.row(dossier_id).desk_id == heirs.unit(DESK)
    wish = RecordWish(kind=RecordKind.RESULTS, parcel_ids=(waiting,), office_id=heirs.unit(OFFICE))
    heirs.take(api.give_parcels(actor=desk, wish=wish, at=AFTER), clerk, AFTER)
    assert heirs.stands(waiting) is S.RESULT_COLLECTED
    page = api.get_parcel(actor=clerk, parcel_id=carried)
    assert "report" in page.acts
    assert api.get_parcel(actor=heirs.clerk_bd, parcel_id=carried).office_name == f"Cơ quan {OFFICE}"


def test_a_record_that_one_side_signed_is_taken_back(heirs: Post) -> None:
    noted, waiting = heirs.collected(), heirs.waiting()
    given = [heirs.given(noted), heirs.to_the_post(waiting)]
    assert reorganise()["handover_records"] == 2
    states = HandoverRecord.objects.filter(id__in=given).values_list("state", flat=True)
    assert set(states) == {RecordState.WITHDRAWN.value}
    entries = AuditEntry.objects.filter(action="postal.record_withdrawn")
    assert {one.detail["reason"] for one in entries} == {"Sắp xếp cấp xã"}
    assert {one.id for one in api.list_ready(actor=heirs.actors[OFFICE], kind=RecordKind.DOSSIERS)} == {noted}
    assert {one.id for one in api.list_ready(actor=heirs.actors[DESK], kind=RecordKind.RESULTS)} == {waiting}


def test_an_office_that_ends_without_a_plan_is_followed_too(heirs: Post) -> None:
    noted = heirs.collected()
    way = SuccessionData(old="BC1", new=OFFICE, kind=SuccessionKind.MERGE, since=ON)
    put_successions(actor=SYSTEM, successions=[way], at=AFTER)
    held = Holding.objects.get(post__agency=heirs.unit("BC1"))
    end_holding(actor=SYSTEM, holding_id=held.pk, last_day=date(2026, 11, 19), at=AFTER)
    end_agencies(actor=SYSTEM, agency_ids=[heirs.unit("BC1")], last_day=date(2026, 11, 19), at=AFTER)
    drain()
    row = heirs.parcel(noted)
    assert (row.office_id, row.desk_id) == (heirs.unit(OFFICE), heirs.unit("MC-XA-99001"))
    assert AuditEntry.objects.filter(action="postal.followed").exists()
