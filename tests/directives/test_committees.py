"""From the conclusion of a committee's meeting to tasks, and a committee's plans."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from honglam.directives import api
from honglam.directives.contracts import ConclusionUnknown, DirectiveInput, TaskInput, Verb
from honglam.directives.models import Directive
from honglam.directory import api as directory
from honglam.directory.contracts import MeetingView, UnknownMeeting
from honglam.kernel.ids import uuid7
from tests.cost import cost
from tests.directives.conftest import Steering
from tests.dossiers.scene import MORNING

Visit = Callable[..., Any]
ONE = "/can-bo/ban-chi-dao/BCD-MAU/"


@pytest.fixture
def meeting(steering: Steering) -> MeetingView:
    return directory.list_meetings(committees_of=["BCD-MAU"])[0]


def given(steering: Steering, meeting_id: int, number: int) -> Any:
    task = TaskInput(title="Nối mạng các xã", lead_id=steering.unit("SO-MAU"), due_on=date(2026, 12, 31))
    wish = DirectiveInput(text=task.title, task=task, meeting_id=meeting_id, conclusion=number)
    return api.give_directive(actor=steering.province_chairman, wish=wish, key=str(uuid7()), at=MORNING)


def test_a_conclusion_waits_until_somebody_gets_it(steering: Steering, meeting: MeetingView) -> None:
    rows = {one.code: (held, waiting) for one, held, waiting in api.list_committees()}
    assert rows == {"BCD-MAU": (1, 2), "TGV-MAU": (0, 0)}
    task = given(steering, meeting.id, 1)
    work = api.get_committee_work(actor=steering.province_chairman, code="BCD-MAU", at=MORNING)
    assert [[one.id for one in each.tasks] for each in work.meetings[0].conclusions] == [[task], []]
    assert work.meetings[0].open == 1
    assert [one.code for one in work.plans] == ["KH-2024"]


def test_what_others_were_given_is_not_said_to_be_undone(
    steering: Steering, meeting: MeetingView, visit: Visit
) -> None:
    """Whoever does not see the task would give the conclusion once more."""
    given(steering, meeting.id, 1)
    assert {one.code: waiting for one, _, waiting in api.list_committees()}["BCD-MAU"] == 1
    work = api.get_committee_work(actor=steering.other_chairman, code="BCD-MAU", at=MORNING).meetings[0]
    assert [(each.tasks, each.others) for each in work.conclusions] == [((), 1), ((), 0)]
    assert work.open == 1
    page = visit(steering.other_chairman, ONE).content.decode()
    assert "Đã giao 1 nhiệm vụ cho đơn vị khác" in page and "1 kết luận chưa được giao" in page


def test_what_was_called_off_is_to_be_given_again(steering: Steering, meeting: MeetingView) -> None:
    task = given(steering, meeting.id, 1)
    steering.do("province_chairman", task, Verb.CANCEL, words="Không cần nữa.")
    assert {one.code: waiting for one, _, waiting in api.list_committees()}["BCD-MAU"] == 2
    work = api.get_committee_work(actor=steering.province_chairman, code="BCD-MAU", at=MORNING).meetings[0]
    assert [([one.id for one in each.tasks], each.others) for each in work.conclusions] == [([task], 0), ([], 0)]
    assert work.open == 2


def test_no_other_agency_ticks_off_what_a_committee_concluded(steering: Steering, meeting: MeetingView) -> None:
    task = TaskInput(title="Nối mạng trong xã", lead_id=steering.unit("VP-XA-99001"), due_on=date(2026, 12, 31))
    wish = DirectiveInput(text=task.title, task=task, meeting_id=meeting.id, conclusion=1)
    made = api.give_directive(actor=steering.chairman, wish=wish, key="k", at=MORNING)
    assert {one.code: waiting for one, _, waiting in api.list_committees()}["BCD-MAU"] == 2
    work = api.get_committee_work(actor=steering.chairman, code="BCD-MAU", at=MORNING).meetings[0]
    assert [one.id for one in work.conclusions[0].tasks] == [made] and work.open == 2
    standing = TaskInput(title="Nối mạng", lead_id=steering.unit("P-SO-MAU"), due_on=date(2026, 12, 31))
    wish = DirectiveInput(text=standing.title, task=standing, meeting_id=meeting.id, conclusion=1)
    api.give_directive(actor=steering.department_head, wish=wish, key="k", at=MORNING)
    assert {one.code: waiting for one, _, waiting in api.list_committees()}["BCD-MAU"] == 1


def test_what_a_room_of_the_standing_agency_gave_is_given(steering: Steering, meeting: MeetingView) -> None:
    task = given(steering, meeting.id, 1)
    room = steering.unit("P-SO-MAU")
    Directive.objects.filter(meeting_id=meeting.id).update(agency_id=room)
    assert {one.code: waiting for one, _, waiting in api.list_committees()}["BCD-MAU"] == 1
    work = api.get_committee_work(actor=steering.province_chairman, code="BCD-MAU", at=MORNING).meetings[0]
    assert [one.id for one in work.conclusions[0].tasks] == [task] and work.open == 1


@pytest.mark.parametrize("number", [0, 3])
def test_what_was_not_concluded_is_refused(steering: Steering, meeting: MeetingView, number: int) -> None:
    before = Directive.objects.count()
    with pytest.raises(ConclusionUnknown):
        given(steering, meeting.id, number)
    with pytest.raises(UnknownMeeting):
        given(steering, meeting.id + 999, 1)
    assert Directive.objects.count() == before


def test_from_the_page_of_the_committee_to_the_task(steering: Steering, meeting: MeetingView, visit: Visit) -> None:
    assert "2 kết luận chưa được giao" in visit(steering.province_chairman, ONE).content.decode()
    address = f"/can-bo/chi-dao/giao/?phien={meeting.id}&ket_luan=2"
    form = visit(steering.province_chairman, address).content.decode()
    assert "Báo cáo tiến độ hằng tháng." in form
    assert "Thực hiện kết luận số 2" in form
    typed = {"text": "Báo cáo tiến độ", "meeting_id": meeting.id, "conclusion": 2, "source_kind": "meeting"}
    wrong = visit(steering.province_chairman, "/can-bo/chi-dao/giao/", typed)
    assert wrong.status_code == 422
    assert f'name="meeting_id" value="{meeting.id}"' in wrong.content.decode()
    typed |= {"lead_id": steering.unit("SO-MAU"), "due_on": "2030-12-31"}
    assert visit(steering.province_chairman, "/can-bo/chi-dao/giao/", typed).status_code == 302
    row = Directive.objects.get(meeting_id=meeting.id)
    assert (row.conclusion, row.source_kind) == (2, "meeting")
    assert "Báo cáo tiến độ" in visit(steering.province_chairman, ONE).content.decode()


@pytest.mark.parametrize("query", ["?phien=999999&ket_luan=1", "?phien={id}&ket_luan=9"])
def test_no_form_for_a_conclusion_that_is_none(
    steering: Steering, meeting: MeetingView, visit: Visit, query: str
) -> None:
    with pytest.raises(UnknownMeeting):
        visit(steering.province_chairman, "/can-bo/chi-dao/giao/" + query.format(id=meeting.id))


def test_the_page_costs_the_same_however_many_tasks(steering: Steering, meeting: MeetingView, visit: Visit) -> None:
    def look() -> None:
        assert visit(steering.province_chairman, ONE).status_code == 200

    given(steering, meeting.id, 1)
    few = cost(look)
    for number in (1, 1, 2, 2):
        given(steering, meeting.id, number)
    assert cost(look) == few
