"""Until when an opinion may be given, whatever happens to the dossier meanwhile."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from honglam.dossiers import api
from honglam.dossiers.models import Lapse, Task, TaskScope
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import SYSTEM
from honglam.worktime import api as worktime
from honglam.worktime.contracts import CalendarEdit, DayKind, SpecialDay
from tests.dossiers.scene import MORNING, Scene, vn

DEPARTMENT, DESK = "P-SO-MAU", "MC-XA-99001"


def asking(scene: Scene) -> UUID:
    """A dossier whose step asks the department (twelve hours) and the desk (eight), on Monday at nine."""
    dossier_id = scene.processing()
    api.finish_step(actor=scene.officer, task_id=scene.task(dossier_id).id, outcome="can_hoi", at=MORNING)
    return dossier_id


def question(dossier_id: UUID, unit: str = DEPARTMENT) -> Task:
    """What that unit was asked."""
    return Task.objects.get(dossier=dossier_id, kind="consultation", unit__code=unit)


def dues(dossier_id: UUID) -> tuple[datetime, datetime]:
    """Until when the department and the desk may answer."""
    return question(dossier_id).due_at, question(dossier_id, DESK).due_at


def stopped(scene: Scene, dossier_id: UUID, since: str, until: str) -> None:
    """Stopped by decision, and reopened."""
    why = {"reason": "Có tranh chấp", "legal_basis": "Điều 9 Luật Mẫu"}
    api.stop_dossier(actor=scene.unit_head, dossier_id=dossier_id, at=vn(since), **why)
    api.reopen_dossier(actor=scene.unit_head, dossier_id=dossier_id, at=vn(until), **why)


ASKED = (vn("2026-11-17 15:00"), vn("2026-11-17 09:00"))


def test_the_time_of_a_stop_is_not_counted_against_whoever_was_asked(scene: Scene) -> None:
    """Nobody may answer while a dossier is stopped: five of the hours were over, the others run from the reopening."""
    dossier_id = asking(scene)
    assert dues(dossier_id) == ASKED
    stopped(scene, dossier_id, "2026-11-16 16:00", "2026-11-30 16:00")
    assert dues(dossier_id) == (vn("2026-12-01 15:00"), vn("2026-12-01 09:00"))
    task = question(dossier_id)
    assert set(TaskScope.objects.filter(task=task).values_list("due_at", flat=True)) == {task.due_at}
    early = vn("2026-12-01 08:50")
    assert api.note_silence(at=early) == 0
    api.watch_tasks(at=early)
    assert not Lapse.objects.filter(task=task).exists()
    api.answer_consultation(actor=scene.specialist, task_id=task.id, answer="Không có ý kiến khác", at=early)
    assert question(dossier_id).result_class == "on_time"


def test_two_stops_are_both_given_back(scene: Scene) -> None:
    dossier_id = asking(scene)
    stopped(scene, dossier_id, "2026-11-16 10:00", "2026-11-17 10:00")
    assert dues(dossier_id) == (vn("2026-11-18 15:00"), vn("2026-11-18 09:00"))
    stopped(scene, dossier_id, "2026-11-17 16:00", "2026-11-18 16:00")
    assert dues(dossier_id) == (vn("2026-11-19 15:00"), vn("2026-11-19 09:00"))


def test_a_stop_after_the_deadline_gives_nothing_back(scene: Scene) -> None:
    dossier_id = asking(scene)
    stopped(scene, dossier_id, "2026-11-17 10:00", "2026-11-19 10:00")
    assert dues(dossier_id) == (vn("2026-11-19 15:00"), ASKED[1]), "the desk was late before"


@pytest.mark.parametrize("status", ["supplement", "pause"])
def test_other_pauses_move_no_opinion(scene: Scene, status: str) -> None:
    """Who is asked may answer while the applicant is waited for. Not even by a stop later on."""
    dossier_id = asking(scene)
    began, ended = vn("2026-11-16 10:00"), vn("2026-11-16 15:00")
    if status == "pause":
        api.pause_dossier(actor=scene.officer, dossier_id=dossier_id, reason="Niêm yết", legal_basis="Đ 7", at=began)
        api.resume_dossier(actor=scene.officer, dossier_id=dossier_id, at=ended)
    else:
        scene.ask(dossier_id, at=began)
        api.answer_supplement(actor=scene.citizen, dossier_id=dossier_id, replies=scene.reply(), at=ended)
    assert dues(dossier_id) == ASKED
    stopped(scene, dossier_id, "2026-11-16 16:00", "2026-11-17 16:00")
    assert dues(dossier_id) == (vn("2026-11-18 15:00"), vn("2026-11-18 09:00"))


def day_off(day: date) -> None:
    """One more day off is announced, and due times are computed again."""
    edit = CalendarEdit(special_days=(SpecialDay(on=day, kind=DayKind.HOLIDAY, name="Ngày nghỉ đột xuất"),))
    worktime.change_calendar(actor=SYSTEM, code="province", edit=edit, at=MORNING)
    api.recompute_due_times(calendar="province", first_day=day, at=MORNING)


def answered(scene: Scene, dossier_id: UUID, since: str, until: str) -> None:
    """A supplement, asked and answered."""
    scene.ask(dossier_id, at=vn(since))
    api.answer_supplement(actor=scene.citizen, dossier_id=dossier_id, replies=scene.reply(), at=vn(until))


def test_a_changed_calendar_moves_no_opinion_by_a_pause(scene: Scene) -> None:
    """Neither by the pause itself nor up to an appointment that the pause has moved."""
    dossier_id, bounded = asking(scene), asking(scene)
    Task.objects.filter(dossier=bounded, kind="consultation").update(hours=100, due_at=vn("2026-11-18 09:00"))
    for one in (dossier_id, bounded):
        answered(scene, one, "2026-11-16 10:00", "2026-11-16 15:00")
    day_off(date(2026, 12, 1))
    assert (dues(dossier_id), question(bounded).due_at) == (ASKED, vn("2026-11-18 09:00"))
    api.recompute_due_times(calendar="province", first_day=date(2026, 11, 16), at=MORNING)
    assert (dues(dossier_id), question(bounded).due_at) == (ASKED, vn("2026-11-18 09:00"))


@pytest.mark.parametrize("status", ["running", "paused once", "waiting", "paying", "stopped", "extended", "reopened"])
def test_a_new_day_off_is_for_those_who_are_asked_as_well(scene: Scene, status: str) -> None:
    dossier_id = asking(scene)
    ordered: dict[str, Any] = {
        "actor": scene.unit_head,
        "dossier_id": dossier_id,
        "reason": "Có tranh chấp",
        "at": MORNING,
    }
    match status:
        case "paused once":
            answered(scene, dossier_id, "2026-11-16 10:00", "2026-11-16 15:00")
        case "waiting":
            scene.ask(dossier_id)
        case "paying":
            api.request_payment(actor=scene.officer, dossier_id=dossier_id, amount=1, reason="Thuế", at=MORNING)
        case "stopped":
            api.stop_dossier(legal_basis="Điều 9 Luật Mẫu", **ordered)
        case "extended":
            api.extend_dossier(new_due_at=vn("2026-11-25 17:00"), **ordered)
        case "reopened":
            stopped(scene, dossier_id, "2026-11-16 10:00", "2026-11-16 10:00")
    day_off(date(2026, 11, 17))
    assert dues(dossier_id) == (vn("2026-11-18 15:00"), vn("2026-11-18 09:00"))
    task = question(dossier_id)
    assert set(TaskScope.objects.filter(task=task).values_list("due_at", flat=True)) == {task.due_at}
    assert AuditEntry.objects.filter(action="dossiers.change_due").exists()


def test_a_stop_is_counted_with_a_new_day_off(scene: Scene) -> None:
    """As if the day off had been known from the beginning, whichever came first."""
    before, after = asking(scene), asking(scene)
    stopped(scene, before, "2026-11-16 16:00", "2026-11-30 16:00")
    api.stop_dossier(
        actor=scene.unit_head, dossier_id=after, reason="Tranh chấp", legal_basis="Điều 9", at=vn("2026-11-16 16:00")
    )
    day_off(date(2026, 12, 1))
    api.reopen_dossier(
        actor=scene.unit_head, dossier_id=after, reason="Đã xong", legal_basis="Điều 9", at=vn("2026-11-30 16:00")
    )
    assert dues(before) == dues(after) == (vn("2026-12-02 15:00"), vn("2026-12-02 09:00"))


def test_a_silence_that_was_noted_stays_noted(scene: Scene) -> None:
    dossier_id = asking(scene)
    Task.objects.filter(dossier=dossier_id, kind="consultation").update(silence="escalates")
    api.note_silence(at=vn("2026-11-17 16:00"))
    day_off(date(2026, 11, 17))
    assert dues(dossier_id) == ASKED
