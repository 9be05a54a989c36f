"""A supplement is asked for once, complete and specific; and what happens when nobody answers."""

from typing import Any

import pytest

from honglam.dossiers import api
from honglam.dossiers.contracts import (
    PaperInput,
    PaperKind,
    ReasonRequired,
    Status,
    SupplementAskedBefore,
    SupplementIncomplete,
    SupplementItem,
    SupplementItemsRequired,
    SupplementReply,
    SupplementTooLate,
    Verb,
)
from honglam.dossiers.models import Lapse, Paper, Slip, Supplement, Task, TaskScope
from honglam.dossiers.services import withdrawing
from tests.dossiers.scene import MORNING, Scene, vn


@pytest.mark.parametrize(
    "items",
    [
        (),
        (SupplementItem(name="Giấy tờ", lacks=""),),
        (SupplementItem(name="Giấy tờ", lacks="bổ sung"),),
        (SupplementItem(name="Giấy tờ", lacks="Không hợp lệ"),),
        (SupplementItem(name=" ", lacks="Trang 2 bị mờ, chụp lại"),),
    ],
)
def test_a_vague_request_is_refused(scene: Scene, items: tuple[SupplementItem, ...]) -> None:
    dossier_id = scene.processing()
    with pytest.raises(SupplementItemsRequired):
        api.request_supplement(actor=scene.officer, dossier_id=dossier_id, items=items, reason="Chưa rõ", at=MORNING)
    assert scene.status(dossier_id) is Status.PROCESSING
    assert not Supplement.objects.exists()


def test_a_request_needs_its_reason(scene: Scene) -> None:
    dossier_id = scene.processing()
    with pytest.raises(ReasonRequired):
        scene.ask(dossier_id, reason="  ")


def test_the_same_lack_is_asked_for_once(scene: Scene) -> None:
    dossier_id = scene.at(Status.SUPPLEMENT_REQUESTED)
    api.answer_supplement(actor=scene.citizen, dossier_id=dossier_id, replies=scene.reply(), at=MORNING)
    with pytest.raises(SupplementAskedBefore) as refusal:
        scene.ask(dossier_id)
    assert refusal.value.field == "items.0"
    assert scene.status(dossier_id) is Status.PROCESSING
    other = (SupplementItem(name="Ảnh chụp căn nhà", lacks="Ảnh mặt trước căn nhà, chụp năm nay"),)
    scene.ask(dossier_id, items=other)
    assert scene.status(dossier_id) is Status.SUPPLEMENT_REQUESTED


def test_the_same_lack_twice_in_one_request(scene: Scene) -> None:
    with pytest.raises(SupplementAskedBefore):
        scene.ask(scene.processing(), items=scene.items() * 2)


def test_every_item_is_answered(scene: Scene) -> None:
    dossier_id = scene.processing()
    second = SupplementItem(name="Ảnh chụp căn nhà", lacks="Ảnh mặt trước căn nhà, chụp năm nay")
    scene.ask(dossier_id, items=(*scene.items(), second))
    with pytest.raises(SupplementIncomplete) as refusal:
        api.answer_supplement(actor=scene.citizen, dossier_id=dossier_id, replies=scene.reply(), at=MORNING)
    assert refusal.value.field == "replies.1"
    assert Paper.objects.filter(dossier=dossier_id).count() == 2
    replies = (*scene.reply(), SupplementReply(item=1, note="Nhà đang xây, chưa chụp được"))
    api.answer_supplement(actor=scene.citizen, dossier_id=dossier_id, replies=replies, at=MORNING)
    assert scene.status(dossier_id) is Status.PROCESSING


def test_before_acceptance_it_goes_back_to_the_desk(scene: Scene) -> None:
    dossier_id = scene.submitted()
    scene.ask(dossier_id, scene.reception)
    assert scene.status(dossier_id) is Status.SUPPLEMENT_REQUESTED
    assert not TaskScope.objects.exists(), "nobody in the house can go on"
    api.answer_supplement(actor=scene.citizen, dossier_id=dossier_id, replies=scene.reply(), at=vn("2026-11-20 09:00"))
    assert scene.status(dossier_id) is Status.REGISTERED
    task = Task.objects.get(dossier=dossier_id)
    assert (task.state, task.due_at) == ("open", vn("2026-11-23 09:00"))
    accepted = scene.accept(dossier_id, vn("2026-11-20 10:00"))
    assert accepted.due_at == vn("2026-11-25 10:00"), "the clock starts with acceptance; nothing is to be given back"


def test_new_papers_supersede_and_the_old_stay(scene: Scene) -> None:
    dossier_id = scene.processing()
    scene.ask(dossier_id)
    papers = (PaperInput(component_code="GT", kind=PaperKind.CERTIFIED_COPY, copies=1),)
    api.answer_supplement(
        actor=scene.reception, dossier_id=dossier_id, replies=(SupplementReply(item=0, papers=papers),), at=MORNING
    )
    kept = list(Paper.objects.filter(dossier=dossier_id, component_code="GT").order_by("received_at", "id"))
    assert [paper.superseded_at is None for paper in kept] == [False, True]
    assert kept[1].name == "Giấy tờ chứng minh việc nhà"


def test_form_02_states_everything(scene: Scene) -> None:
    dossier_id = scene.at(Status.SUPPLEMENT_REQUESTED)
    slip = Slip.objects.get(dossier=dossier_id, kind="supplement_request")
    assert slip.content["items"] == [{"name": "Giấy tờ chứng minh việc nhà", "lacks": "Trang 2 bị mờ, chụp lại"}]
    assert slip.content["applicant"] == "Nguyễn Thị Hồng"
    assert slip.content["code"] == "X99.3-261116-0001"
    assert slip.content["officer"] == scene.officer.name


def test_nobody_answers_a_received_dossier(scene: Scene) -> None:
    dossier_id = scene.processing()
    scene.ask(dossier_id, answer_by=vn("2026-11-20 17:00"))
    assert api.expire_supplements(at=vn("2026-11-20 16:59")) == 0
    assert api.expire_supplements(at=vn("2026-11-20 17:01")) == 1
    assert scene.status(dossier_id) is Status.STOPPED
    slip = Slip.objects.get(dossier=dossier_id, kind="stop_notice")
    assert slip.content["officer"] == "", "a person signs it: no program has the power to"
    assert api.print_slips(actor=scene.chairman, slip_ids=[slip.id], at=vn("2026-11-20 17:02")).startswith(b"%PDF")
    assert api.expire_supplements(at=vn("2026-11-21 17:01")) == 0
    api.reopen_dossier(
        actor=scene.chairman,
        dossier_id=dossier_id,
        reason="Người dân đã nộp",
        legal_basis="Điều 9",
        at=vn("2026-11-23 09:00"),
    )
    assert scene.status(dossier_id) is Status.PROCESSING
    assert scene.task(dossier_id).state == "open"
    brought = vn("2026-11-23 10:00")
    scene.ask(dossier_id, actor=scene.unit_head, at=brought)
    api.answer_supplement(actor=scene.citizen, dossier_id=dossier_id, replies=scene.reply(), at=brought)
    assert scene.status(dossier_id) is Status.PROCESSING, "what lacked still is asked for again, and comes in"
    with pytest.raises(SupplementAskedBefore):
        scene.ask(dossier_id, actor=scene.unit_head, at=brought)


def test_nobody_answers_before_acceptance(scene: Scene) -> None:
    dossier_id = scene.submitted()
    scene.ask(dossier_id, scene.reception, answer_by=vn("2026-11-20 17:00"))
    api.expire_supplements(at=vn("2026-11-23 09:00"))
    row = scene.row(dossier_id)
    assert (row.status, row.closed_at) == ("withdrawn", vn("2026-11-23 09:00"))


@pytest.mark.parametrize("asked_again", [False, True])
def test_what_is_answered_while_the_clock_waits_for_the_dossier_has_not_expired(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, asked_again: bool
) -> None:
    """Somebody had the dossier in hand when the request was found too old; a newer request has its own time."""
    dossier_id = scene.processing()
    scene.ask(dossier_id, answer_by=vn("2026-11-17 17:00"))
    real, late = withdrawing.dossier_for, vn("2026-11-17 17:01")

    def meanwhile(**asked: Any) -> Any:
        api.answer_supplement(actor=scene.citizen, dossier_id=dossier_id, replies=scene.reply(), at=late)
        if asked_again:
            other = (SupplementItem(name="Ảnh chụp căn nhà", lacks="Ảnh mặt trước căn nhà, chụp năm nay"),)
            scene.ask(dossier_id, items=other, at=late)
        return real(**asked)

    monkeypatch.setattr(withdrawing, "dossier_for", meanwhile)
    assert api.expire_supplements(at=late) == 0
    expected = Status.SUPPLEMENT_REQUESTED if asked_again else Status.PROCESSING
    assert scene.status(dossier_id) is expected


@pytest.mark.parametrize("at", ["2026-11-18 17:00", "2026-11-19 09:00"])
def test_within_three_working_days(scene: Scene, at: str) -> None:
    scene.ask(scene.processing(), at=vn(at))
    assert not Lapse.objects.filter(kind="asked_late").exists()


def test_later_only_a_head_asks_and_the_officer_was_late(scene: Scene) -> None:
    dossier_id, at = scene.processing(), vn("2026-11-19 09:01")
    with pytest.raises(SupplementTooLate):
        scene.ask(dossier_id, at=at)
    offered = api.get_dossier(actor=scene.officer, dossier_id=dossier_id, at=at).actions
    assert Verb.REQUEST_SUPPLEMENT not in [one.verb for one in offered]
    offered = api.get_dossier(actor=scene.unit_head, dossier_id=dossier_id, at=at).actions
    assert Verb.REQUEST_SUPPLEMENT in [one.verb for one in offered]
    scene.ask(dossier_id, actor=scene.unit_head, at=at, reason="Mới phát hiện khi đối chiếu")
    assert scene.status(dossier_id) is Status.SUPPLEMENT_REQUESTED
    lapse = Lapse.objects.get(dossier=dossier_id, kind="asked_late")
    assert (lapse.holder_name, lapse.unit.code) == (scene.officer.name, "VP-XA-99001")


def test_a_paper_with_nothing_in_it_answers_nothing_and_takes_no_place(scene: Scene) -> None:
    dossier_id = scene.at(Status.SUPPLEMENT_REQUESTED)
    empty = PaperInput(component_code="GT", name="Giấy tờ", file_name="gt.pdf")
    with pytest.raises(SupplementIncomplete) as refusal:
        replies = (SupplementReply(item=0, papers=(empty,)),)
        api.answer_supplement(actor=scene.citizen, dossier_id=dossier_id, replies=replies, at=MORNING)
    assert refusal.value.field == "replies.0"
    replies = (SupplementReply(item=0, papers=(empty,), note="Không chụp lại được, xin nộp tại quầy"),)
    api.answer_supplement(actor=scene.citizen, dossier_id=dossier_id, replies=replies, at=MORNING)
    assert Paper.objects.get(dossier=dossier_id, component_code="GT").superseded_at is None
    assert Supplement.objects.get(dossier=dossier_id).replies[0]["papers"] == 0
