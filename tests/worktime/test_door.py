"""The door: on the calendar of the database, cached, told when it changes."""

from datetime import UTC, date, datetime, time

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django.fixtures import DjangoAssertNumQueries

from honglam.kernel import events
from honglam.kernel.models import AuditEntry, OutboxMessage
from honglam.kernel.relay import drain
from honglam.kernel.values import SYSTEM, Actor, ActorKind
from honglam.worktime import api, models, queries
from honglam.worktime.contracts import (
    CalendarChanged,
    CalendarEdit,
    CalendarNotFound,
    DayKind,
    DueRequest,
    Duration,
    Light,
    Pause,
    Session,
    SessionPeriod,
    SessionsNotEightHours,
    SpecialDay,
    Unit,
)
from tests.worktime.calendars import USUAL, WINTER, definition
from tests.worktime.oracle import local

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TWO_DAYS = Duration.parse("2wd")


@pytest.fixture(autouse=True)
def province() -> None:
    """The province's calendar in the database."""
    usual = definition()
    edit = CalendarEdit(
        name=usual.name,
        announced_through=usual.announced_through,
        periods=usual.periods,
        special_days=usual.special_days,
    )
    api.change_calendar(actor=SYSTEM, code="province", edit=edit, at=AT)
    drain()


def day(on: date, kind: DayKind = DayKind.HOLIDAY) -> CalendarEdit:
    return CalendarEdit(special_days=(SpecialDay(on=on, kind=kind, name="Nghỉ đột xuất"),))


def test_the_calendar_comes_back_as_it_was_written() -> None:
    stored = api.get_calendar()
    wanted = definition()
    assert (stored.name, stored.periods) == (wanted.name, wanted.periods)
    assert stored.announced_through == wanted.announced_through
    assert set(stored.special_days) == set(wanted.special_days)


def test_the_door_answers_what_the_rules_answer() -> None:
    start, due = local("2026-11-20 16:30"), local("2026-11-25 16:30")
    pause = Pause(local("2026-11-23 08:00"), local("2026-11-23 09:00"))
    assert api.due_at(start=start, duration=TWO_DAYS).at == due
    assert api.due_many(requests=[DueRequest(start, TWO_DAYS)] * 2) == [api.due_at(start=start, duration=TWO_DAYS)] * 2
    assert api.resume(due=due, paused_from=pause.start, paused_to=pause.end).at == local("2026-11-26 07:30")
    by_hours = api.resume(due=due, paused_from=pause.start, paused_to=pause.end, unit=Unit.HOUR)
    assert by_hours.at == local("2026-11-25 17:30")
    assert api.elapsed(start=start, end=due, pauses=[pause]).minutes == 900
    assert api.elapsed(start=start, end=due).days == 2.0
    assert not api.is_working(at=local("2026-11-24 10:00"))
    moments = [local("2026-11-24 10:00"), local("2026-11-25 10:00"), local("2026-11-25 12:00")]
    assert api.are_working(moments=moments) == [api.is_working(at=at) for at in moments] == [False, True, False]
    assert api.next_working_moment(at=local("2026-11-24 10:00")) == local("2026-11-25 07:00")
    assert api.moment_before(due=due, duration=Duration.parse("1wd")) == local("2026-11-23 16:30")
    assert api.time_left(now=start, due=due).minutes == 960
    assert api.light(start=start, due=due, now=start) is Light.GREEN
    assert api.list_lights(limits=[(start, due)], now=start) == [(api.time_left(now=start, due=due), Light.GREEN)]


def test_a_calendar_that_nobody_applied_is_named_in_the_refusal() -> None:
    with pytest.raises(CalendarNotFound) as refusal:
        api.due_at(start=AT, duration=TWO_DAYS, calendar="nowhere")
    assert refusal.value.params == {"calendar": "nowhere"}


def test_an_unchanged_calendar_costs_one_small_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    api.due_at(start=AT, duration=TWO_DAYS)
    with django_assert_num_queries(1):
        api.due_many(requests=[DueRequest(AT, TWO_DAYS)] * 500)


def test_within_a_second_the_calendar_is_not_even_asked_for(
    settings: object, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.CALENDAR_RECHECK_SECONDS = 60  # type: ignore[attr-defined]
    api.due_at(start=AT, duration=TWO_DAYS)
    with django_assert_num_queries(0):
        api.due_at(start=AT, duration=TWO_DAYS)
    queries._ready.clear()


def test_a_new_day_off_counts_at_once() -> None:
    start = local("2026-11-20 16:30")
    assert api.due_at(start=start, duration=TWO_DAYS).at == local("2026-11-25 16:30")
    api.change_calendar(actor=SYSTEM, code="province", edit=day(date(2026, 11, 23)), at=AT)
    assert api.due_at(start=start, duration=TWO_DAYS).at == local("2026-11-26 16:30")
    api.change_calendar(actor=SYSTEM, code="province", edit=CalendarEdit(drop_days=(date(2026, 11, 23),)), at=AT)
    assert api.due_at(start=start, duration=TWO_DAYS).at == local("2026-11-25 16:30")


def test_a_change_that_was_rolled_back_is_forgotten() -> None:
    start = local("2026-11-20 16:30")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        api.change_calendar(actor=SYSTEM, code="province", edit=day(date(2026, 11, 23)), at=AT)
        assert api.due_at(start=start, duration=TWO_DAYS).at == local("2026-11-26 16:30")
        raise ZeroDivisionError
    assert api.due_at(start=start, duration=TWO_DAYS).at == local("2026-11-25 16:30")


def test_a_replaced_statement_stays_readable() -> None:
    api.change_calendar(actor=SYSTEM, code="province", edit=day(date(2026, 11, 24), DayKind.SWAP_OFF), at=AT)
    kept = models.SpecialDay.objects.filter(date=date(2026, 11, 24)).order_by("id")
    assert [(row.kind, row.retired_at) for row in kept] == [("holiday", AT), ("swap_off", None)]


def test_new_sessions_follow_the_old_ones() -> None:
    edit = CalendarEdit(
        periods=(
            SessionPeriod(valid_from=date(2025, 1, 1), valid_to=date(2026, 11, 30), sessions=USUAL),
            SessionPeriod(valid_from=date(2026, 12, 1), sessions=WINTER),
        )
    )
    changed = api.change_calendar(actor=SYSTEM, code="province", edit=edit, at=AT)
    assert [period.valid_from for period in changed.periods] == [date(2025, 1, 1), date(2026, 12, 1)]
    assert api.due_at(start=local("2026-12-01 06:00"), duration=Duration.parse("1wh")).at == local("2026-12-01 08:30")


def test_a_calendar_that_could_not_count_is_refused_and_nothing_changes() -> None:
    before = api.get_calendar()
    short = SessionPeriod(valid_from=date(2025, 1, 1), sessions=(Session(time(8), time(12)),))
    with pytest.raises(SessionsNotEightHours):
        api.change_calendar(actor=SYSTEM, code="province", edit=CalendarEdit(periods=(short,)), at=AT)
    assert api.get_calendar() == before


def test_the_database_refuses_two_sets_of_sessions_on_one_date() -> None:
    row = models.CalendarVersion.objects.get()
    with pytest.raises(IntegrityError, match="worktime_one_set_of_sessions"), transaction.atomic():
        models.CalendarVersion.objects.create(calendar=row.calendar, valid_from=date(2026, 1, 1), sessions=[])
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_change_is_told_twice_and_names_the_first_day() -> None:
    heard: list[CalendarChanged] = []
    events.subscribe(CalendarChanged, name="test.worktime_heard")(lambda event, **_: heard.append(event))
    try:
        api.change_calendar(actor=SYSTEM, code="province", edit=day(date(2026, 12, 24)), at=AT)
        later = OutboxMessage.objects.get(kind="job")
        assert later.not_before is not None
        assert (later.not_before - AT).total_seconds() == 60
        drain(include_future=True)
    finally:
        events._subscribers.pop("test.worktime_heard")
        events._by_event[CalendarChanged.name] = [
            one for one in events.subscribers_of(CalendarChanged.name) if one.name != "test.worktime_heard"
        ]
    assert [(event.first_day, event.repeated) for event in heard] == [
        (date(2026, 12, 24), False),
        (date(2026, 12, 24), True),
    ]
    assert {event.revision for event in heard} == {queries.revision_of(code="province")}


def test_a_moved_horizon_concerns_what_lies_behind_the_nearer_one() -> None:
    edit = CalendarEdit(announced_through=date(2027, 12, 31))
    api.change_calendar(actor=SYSTEM, code="province", edit=edit, at=AT)
    told = OutboxMessage.objects.get(kind="event", name=CalendarChanged.name)
    assert told.payload["first_day"] == "2026-12-31"
    assert not api.due_at(start=local("2027-03-01 09:00"), duration=TWO_DAYS).provisional


def test_a_change_of_nothing_but_the_name_recomputes_nothing() -> None:
    api.change_calendar(actor=SYSTEM, code="province", edit=CalendarEdit(name="Lịch mới"), at=AT)
    assert api.get_calendar().name == "Lịch mới"
    assert not OutboxMessage.objects.exists()


def test_a_change_leaves_an_audit_row() -> None:
    api.change_calendar(actor=SYSTEM, code="province", edit=day(date(2026, 12, 24)), at=AT)
    entry = AuditEntry.objects.filter(subject_kind="calendar").order_by("-seq").first()
    assert entry is not None
    assert entry.detail["days"] == [["2026-12-24", "holiday", False]]


@pytest.mark.parametrize("roles", [frozenset[str](), frozenset({"approver"})])
def test_only_an_administrator_changes_a_calendar(roles: frozenset[str]) -> None:
    stranger = Actor(kind=ActorKind.PERSON, name="Nguyễn Văn A", post_id=1, roles=roles)
    with pytest.raises(CalendarNotFound):
        api.change_calendar(actor=stranger, code="province", edit=day(date(2026, 12, 24)), at=AT)
    keeper = Actor(kind=ActorKind.PERSON, name="Trần Thị B", post_id=2, roles=frozenset({"administrator"}))
    api.change_calendar(actor=keeper, code="province", edit=day(date(2026, 12, 24)), at=AT)
