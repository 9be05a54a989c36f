"""What follows from a commit: letters, roll-ups, search rows, warnings, absences, a changed calendar."""

from datetime import date, timedelta
from typing import Any

import pytest

from honglam.directory import api as directory
from honglam.directory.contracts import AbsenceRegistered
from honglam.dossiers import api
from honglam.dossiers.contracts import Status
from honglam.dossiers.models import DailyCount, Dossier, DossierSearch, HistoryEvent, Task, TaskScope
from honglam.dossiers.services import counting
from honglam.dossiers.services.recomputing import all_open
from honglam.kernel import events
from honglam.kernel.relay import drain
from honglam.kernel.values import SYSTEM
from honglam.notices.models import Message
from honglam.worktime import api as worktime
from honglam.worktime.contracts import CalendarEdit, DayKind, SpecialDay
from tests.dossiers.scene import MORNING, Scene, later, vn


def letters() -> list[str]:
    """Codes of our letters in inboxes, oldest first."""
    rows = Message.objects.filter(channel="inbox", template__startswith="dossiers.")
    return list(rows.order_by("created_at", "id").values_list("template", flat=True))


def test_each_step_is_told_once(scene: Scene) -> None:
    scene.returned()
    drain()
    drain()
    assert letters() == [
        "dossiers.submitted",
        "dossiers.accepted",
        "dossiers.fees_due",
        "dossiers.result_issued",
        "dossiers.returned",
    ]


@pytest.mark.parametrize(
    ("status", "letter"),
    [
        (Status.REFUSED, "dossiers.refused"),
        (Status.SUPPLEMENT_REQUESTED, "dossiers.supplement_requested"),
        (Status.AWAITING_PAYMENT, "dossiers.payment_requested"),
        (Status.STOPPED, "dossiers.stopped"),
        (Status.WITHDRAWN, "dossiers.withdrawn"),
    ],
)
def test_the_applicant_hears_of_it(scene: Scene, status: Status, letter: str) -> None:
    scene.at(status)
    drain()
    assert letters()[-1] == letter


def test_a_refused_request_is_told_with_its_reason(scene: Scene) -> None:
    dossier_id = scene.at_last_step(outcome="khong_dat")
    api.issue_result(actor=scene.clerk, dossier_id=dossier_id, result=scene.refusal(), at=MORNING)
    drain()
    message = Message.objects.filter(template="dossiers.result_refused", channel="inbox").get()
    assert "Không đủ điều kiện về nơi ở" in message.body


def test_a_walk_in_without_account_or_contact_stops_nothing(scene: Scene) -> None:
    applicant = scene.submission().applicant
    for found in (
        {"phone": "0912345678", "email": "", "id_number": ""},
        {"phone": "", "email": "ai@example.vn", "id_number": ""},
    ):
        scene.walk_in(applicant=type(applicant)(name="Lê Văn Cần", **found))
    drain()
    assert letters() == []


def test_officers_hear_of_work_that_others_gave_them(scene: Scene) -> None:
    dossier_id = scene.processing()
    drain()
    assert "dossiers.task_assigned" not in letters(), "what one took oneself one knows"
    api.assign_task(actor=scene.unit_head, task_id=scene.task(dossier_id).id, holder_id=scene.colleague.id, at=MORNING)
    drain()
    message = Message.objects.filter(template="dossiers.task_assigned", channel="inbox").get()
    assert "Nguyễn Thị Hồng" not in message.body, "letters travel further than screens"


def test_warned_once_while_a_day_is_left_to_apologise(scene: Scene) -> None:
    dossier_id = scene.processing()
    Dossier.objects.filter(id=dossier_id).update(due_at=vn("2026-11-19 17:00"))
    assert api.warn_due_soon(at=vn("2026-11-17 16:59")) == 0
    assert api.warn_due_soon(at=vn("2026-11-17 17:00")) == 1, "the whole day before is left"
    assert api.warn_due_soon(at=vn("2026-11-17 17:10")) == 0
    drain()
    rows = Message.objects.filter(template="dossiers.due_soon", channel="inbox")
    told = set(rows.values_list("recipient_key", flat=True))
    assert told == {f"account:{scene.officer.id}", f"account:{scene.desk_head.id}"}
    scene.ask(dossier_id, at=vn("2026-11-18 08:00"))
    api.answer_supplement(actor=scene.citizen, dossier_id=dossier_id, replies=scene.reply(), at=vn("2026-11-20 10:00"))
    assert api.warn_due_soon(at=vn("2026-11-20 10:01")) == 1, "a new appointment, a new warning"


def test_what_nobody_holds_at_the_agency_itself_is_told_to_its_head(scene: Scene) -> None:
    dossier_id = scene.accepted()
    Task.objects.filter(dossier=dossier_id, state="open").update(unit=scene.unit("UBND-XA-99001"))
    assert api.warn_due_soon(at=vn("2026-11-17 09:00")) == 1
    drain()
    rows = Message.objects.filter(template="dossiers.due_soon", channel="inbox")
    told = set(rows.values_list("recipient_key", flat=True))
    assert told == {f"account:{scene.chairman.id}", f"account:{scene.desk_head.id}"}


def test_roll_ups_equal_what_the_dossiers_say(scene: Scene) -> None:
    """Kept from events and rebuilt from rows: the same numbers, a revoked result and a late one included."""
    for status in Status:
        scene.at(status)
    wrong = scene.resolved()
    api.revoke_result(actor=scene.chairman, dossier_id=wrong, reason="Sai ngày sinh", at=later(days=1))
    late = scene.at_last_step()
    api.issue_result(actor=scene.clerk, dossier_id=late, result=scene.result(), at=later(days=9))
    scene.walk_in(later(days=1))
    drain()
    kept = _counts()
    counting.rebuild_counts(actor=SYSTEM, at=MORNING)
    assert _counts() == kept
    assert sum(row["settled_overdue"] for row in kept if row["procedure_code"] == "") == 1


def test_a_rebuild_counts_nothing_twice_that_waits_to_be_heard_of(scene: Scene) -> None:
    """An upgrade rebuilds while people work: what is committed by then is told to the roll-up once more."""
    scene.returned()
    scene.at(Status.REFUSED)
    scene.at(Status.WITHDRAWN)
    wrong = scene.resolved()
    counting.rebuild_counts(actor=SYSTEM, at=MORNING)
    rebuilt = _counts()
    drain()
    assert _counts() == rebuilt
    api.revoke_result(actor=scene.chairman, dossier_id=wrong, reason="Sai ngày sinh", at=later(days=1))
    counting.rebuild_counts(actor=SYSTEM, at=MORNING)
    rebuilt = _counts()
    drain()
    assert _counts() == rebuilt


def _counts() -> list[dict[str, Any]]:
    rows = DailyCount.objects.order_by("pk").values()
    columns = [column.value for column in counting.COLUMNS]
    return [dict(row) for row in rows if any(row[column] for column in columns)]


def test_search_rows_follow_the_readers(scene: Scene) -> None:
    dossier_id = scene.processing()
    drain()
    assert api.search_dossiers(actor=scene.specialist, query="hong", at=MORNING).items == []
    api.ask_consultation(
        actor=scene.officer,
        task_id=scene.task(dossier_id).id,
        unit_ids=(scene.unit("P-SO-MAU"),),
        question="Có tranh chấp không?",
        hours=8,
        at=MORNING,
    )
    drain()
    assert len(api.search_dossiers(actor=scene.specialist, query="hong", at=MORNING).items) == 1
    assert DossierSearch.objects.get(dossier=dossier_id).codes.startswith("X99.3-261116-0001 DK-")


def _day_off(day: date) -> None:
    edit = CalendarEdit(special_days=(SpecialDay(on=day, kind=DayKind.HOLIDAY, name="Ngày nghỉ đột xuất"),))
    worktime.change_calendar(actor=SYSTEM, code="province", edit=edit, at=MORNING)


def test_an_announced_day_off_moves_open_appointments(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(all_open, "CHUNK", 2)
    moved = [scene.processing() for _ in range(3)]
    finished = scene.resolved()
    paused = scene.at(Status.SUPPLEMENT_REQUESTED)
    before = {dossier_id: scene.row(dossier_id).due_at for dossier_id in (finished, paused)}
    drain()
    _day_off(date(2026, 11, 17))
    drain(include_future=True)
    for dossier_id in moved:
        row = scene.row(dossier_id)
        assert row.due_at == vn("2026-11-19 09:00")
        line = HistoryEvent.objects.get(dossier=dossier_id, line=row.line_count)
        assert (line.verb, line.content) == ("change_due", {"due_at": "2026-11-19T02:00:00+00:00"})
    assert {dossier_id: scene.row(dossier_id).due_at for dossier_id in before} == before
    told = Message.objects.filter(template="dossiers.due_changed", channel="inbox")
    assert {message.subject_id for message in told} == {str(dossier_id) for dossier_id in moved}
    view = api.get_dossier(actor=scene.citizen, dossier_id=moved[0], at=MORNING)
    assert view.timeline[-1].phrase.params["due_at"] == vn("2026-11-19 09:00")


def test_steps_move_with_their_dossier(scene: Scene) -> None:
    at = vn("2026-11-16 16:00")
    dossier_id = scene.accepted(at)
    assert scene.task(dossier_id).due_at == vn("2026-11-17 10:00")
    drain()
    _day_off(date(2026, 11, 17))
    drain(include_future=True)
    task = scene.task(dossier_id)
    assert task.due_at == vn("2026-11-18 10:00")
    assert set(TaskScope.objects.filter(task=task).values_list("due_at", flat=True)) == {task.due_at}


def test_recomputing_twice_changes_nothing(scene: Scene) -> None:
    scene.processing()
    _day_off(date(2026, 11, 17))
    assert api.recompute_due_times(calendar="province", first_day=date(2026, 11, 17), at=MORNING) == 1
    lines = HistoryEvent.objects.count()
    assert api.recompute_due_times(calendar="province", first_day=date(2026, 11, 17), at=MORNING) == 0
    assert HistoryEvent.objects.count() == lines


def test_a_supplement_over_a_new_day_off(scene: Scene) -> None:
    """Recomputed with its pauses: what it would have been had the day off been known from the beginning."""
    dossier_id = scene.processing()
    scene.ask(dossier_id, at=vn("2026-11-16 11:00"))
    api.answer_supplement(actor=scene.citizen, dossier_id=dossier_id, replies=scene.reply(), at=vn("2026-11-18 11:00"))
    assert scene.row(dossier_id).due_at == vn("2026-11-20 09:00")
    _day_off(date(2026, 11, 19))
    api.recompute_due_times(calendar="province", first_day=date(2026, 11, 19), at=MORNING)
    assert scene.row(dossier_id).due_at == vn("2026-11-23 09:00")


def test_an_absence_hands_work_over_on_its_first_day(scene: Scene) -> None:
    dossier_id = scene.processing()
    drain()
    held = directory.list_posts_held(account_id=scene.officer.id, at=MORNING)[0]
    event = AbsenceRegistered(
        holding_id=1,
        post_id=held.post_id,
        account_id=scene.officer.id,
        deputy_id=scene.colleague.id,
        first_day=date(2026, 11, 16) + timedelta(days=400),
        last_day=date(2026, 11, 16) + timedelta(days=410),
    )
    events.publish(event, at=MORNING)
    drain()
    assert scene.task(dossier_id).holder_id == scene.officer.id, "not yet"
    events.publish(event, at=MORNING)
    drain(include_future=True)
    assert scene.task(dossier_id).holder_id == scene.colleague.id
