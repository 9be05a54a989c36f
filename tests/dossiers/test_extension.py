"""Apology and new appointment: once, with reason and date, to applicant and one-stop; who had it is recorded."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from honglam.dossiers import api
from honglam.dossiers.contracts import (
    ClockStandsAlready,
    ExtendedAlready,
    LapseKind,
    NewDueNotLater,
    NotYourTurn,
    ReasonRequired,
    Status,
    SupplementItem,
    Verb,
)
from honglam.dossiers.forms.acts import ACTS
from honglam.dossiers.forms.questions import Asked
from honglam.dossiers.models import Extension, Lapse, Slip, Task, TaskScope
from honglam.kernel import relay
from honglam.kernel.values import SYSTEM
from honglam.notices.models import Message
from honglam.worktime import api as worktime
from honglam.worktime.contracts import Session, SessionPeriod
from tests.dossiers.scene import MORNING, Scene, vn

NEW = vn("2026-11-25 17:00")


def extend(scene: Scene, dossier_id: object, **changes: object) -> None:
    """The head of the office apologises."""
    values = {"actor": scene.unit_head, "reason": "Chờ kết quả xác minh", "new_due_at": NEW, "at": MORNING, **changes}
    api.extend_dossier(dossier_id=dossier_id, **values)  # type: ignore[arg-type]


def test_a_new_appointment(scene: Scene) -> None:
    dossier_id = scene.processing()
    extend(scene, dossier_id)
    row = scene.row(dossier_id)
    assert (row.status, row.due_at, row.extended_at) == (Status.PROCESSING, NEW, MORNING)
    promise = Extension.objects.get(dossier=dossier_id)
    assert (promise.old_due_at, promise.was_late) == (vn("2026-11-18 09:00"), False)
    assert (promise.holder_name, promise.unit.code) == (scene.officer.name, "VP-XA-99001")
    slip = Slip.objects.get(dossier=dossier_id, kind="apology_extension")
    assert (slip.number, slip.content["reason"], slip.content["signer_title"]) == (
        1,
        "Chờ kết quả xác minh",
        "Chánh Văn phòng",
    )
    assert scene.task(dossier_id).due_at == NEW
    assert set(TaskScope.objects.values_list("due_at", flat=True)) == {NEW}
    text = api.print_slips(actor=scene.citizen, slip_ids=[slip.id], at=MORNING)
    assert text.startswith(b"%PDF")


def test_it_is_told_to_the_applicant_and_the_one_stop(scene: Scene) -> None:
    dossier_id = scene.processing()
    relay.drain()
    extend(scene, dossier_id)
    relay.drain()
    told = Message.objects.filter(template__startswith="dossiers.extended").values_list("template", flat=True)
    assert {"dossiers.extended", "dossiers.extended_desk"} <= set(told)
    line = api.get_dossier(actor=scene.citizen, dossier_id=dossier_id, at=MORNING).timeline[-1]
    assert (line.verb, line.reason) == (Verb.EXTEND, "Chờ kết quả xác minh")


def test_once_only(scene: Scene) -> None:
    dossier_id = scene.processing()
    extend(scene, dossier_id)
    with pytest.raises(ExtendedAlready):
        extend(scene, dossier_id, new_due_at=vn("2026-11-27 17:00"))
    view = api.get_dossier(actor=scene.unit_head, dossier_id=dossier_id, at=MORNING)
    assert Verb.EXTEND not in {action.verb for action in view.actions}


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (None, "no date"),
        (vn("2026-11-18 09:00"), "the same appointment"),
        (vn("2026-11-17 17:00"), "before the present one"),
        (vn("2026-11-21 17:00"), "a Saturday"),
        (vn("2026-11-24 17:00"), "a day off"),
        (vn("2026-11-25 20:00"), "nobody is there"),
    ],
)
def test_dates_that_are_no_appointment(scene: Scene, new: datetime | None, why: str) -> None:
    with pytest.raises(NewDueNotLater) as refusal:
        extend(scene, scene.processing(), new_due_at=new)
    assert refusal.value.field == "new_due_on", why


def test_a_day_ends_when_its_afternoon_ends(scene: Scene) -> None:
    """The page asks for a day; the calendar says when that day is over, and which day is none."""
    hours = (Session(opens=time(7), closes=time(11, 30)), Session(opens=time(13), closes=time(16, 30)))
    worktime.put_hours(actor=SYSTEM, period=SessionPeriod(valid_from=date(2026, 11, 23), sessions=hours), at=MORNING)
    asked = Asked(
        actor=scene.unit_head,
        dossier_id=scene.processing(),
        task_id=None,
        at=MORNING,
        data={"reason": "Chờ kết quả xác minh", "new_due_on": "24/11/2026"},
    )
    with pytest.raises(NewDueNotLater):
        ACTS[Verb.EXTEND].perform(asked)
    ACTS[Verb.EXTEND].perform(replace(asked, data={**asked.data, "new_due_on": "25/11/2026"}))
    assert scene.row(asked.dossier_id).due_at == vn("2026-11-25 16:30")


def test_who_may_and_when(scene: Scene) -> None:
    dossier_id = scene.processing()
    with pytest.raises(NotYourTurn):
        extend(scene, dossier_id, actor=scene.officer)
    with pytest.raises(ReasonRequired):
        extend(scene, dossier_id, reason=" ")
    api.pause_dossier(actor=scene.officer, dossier_id=dossier_id, reason="Niêm yết", legal_basis="Điều 7", at=MORNING)
    with pytest.raises(ClockStandsAlready):
        extend(scene, dossier_id)
    assert not Extension.objects.exists()


@pytest.mark.parametrize(
    ("at", "late"),
    [("2026-11-17 16:59", False), ("2026-11-18 07:30", True), ("2026-11-19 08:00", True)],
)
def test_an_apology_that_comes_too_late_says_so(scene: Scene, at: str, late: bool) -> None:
    """The appointment is the 18th at nine: the law wants a day before."""
    dossier_id = scene.processing()
    extend(scene, dossier_id, at=vn(at))
    assert Extension.objects.get(dossier=dossier_id).was_late is late


def test_a_pause_moves_the_promise_and_a_new_calendar_does_not(scene: Scene) -> None:
    dossier_id = scene.processing()
    extend(scene, dossier_id)
    scene.ask(dossier_id, at=vn("2026-11-17 09:00"))
    api.answer_supplement(actor=scene.citizen, dossier_id=dossier_id, replies=scene.reply(), at=vn("2026-11-18 09:00"))
    moved = scene.row(dossier_id).due_at
    assert moved == vn("2026-11-26 17:00"), "a working day of pause"
    assert api.recompute_due_times(calendar="province", first_day=date(2026, 11, 1), at=MORNING) == 0
    assert scene.row(dossier_id).due_at == moved


def test_a_pause_leaves_an_open_step_with_the_promise(scene: Scene) -> None:
    """Its own hours were over with the old appointment: they would make the step late before the promised day."""
    dossier_id = scene.processing()
    extend(scene, dossier_id)
    scene.ask(dossier_id, at=vn("2026-11-17 09:00"))
    answered = vn("2026-11-18 09:00")
    api.answer_supplement(actor=scene.citizen, dossier_id=dossier_id, replies=scene.reply(), at=answered)
    moved = vn("2026-11-26 17:00")
    task = scene.task(dossier_id)
    assert task.due_at == scene.row(dossier_id).due_at == moved
    assert set(TaskScope.objects.filter(task=task).values_list("due_at", flat=True)) == {moved}
    api.watch_tasks(at=vn("2026-11-19 08:00"))
    assert not Lapse.objects.filter(kind__startswith="late").exists()
    later = vn("2026-11-19 09:00")
    api.finish_step(actor=scene.officer, task_id=task.id, outcome="dat", at=later)
    assert Task.objects.get(id=task.id).result_class == "early"
    scene.ask(dossier_id, actor=scene.unit_head, at=later, items=(_another(),))
    api.answer_supplement(actor=scene.citizen, dossier_id=dossier_id, replies=scene.reply(), at=vn("2026-11-20 09:00"))
    assert scene.task(dossier_id).due_at == vn("2026-11-20 11:00"), "what opened since then has hours of its own"


def _another() -> SupplementItem:
    return SupplementItem(component_code="TK", name="Tờ khai", lacks="Thiếu chữ ký ở trang cuối")


def test_a_promise_that_is_broken_too_is_noted_with_whoever_had_it(scene: Scene) -> None:
    dossier_id = scene.processing()
    api.watch_tasks(at=vn("2026-11-19 08:00"))
    extend(scene, dossier_id, at=vn("2026-11-19 09:00"))
    api.watch_tasks(at=vn("2026-11-25 17:00"))
    api.assign_task(
        actor=scene.unit_head,
        task_id=scene.task(dossier_id).id,
        holder_id=scene.colleague.id,
        at=vn("2026-11-25 16:00"),
    )
    for _ in range(2):
        api.watch_tasks(at=vn("2026-11-26 08:00"))
    found = Lapse.objects.filter(dossier=dossier_id, kind__startswith="late").order_by("noted_at")
    assert list(found.values_list("kind", "holder_name")) == [
        ("late", scene.officer.name),
        ("late_again", scene.colleague.name),
    ]
    page = api.list_lapses(actor=scene.unit_head, kind=LapseKind.LATE_AGAIN)
    assert [one.holder_name for one in page.items] == [scene.colleague.name]
