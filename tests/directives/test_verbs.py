"""The life of a task: given, taken note of, broken down, reported with evidence, extended, returned, closed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from honglam.desk import queries as desk
from honglam.directives import api
from honglam.directives.contracts import (
    ActInput,
    DirectiveInput,
    DirectiveNotFound,
    DueAfterParent,
    DueInThePast,
    DueMissing,
    DueNotLater,
    ExtensionOpen,
    HolderElsewhere,
    LeadMissing,
    LeadOutOfReach,
    NothingToUrge,
    NotYours,
    SeveralLeads,
    StageUnknown,
    SubtasksOpen,
    Suspended,
    TargetInput,
    TaskInput,
    TaskNotFound,
    TasksAsked,
    TaskState,
    TextMissing,
    Verb,
    WordsMissing,
    WrongState,
)
from honglam.directives.models import Task, TaskLine, TaskScope
from honglam.directives.queries.urging import get_urging
from honglam.files import api as files
from honglam.kernel import audit, relay
from honglam.kernel.values import DomainError
from honglam.notices.models import Message
from tests.directives.conftest import Steering
from tests.dossiers.scene import MORNING, PDF, vn

V, S = Verb, TaskState
DUE = date(2026, 11, 30)


def waiting(steering: Steering, part: str, **filters: str) -> list[UUID]:
    """The tasks in somebody's one worklist."""
    items = desk.list_worklist(actor=steering.who(part), after=None, filters=filters).items
    return [item.key.id for item in items if item.key.kind == "directive_task"]


def told(kind: str) -> list[str]:
    """Who got letters of a kind, in the product."""
    relay.drain()
    return sorted(
        Message.objects.filter(template=f"directives.{kind}", channel="inbox").values_list("recipient_name", flat=True)
    )


def test_from_directive_to_closure(steering: Steering) -> None:
    task = steering.given()
    assert waiting(steering, "department_head") == [task]
    assert waiting(steering, "province_chairman") == []
    assert steering.do("department_head", task, V.ACKNOWLEDGE) is S.ACKNOWLEDGED
    steering.do("department_head", task, V.HOLD, holder_id=steering.specialist.id)
    assert waiting(steering, "specialist") == [task]
    assert waiting(steering, "specialist", holder="me") == [task]
    paper = files.store(actor=steering.specialist, content=PDF, name="bao-cao.pdf", at=MORNING, purpose="evidence")
    steering.do("specialist", task, V.REPORT, words="Đã rà soát 120 thủ tục.", file_ids=(paper.id,))
    steering.do("specialist", task, V.FINISH, words="Đã có danh mục 86 thủ tục.")
    assert waiting(steering, "province_chairman") == [task]
    assert waiting(steering, "specialist") == []
    steering.do("province_chairman", task, V.RETURN, words="Thiếu cấp xã.")
    steering.do("specialist", task, V.FINISH, words="Đã bổ sung cấp xã.")
    assert steering.do("province_chairman", task, V.CLOSE) is S.CLOSED
    view = steering.seen("specialist", task)
    assert [line.what for line in reversed(view.lines)] == [
        *("assigned", "acknowledge", "hold", "report", "finish", "return", "finish", "close"),
    ]
    assert [file.name for line in view.lines for file in line.files] == ["bao-cao.pdf"]
    assert view.acts == ()
    assert waiting(steering, "province_chairman") == [] and not TaskScope.objects.filter(task_id=task).exists()
    assert audit.verify() == []


def test_the_people_concerned_are_told(steering: Steering) -> None:
    task = steering.given()
    assert told("assigned") == [steering.department_head.name]
    steering.do("department_head", task, V.HOLD, holder_id=steering.specialist.id)
    assert told("held") == [steering.specialist.name]
    steering.do("specialist", task, V.FINISH, words="Xong.")
    assert told("reported_done") == [steering.province_chairman.name]
    steering.do("province_chairman", task, V.RETURN, words="Chưa đủ.")
    assert told("returned") == [steering.specialist.name]


def test_the_same_press_gives_one_directive(steering: Steering) -> None:
    task = TaskInput(title="Việc", lead_id=steering.unit("SO-MAU"), due_on=DUE)
    wish = DirectiveInput(text="Việc", task=task)
    made = {api.give_directive(actor=steering.province_chairman, wish=wish, key="k1", at=MORNING) for _ in range(2)}
    assert len(made) == 1 and Task.objects.filter(record=False).count() == 1


@pytest.mark.parametrize(
    ("changes", "by", "refusal", "field"),
    [
        ({"text": ""}, "province_chairman", TextMissing, "text"),
        ({"lead": None}, "province_chairman", LeadMissing, "lead_id"),
        ({"lead": "UBND-XA-99002"}, "department_head", LeadOutOfReach, "lead_id"),
        ({"due": None}, "province_chairman", DueMissing, "due_on"),
        ({"due": date(2026, 11, 15)}, "province_chairman", DueInThePast, "due_on"),
        ({"track": "zz"}, "province_chairman", StageUnknown, "track"),
        ({}, "officer", NotYours, None),
    ],
)
def test_a_directive_that_cannot_be_given(
    steering: Steering, changes: dict[str, object], by: str, refusal: type[DomainError], field: str | None
) -> None:
    lead = changes.get("lead", "SO-MAU")
    task = TaskInput(
        title=str(changes.get("text", "Việc")),
        lead_id=steering.unit(str(lead)) if lead else None,
        due_on=changes.get("due", DUE),  # type: ignore[arg-type]
        track=str(changes.get("track", "")),
    )
    wish = DirectiveInput(text=task.title, task=task)
    before = Task.objects.count()
    with pytest.raises(refusal) as raised, transaction.atomic():
        api.give_directive(actor=steering.who(by), wish=wish, key="k", at=MORNING)
    assert raised.value.field == field and Task.objects.count() == before


@pytest.mark.parametrize(
    ("by", "verb", "given", "refusal"),
    [
        ("province_chairman", V.ACKNOWLEDGE, {}, NotYours),
        ("department_head", V.CLOSE, {}, NotYours),
        ("department_clerk", V.HOLD, {}, NotYours),
        ("specialist", V.FINISH, {"words": "x"}, NotYours),
        ("department_head", V.REPORT, {}, WordsMissing),
        ("department_head", V.HOLD, {"holder": "officer"}, HolderElsewhere),
        ("department_head", V.RESUME, {}, WrongState),
        ("province_chairman", V.RETURN, {"words": "x"}, WrongState),
        ("department_head", V.ASK_EXTENSION, {"words": "x"}, DueMissing),
        ("department_head", V.ASK_EXTENSION, {"words": "x", "due_on": DUE}, DueNotLater),
        ("other_officer", V.REPORT, {"words": "x"}, TaskNotFound),
        ("auditor", V.CANCEL, {"words": "x"}, NotYours),
    ],
)
def test_what_is_refused_leaves_no_trace(
    steering: Steering, by: str, verb: Verb, given: dict[str, object], refusal: type[DomainError]
) -> None:
    task = steering.given()
    if holder := given.pop("holder", None):
        given["holder_id"] = steering.who(str(holder)).id
    with pytest.raises(refusal), transaction.atomic():
        steering.do(by, task, verb, **given)
    assert TaskLine.objects.filter(task_id=task).count() == 1
    assert Task.objects.get(id=task).state == S.ASSIGNED


def test_parts_keep_the_whole_open_and_explain_it(steering: Steering) -> None:
    task = steering.given()
    part = steering.part(task)
    with pytest.raises(DueAfterParent), transaction.atomic():
        steering.part(task, due=date(2026, 12, 1))
    with pytest.raises(SubtasksOpen), transaction.atomic():
        steering.do("department_head", task, V.FINISH, words="Xong.")
    late = vn("2026-11-28 09:00")
    view = steering.seen("province_chairman", task, at=late)
    assert "0/1" in view.explained and "3 ngày" in view.explained
    assert [(node.task.number, node.depth) for node in view.tree] == [("1", 0), ("1.1", 1)]
    steering.do("department_head", part, V.CANCEL, words="Làm chung.")
    assert steering.do("department_head", task, V.FINISH, words="Xong.") is S.REPORTED_DONE


def test_more_time_is_asked_and_decided(steering: Steering) -> None:
    task = steering.given()
    steering.do("department_head", task, V.ASK_EXTENSION, words="Chờ hướng dẫn.", due_on=date(2026, 12, 15))
    with pytest.raises(ExtensionOpen), transaction.atomic():
        steering.do("department_head", task, V.ASK_EXTENSION, words="Nữa.", due_on=date(2026, 12, 20))
    assert waiting(steering, "province_chairman") == [task]
    steering.do("province_chairman", task, V.REFUSE_EXTENSION, words="Không.")
    assert Task.objects.get(id=task).due_on == DUE
    lead = [steering.department_head.name]
    assert (told("extension_refused"), told("extension_granted")) == (lead, [])
    steering.do("department_head", task, V.ASK_EXTENSION, words="Bão.", due_on=date(2026, 12, 15))
    steering.do("province_chairman", task, V.GRANT_EXTENSION, due_on=date(2026, 12, 5))
    assert (told("extension_refused"), told("extension_granted")) == (lead, lead)
    row = Task.objects.get(id=task)
    assert (row.due_on, row.extended, row.asked_due_on) == (date(2026, 12, 5), 1, None)
    assert waiting(steering, "province_chairman") == []


def test_what_is_suspended_is_neither_late_nor_waited_for(steering: Steering) -> None:
    task = steering.given()
    steering.do("department_head", task, V.PAUSE, words="Chờ Bộ công bố.")
    assert waiting(steering, "department_head") == []
    with pytest.raises(Suspended), transaction.atomic():
        steering.do("department_head", task, V.FINISH, words="Xong.")
    after = vn("2026-12-20 09:00")
    assert api.list_tasks(actor=steering.province_chairman, asked=TasksAsked(show="late"), at=after).items == []
    steering.do("department_head", task, V.RESUME, at=after)
    late = api.list_tasks(actor=steering.province_chairman, asked=TasksAsked(show="late"), at=after).items
    assert [(one.id, one.late_days) for one in late] == [(task, 20)]


def test_stages_are_those_of_the_track(steering: Steering) -> None:
    task = steering.given(track="du-an")
    steering.do("department_head", task, V.ADVANCE, stage="phe-duyet")
    assert [stage.state for stage in steering.seen("department_head", task).stages] == ["done", "now", "next", "next"]
    for wrong in ("phe-duyet", "zz"):
        with pytest.raises(StageUnknown), transaction.atomic():
            steering.do("department_head", task, V.ADVANCE, stage=wrong)


def test_rules_of_escalation_tell_the_right_people_once(steering: Steering) -> None:
    task = steering.given()
    steering.do("department_head", task, V.HOLD, holder_id=steering.specialist.id)
    relay.drain()
    assert api.escalate_due(at=vn("2026-11-26 08:00")) == 0
    assert api.escalate_due(at=vn("2026-11-27 08:00")) == 1
    assert api.escalate_due(at=vn("2026-11-27 09:00")) == 0
    assert told("soon") == [steering.specialist.name]
    assert api.escalate_due(at=vn("2026-12-01 08:00")) == 1
    assert told("late") == [steering.department_head.name]
    assert api.escalate_due(at=vn("2026-12-20 08:00")) == 1
    assert told("late") == sorted([steering.department_head.name, steering.province_chairman.name])
    assert [line.what for line in steering.seen("specialist", task).lines].count("reminded") == 3
    assert Task.objects.get(id=task).watch_on is None


def test_a_letter_urges_one_unit(steering: Steering) -> None:
    task, other = steering.given(), steering.given(lead="UBND-XA-99001")
    wish = {"reply_by": date(2026, 12, 10), "signer_title": "CHỦ TỊCH", "signer": "Lê Văn", "key": "k"}
    late = vn("2026-12-03 09:00")
    with pytest.raises(SeveralLeads):
        api.draft_urging(actor=steering.province_chairman, task_ids=[task, other], at=late, **wish)  # type: ignore[arg-type]
    with pytest.raises(NothingToUrge):
        api.draft_urging(actor=steering.department_head, task_ids=[task], at=late, **wish)  # type: ignore[arg-type]
    made = api.draft_urging(actor=steering.province_chairman, task_ids=[task], at=late, **wish)  # type: ignore[arg-type]
    letter = get_urging(actor=steering.department_head, letter_id=made)
    assert [(one.late_days, one.due) for one in letter.tasks] == [(3, "30/11/2026")]
    assert told("urged") == [steering.department_head.name]


def test_a_double_click_gives_parts_tasks_and_letters_once(steering: Steering) -> None:
    task, chairman = steering.given(), steering.province_chairman
    assert steering.part(task, key="two clicks") == steering.part(task, key="two clicks")
    assert Task.objects.filter(parent=task).count() == 1
    directive = Task.objects.get(id=task).directive_id
    wish = TaskInput(title="Việc nữa", lead_id=steering.unit("SO-MAU"), due_on=date(2026, 11, 30))
    made = {api.add_task(actor=chairman, directive_id=directive, wish=wish, key="added", at=MORNING) for _ in range(2)}
    assert len(made) == 1
    letter = {"task_ids": [task], "reply_by": None, "signer_title": "", "signer": ""}
    late = vn("2026-12-03 09:00")
    letters = {api.draft_urging(actor=chairman, **letter, key="urged", at=late) for _ in range(2)}  # type: ignore[arg-type]
    assert len(letters) == 1
    assert [line.what for line in steering.seen("department_head", task).lines].count("urged") == 1


def test_a_part_is_not_extended_past_the_whole(steering: Steering) -> None:
    task = steering.given(due=date(2026, 11, 30))
    part = steering.part(task, due=date(2026, 11, 25))
    Task.objects.filter(id=part).update(asked_due_on=date(2026, 12, 10), asked_reason="Chưa đủ số liệu.")
    with pytest.raises(DueAfterParent), transaction.atomic():
        steering.do("department_head", part, V.GRANT_EXTENSION)
    assert steering.do("department_head", part, V.GRANT_EXTENSION, due_on=date(2026, 11, 30))
    assert Task.objects.get(id=part).due_on == date(2026, 11, 30)


@pytest.mark.parametrize("statement", ["UPDATE directives_taskline SET words = 'x'", "DELETE FROM directives_taskline"])
def test_history_cannot_be_rewritten(steering: Steering, statement: str) -> None:
    from django.db import connection

    steering.given()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_lists_find_words_without_accents_and_go_on_by_key(steering: Steering) -> None:
    for number in range(5):
        steering.given(text=f"Nâng cấp cổng thông tin {number}", due=DUE + timedelta(days=number))
    steering.given(text="Tập huấn cho cán bộ")
    asked = TasksAsked(words="NANG CAP cong")
    first = api.list_tasks(actor=steering.province_chairman, asked=asked, at=MORNING, limit=3)
    rest = api.list_tasks(actor=steering.province_chairman, asked=asked, at=MORNING, after=first.next_cursor, limit=3)
    assert [one.title[-1] for one in (*first.items, *rest.items)] == ["0", "1", "2", "3", "4"]
    assert rest.next_cursor is None
    assert api.list_tasks(actor=steering.other_officer, asked=asked, at=MORNING).items == []


def test_a_record_is_read_and_taken_up_again(steering: Steering) -> None:
    row = Task.objects.get(code="KH-01-2024/1")
    assert waiting(steering, "department_head") == []
    assert api.list_tasks(actor=steering.province_chairman, asked=TasksAsked(), at=MORNING).items == []
    kept = api.list_tasks(actor=steering.department_head, asked=TasksAsked(show="record"), at=MORNING).items
    assert row.id in [one.id for one in kept]
    view = steering.seen("province_chairman", row.id)
    assert (view.summary.state, view.stated["progress"], view.acts) == (
        S.IN_PROGRESS,
        "Đang trình phê duyệt",
        (V.TAKE_UP,),
    )
    assert [(one.target, one.actual) for one in view.targets] == [(10, 4)]
    given = ActInput(due_on=date(2026, 12, 20))
    api.move_task(actor=steering.province_chairman, task_id=row.id, verb=V.TAKE_UP, given=given, at=MORNING)
    assert waiting(steering, "department_head") == [row.id]


def test_the_successor_of_a_unit_that_is_over_is_told_and_carries_on(steering: Steering) -> None:
    row = Task.objects.get(code="KH-01-2024/2")
    given = ActInput(due_on=date(2026, 12, 20))
    api.move_task(actor=steering.province_chairman, task_id=row.id, verb=V.TAKE_UP, given=given, at=MORNING)
    assert told("assigned") == [steering.department_head.name], "Sở Cũ is over, Sở Mẫu took over from it"
    steering.do("department_head", row.id, V.HOLD, holder_id=steering.specialist.id)
    assert waiting(steering, "specialist") == [row.id]


def test_who_held_a_task_leaves_it_behind_with_the_agency(steering: Steering) -> None:
    task = steering.given()
    steering.do("department_head", task, V.HOLD, holder_id=steering.specialist.id)
    old, new = steering.specialist, steering.other_officer
    held = api.list_tasks(actor=old, asked=TasksAsked(mine=True), at=MORNING).items
    assert [one.id for one in held] == [task]
    steering.actors["moved"] = replace(new, id=old.id, name=old.name)
    assert waiting(steering, "moved") == [] and waiting(steering, "moved", holder="me") == []
    assert api.list_tasks(actor=steering.who("moved"), asked=TasksAsked(mine=True), at=MORNING).items == []
    with pytest.raises(TaskNotFound):
        steering.seen("moved", task)
    with pytest.raises(TaskNotFound), transaction.atomic():
        steering.do("moved", task, V.FINISH, words="Xong.")


def test_a_letter_goes_to_the_heads_once_the_holder_has_moved_away(steering: Steering) -> None:
    task = steering.given()
    steering.do("department_head", task, V.HOLD, holder_id=steering.specialist.id)
    relay.drain()
    Task.objects.filter(id=task).update(holder_id=steering.other_officer.id)
    assert api.escalate_due(at=vn("2026-11-27 08:00")) == 1
    assert told("soon") == [steering.department_head.name]


def test_a_supporting_unit_reports_its_share_and_the_numbers_stay_the_leads(steering: Steering) -> None:
    target = TargetInput(year=2026, quarter=4, indicator="Lớp", unit="lớp", target=Decimal(10))
    task = steering.given(supporting=(steering.unit("VP-XA-99001"),), targets=(target,))
    number = Task.objects.get(id=task).targets.get().id
    assert steering.do("unit_head", task, V.REPORT, words="Xã đã xong phần mình.", actuals={number: Decimal(3)}) is (
        S.ASSIGNED
    )
    assert Task.objects.get(id=task).targets.get().actual is None
    assert steering.do("department_head", task, V.REPORT, words="Đang làm.", actuals={number: Decimal(4)}) is (
        S.IN_PROGRESS
    )
    assert Task.objects.get(id=task).targets.get().actual == 4
    assert [line.words for line in steering.seen("department_head", task).lines][:2] == [
        "Đang làm.",
        "Xã đã xong phần mình.",
    ]


def test_a_report_finds_the_board_of_a_document_by_its_code(steering: Steering) -> None:
    board = api.get_directive_by_code(actor=steering.province_chairman, code="KH-01-2024", at=MORNING)
    told = [(node.task.number, node.task.latest, node.task.stage) for node in board.tree]
    assert told == [("1", "Đang trình phê duyệt", "du-an/phe-duyet"), ("1.1", "Đã hoàn thành", ""), ("2", "", "")]
    for actor, code in ((steering.province_chairman, "KHONG-CO"), (steering.other_officer, "KH-01-2024")):
        with pytest.raises(DirectiveNotFound):
            api.get_directive_by_code(actor=actor, code=code, at=MORNING)
