"""What is said of how a task stands, and to whom: late only by the lead's delay, open only by living parts."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from honglam.desk import queries as desk
from honglam.directives import api
from honglam.directives.contracts import (
    ActInput,
    DirectiveInput,
    DueInThePast,
    NothingToUrge,
    NotToUrge,
    NotYours,
    TaskInput,
    TasksAsked,
    TaskState,
    Verb,
)
from honglam.directives.models import Directive, Task, UrgingLetter
from honglam.kernel import relay
from honglam.kernel.measures import MeasureAsked, find
from honglam.notices.models import Message
from tests.directives.conftest import Steering
from tests.dossiers.scene import MORNING, vn

V, S = Verb, TaskState
LATER = vn("2026-12-20 09:00")
"""Twenty days after the day of what `given` gives."""


def told(kind: str) -> list[str]:
    """Who got letters of a kind, in the product."""
    relay.drain()
    rows = Message.objects.filter(template=f"directives.{kind}", channel="inbox")
    return sorted(rows.values_list("recipient_name", flat=True))


def late(steering: Steering) -> list[tuple[UUID, int]]:
    """What the chairman of the province sees as late."""
    rows = api.list_tasks(actor=steering.province_chairman, asked=TasksAsked(show="late"), at=LATER).items
    return [(one.id, one.late_days) for one in rows]


def urge(steering: Steering, *tasks: UUID) -> UUID:
    """The chairman drafts a letter."""
    wish: dict[str, Any] = {"reply_by": None, "signer_title": "", "signer": "", "key": "k"}
    return api.draft_urging(actor=steering.province_chairman, task_ids=tasks, at=LATER, **wish)


def measured(steering: Steering) -> float:
    """How many tasks of November the score takes as late."""
    found = find("directives.tasks_late")
    assert found is not None
    asked = MeasureAsked(first_on=date(2026, 11, 1), last_on=date(2026, 12, 31), at=LATER)
    return found.source.read(asked=asked)["directives.tasks_late"]


def test_what_was_reported_in_time_is_not_late(steering: Steering) -> None:
    task = steering.given()
    assert (late(steering), measured(steering)) == ([(task, 20)], 1)
    steering.do("department_head", task, V.FINISH, words="Xong.", at=vn("2026-11-30 17:00"))
    assert (late(steering), measured(steering)) == ([], 0)
    summary = steering.seen("province_chairman", task, at=LATER).summary
    assert (summary.late_days, summary.days_left) == (0, None)
    page = api.get_leader_page(actor=steering.province_chairman, at=LATER)
    assert (page.late, page.latest, [one.late for one in page.units]) == (0, (), [0])
    steering.do("province_chairman", task, V.RETURN, words="Chưa đủ.", at=LATER)
    assert (late(steering), measured(steering)) == ([(task, 20)], 1)


def test_what_was_reported_as_done_is_not_soon_due(steering: Steering) -> None:
    task, at = steering.given(), vn("2026-11-25 09:00")

    def soon() -> tuple[list[UUID], int, list[int]]:
        rows = api.list_tasks(actor=steering.province_chairman, asked=TasksAsked(show="soon"), at=at).items
        page = api.get_leader_page(actor=steering.province_chairman, at=at)
        return [one.id for one in rows], page.soon, [one.soon for one in page.units]

    assert soon() == ([task], 1, [1])
    steering.do("department_head", task, V.FINISH, words="Xong.", at=at)
    assert soon() == ([], 0, [0])
    steering.do("province_chairman", task, V.RETURN, words="Chưa đủ.", at=at)
    assert soon() == ([task], 1, [1])


def test_what_was_reported_late_is_late_up_to_the_report(steering: Steering) -> None:
    task = steering.given()
    steering.do("department_head", task, V.FINISH, words="Xong.", at=vn("2026-12-02 00:30"))
    assert (late(steering), measured(steering)) == ([(task, 2)], 1)
    units = api.get_leader_page(actor=steering.province_chairman, at=LATER).units
    assert [(one.late, one.longest) for one in units] == [(1, 2)]


def test_who_reported_is_urged_no_more_and_the_giver_is_asked_for_an_answer(steering: Steering, visit: Any) -> None:
    task = steering.given()
    steering.do("department_head", task, V.FINISH, words="Xong.", at=vn("2026-11-30 17:00"))
    with pytest.raises(NothingToUrge):
        urge(steering, task)
    assert told("reported_done") == [steering.province_chairman.name]
    assert api.escalate_due(at=LATER) == 1
    assert told("late") == []
    assert told("reported_done") == [steering.province_chairman.name] * 2
    assert "báo cáo đúng hạn" in visit(steering.province_chairman, f"/can-bo/nhiem-vu/{task}/").content.decode()


def test_no_ticked_task_is_left_out_of_a_letter_silently(steering: Steering) -> None:
    task, done, still = steering.given(), steering.given(), steering.given()
    steering.do("department_head", done, V.FINISH, words="Xong.", at=LATER)
    steering.do("department_head", still, V.PAUSE, words="Chờ Bộ.")
    with pytest.raises(NotToUrge) as refusal:
        urge(steering, task, done, still)
    assert refusal.value.params == {"count": 2} and not UrgingLetter.objects.exists()
    assert [one.id for one in api.list_late_to_urge(actor=steering.province_chairman, at=LATER).items] == [task]
    assert api.list_late_to_urge(actor=steering.department_head, at=LATER).items == [], "the province gave it"
    assert urge(steering, task)


@pytest.mark.parametrize("who", ["auditor", "administrator"])
def test_who_sits_in_the_lead_unit_for_something_else_works_on_no_task(steering: Steering, who: str) -> None:
    task = steering.given(lead="UBND-MAU")
    assert steering.seen(who, task).acts == ()
    with pytest.raises(NotYours), transaction.atomic():
        steering.do(who, task, V.FINISH, words="Xong.")
    items = desk.list_worklist(actor=steering.who(who), after=None, filters={}).items
    assert task not in [item.key.id for item in items]


def test_an_accountant_of_a_supporting_unit_reports_no_share(steering: Steering) -> None:
    task = steering.given(supporting=(steering.unit("MC-XA-99001"),))
    assert steering.seen("accountant", task).acts == ()


@pytest.mark.parametrize("gone", [{"retired_at": MORNING}, {"record": True}])
def test_a_part_that_is_none_any_more_keeps_nothing_open(steering: Steering, gone: dict[str, Any]) -> None:
    task = steering.given()
    Task.objects.filter(id=steering.part(task)).update(**gone)
    assert V.FINISH in steering.seen("department_head", task).acts
    assert steering.do("department_head", task, V.FINISH, words="Xong.") is S.REPORTED_DONE
    assert steering.do("province_chairman", task, V.CLOSE) is S.CLOSED


def test_a_part_of_an_old_document_is_taken_up_past_the_old_day(steering: Steering) -> None:
    """The whole was due in 2024: a part of it could never be given a day again."""
    part = Task.objects.get(code="KH-01-2024/1.1")
    assert part.parent is not None and part.parent.due_on is not None
    given = ActInput(due_on=date(2026, 12, 20))
    head = steering.department_head
    assert api.move_task(actor=head, task_id=part.id, verb=V.TAKE_UP, given=given, at=MORNING) is S.ASSIGNED


def test_who_calls_off_the_whole_calls_off_its_parts(steering: Steering) -> None:
    task = steering.given()
    part, done = steering.part(task, lead="SO-MAU"), steering.part(task)
    deep = steering.part(part)
    steering.do("specialist", done, V.FINISH, words="Xong.")
    steering.do("department_head", done, V.CLOSE)
    assert steering.do("province_chairman", task, V.CANCEL, words="Không cần nữa.") is S.CANCELLED
    states = dict(Task.objects.filter(id__in=[part, deep, done]).values_list("id", "state"))
    assert states == {part: S.CANCELLED, deep: S.CANCELLED, done: S.CLOSED}
    assert steering.seen("department_head", deep).lines[0].words == "Không cần nữa."


def test_the_giver_lifts_a_suspension_and_the_lead_hears_of_it(steering: Steering) -> None:
    task = steering.given()
    steering.do("department_head", task, V.PAUSE, words="Chờ Bộ.")
    steering.do("province_chairman", task, V.RESUME)
    assert Task.objects.get(id=task).paused_since is None
    assert told("resumed") == [steering.department_head.name]


def test_a_remark_reaches_both_sides_but_who_wrote_it(steering: Steering) -> None:
    task = steering.given(supporting=(steering.unit("VP-XA-99001"),))
    head, chairman, support = (steering.who(one).name for one in ("department_head", "province_chairman", "unit_head"))
    steering.do("department_head", task, V.ANSWER, words="Xin ý kiến.")
    assert told("answered") == sorted([chairman, support])
    steering.do("province_chairman", task, V.ANSWER, words="Đồng ý.")
    assert told("answered") == sorted([chairman, head, support, support])
    steering.do("unit_head", task, V.ANSWER, words="Xã cần thêm số liệu.")
    assert told("answered") == sorted([chairman, head, support] * 2)


def test_supporting_units_hear_of_what_concerns_them_and_the_lead_of_their_share(steering: Steering) -> None:
    task = steering.given(supporting=(steering.unit("VP-XA-99001"),))
    both = sorted([steering.department_head.name, steering.unit_head.name])
    assert sorted(told("assigned") + told("supporting")) == both
    steering.do("department_head", task, V.ASK_EXTENSION, words="Bão.", due_on=date(2026, 12, 15))
    steering.do("province_chairman", task, V.GRANT_EXTENSION)
    assert told("extension_granted") == both
    steering.do("unit_head", task, V.REPORT, words="Xã đã xong phần mình.")
    assert told("share_reported") == [steering.department_head.name]
    steering.do("department_head", task, V.REPORT, words="Đang làm.")
    assert told("share_reported") == [steering.department_head.name], "the lead's own progress is read where it stands"
    assert told("answered") == []
    steering.do("province_chairman", task, V.CANCEL, words="Không cần nữa.")
    assert told("cancelled") == both


def test_where_nobody_heads_a_unit_its_agency_is_told_and_else_who_gave_it(steering: Steering) -> None:
    steering.given(lead="P-SO-MAU")
    assert told("assigned") == [steering.department_head.name]
    steering.given(lead="MC-MAU")
    assert told("assigned") == [steering.department_head.name], "who gave it knows of it"
    assert api.escalate_due(at=vn("2026-11-27 08:00")) == 2
    assert told("soon") == sorted([steering.department_head.name, steering.province_chairman.name])


def test_no_more_time_is_granted_until_a_day_that_is_past(steering: Steering) -> None:
    task = steering.given()
    steering.do("department_head", task, V.ASK_EXTENSION, words="Bão.", due_on=date(2026, 12, 5))
    with pytest.raises(DueInThePast) as refusal, transaction.atomic():
        steering.do("province_chairman", task, V.GRANT_EXTENSION, at=LATER)
    assert refusal.value.field == "due_on"
    assert steering.do("province_chairman", task, V.GRANT_EXTENSION, due_on=date(2026, 12, 31), at=LATER)


def test_no_answer_is_wanted_by_a_day_that_is_past(steering: Steering) -> None:
    task = steering.given()
    with pytest.raises(DueInThePast) as refusal:
        api.draft_urging(
            actor=steering.province_chairman,
            task_ids=[task],
            reply_by=date(2026, 12, 19),
            signer_title="",
            signer="",
            key="k",
            at=LATER,
        )
    assert refusal.value.field == "reply_by" and not UrgingLetter.objects.exists()


def test_what_is_late_goes_on_by_key_and_is_asked_for_by_unit(steering: Steering) -> None:
    tasks = [steering.given(), steering.given(lead="UBND-XA-99001"), steering.given()]
    chairman = steering.province_chairman
    first = api.list_late_to_urge(actor=chairman, at=LATER, limit=2)
    rest = api.list_late_to_urge(actor=chairman, at=LATER, after=first.next_cursor, limit=2)
    assert {one.id for one in (*first.items, *rest.items)} == set(tasks) and rest.next_cursor is None
    one = api.list_late_to_urge(actor=chairman, at=LATER, lead_id=steering.unit("UBND-XA-99001"))
    assert [late.id for late in one.items] == [tasks[1]]


def test_letters_for_the_giver_follow_the_agency_once_who_gave_it_has_left(steering: Steering) -> None:
    task = steering.given()
    Directive.objects.update(given_by=steering.other_officer.id)
    steering.do("department_head", task, V.FINISH, words="Xong.")
    assert told("reported_done") == [steering.province_chairman.name]


def test_who_gave_it_in_the_office_of_the_committee_is_told(steering: Steering) -> None:
    wish = TaskInput(title="Việc", lead_id=steering.unit("VP-XA-99001"), due_on=date(2026, 11, 30))
    given = DirectiveInput(text="Việc", task=wish)
    task = api.give_directive(actor=steering.clerk, wish=given, key="k", at=MORNING)
    assert Task.objects.get(id=task).agency_id == steering.unit("UBND-XA-99001")
    steering.do("unit_head", task, V.FINISH, words="Xong.")
    assert told("reported_done") == [steering.clerk.name]


def test_a_board_of_an_old_document_counts_what_it_states_as_done(steering: Steering) -> None:
    Task.objects.filter(code="KH-01-2024/2").update(state=S.REPORTED_DONE.value)
    board = api.get_directive_by_code(actor=steering.province_chairman, code="KH-01-2024", at=MORNING)
    plan = api.get_plan(actor=steering.province_chairman, code="KH-2024", at=MORNING)
    assert (board.done, board.total) == (plan.done, plan.counted) == (1, 2)


def test_who_supports_is_told_what_the_lead_was_given_and_asked_to_confirm_nothing(steering: Steering) -> None:
    task = steering.given(supporting=(steering.unit("VP-XA-99001"),))
    assert (told("assigned"), told("supporting")) == ([steering.department_head.name], [steering.unit_head.name])
    steering.do("unit_head", task, V.REPORT, words="Xã đã xong phần mình.")
    assert (told("share_reported"), told("answered")) == ([steering.department_head.name], [])


def test_who_heads_both_the_lead_and_what_supports_it_is_told_once(steering: Steering) -> None:
    steering.given(supporting=(steering.unit("P-SO-MAU"),))
    assert (told("assigned"), told("supporting")) == ([steering.department_head.name], [])
