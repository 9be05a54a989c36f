"""Single cases that properties do not name: sessions that change, limits of the table, refusals, lights."""

from datetime import date, time, timedelta

import pytest

from honglam.worktime.contracts import (
    CalendarInvalid,
    ClockPolicy,
    CountFrom,
    DayKind,
    DayTwice,
    Duration,
    DurationNotUnderstood,
    HorizonMisplaced,
    Light,
    NoSessions,
    OutsideCalendar,
    Pause,
    PeriodReversed,
    PeriodsDisordered,
    Policy,
    Session,
    SessionPeriod,
    SessionsDisordered,
    SessionsNotEightHours,
    SpecialDay,
    SwapMisplaced,
    TimeLeft,
    Unit,
    UnitNotWorkingTime,
)
from honglam.worktime.rules.calendar import build_calendar
from honglam.worktime.rules.deadlines import add_months, due_at, moment_before, resume
from honglam.worktime.rules.lights import light, time_left
from honglam.worktime.rules.timeline import elapsed, is_working, next_working_moment
from tests.worktime.calendars import USUAL, WINTER, definition, province
from tests.worktime.oracle import local

CALENDAR = province()


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("2wd", 2, Unit.WORKING_DAY),
        ("36wh", 36, Unit.WORKING_HOUR),
        ("4h", 4, Unit.HOUR),
        ("10d", 10, Unit.DAY),
        ("3m", 3, Unit.MONTH),
        ("sd", 1, Unit.SAME_DAY),
        (" 15WD ", 15, Unit.WORKING_DAY),
    ],
)
def test_a_duration_is_read_and_written_back(text: str, amount: int, unit: Unit) -> None:
    duration = Duration.parse(text)
    assert duration == Duration(amount, unit)
    assert str(duration) == text.strip().lower()


@pytest.mark.parametrize(
    "text", ["", "wd", "0wd", "-1wd", "1.5wd", "2 wd", "2w", "2wdx", "12345d", "2sd", "ngày", "٣wd"]
)
def test_what_is_no_time_limit_is_refused_by_name(text: str) -> None:
    with pytest.raises(DurationNotUnderstood) as refusal:
        Duration.parse(text)
    assert refusal.value.params == {"text": text}


@pytest.mark.parametrize(("amount", "unit"), [(0, Unit.DAY), (2, Unit.SAME_DAY), (10_000, Unit.WORKING_DAY)])
def test_a_duration_cannot_be_built_from_nonsense(amount: int, unit: Unit) -> None:
    with pytest.raises(DurationNotUnderstood):
        Duration(amount, unit)


def test_seconds_do_not_count() -> None:
    start = local("2026-11-16 09:00") + timedelta(seconds=59, microseconds=5)
    for text in ("3wd", "4wh", "4h", "2d", "1m", "sd"):
        duration = Duration.parse(text)
        assert due_at(CALENDAR, start, duration) == due_at(CALENDAR, local("2026-11-16 09:00"), duration)


@pytest.mark.parametrize(
    ("start", "duration", "expected"),
    [
        pytest.param("2026-10-30 15:00", "1wd", "2026-11-02 15:00", id="two hours on Friday, six on the winter Monday"),
        pytest.param("2026-10-30 16:30", "4wh", "2026-11-02 11:00", id="the winter morning begins half an hour later"),
        pytest.param("2026-10-30 08:00", "9wh", "2026-11-02 09:30", id="the last summer day still closes as before"),
        pytest.param("2026-10-30 17:30", "30wh", "2026-11-05 15:00", id="received before the change, counted after it"),
        pytest.param("2027-03-01 06:00", "1wd", "2027-03-01 17:00", id="summer again"),
    ],
)
def test_a_change_of_sessions_in_the_middle_of_a_limit(start: str, duration: str, expected: str) -> None:
    changing = build_calendar(
        definition(
            periods=(
                SessionPeriod(valid_from=date(2025, 1, 1), valid_to=date(2026, 10, 31), sessions=USUAL),
                SessionPeriod(valid_from=date(2026, 11, 1), valid_to=date(2027, 2, 28), sessions=WINTER),
                SessionPeriod(valid_from=date(2027, 3, 1), sessions=USUAL),
            )
        )
    )
    assert due_at(changing, local(start), Duration.parse(duration)).at == local(expected)


@pytest.mark.parametrize(
    ("at", "working", "then"),
    [
        ("2026-11-16 06:59", False, "2026-11-16 07:00"),
        ("2026-11-16 07:00", True, "2026-11-16 07:00"),
        ("2026-11-16 11:29", True, "2026-11-16 11:29"),
        ("2026-11-16 11:30", False, "2026-11-16 13:30"),
        ("2026-11-16 17:00", False, "2026-11-17 07:00"),
        ("2026-11-21 09:00", False, "2026-11-23 07:00"),
        ("2026-08-22 09:00", True, "2026-08-22 09:00"),
        ("2026-02-14 09:00", False, "2026-02-23 07:00"),
    ],
)
def test_when_somebody_is_at_work(at: str, working: bool, then: str) -> None:
    assert is_working(CALENDAR, local(at)) is working
    assert next_working_moment(CALENDAR, local(at)) == local(then)


@pytest.mark.parametrize(
    ("start", "duration", "provisional"),
    [
        ("2026-12-30 09:00", "1wd", False),
        ("2026-12-31 09:00", "1wd", True),
        ("2026-12-31 09:00", "6wh", False),
        ("2026-12-01 09:00", "2m", True),
        ("2026-12-31 18:00", "4h", True),
        ("2026-12-31 08:00", "4h", False),
        ("2027-06-01 09:00", "sd", True),
    ],
)
def test_a_limit_that_reaches_unannounced_days_is_provisional(start: str, duration: str, provisional: bool) -> None:
    assert due_at(CALENDAR, local(start), Duration.parse(duration)).provisional is provisional


def test_an_unconfirmed_day_makes_the_limits_over_it_provisional() -> None:
    doubtful = SpecialDay(on=date(2026, 6, 3), kind=DayKind.HOLIDAY, name="Chưa công bố", provisional=True)
    calendar = build_calendar(definition(special_days=(doubtful,)))
    week = [due_at(calendar, local(f"2026-06-0{day} 09:00"), Duration.parse("1wd")) for day in (1, 2, 3, 4)]
    assert [due.provisional for due in week] == [False, True, True, False]


def test_the_restart_policy_counts_from_the_last_answer_in_every_unit() -> None:
    policy = Policy(clock=ClockPolicy.RESTART)
    stops = [
        Pause(local("2026-11-02 09:00"), local("2026-11-05 09:00")),
        Pause(local("2026-11-09 09:00"), local("2026-11-10 10:00")),
    ]
    for text in ("2wd", "5wh", "10d", "1m", "12h", "sd"):
        duration = Duration.parse(text)
        restarted = due_at(CALENDAR, local("2026-10-26 09:00"), duration, policy, stops)
        assert restarted == due_at(CALENDAR, local("2026-11-10 10:00"), duration, policy)


@pytest.mark.parametrize(
    ("duration", "expected"),
    [
        pytest.param("10d", "2026-11-16 17:00", id="three dates more, the last one on Sunday, so Monday"),
        pytest.param("1m", "2026-12-07 17:00", id="2 December and three dates is Saturday, so Monday"),
        pytest.param("48h", "2026-11-07 09:00", id="three times twenty-four hours"),
        pytest.param("sd", "2026-11-05 17:00", id="what was left of the day stays"),
    ],
)
def test_a_pause_of_three_days_from_monday_to_thursday(duration: str, expected: str) -> None:
    pause = Pause(local("2026-11-02 09:00"), local("2026-11-05 09:00"))
    assert due_at(CALENDAR, local("2026-11-02 09:00"), Duration.parse(duration), pauses=[pause]).at == local(expected)


@pytest.mark.parametrize(
    ("due", "unit", "expected"),
    [
        pytest.param("2026-11-16 17:00", Unit.DAY, "2026-11-19 17:00", id="three dates"),
        pytest.param("2026-11-18 17:00", Unit.DAY, "2026-11-23 17:00", id="three dates, Saturday, Monday"),
        pytest.param("2026-11-16 22:00", Unit.HOUR, "2026-11-19 22:00", id="seventy-two hours"),
        pytest.param("2026-11-13 17:00", Unit.SAME_DAY, "2026-11-18 17:00", id="three working days"),
    ],
)
def test_resuming_by_unit(due: str, unit: Unit, expected: str) -> None:
    pause = (local("2026-11-09 09:00"), local("2026-11-12 09:00"))
    assert resume(CALENDAR, local(due), *pause, unit).at == local(expected)


@pytest.mark.parametrize(
    ("until", "received", "expected"),
    [
        (time(15, 0), "2026-11-16 15:00", "2026-11-16 17:00"),
        (time(15, 0), "2026-11-16 15:01", "2026-11-17 17:00"),
        (time(11, 0), "2026-11-16 11:01", "2026-11-17 17:00"),
        (time(15, 0), "2026-11-23 16:00", "2026-11-25 17:00"),
        (time(15, 0), "2026-11-20 17:00", "2026-11-23 17:00"),
    ],
)
def test_the_same_day_ends_at_the_cut_off_of_the_policy(until: time, received: str, expected: str) -> None:
    assert due_at(CALENDAR, local(received), Duration.parse("sd"), Policy(same_day_until=until)).at == local(expected)


def test_counting_from_the_next_day_changes_working_days_only() -> None:
    policy = Policy(count_from=CountFrom.NEXT_DAY)
    start = local("2026-11-16 09:00")
    assert due_at(CALENDAR, start, Duration.parse("3wd"), policy).at == local("2026-11-19 17:00")
    for text in ("24wh", "10d", "1m", "4h", "sd"):
        assert due_at(CALENDAR, start, Duration.parse(text), policy) == due_at(CALENDAR, start, Duration.parse(text))


@pytest.mark.parametrize(
    ("duration", "stop", "expected"),
    [
        pytest.param("3wd", ("2026-11-16 10:00", "2026-11-16 16:00"), "2026-11-19 17:00", id="before the limit began"),
        pytest.param("3wd", ("2026-11-16 16:00", "2026-11-17 09:00"), "2026-11-20 09:00", id="two hours of it"),
        pytest.param("3wd", ("2026-11-17 09:00", "2026-11-17 11:00"), "2026-11-20 09:00", id="after the limit began"),
        pytest.param("sd", ("2026-11-16 16:00", "2026-11-16 16:30"), "2026-11-17 17:00", id="on the day before"),
        pytest.param("sd", ("2026-11-16 16:00", "2026-11-17 08:00"), "2026-11-18 08:00", id="an hour of the day"),
    ],
)
def test_a_pause_on_the_day_that_does_not_count_adds_nothing(
    duration: str, stop: tuple[str, str], expected: str
) -> None:
    """Received at nine, or after the cut-off of the same day."""
    start = local("2026-11-16 09:00" if duration == "3wd" else "2026-11-16 15:30")
    pause = Pause(local(stop[0]), local(stop[1]))
    policy = Policy(count_from=CountFrom.NEXT_DAY)
    assert due_at(CALENDAR, start, Duration.parse(duration), policy, [pause]).at == local(expected)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), 24, date(2028, 3, 31)),
    ],
)
def test_months_keep_the_day_number_or_take_the_last_day(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_when_to_warn_one_working_day_ahead() -> None:
    one_day = Duration.parse("1wd")
    assert moment_before(CALENDAR, local("2026-11-25 16:30"), one_day) == local("2026-11-23 16:30")
    assert moment_before(CALENDAR, local("2026-11-16 17:00"), one_day) == local("2026-11-16 07:00")
    with pytest.raises(UnitNotWorkingTime):
        moment_before(CALENDAR, local("2026-11-25 16:30"), Duration.parse("1d"))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param("2026-11-02 07:00", Light.GREEN, id="just received"),
        pytest.param("2026-11-05 16:59", Light.GREEN, id="more than one working day left"),
        pytest.param("2026-11-06 07:00", Light.YELLOW, id="exactly one working day left"),
        pytest.param("2026-11-06 17:00", Light.YELLOW, id="the due minute itself"),
        pytest.param("2026-11-06 17:01", Light.RED, id="one minute late"),
    ],
)
def test_the_light_of_a_limit_of_five_days(now: str, expected: Light) -> None:
    due = due_at(CALENDAR, local("2026-11-02 07:00"), Duration.parse("5wd")).at
    assert light(CALENDAR, local("2026-11-02 07:00"), due, local(now)) is expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [("08:59", Light.GREEN), ("09:00", Light.YELLOW), ("11:00", Light.YELLOW), ("11:01", Light.RED)],
)
def test_the_light_of_a_limit_of_four_hours(now: str, expected: Light) -> None:
    due = due_at(CALENDAR, local("2026-11-02 07:00"), Duration.parse("4wh")).at
    assert light(CALENDAR, local("2026-11-02 07:00"), due, local(f"2026-11-02 {now}")) is expected


def test_time_left_is_counted_in_working_minutes_on_both_sides_of_the_due_time() -> None:
    due = local("2026-11-20 16:30")
    assert time_left(CALENDAR, local("2026-11-20 10:00"), due) == TimeLeft(270, overdue=False)
    assert time_left(CALENDAR, local("2026-11-23 08:00"), due) == TimeLeft(-90, overdue=True)
    assert time_left(CALENDAR, local("2026-11-20 16:30") + timedelta(seconds=59), due) == TimeLeft(0, overdue=False)


@pytest.mark.parametrize("start", ["2024-12-31 23:59", "2040-01-01 00:00"])
@pytest.mark.parametrize("duration", ["1wd", "1wh", "1h", "1d", "1m", "sd"])
def test_beyond_the_table_there_is_no_answer(start: str, duration: str) -> None:
    with pytest.raises(OutsideCalendar) as refusal:
        due_at(CALENDAR, local(start), Duration.parse(duration))
    assert refusal.value.params["first"] == date(2025, 1, 1)


@pytest.mark.parametrize("duration", ["9999wd", "9999d", "9999m"])
def test_a_limit_that_leaves_the_table_has_no_answer(duration: str) -> None:
    with pytest.raises(OutsideCalendar):
        due_at(CALENDAR, local("2026-11-16 09:00"), Duration.parse(duration))
    with pytest.raises(OutsideCalendar):
        moment_before(CALENDAR, local("2025-01-03 09:00"), Duration.parse("9wd"))


def test_time_does_not_run_backwards() -> None:
    later, earlier = local("2026-11-17 09:00"), local("2026-11-16 09:00")
    with pytest.raises(PeriodReversed):
        elapsed(CALENDAR, later, earlier)
    with pytest.raises(PeriodReversed):
        resume(CALENDAR, later, later, earlier)
    with pytest.raises(PeriodReversed):
        due_at(CALENDAR, earlier, Duration.parse("1wd"), pauses=[Pause(later, earlier)])


def test_a_moment_without_a_zone_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError):
        due_at(CALENDAR, local("2026-11-16 09:00").replace(tzinfo=None), Duration.parse("1wd"))


HALF = Session(time(7, 0), time(11, 0))


def period(*sessions: Session, start: date = date(2025, 1, 1), end: date | None = None) -> SessionPeriod:
    return SessionPeriod(valid_from=start, valid_to=end, sessions=sessions)


@pytest.mark.parametrize(
    ("periods", "refusal"),
    [
        pytest.param((), NoSessions, id="no period"),
        pytest.param((period(HALF),), SessionsNotEightHours, id="four hours"),
        pytest.param((period(USUAL[1], USUAL[0]),), SessionsDisordered, id="afternoon first"),
        pytest.param((period(HALF, Session(time(10, 0), time(14, 0))),), SessionsDisordered, id="overlap"),
        pytest.param((period(Session(time(15, 0), time(7, 0))),), SessionsDisordered, id="backwards"),
        pytest.param((period(*USUAL, end=date(2024, 12, 1)),), PeriodsDisordered, id="ends before it begins"),
        pytest.param(
            (period(*USUAL, end=date(2025, 6, 30)), period(*USUAL, start=date(2025, 7, 2))),
            PeriodsDisordered,
            id="a day without sessions between two periods",
        ),
        pytest.param(
            (period(*USUAL), period(*USUAL, start=date(2025, 7, 2))), PeriodsDisordered, id="two open periods"
        ),
    ],
)
def test_sessions_that_would_count_wrongly_are_refused(
    periods: tuple[SessionPeriod, ...], refusal: type[CalendarInvalid]
) -> None:
    with pytest.raises(refusal):
        build_calendar(definition(periods=periods))


@pytest.mark.parametrize("horizon", ["1990-12-31", "2013-12-31", "2201-01-01", "9999-12-31"])
def test_a_horizon_with_which_nothing_could_be_counted_is_refused(horizon: str) -> None:
    announced = date.fromisoformat(horizon)
    with pytest.raises(HorizonMisplaced) as caught:
        build_calendar(definition(announced_through=announced))
    assert caught.value.params == {"on": announced, "first": date(2025, 1, 1)}


@pytest.mark.parametrize("horizon", ["2014-01-01", "2026-12-31", "2200-12-31"])
def test_any_other_horizon_reaches_at_least_a_year_of_the_hours(horizon: str) -> None:
    calendar = build_calendar(definition(announced_through=date.fromisoformat(horizon)))
    assert due_at(calendar, local("2026-06-01 09:00"), Duration.parse("1m")).at == local("2026-07-01 17:00")


@pytest.mark.parametrize(
    ("days", "refusal"),
    [
        ([("2026-11-24", DayKind.HOLIDAY), ("2026-11-24", DayKind.SWAP_OFF)], DayTwice),
        ([("2026-11-25", DayKind.SWAP_WORK)], SwapMisplaced),
        ([("2026-11-28", DayKind.SWAP_OFF)], SwapMisplaced),
    ],
)
def test_days_that_contradict_are_refused(days: list[tuple[str, DayKind]], refusal: type[CalendarInvalid]) -> None:
    special = tuple(SpecialDay(on=date.fromisoformat(on), kind=kind, name="x") for on, kind in days)
    with pytest.raises(refusal) as caught:
        build_calendar(definition(special_days=special))
    assert caught.value.params["on"] == date.fromisoformat(days[-1][0])
