"""One act on many dossiers: each by itself, with its reason where refused, never twice, and back where lawful."""

from uuid import UUID, uuid4

import pytest
from django.test import Client

from honglam.dossiers import api
from honglam.dossiers.contracts import (
    BulkNotFound,
    BulkVerb,
    BulkWish,
    NothingChosen,
    NotUndoable,
    NotYourTurn,
    TooManyChosen,
)
from honglam.dossiers.models import BulkAct, BulkItem, HistoryEvent, Task
from honglam.dossiers.services.bulk import working
from honglam.dossiers.services.indexing import index_dossiers
from honglam.identity.models import Account
from honglam.kernel import audit, relay
from honglam.kernel.models import OutboxMessage
from honglam.notices.models import Message
from tests.dossiers.scene import MORNING, Scene, later


def some(scene: Scene, how_many: int = 3) -> list[UUID]:
    """Received dossiers that wait in the office."""
    made = [scene.accepted() for _ in range(how_many)]
    index_dossiers(dossier_ids=made)
    return made


def assign(scene: Scene, dossier_ids: list[UUID], key: str = "k1", at_once: bool = True) -> UUID:
    """The head of the office gives them to the officer."""
    wish = BulkWish(verb=BulkVerb.ASSIGN, dossier_ids=tuple(dossier_ids), holder_id=scene.officer.id)
    found = api.start_bulk(actor=scene.unit_head, wish=wish, key=key, at=MORNING)
    if at_once:
        api.work_on_bulk(bulk_id=found, at=MORNING)
    return found


def holders(dossier_ids: list[UUID]) -> list[UUID | None]:
    """Who holds the open task of each."""
    rows = dict(Task.objects.filter(dossier__in=dossier_ids, state="open").values_list("dossier_id", "holder_id"))
    return [rows[one] for one in dossier_ids]


def test_an_assignment_and_back(scene: Scene) -> None:
    first, second, third = ids = some(scene)
    api.claim_task(actor=scene.colleague, task_id=scene.task(second).id, at=MORNING)
    bulk_id = assign(scene, [*ids, first])
    view = api.get_bulk(actor=scene.unit_head, bulk_id=bulk_id)
    assert (view.total, view.done, view.refused, view.can_be_undone) == (3, 3, 0, True)
    assert holders(ids) == [scene.officer.id] * 3
    relay.drain()
    (told,) = Message.objects.filter(template="dossiers.bulk_assigned")
    assert (told.recipient_name, told.subject_id) == (scene.officer.name, str(bulk_id)), "one message for all three"
    assert assign(scene, [*ids, first]) == bulk_id, "the same key asks once"

    api.finish_step(actor=scene.officer, task_id=scene.task(third).id, outcome="dat", at=later(1))
    undoing = api.undo_bulk(actor=scene.unit_head, bulk_id=bulk_id, at=later(2))
    api.work_on_bulk(bulk_id=undoing, at=later(2))
    assert holders([first, second]) == [None, scene.colleague.id]
    taken_back = api.get_bulk(actor=scene.unit_head, bulk_id=undoing)
    assert [(one.dossier_id, one.code) for one in taken_back.refusals] == [(third, "moved_on")]
    with pytest.raises(NotUndoable):
        api.undo_bulk(actor=scene.unit_head, bulk_id=bulk_id, at=later(2))
    assert audit.verify() == []


def test_each_refusal_has_its_reason_and_changes_nothing(scene: Scene) -> None:
    mine, registered, done = scene.accepted(), scene.submitted(), scene.returned()
    index_dossiers(dossier_ids=[mine, registered, done])
    lines = HistoryEvent.objects.filter(dossier__in=[registered, done]).count()
    bulk_id = assign(scene, [mine, registered, done, uuid4()])
    view = api.get_bulk(actor=scene.unit_head, bulk_id=bulk_id)
    assert (view.done, view.refused) == (1, view.total - 1)
    assert all(one.message % dict(one.params) for one in view.refusals)
    assert HistoryEvent.objects.filter(dossier__in=[registered, done]).count() == lines


def test_what_could_not_be_done_is_not_called_refused(scene: Scene, client: Client) -> None:
    mine, done = scene.accepted(), scene.returned()
    index_dossiers(dossier_ids=[mine, done])
    bulk_id = assign(scene, [mine, done])
    client.force_login(Account.objects.get(id=scene.unit_head.id))
    shown = client.get(f"/can-bo/hang-loat/{bulk_id}/").content.decode()
    assert "Hồ sơ không thực hiện được và lý do" in shown
    assert "Đã xong: 1 hồ sơ thực hiện được, 1 hồ sơ không thực hiện được." in shown
    assert "Từ chối, có nêu lý do" not in shown
    assert "Không thực hiện được" in client.get("/can-bo/hang-loat/").content.decode()


def test_steps_are_finished_where_the_guards_allow(scene: Scene) -> None:
    ids = [scene.processing(), scene.processing()]
    paused = scene.processing()
    scene.ask(paused)
    index_dossiers(dossier_ids=[*ids, paused])
    wish = BulkWish(verb=BulkVerb.FINISH_STEP, dossier_ids=(*ids, paused), outcome="dat", note="Đủ điều kiện")
    bulk_id = api.start_bulk(actor=scene.officer, wish=wish, key="k", at=MORNING)
    api.work_on_bulk(bulk_id=bulk_id, at=MORNING)
    view = api.get_bulk(actor=scene.officer, bulk_id=bulk_id)
    assert (view.done, view.refused, view.can_be_undone) == (2, 1, False)
    assert {scene.task(one).kind for one in ids} == {"approve"}
    with pytest.raises(NotUndoable):
        api.undo_bulk(actor=scene.officer, bulk_id=bulk_id, at=MORNING)


def test_a_killed_worker_is_followed_and_nothing_is_done_twice(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = some(scene)
    bulk_id = assign(scene, ids, at_once=False)
    acts, assigned = [0], working.assign_task

    def dies(**asked: object) -> object:
        acts[0] += 1
        done = assigned(**asked)  # type: ignore[arg-type]
        if acts[0] == 2:
            raise SystemExit("killed before the mark")
        return done

    monkeypatch.setattr(working, "assign_task", dies)
    with pytest.raises(SystemExit):
        api.work_on_bulk(bulk_id=bulk_id, at=MORNING)
    states = list(BulkItem.objects.filter(bulk=bulk_id).order_by("number").values_list("state", flat=True))
    assert states == ["done", "waiting", "waiting"]
    OutboxMessage.objects.all().delete()
    assert api.resume_bulk(at=later(1)) == 1
    asked = OutboxMessage.objects.get(name="dossiers.work_on_bulk")
    api.work_on_bulk(bulk_id=UUID(asked.payload["bulk_id"]), at=later(1))
    api.work_on_bulk(bulk_id=bulk_id, at=later(1))
    lines = HistoryEvent.objects.filter(dossier__in=ids, verb="assign")
    assert lines.count() == 3
    assert BulkAct.objects.get(id=bulk_id).finished_at is not None


def test_whose_account_is_closed_has_nothing_done_in_their_name(scene: Scene) -> None:
    """And the act comes to its end: nobody is asked for it again and again."""
    ids = some(scene)
    bulk_id = assign(scene, ids, at_once=False)
    Account.objects.filter(id=scene.unit_head.id).update(is_active=False)
    assert api.work_on_bulk(bulk_id=bulk_id, at=MORNING) == 3
    assert holders(ids) == [None] * 3
    view = api.get_bulk(actor=scene.unit_head, bulk_id=bulk_id)
    assert [(one.code, one.message) for one in view.refusals] == [("not_your_turn", NotYourTurn.message)] * 3
    assert view.finished_at == MORNING
    assert api.resume_bulk(at=later(1)) == 0


def test_everything_that_waits_can_be_meant(scene: Scene) -> None:
    ids = some(scene)
    wish = BulkWish(verb=BulkVerb.ASSIGN, everything_waiting=True, holder_id=scene.officer.id)
    bulk_id = api.start_bulk(actor=scene.unit_head, wish=wish, key="k", at=MORNING)
    api.work_on_bulk(bulk_id=bulk_id, at=MORNING)
    assert holders(ids) == [scene.officer.id] * 3


def test_strangers_and_too_many_are_refused(scene: Scene) -> None:
    ids = tuple(some(scene, 1))
    wish = BulkWish(verb=BulkVerb.ASSIGN, dossier_ids=ids, holder_id=scene.officer.id)
    with pytest.raises(NotYourTurn):
        api.start_bulk(actor=scene.citizen, wish=wish, key="k", at=MORNING)
    with pytest.raises(NothingChosen):
        api.start_bulk(actor=scene.other_officer, wish=wish, key="k", at=MORNING)
    many = BulkWish(verb=BulkVerb.ASSIGN, dossier_ids=tuple(uuid4() for _ in range(10_001)), holder_id=ids[0])
    with pytest.raises(TooManyChosen):
        api.start_bulk(actor=scene.unit_head, wish=many, key="k", at=MORNING)
    bulk_id = assign(scene, list(ids))
    with pytest.raises(BulkNotFound):
        api.get_bulk(actor=scene.colleague, bulk_id=bulk_id)
    with pytest.raises(BulkNotFound):
        api.undo_bulk(actor=scene.colleague, bulk_id=bulk_id, at=MORNING)


def test_the_pages(scene: Scene, client: Client) -> None:
    ids = some(scene)
    client.force_login(Account.objects.get(id=scene.unit_head.id))
    page = client.get("/can-bo/hang-loat/moi/", {"ho-so": [str(one) for one in ids]})
    assert page.status_code == 200
    typed = {"ho-so": [str(one) for one in ids], "verb": "assign", "key": "trang", "note": "ghi chú"}
    nobody = client.post("/can-bo/hang-loat/moi/", typed)
    assert nobody.status_code == 422
    assert "ghi chú" in nobody.content.decode()
    started = client.post("/can-bo/hang-loat/moi/", {**typed, "holder_id": str(scene.officer.id)})
    assert started.status_code == 302
    bulk = BulkAct.objects.get()
    assert "data-hl-reload" in client.get(started["Location"]).content.decode()
    api.work_on_bulk(bulk_id=bulk.id, at=MORNING)
    assert "refresh" not in client.get(started["Location"]).content.decode()
    assert client.get("/can-bo/hang-loat/").status_code == 200
    assert client.get(f"/can-bo/hang-loat/{bulk.id}/hoan-tac/").status_code == 405
    assert client.post(f"/can-bo/hang-loat/{bulk.id}/hoan-tac/").status_code == 302
    assert BulkAct.objects.count() == 2
    client.force_login(Account.objects.get(id=scene.colleague.id))
    assert client.get(f"/can-bo/hang-loat/{bulk.id}/").status_code == 404
