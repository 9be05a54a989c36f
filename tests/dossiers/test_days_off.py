"""A day off that nobody knew of: whoever could not work on it is not late for it, whatever the work hangs on."""

from datetime import date
from uuid import UUID

import pytest

from honglam.dossiers import api
from honglam.dossiers.models import Lapse, Task, TaskScope
from honglam.kernel.values import SYSTEM
from honglam.worktime import api as worktime
from honglam.worktime.contracts import CalendarEdit, DayKind, SpecialDay
from tests.dossiers.scene import MORNING, Scene, vn
from tests.dossiers.test_elsewhere import for_the_neighbour

TUESDAY = date(2026, 11, 17)


def day_off(day: date = TUESDAY) -> None:
    """It is announced, and due times are computed again."""
    edit = CalendarEdit(special_days=(SpecialDay(on=day, kind=DayKind.HOLIDAY, name="Ngày nghỉ đột xuất"),))
    worktime.change_calendar(actor=SYSTEM, code="province", edit=edit, at=MORNING)
    api.recompute_due_times(calendar="province", first_day=day, at=MORNING)


def checked(scene: Scene, dossier_id: UUID, due: str) -> None:
    """The open task is due then, in the worklists too, and nobody is late before."""
    task = scene.task(dossier_id)
    assert task.due_at == vn(due)
    assert set(TaskScope.objects.filter(task=task).values_list("due_at", flat=True)) == {task.due_at}
    Task.objects.filter(id=task.id).update(watch_at=MORNING)
    api.watch_tasks(at=vn(due))
    assert not Lapse.objects.filter(task=task, kind__startswith="late").exists()


def test_the_desk_looks_at_a_dossier_a_day_later(scene: Scene) -> None:
    dossier_id = scene.submitted()
    assert scene.task(dossier_id).due_at == vn("2026-11-17 09:00")
    day_off()
    checked(scene, dossier_id, "2026-11-18 09:00")


def test_the_desk_that_has_a_dossier_again(scene: Scene) -> None:
    """Its fresh limit began when the supplement came."""
    dossier_id = scene.submitted()
    scene.ask(dossier_id, actor=scene.reception)
    at = vn("2026-11-16 15:00")
    api.answer_supplement(actor=scene.citizen, dossier_id=dossier_id, replies=scene.reply(), at=at)
    assert scene.task(dossier_id).due_at == vn("2026-11-17 15:00")
    day_off()
    checked(scene, dossier_id, "2026-11-18 15:00")


def test_a_dossier_on_its_way_to_the_competent_desk(scene: Scene) -> None:
    """After three it is there at the opening of the next working day."""
    dossier_id = for_the_neighbour(scene, vn("2026-11-16 15:30"))
    assert scene.task(dossier_id).due_at == vn("2026-11-17 07:00")
    day_off()
    checked(scene, dossier_id, "2026-11-18 07:00")


def test_the_competent_desk_that_has_a_dossier_again(scene: Scene) -> None:
    dossier_id = for_the_neighbour(scene)
    scene.ask(dossier_id, actor=scene.reception, at=vn("2026-11-16 10:00"))
    at = vn("2026-11-16 15:00")
    api.answer_supplement(actor=scene.reception, dossier_id=dossier_id, replies=scene.reply(), at=at)
    assert scene.task(dossier_id).due_at == vn("2026-11-17 15:00")
    day_off()
    checked(scene, dossier_id, "2026-11-18 15:00")


@pytest.mark.parametrize("paused", [False, True])
def test_a_step_without_hours_of_its_own_is_due_with_its_dossier(scene: Scene, paused: bool) -> None:
    dossier_id = scene.processing()
    Task.objects.filter(dossier=dossier_id).update(hours=0, due_at=scene.row(dossier_id).due_at)
    if paused:
        scene.ask(dossier_id, at=vn("2026-11-16 10:00"))
        at = vn("2026-11-16 11:00")
        api.answer_supplement(actor=scene.citizen, dossier_id=dossier_id, replies=scene.reply(), at=at)
    before = scene.row(dossier_id).due_at
    assert scene.task(dossier_id).due_at == before == vn(f"2026-11-18 {'10' if paused else '09'}:00")
    day_off()
    checked(scene, dossier_id, f"2026-11-19 {'10' if paused else '09'}:00")


def test_steps_of_a_promised_appointment(scene: Scene) -> None:
    """What was open works towards the promise, which stays; what opened since then has hours of its own."""
    dossier_id = scene.processing()
    promised = vn("2026-11-25 17:00")
    api.extend_dossier(
        actor=scene.unit_head, dossier_id=dossier_id, reason="Chờ xác minh", new_due_at=promised, at=MORNING
    )
    day_off()
    checked(scene, dossier_id, "2026-11-25 17:00")
    at = vn("2026-11-18 16:00")
    api.finish_step(actor=scene.officer, task_id=scene.task(dossier_id).id, outcome="dat", at=at)
    assert scene.task(dossier_id).due_at == vn("2026-11-19 08:00")
    day_off(date(2026, 11, 19))
    checked(scene, dossier_id, "2026-11-20 08:00")
    assert scene.row(dossier_id).due_at == promised


def test_a_result_that_waits_to_be_fetched_is_nobodys_delay(scene: Scene) -> None:
    dossier_id = scene.resolved()
    before = scene.task(dossier_id).due_at
    day_off()
    assert scene.task(dossier_id).due_at == before
