"""A morning in the hall: numbers taken, called, missed, passed on, finished; two clerks never call one number."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from honglam.directory.models import Agency
from honglam.directory.services.tree import changing_tree
from honglam.identity.models import Account
from honglam.kernel.ids import uuid7
from honglam.kernel.measures import MeasureAsked
from honglam.kernel.models import AuditEntry, OutboxMessage
from honglam.kernel.values import ANONYMOUS, Actor, DomainError
from honglam.queue import api
from honglam.queue.contracts import (
    FinishFirst,
    GroupNotFound,
    HallClosed,
    HallNotFound,
    NobodyWaits,
    Priority,
    PriorityNotGiven,
    TicketMoved,
    TicketMovedOn,
    TicketNotFound,
    TicketState,
    TicketView,
    WindowTaken,
)
from honglam.queue.models import Group, Hall, Ticket, Turn
from honglam.queue.queries.measuring import QueueMeasures
from honglam.queue.views import taking
from tests.dossiers.scene import MORNING, Scene, later, vn

HALL = "MC-XA-99001"
BOTH = ("ho-tich", "khac")


def take(group: str = "ho-tich", priority: Priority = Priority.NONE, minute: int = 0) -> TicketView:
    return api.take_by_phone(
        actor=ANONYMOUS, code=HALL, group_code=group, priority=priority, at=MORNING + timedelta(minutes=minute)
    )


def call(actor: Actor, window: int = 1, groups: tuple[str, ...] = BOTH, minute: int = 60) -> TicketView:
    at = MORNING + timedelta(minutes=minute)
    return api.call_next(actor=actor, window=window, group_codes=groups, at=at)


def finish(actor: Actor, ticket: TicketView, minute: int = 60) -> None:
    api.finish(actor=actor, ticket_id=ticket.id, at=MORNING + timedelta(minutes=minute))


def test_numbers_count_by_letter_and_begin_anew_each_day(scene: Scene) -> None:
    assert [take().label, take("khac").label, take().label] == ["A001", "B001", "A002"]
    assert take(minute=24 * 60).label == "A001"


def test_those_with_priority_are_called_first_but_not_for_ever(scene: Scene) -> None:
    for minute in range(3):
        take(minute=minute)
    for minute in range(3, 7):
        take(priority=Priority.ELDERLY, minute=minute)
    order = []
    for minute in range(60, 67):
        ticket = call(scene.reception, minute=minute)
        order.append(ticket.label)
        finish(scene.reception, ticket, minute)
    assert order == ["A004", "A005", "A001", "A006", "A007", "A002", "A003"]
    with pytest.raises(NobodyWaits):
        call(scene.reception, minute=70)


def pass_on(actor: Actor, minute: int) -> TicketView:
    """The next of civil status is called and sent on to the other group, where it waits once more."""
    ticket = call(actor, groups=("ho-tich",), minute=minute)
    api.transfer(actor=actor, ticket_id=ticket.id, group_code="khac", at=MORNING + timedelta(minutes=minute))
    return ticket


@pytest.mark.parametrize(
    ("passed_on", "order"),
    [
        (Priority.NONE, ["A004", "A005", "A001", "A006", "A007", "A003"]),
        (Priority.ELDERLY, ["A001", "A004", "A003", "A005", "A006", "A007"]),
    ],
)
def test_a_number_passed_on_counts_for_the_turns_when_it_is_called_again(
    scene: Scene, passed_on: Priority, order: list[str]
) -> None:
    """Two with priority, then one without: passed on, it takes a turn here and there."""
    take(priority=passed_on)
    pass_on(scene.reception, 1)
    take(minute=2)
    finish(scene.reception, call(scene.reception, groups=("ho-tich",), minute=3), 3)
    last = Priority.NONE if passed_on is Priority.ELDERLY else Priority.ELDERLY
    for minute, priority in enumerate((Priority.NONE, *[Priority.ELDERLY] * 3, last), start=4):
        take(priority=priority, minute=minute)
    called = []
    for minute in range(60, 66):
        ticket = call(scene.reception, minute=minute)
        called.append(ticket.label)
        finish(scene.reception, ticket, minute)
    assert called == order


def test_ringing_again_for_somebody_slow_takes_no_turn_from_the_others(scene: Scene) -> None:
    for minute in range(2):
        take(minute=minute)
    slow = call(scene.reception, minute=10)
    for minute in range(2, 5):
        take(priority=Priority.ELDERLY, minute=minute)
    for minute in (11, 12):
        finish(scene.desk_head, call(scene.desk_head, window=2, minute=minute), minute)
    again = MORNING + timedelta(minutes=13)
    api.call_again(actor=scene.reception, ticket_id=slow.id, window=1, at=again)
    assert call(scene.desk_head, window=2, minute=14).label == "A002", "two with priority have come before"


def test_a_window_that_passes_on_whom_it_calls_has_had_its_turns(scene: Scene) -> None:
    take()
    for minute in range(1, 4):
        take(priority=Priority.ELDERLY, minute=minute)
    for minute in (10, 12):
        passed = pass_on(scene.reception, minute)
        there = call(scene.desk_head, window=2, groups=("khac",), minute=minute + 1)
        assert there.label == passed.label
        finish(scene.desk_head, there, minute + 1)
    assert call(scene.reception, groups=("ho-tich",), minute=14).label == "A001"


def test_a_clerk_of_two_halls_is_told_of_the_number_in_hand(scene: Scene) -> None:
    take()
    take(minute=1)
    mine = call(scene.reception, window=1)
    elsewhere = Hall.objects.create(desk_id=scene.unit("MC-XA-99002"), priorities=[], priority_in_row=0)
    elsewhere.groups.create(code="x", letter="X", name="Việc ở xã bên", minutes=5, position=1)
    Ticket.objects.filter(id=mine.id).update(hall=elsewhere)
    with pytest.raises(FinishFirst) as refused:
        call(scene.reception, window=2)
    assert refused.value.params["label"] == mine.label


def test_a_window_and_a_clerk_serve_one_number_at_a_time(scene: Scene) -> None:
    for minute in range(3):
        take(minute=minute)
    first = call(scene.reception, window=1)
    with pytest.raises(FinishFirst):
        call(scene.reception, window=2)
    with pytest.raises(WindowTaken):
        call(scene.desk_head, window=1)
    with pytest.raises(TicketMovedOn):
        finish(scene.desk_head, first)
    assert call(scene.desk_head, window=2).label == "A002"


def test_a_number_that_nobody_answers_can_be_called_again_today(scene: Scene) -> None:
    take()
    ticket = call(scene.reception)
    again = api.call_again(actor=scene.reception, ticket_id=ticket.id, window=1, at=later(1))
    assert again.call_count == 2
    api.miss(actor=scene.reception, ticket_id=ticket.id, at=later(1))
    assert api.get_desk(actor=scene.reception, at=later(1)).missed[0].label == "A001"
    assert api.call_again(actor=scene.desk_head, ticket_id=ticket.id, window=7, at=later(2)).window == 7
    with pytest.raises(TicketNotFound):
        api.call_again(actor=scene.desk_head, ticket_id=ticket.id, window=7, at=later(days=1))


def test_whoever_is_passed_on_keeps_number_and_place(scene: Scene) -> None:
    take(minute=0)
    take("khac", minute=5)
    mine = call(scene.reception, groups=("ho-tich",))
    api.transfer(actor=scene.reception, ticket_id=mine.id, group_code="khac", at=later(1))
    assert Ticket.objects.get(id=mine.id).first_called_at == later(1), "the wait ended there"
    assert call(scene.desk_head, window=2, groups=("khac",), minute=90).label == "A001", "came before B001"
    assert Ticket.objects.get(id=mine.id).first_called_at == later(1)
    with pytest.raises(TicketMovedOn):
        api.transfer(actor=scene.reception, ticket_id=mine.id, group_code="ho-tich", at=later(2))
    assert Ticket.objects.get(id=mine.id).state == TicketState.CALLED, "a colleague is serving it"
    with pytest.raises(GroupNotFound):
        api.transfer(actor=scene.desk_head, ticket_id=mine.id, group_code="khac", at=later(1))


def test_the_holder_sees_the_place_and_may_give_it_back(scene: Scene) -> None:
    before, mine = take(), take(minute=1)
    seen = api.get_ticket(token=mine.token, at=later(0.1))
    assert seen.wait is not None
    assert (seen.wait.ahead, seen.wait.minutes, seen.wait.measured) == (1, 10, False)
    api.give_back(actor=ANONYMOUS, token=before.token, at=later(0.1))
    assert api.get_ticket(token=mine.token, at=later(0.1)).wait.ahead == 0  # type: ignore[union-attr]
    with pytest.raises(TicketMovedOn):
        api.give_back(actor=ANONYMOUS, token=before.token, at=later(0.1))
    assert call(scene.reception).label == "A002"
    assert api.get_ticket(token=mine.token, at=later(1)).wait is None
    with pytest.raises(TicketNotFound):
        api.get_ticket(token=mine.token, at=later(days=1))


def test_the_wait_follows_what_was_measured_today(scene: Scene) -> None:
    for minute in range(8):
        take(minute=minute)
    for minute in (60, 64, 68):
        finish(scene.reception, call(scene.reception, minute=minute), minute + 4)
    mine = take(minute=73)
    wait = api.get_ticket(token=mine.token, at=later(74 / 60)).wait
    assert wait is not None
    assert (wait.ahead, wait.service_minutes, wait.windows, wait.minutes, wait.measured) == (5, 4, 1, 20, True)
    measures = QueueMeasures().read(asked=MeasureAsked(first_on=MORNING.date(), last_on=MORNING.date(), at=later(9)))
    assert measures == {
        "queue.tickets": 9.0,
        "queue.missed": 0.0,
        "queue.waiting_minutes": 63.0,
        "queue.service_minutes": 4.0,
    }
    by_agency = QueueMeasures().read_by(
        asked=MeasureAsked(
            first_on=MORNING.date(), last_on=MORNING.date(), at=later(9), agency_ids=(scene.unit("UBND-XA-99001"),)
        ),
        dimension="agency",
    )
    assert [row.values["queue.tickets"] for row in by_agency] == [9.0]


def test_the_wait_counts_everybody_whom_the_same_windows_call(scene: Scene) -> None:
    take()
    for minute in (1, 2, 3):
        take("khac", minute=minute)
    mine = take(minute=5)

    def seen(minute: int) -> tuple[int, int]:
        wait = api.get_ticket(token=mine.token, at=MORNING + timedelta(minutes=minute)).wait
        assert wait is not None
        return wait.ahead, wait.windows

    assert seen(6) == (1, 0), "nobody knows yet who else will be called there"
    first = call(scene.desk_head, window=2, groups=("ho-tich",), minute=10)
    call(scene.reception, window=1, groups=("khac",), minute=11)
    assert seen(12) == (0, 1), "window 1 calls others"
    finish(scene.desk_head, first, 13)
    assert call(scene.desk_head, window=2, groups=BOTH, minute=14).label == "B002"
    assert seen(15) == (1, 2)
    hall = api.get_hall(code=HALL, at=MORNING + timedelta(minutes=15))
    assert [(one.wait.ahead, one.waiting) for one in hall.groups] == [(2, 1), (2, 1)]
    retire("khac")
    assert seen(16) == (1, 2), "every window calls whom a retired group left"


def test_after_the_lunch_the_windows_of_the_morning_are_expected(scene: Scene) -> None:
    take()
    for minute in (1, 2, 3):
        take("khac", minute=minute)
    first = call(scene.reception, groups=("khac",), minute=10)
    finish(scene.reception, first, 12)
    mine = take(minute=60)
    wait = api.get_ticket(token=mine.token, at=later(4)).wait
    assert wait is not None
    assert (wait.ahead, wait.windows) == (1, 0), "nobody has called this group today"
    others = next(one for one in api.get_hall(code=HALL, at=later(4)).groups if one.code == "khac")
    assert (others.wait.ahead, others.wait.windows, others.waiting) == (2, 1, 2)


def test_the_button_tells_of_its_own_group(scene: Scene, nine_o_clock: None) -> None:
    take(minute=-5)
    for minute in (-4, -3):
        take("khac", minute=minute)
    first = call(scene.reception, minute=-2)
    seen = in_browser().get(f"/lay-so/{HALL}/").content.decode()
    assert "2 người đang chờ, khoảng" in seen and "Chưa có ai chờ việc này" not in seen
    finish(scene.reception, first, -1)
    call(scene.reception, minute=-1)
    seen = in_browser().get(f"/lay-so/{HALL}/").content.decode()
    assert "1 người đang chờ, khoảng" in seen and "Chưa có ai chờ việc này; còn người chờ ở cùng quầy" in seen


def test_a_number_left_in_hand_blocks_its_window_until_it_is_freed(scene: Scene, nine_o_clock: None) -> None:
    for minute in range(3):
        take(minute=minute)
    colleague = replace(scene.reception, id=uuid7())
    left = call(scene.reception, window=3)
    with pytest.raises(WindowTaken):
        call(colleague, window=3)
    assert [one.label for one in api.get_desk(actor=colleague, at=later(1)).held] == [left.label]
    with pytest.raises(TicketMovedOn):
        api.release(actor=colleague, ticket_id=left.id, window=4, at=later(1))
    with pytest.raises(HallNotFound):
        api.release(actor=scene.other_reception, ticket_id=left.id, window=3, at=later(1))
    api.release(actor=colleague, ticket_id=left.id, window=3, at=later(1))
    row = Ticket.objects.get(id=left.id)
    assert (row.state, row.finished_at) == (TicketState.NO_SHOW, later(1))
    assert AuditEntry.objects.get(action="queue.no_show").detail["left_by"] == str(scene.reception.id)
    assert call(colleague, window=3).label == "A002"
    head, page = in_browser(scene.desk_head), "/can-bo/goi-so/"
    assert 'value="release"' in head.get(page).content.decode(), "the head frees any window"
    assert head.post(page, {"act": "release", "ticket": str(Ticket.objects.get(label="A002").id)}).status_code == 302
    assert not Ticket.objects.filter(state=TicketState.CALLED).exists()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"group_code": "khong-co"}, GroupNotFound),
        ({"code": "MC-XA-99002"}, HallNotFound),
        ({"code": "../x"}, HallNotFound),
        ({"at": vn("2026-11-16 22:00")}, HallClosed),
        ({"at": vn("2026-11-15 09:00")}, HallClosed),
        ({"priority": Priority.PREGNANT}, PriorityNotGiven),
    ],
)
def test_no_number_is_given_where_nobody_would_call_it(scene: Scene, changes: Any, refusal: type[DomainError]) -> None:
    Hall.objects.update(priorities=["elderly"])
    asked = {"actor": ANONYMOUS, "code": HALL, "group_code": "ho-tich", "priority": Priority.NONE, "at": MORNING}
    with pytest.raises(refusal):
        api.take_by_phone(**(asked | changes))
    assert not Ticket.objects.exists()


def test_the_hall_of_a_desk_that_has_ended_gives_no_numbers(scene: Scene, nine_o_clock: None) -> None:
    kiosk = f"/lay-so/may/{api.find_kiosk(actor=scene.reception)}/"
    addresses = (f"/lay-so/{HALL}/", f"/goi-so/{HALL}/", kiosk)
    for last_day, status in ((MORNING.date(), 200), (MORNING.date() - timedelta(days=1), 404)):
        with changing_tree():
            Agency.objects.filter(code=HALL).update(valid_to=last_day)
        assert [in_browser().get(address).status_code for address in addresses] == [status] * 3
        assert (HALL in in_browser().get("/lay-so/").content.decode()) == (status == 200)
    with pytest.raises(HallNotFound):
        take()


def test_whoever_is_signed_in_takes_a_number_as_nobody_in_particular(scene: Scene, nine_o_clock: None) -> None:
    """The chain of the audit is kept for good: that somebody is pregnant or disabled does not belong there."""
    visitor, typed = in_browser(scene.citizen), {"group": "ho-tich", "priority": "pregnant"}
    visitor.post(f"/lay-so/{HALL}/", typed)
    visitor.post(f"/lay-so/may/{api.find_kiosk(actor=scene.reception)}/", typed)
    for ticket in Ticket.objects.all():
        visitor.post(f"/so/{ticket.token}/")
    kept = AuditEntry.objects.filter(subject_kind="ticket").order_by("at", "pk")
    assert sorted(one.action for one in kept) == ["queue.ticket_given_back"] * 2 + ["queue.ticket_taken"] * 2
    assert {(one.actor_kind, one.actor_id, one.actor_name) for one in kept} == {("anonymous", None, "")}
    assert "pregnant" not in str([one.detail for one in kept])


def test_a_colleague_elsewhere_calls_nobody_here(scene: Scene) -> None:
    ticket = take()
    for stranger in (scene.other_reception, scene.officer, scene.citizen, ANONYMOUS):
        with pytest.raises(HallNotFound):
            api.miss(actor=stranger, ticket_id=ticket.id, at=later(1))
    assert Ticket.objects.get().state == TicketState.WAITING


def test_the_day_ends_for_whoever_was_not_served(scene: Scene) -> None:
    take()
    take(minute=1)
    call(scene.reception)
    assert api.close_day(at=later(9)) == 0
    assert api.close_day(at=later(days=1)) == 2
    assert {row.state for row in Ticket.objects.all()} == {TicketState.CLOSED}
    assert AuditEntry.objects.filter(action="queue.closed").count() == 2


def in_browser(actor: Actor | None = None) -> Client:
    client = Client()
    if actor:
        client.force_login(Account.objects.get(id=actor.id))
    return client


def test_the_pages_lead_from_kiosk_to_window(scene: Scene, nine_o_clock: None) -> None:
    clerk, visitor = in_browser(scene.reception), in_browser()
    desk = "/can-bo/goi-so/"
    nowhere = clerk.post(desk, {"act": "next"})
    assert (nowhere.status_code, 'href="#window"' in nowhere.content.decode()) == (422, True), "no window yet"
    clerk.post(desk, {"act": "sit", "window": "3", "groups": ["ho-tich", "khong-co"]})
    token = api.find_kiosk(actor=scene.reception)
    printed = visitor.post(f"/lay-so/may/{token}/", {"group": "ho-tich", "priority": "elderly"}).content.decode()
    assert "A001" in printed and "data:image/svg+xml" in printed and "Người cao tuổi" in printed
    assert visitor.post(f"/lay-so/may/{token}/", {"group": "x"}).status_code == 422
    assert visitor.get(f"/lay-so/may/{token}x/").status_code == 404
    ticket = Ticket.objects.get()
    assert clerk.post(desk, {"act": "next"}).status_code == 302
    assert visitor.get(f"/goi-so/{HALL}/bang/").json() == {
        "calls": [{"label": "A001", "window": 3, "count": 1}],
        "next": [],
    }
    assert "quầy 3" in visitor.get(f"/so/{ticket.token}/").content.decode()
    assert "/can-bo/tiep-nhan/" in clerk.get(desk).content.decode()
    assert clerk.post(desk, {"act": "next"}).status_code == 422, "one at a time"
    assert clerk.post(desk, {"act": "finish", "ticket": str(ticket.id)}).status_code == 302
    for bad in ({"act": "x"}, {"act": "finish"}, {"act": "finish", "ticket": "1"}):
        assert clerk.post(desk, bad).status_code == 404
    for window in ("", "0", "100", "1000", "ba", "٣" * 300):
        refused = clerk.post(desk, {"act": "sit", "window": window})
        assert (refused.status_code, 'href="#window"' in refused.content.decode()) == (422, True), window
    assert "Không có ai đang chờ" in clerk.post(desk, {"act": "next"}).content.decode()


def retire(code: str) -> None:
    """A pack that no longer names the group is applied during the day."""
    Group.objects.filter(code=code).update(retired_at=MORNING)


def test_who_waits_in_a_group_retired_meanwhile_is_called_at_every_window(scene: Scene) -> None:
    take("khac")
    take(minute=1)
    retire("khac")
    first = call(scene.reception, groups=("ho-tich",))
    assert first.label == "B001", "came first"
    finish(scene.reception, first)
    assert call(scene.reception, groups=("ho-tich",)).label == "A001"


def test_a_session_with_retired_groups_only_calls_for_all(scene: Scene, nine_o_clock: None) -> None:
    clerk, desk = in_browser(scene.reception), "/can-bo/goi-so/"
    clerk.post(desk, {"act": "sit", "window": "3", "groups": ["khac"]})
    retire("khac")
    take()
    assert clerk.post(desk, {"act": "next"}).status_code == 302
    assert Ticket.objects.get().state == TicketState.CALLED


def test_a_clerk_without_a_hall_is_told_so(scene: Scene) -> None:
    assert "chưa phát số" in in_browser(scene.other_reception).get("/can-bo/goi-so/").content.decode()


def test_a_machine_that_takes_numbers_is_stopped(scene: Scene, nine_o_clock: None) -> None:
    client = in_browser()
    answers = [client.post(f"/lay-so/{HALL}/", {"group": "ho-tich"}).status_code for _ in range(13)]
    assert answers == [302] * 12 + [429]
    assert Ticket.objects.count() == 12


def test_a_kiosk_that_is_pressed_too_often_finds_back_by_itself(
    scene: Scene, nine_o_clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "KIOSK_LIMIT", 1)
    client, page = in_browser(), f"/lay-so/may/{api.find_kiosk(actor=scene.reception)}/"
    client.post(page, {"group": "ho-tich"})
    refused = client.post(page, {"group": "ho-tich"})
    assert refused.status_code == 429
    assert "data-hl-reload" in refused.content.decode() and "thử lại" in refused.content.decode()


def test_kiosks_of_two_addresses_do_not_stop_each_other(
    scene: Scene, nine_o_clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "KIOSK_LIMIT", 1)
    page = f"/lay-so/may/{api.find_kiosk(actor=scene.reception)}/"
    places = ("192.0.2.1", "192.0.2.2") * 2
    answers = [in_browser().post(page, {"group": "ho-tich"}, REMOTE_ADDR=one).status_code for one in places]
    assert answers == [200, 200, 429, 429]


def test_the_head_of_the_desk_ends_the_address_of_the_kiosk(scene: Scene, nine_o_clock: None) -> None:
    former, visitor, button = api.find_kiosk(actor=scene.reception), in_browser(), {"act": "kiosk"}
    assert in_browser(scene.reception).post("/can-bo/goi-so/", button).status_code == 422
    assert visitor.get(f"/lay-so/may/{former}/").status_code == 200
    head = in_browser(scene.desk_head)
    assert 'value="kiosk"' in head.get("/can-bo/goi-so/").content.decode()
    assert head.post("/can-bo/goi-so/", button).status_code == 302
    assert visitor.post(f"/lay-so/may/{former}/", {"group": "ho-tich"}).status_code == 404
    assert visitor.get(f"/lay-so/may/{api.find_kiosk(actor=scene.reception)}/").status_code == 200


def test_a_zero_in_an_address_or_a_form_is_nobody_and_nothing(scene: Scene, nine_o_clock: None) -> None:
    visitor, kiosk = in_browser(), f"/lay-so/may/{api.find_kiosk(actor=scene.reception)}/"
    for page in ("/so/%00/", "/goi-so/%00/", "/lay-so/%00/", "/lay-so/may/%00/"):
        assert visitor.get(page).status_code == 404
    for page in (kiosk, f"/lay-so/{HALL}/"):
        assert visitor.post(page, {"group": "\0"}).status_code == 422


@pytest.mark.parametrize("page", ["/can-bo/goi-so/", f"/goi-so/{HALL}/", f"/lay-so/{HALL}/"])
def test_a_page_asks_as_often_for_many_as_for_few(scene: Scene, nine_o_clock: None, page: str) -> None:
    client = in_browser(scene.reception)
    client.get(page)
    counts = []
    for many in (1, 12):
        for minute in range(many):
            take(minute=minute)
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        counts.append(len([one for one in asked.captured_queries if "queue_" in one["sql"]]))
    assert 0 < counts[0] == counts[1]


def test_two_clerks_never_call_the_same_number(province: Scene, django_db_blocker: Any) -> None:
    """Both press at the same moment, again and again: every number is called once, none is lost."""
    clerks = [province.reception, province.desk_head]
    with django_db_blocker.unblock():
        taken = {take(minute=minute).label for minute in range(20)}
        called: list[str] = []
        with ThreadPoolExecutor(max_workers=len(clerks)) as pool:
            barrier = Barrier(len(clerks))

            def work(number: int) -> list[str]:
                barrier.wait()
                mine = []
                try:
                    while True:
                        ticket = call(clerks[number], window=number + 1)
                        finish(clerks[number], ticket)
                        mine.append(ticket.label)
                except NobodyWaits:
                    return mine
                finally:
                    connection.close()

            for labels in pool.map(work, range(len(clerks))):
                called += labels
        Ticket.objects.all().delete()
        Turn.objects.all().delete()
    assert sorted(called) == sorted(taken)


def test_each_turn_of_a_number_is_told_and_its_token_is_not(scene: Scene) -> None:
    mine, gone = take(minute=0), take(minute=1)
    call(scene.reception, groups=("ho-tich",), minute=12)
    api.transfer(actor=scene.reception, ticket_id=mine.id, group_code="khac", at=later(0.5))
    call(scene.reception, groups=("khac",), minute=40)
    api.call_again(actor=scene.reception, ticket_id=mine.id, window=1, at=later(0.7))
    api.finish(actor=scene.reception, ticket_id=mine.id, at=later(1))
    api.give_back(actor=scene.citizen, token=gone.token, at=later(1))
    call_missed(scene)
    told = [one.payload for one in OutboxMessage.objects.filter(name=TicketMoved.name).order_by("id")]
    assert [one["what"] for one in told if one["ticket_id"] == str(mine.id)] == [
        "taken",
        "called",
        "transferred",
        "called",
        "called_again",
        "done",
    ]
    assert {one["waited_seconds"] for one in told if one["ticket_id"] == str(mine.id)} == {None, 12 * 60}
    assert {one["what"] for one in told} >= {"given_back", "no_show"}
    assert mine.token not in str(told)


def call_missed(scene: Scene) -> None:
    """Somebody takes a number and does not come when it is called."""
    take(minute=61)
    missed = call(scene.reception, groups=("ho-tich",), minute=62)
    api.miss(actor=scene.reception, ticket_id=missed.id, at=later(1.1))


def test_nothing_on_the_kiosk_leads_away_and_its_language_is_of_one_person(scene: Scene, nine_o_clock: None) -> None:
    visitor, kiosk = in_browser(), f"/lay-so/may/{api.find_kiosk(actor=scene.reception)}/"
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    shown = visitor.get(kiosk).content.decode()
    assert 'href="/' not in shown.partition("<body")[2].replace('href="#', "")
    assert '<html lang="vi"' in shown
    assert 'href="?tieng=en"' in shown and f'data-hl-first="{kiosk}"' in shown
    english = visitor.get(f"{kiosk}?tieng=en")
    assert '<html lang="en"' in english.content.decode() and settings.LANGUAGE_COOKIE_NAME not in english.cookies
    assert '<html lang="en"' in visitor.post(f"{kiosk}?tieng=en", {"group": "x"}).content.decode()
    printed = visitor.post(f"{kiosk}?tieng=en", {"group": "ho-tich"}).content.decode()
    assert f'data-hl-kiosk="{kiosk}"' in printed, "the next person begins in Vietnamese"
    assert '<html lang="vi"' in visitor.get(f"{kiosk}?tieng=xx").content.decode()
