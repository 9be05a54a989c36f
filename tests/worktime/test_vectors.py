"""The vectors of the domain reference, §11, one by one."""

import pytest

from honglam.worktime.contracts import ClockPolicy, Due, Duration, Pause, Policy
from honglam.worktime.rules.deadlines import due_at, resume
from tests.worktime.calendars import province
from tests.worktime.oracle import local

CALENDAR = province()


@pytest.mark.parametrize(
    ("start", "duration", "expected"),
    [
        pytest.param("2026-11-16 09:00", "3wd", "2026-11-19 09:00", id="1: three working days are 24 hours"),
        pytest.param("2026-11-16 09:00", "24wh", "2026-11-19 09:00", id="1: and 24 working hours are the same"),
        pytest.param("2026-11-20 16:30", "2wd", "2026-11-25 16:30", id="2: over the weekend and 24 November"),
        pytest.param("2026-08-22 08:00", "1wd", "2026-08-24 08:00", id="3: received on a swapped Saturday"),
        pytest.param("2026-08-28 15:00", "2wd", "2026-09-04 15:00", id="4: over the five days of National Day"),
        pytest.param("2026-02-13 10:00", "1wd", "2026-02-23 10:00", id="5: over Tết"),
        pytest.param(
            "2026-11-14 20:00", "1wd", "2026-11-16 17:00", id="6: ends with the day, not with the next morning"
        ),
    ],
)
def test_due_times_of_the_domain_reference(start: str, duration: str, expected: str) -> None:
    assert due_at(CALENDAR, local(start), Duration.parse(duration)) == Due(local(expected), provisional=False)


def test_vector_7_a_pause_moves_the_due_time_by_the_working_time_it_lasted() -> None:
    paused = Pause(local("2026-11-17 09:00"), local("2026-11-20 09:00"))
    expected = local("2026-11-25 09:00")
    assert resume(CALENDAR, local("2026-11-19 09:00"), *paused).at == expected
    assert due_at(CALENDAR, local("2026-11-16 09:00"), Duration.parse("3wd"), pauses=[paused]).at == expected


def test_vector_8_under_the_restart_policy_the_whole_limit_runs_again() -> None:
    paused = Pause(local("2026-11-17 09:00"), local("2026-11-20 09:00"))
    policy = Policy(clock=ClockPolicy.RESTART)
    due = due_at(CALENDAR, local("2026-11-16 09:00"), Duration.parse("3wd"), policy, [paused])
    assert due.at == local("2026-11-26 09:00")
