"""Receipt regardless of the boundary: one desk takes in, another agency settles, the clock starts when it has it."""

from datetime import datetime
from uuid import UUID

import pytest

from honglam.dossiers import api
from honglam.dossiers.contracts import (
    Applicant,
    DossierNotFound,
    NotYourTurn,
    OwnerKind,
    SupplementItem,
    TaskNotFound,
    Verb,
)
from honglam.dossiers.models import Dossier, Slip
from honglam.dossiers.rules.registers import Passed, RegisterAsked
from honglam.dossiers.rules.transferring import received_by_competent
from honglam.dossiers.services.transferring import transfer_by
from honglam.kernel import relay
from honglam.kernel.ids import uuid7
from honglam.kernel.values import DomainError
from honglam.notices.models import Message
from tests.dossiers.scene import LICENCE, MORNING, STAMP, Scene, vn

LIMIT = vn("2026-11-16 17:00")


@pytest.mark.parametrize(
    ("taken_in", "there"),
    [
        ("2026-11-16 09:00", "2026-11-16 17:00"),
        ("2026-11-16 14:59", "2026-11-16 17:00"),
        ("2026-11-16 15:00", "2026-11-16 17:00"),
        ("2026-11-16 15:01", "2026-11-17 07:00"),
        ("2026-11-16 20:00", "2026-11-17 17:00"),
        ("2026-11-20 16:00", "2026-11-23 07:00"),
        ("2026-11-23 15:30", "2026-11-25 07:00"),
    ],
)
def test_papers_go_the_same_day_or_next_morning(scene: Scene, taken_in: str, there: str) -> None:
    assert transfer_by(taken_in_at=vn(taken_in)) == vn(there)


@pytest.mark.parametrize(
    ("confirmed", "runs_from"), [("2026-11-16 10:00", "2026-11-16 10:00"), ("2026-11-18 10:00", "2026-11-16 17:00")]
)
def test_no_limit_waits_for_a_button(confirmed: str, runs_from: str) -> None:
    assert received_by_competent(confirmed_at=vn(confirmed), at_the_latest=LIMIT) == vn(runs_from)


def for_the_neighbour(scene: Scene, at: datetime = MORNING) -> UUID:
    """Commune An's desk takes in what the department settles, whose own desk is the provincial centre."""
    submission = scene.submission(
        procedure_code=LICENCE,
        answers={"ten_doanh_nghiep": "Công ty Mẫu", "ma_so_thue": "0100109106"},
        papers=(scene.sheet("DON"),),
        applicant=Applicant(
            kind=OwnerKind.ENTERPRISE,
            name="Công ty Mẫu",
            id_number="0100109106",
            phone="0912345678",
            email="mau@example.vn",
        ),
        unit_code="",
    )
    return api.take_in(actor=scene.reception, submission=submission, key=str(uuid7()), at=at).dossier_id


def test_the_clock_starts_when_the_competent_agency_has_it(scene: Scene) -> None:
    dossier_id = for_the_neighbour(scene)
    row, task = scene.row(dossier_id), scene.task(dossier_id)
    assert (row.desk_id, row.lead_agency_id) == (scene.unit("MC-XA-99001"), scene.unit("SO-MAU"))
    assert (row.accepted_at, row.clock_started_at) == (MORNING, LIMIT)
    assert (task.kind, task.unit.code, task.due_at) == ("transfer", "MC-MAU", LIMIT)
    promised = row.due_at
    at = vn("2026-11-16 10:30")
    relay.drain()
    api.take_on(actor=scene.province_reception, task_id=task.id, at=at)
    relay.drain()
    row = scene.row(dossier_id)
    assert row.clock_started_at == at and row.due_at is not None and promised is not None and row.due_at <= promised
    assert scene.task(dossier_id).step_code == "PHAN-CONG"
    assert Message.objects.filter(template="dossiers.taken_on").exists()


def test_the_receipt_names_both_and_the_timeline_says_it(scene: Scene) -> None:
    dossier_id = for_the_neighbour(scene)
    content = Slip.objects.get(dossier=dossier_id, kind="receipt_slip").content
    assert (content["agency"], content["elsewhere"]) == ("Sở Mẫu", True)
    assert content["desk"] == "Trung tâm Phục vụ hành chính công xã An"
    assert datetime.fromisoformat(content["received_at"]) == LIMIT
    view = api.get_dossier(actor=scene.reception, dossier_id=dossier_id, at=MORNING)
    (line,) = [one for one in view.timeline if one.verb is Verb.ACCEPT]
    assert (line.phrase.params["to"], line.phrase.params["step_due"]) == ("Sở Mẫu", LIMIT)


def test_who_may_do_what(scene: Scene) -> None:
    """The receiving desk follows and hands over; it neither takes on nor settles. A third desk sees nothing."""
    dossier_id = for_the_neighbour(scene)
    task = scene.task(dossier_id)
    for actor, refusal in (
        (scene.reception, NotYourTurn),
        (scene.desk_head, NotYourTurn),
        (scene.officer, DomainError),
    ):
        with pytest.raises(refusal):
            api.take_on(actor=actor, task_id=task.id, at=MORNING)
    with pytest.raises(TaskNotFound):
        api.take_on(actor=scene.other_reception, task_id=task.id, at=MORNING)
    with pytest.raises(DossierNotFound):
        api.get_dossier(actor=scene.other_reception, dossier_id=dossier_id, at=MORNING)
    assert scene.row(dossier_id).clock_started_at == LIMIT
    verbs = [
        one.verb for one in api.get_dossier(actor=scene.province_reception, dossier_id=dossier_id, at=MORNING).actions
    ]
    assert Verb.TAKE_ON in verbs and Verb.CLAIM not in verbs
    api.take_on(actor=scene.province_reception, task_id=task.id, at=MORNING)
    with pytest.raises(DomainError):
        api.finish_step(actor=scene.reception, task_id=scene.task(dossier_id).id, at=MORNING)
    settle(scene, dossier_id)
    for actor in (scene.province_reception, scene.other_reception):
        with pytest.raises(DomainError):
            api.return_result(actor=actor, dossier_id=dossier_id, evidence=scene.signature(), at=MORNING)
    api.return_result(actor=scene.reception, dossier_id=dossier_id, evidence=scene.signature(), at=MORNING)


def test_a_desk_does_not_settle_on_the_spot_what_is_another_commune_s(scene: Scene) -> None:
    submission = scene.submission(procedure_code=STAMP, answers={}, papers=(scene.sheet("GT"),), unit_code="99002")
    accepted = api.take_in(actor=scene.reception, submission=submission, key="ban-sao", at=MORNING)
    row = Dossier.objects.get(id=accepted.dossier_id)
    assert (row.lead_agency_id, row.received_elsewhere) == (scene.unit("UBND-XA-99002"), True)
    with pytest.raises(DomainError):
        api.issue_result(actor=scene.reception, dossier_id=row.id, result=scene.result(), at=MORNING)
    assert scene.row(row.id).status == "accepted"


def test_received_by_and_settled_by_are_each_counted_once(scene: Scene) -> None:
    first, _ = for_the_neighbour(scene), for_the_neighbour(scene)
    scene.walk_in()
    api.take_on(actor=scene.province_reception, task_id=scene.task(first).id, at=MORNING)
    settle(scene, first)
    here = RegisterAsked(desk_id=scene.unit("MC-XA-99001"), year=2026)
    there = RegisterAsked(desk_id=scene.unit("MC-MAU"), year=2026)
    took = api.list_crossings(actor=scene.reception, asked=here)
    assert (took.for_others, took.by_others) == ((Passed(name="Sở Mẫu", received=2, settled=1),), ())
    given = api.list_crossings(actor=scene.province_reception, asked=there)
    assert given.by_others == (Passed(name="Trung tâm Phục vụ hành chính công xã An", received=2, settled=1),)
    assert len(api.list_register(actor=scene.reception, asked=here).items) == 3
    assert api.list_register(actor=scene.province_reception, asked=there).items == []
    with pytest.raises(DossierNotFound):
        api.list_crossings(actor=scene.reception, asked=there)


def test_reopened_before_it_was_taken_on(scene: Scene) -> None:
    """Nobody answered the supplement; the dossier is opened again and is no dead end."""
    dossier_id = for_the_neighbour(scene)
    item = SupplementItem(component_code="DON", name="Đơn đề nghị", lacks="Thiếu chữ ký của người đứng đơn")
    scene.ask(dossier_id, scene.reception, items=(item,), answer_by=vn("2026-11-20 17:00"))
    assert api.expire_supplements(at=vn("2026-11-20 17:01")) == 1
    at = vn("2026-11-25 09:00")
    api.reopen_dossier(actor=scene.department_head, dossier_id=dossier_id, reason="Đã nộp", legal_basis="Điều 9", at=at)
    row = scene.row(dossier_id)
    assert row.status == "processing" and scene.task(dossier_id).kind == "transfer"
    api.take_on(actor=scene.province_reception, task_id=scene.task(dossier_id).id, at=at)
    taken = scene.row(dossier_id)
    assert (taken.status, scene.task(dossier_id).step_code) == ("processing", "PHAN-CONG")
    assert taken.due_at == row.due_at, "what the clock stood still is not taken from anybody"
    settle(scene, dossier_id, at=at)
    assert scene.row(dossier_id).status == "resolved"


def test_taking_on_keeps_what_was_promised(scene: Scene) -> None:
    dossier_id, promised = for_the_neighbour(scene), vn("2026-12-11 17:00")
    api.extend_dossier(
        actor=scene.department_head, dossier_id=dossier_id, reason="Chờ xác minh", new_due_at=promised, at=MORNING
    )
    api.take_on(actor=scene.province_reception, task_id=scene.task(dossier_id).id, at=vn("2026-11-18 10:00"))
    row = scene.row(dossier_id)
    assert (row.due_at, row.clock_started_at) == (promised, LIMIT)


def settle(scene: Scene, dossier_id: UUID, at: datetime = MORNING) -> None:
    """Through the department and the province's committee to the result."""
    for actor in (scene.department_head, scene.specialist, scene.province_chairman):
        api.finish_step(actor=actor, task_id=scene.task(dossier_id).id, at=at)
    api.issue_result(actor=scene.department_clerk, dossier_id=dossier_id, result=scene.result(), at=at)
