"""What must hold for every start, limit and pause."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from honglam.worktime.contracts import ClockPolicy, CountFrom, DueRequest, Duration, Pause, Policy, Unit
from honglam.worktime.rules.deadlines import due_at, due_many, moment_before, resume
from honglam.worktime.rules.timeline import elapsed, is_working, next_working_moment
from tests.worktime import oracle
from tests.worktime.calendars import province

CALENDAR = province()
MINUTE = timedelta(minutes=1)
NEXT_DAY = Policy(count_from=CountFrom.NEXT_DAY)

starts = st.datetimes(datetime(2025, 1, 2), datetime(2026, 10, 31), timezones=st.just(UTC))  # noqa: DTZ001
pause_lengths = st.integers(0, 20_000).map(lambda minutes: timedelta(minutes=minutes))
working_durations = st.one_of(
    st.builds(Duration, st.integers(1, 30), st.just(Unit.WORKING_DAY)),
    st.builds(Duration, st.integers(1, 100), st.just(Unit.WORKING_HOUR)),
)
durations = st.one_of(
    working_durations,
    st.builds(Duration, st.integers(1, 60), st.just(Unit.DAY)),
    st.builds(Duration, st.integers(1, 4), st.just(Unit.MONTH)),
    st.builds(Duration, st.integers(1, 200), st.just(Unit.HOUR)),
    st.just(Duration.parse("sd")),
)
policies = st.builds(Policy, count_from=st.sampled_from(CountFrom), clock=st.sampled_from(ClockPolicy))
pauses = st.lists(st.builds(lambda start, length: Pause(start, start + length), starts, pause_lengths), max_size=2)


@settings(max_examples=150, deadline=None)
@given(starts, durations, policies)
def test_the_walking_oracle_agrees(start: datetime, duration: Duration, policy: Policy) -> None:
    walked = oracle.due(start, duration.amount, duration.unit.value, policy.count_from.value)
    assert due_at(CALENDAR, start, duration, policy).at == walked


@settings(max_examples=60, deadline=None)
@given(starts, st.integers(0, 15_000))
def test_the_walking_oracle_agrees_on_elapsed_time(start: datetime, length: int) -> None:
    start = start.replace(second=0, microsecond=0)
    end = start + timedelta(minutes=length)
    assert elapsed(CALENDAR, start, end) == oracle.worked(start, end)


@given(starts, st.timedeltas(timedelta(0), timedelta(days=20)), durations, policies)
def test_whoever_comes_later_is_never_due_earlier(
    start: datetime, later: timedelta, duration: Duration, policy: Policy
) -> None:
    assert due_at(CALENDAR, start, duration, policy).at <= due_at(CALENDAR, start + later, duration, policy).at


@given(starts, durations.filter(lambda duration: duration.unit is not Unit.HOUR), policies)
def test_it_is_due_while_somebody_is_at_work(start: datetime, duration: Duration, policy: Policy) -> None:
    due = due_at(CALENDAR, start, duration, policy).at
    assert is_working(CALENDAR, due - MINUTE), "the minute that ends at the due time is worked"
    assert due > start


@given(starts, working_durations)
def test_as_much_is_worked_until_the_due_time_as_the_limit_says(start: datetime, duration: Duration) -> None:
    due = due_at(CALENDAR, start, duration).at
    assert elapsed(CALENDAR, start, due) == duration.working_minutes


@given(starts, working_durations)
def test_counting_back_from_the_due_time_finds_the_moment_of_receipt(start: datetime, duration: Duration) -> None:
    start = start.replace(second=0, microsecond=0)
    due = due_at(CALENDAR, start, duration).at
    assert moment_before(CALENDAR, due, duration) == next_working_moment(CALENDAR, start)


@given(starts, durations, starts)
def test_a_pause_without_length_changes_nothing(start: datetime, duration: Duration, stopped: datetime) -> None:
    due = due_at(CALENDAR, start, duration).at
    assert resume(CALENDAR, due, stopped, stopped, duration.unit).at == due


@given(starts, working_durations, st.timedeltas(timedelta(0), timedelta(days=9)), pause_lengths)
def test_resuming_and_counting_from_the_start_agree(
    start: datetime, duration: Duration, after: timedelta, length: timedelta
) -> None:
    pause = Pause(start + after, start + after + length)
    resumed = resume(CALENDAR, due_at(CALENDAR, start, duration).at, *pause)
    assert due_at(CALENDAR, start, duration, pauses=[pause]).at == resumed.at


@given(starts, working_durations, st.timedeltas(timedelta(0), timedelta(days=9)), pause_lengths)
def test_paused_time_does_not_count_as_elapsed(
    start: datetime, duration: Duration, after: timedelta, length: timedelta
) -> None:
    undisturbed = due_at(CALENDAR, start, duration).at
    pause = Pause(min(start + after, undisturbed), min(start + after, undisturbed) + length)
    due = due_at(CALENDAR, start, duration, pauses=[pause]).at
    assert elapsed(CALENDAR, start, due, [pause]) == duration.working_minutes


@given(starts, durations, st.timedeltas(timedelta(0), timedelta(days=9)), pause_lengths, pause_lengths)
def test_waiting_for_two_things_at_once_counts_once(
    start: datetime, duration: Duration, after: timedelta, first: timedelta, second: timedelta
) -> None:
    begun = start + after
    overlapping = [Pause(begun, begun + first), Pause(begun, begun + second)]
    longest = [Pause(begun, begun + max(first, second))]
    once = due_at(CALENDAR, start, duration, pauses=longest)
    assert due_at(CALENDAR, start, duration, pauses=overlapping) == once


@given(starts)
def test_the_next_working_moment_is_worked_and_nothing_before_it_is(start: datetime) -> None:
    moment = next_working_moment(CALENDAR, start)
    assert is_working(CALENDAR, moment)
    assert elapsed(CALENDAR, start, moment) == 0
    assert next_working_moment(CALENDAR, moment) == moment


@given(st.lists(st.builds(DueRequest, starts, durations, st.none() | policies, pauses), max_size=20))
def test_many_at_once_are_the_same_as_one_by_one(requests: list[DueRequest]) -> None:
    assert due_many(CALENDAR, requests) == [due_at(CALENDAR, *request) for request in requests]


@given(starts, st.lists(st.tuples(pause_lengths, pause_lengths), max_size=4), durations)
def test_more_waiting_is_never_due_earlier(
    start: datetime, stops: list[tuple[timedelta, timedelta]], duration: Duration
) -> None:
    waited: list[Pause] = []
    due = due_at(CALENDAR, start, duration).at
    for after, length in stops:
        waited.append(Pause(start + after, start + after + length))
        longer = due_at(CALENDAR, start, duration, pauses=waited).at
        assert longer >= due
        due = longer


@settings(max_examples=60, deadline=None)
@given(starts, st.integers(1, 5), st.integers(0, 3_000).map(lambda minutes: minutes * MINUTE), pause_lengths)
def test_a_limit_from_the_next_day_loses_nothing_to_a_pause_before_it_begins(
    start: datetime, days: int, after: timedelta, length: timedelta
) -> None:
    """Walked minute by minute: the whole day of receipt does not count, neither as time nor as a pause."""
    start = start.replace(second=0, microsecond=0)
    limit = Duration(days, Unit.WORKING_DAY)
    # Before the last minute: what stops at the appointment itself stops nothing any more.
    stopped = min(start + after, due_at(CALENDAR, start, limit, NEXT_DAY).at - timedelta(minutes=1))
    pause = Pause(stopped, stopped + length)
    due = due_at(CALENDAR, start, limit, NEXT_DAY, [pause]).at
    begins = oracle.close_of(oracle.received(start).date()).replace(tzinfo=oracle.VIETNAM)
    assert due == oracle.count_around(begins, days * 8 * 60, *pause)
