"""Who is next, and how long it takes."""

import pytest

from honglam.queue.rules import Pace, expect, groups_beside, label_of, ordinary_first, pace, windows_beside


@pytest.mark.parametrize(("number", "label"), [(1, "A001"), (999, "A999"), (1000, "A1000")])
def test_a_label_can_be_read_from_afar(number: int, label: str) -> None:
    assert label_of("A", number) == label


@pytest.mark.parametrize(
    ("recent", "most", "turn"),
    [
        ([], 2, False),
        ([True], 2, False),
        ([True, True], 2, True),
        ([False, True, True], 2, False),
        ([True] * 9, 0, False),
    ],
)
def test_after_some_with_priority_somebody_in_turn_is_called(recent: list[bool], most: int, turn: bool) -> None:
    assert ordinary_first(recent, most) is turn


@pytest.mark.parametrize(
    ("ahead", "finished", "mean", "windows", "minutes", "measured"),
    [
        (0, 0, None, 0, 0, False),
        (4, 0, None, 0, 40, False),
        (4, 0, None, 2, 20, False),
        (4, 2, 300.0, 2, 20, False),
        (4, 3, 300.0, 2, 10, True),
        (3, 9, 300.0, 2, 8, True),
        (5, 9, 10.0, 1, 5, True),
    ],
)
def test_the_wait_is_measured_once_enough_were_served(
    ahead: int, finished: int, mean: float | None, windows: int, minutes: int, measured: bool
) -> None:
    own = pace(finished=finished, mean_seconds=mean, usual_minutes=10)
    wait = expect(own=own, ahead=[(ahead, own)], windows=windows)
    assert (wait.minutes, wait.measured, wait.ahead) == (minutes, measured, ahead)


def test_each_person_ahead_takes_as_long_as_their_own_group_takes() -> None:
    quick, slow = Pace(minutes=5.0, measured=True), Pace(minutes=40.0, measured=False)
    wait = expect(own=quick, ahead=[(3, quick), (1, slow)], windows=1)
    assert (wait.ahead, wait.minutes, wait.service_minutes, wait.measured) == (4, 55, 14, False)
    wait = expect(own=quick, ahead=[(3, quick), (0, slow)], windows=1)
    assert (wait.minutes, wait.service_minutes, wait.measured) == (15, 5, True)


def test_after_a_pause_the_windows_of_the_day_stand_in() -> None:
    day = {(1, 7), (1, 8), (2, 8)}
    assert (groups_beside(7, set(), day), windows_beside(7, set(), day)) == ({7, 8}, 2)
    assert (groups_beside(7, {(2, 8)}, day), windows_beside(7, {(2, 8)}, day)) == ({7, 8}, 2), (
        "only the other was called"
    )
    assert (groups_beside(7, {(3, 7)}, day), windows_beside(7, {(3, 7)}, day)) == ({7}, 1)


@pytest.mark.parametrize(
    ("calls", "beside", "windows"),
    [
        (set(), {7}, 0),
        ({(1, 8)}, {7}, 0),
        ({(1, 7)}, {7}, 1),
        ({(1, 7), (1, 8), (2, 9)}, {7, 8}, 1),
        ({(1, 7), (1, 8), (2, 8), (2, 9)}, {7, 8}, 2),
    ],
)
def test_who_is_called_beside_a_group_and_by_how_many_windows(
    calls: set[tuple[int, int]], beside: set[int], windows: int
) -> None:
    assert (groups_beside(7, calls), windows_beside(7, calls)) == (beside, windows)
