"""Who is next, how long it takes, what a number looks like. Pure tables and functions."""

import math
from collections.abc import Sequence, Set

from honglam.queue.contracts import TicketState, Wait

LEAST_MEASURED = 3
"""Services finished today from which their own average is believed."""
MOST_WINDOWS = 99

MOVES: dict[str, frozenset[TicketState]] = {
    "call_again": frozenset({TicketState.CALLED, TicketState.NO_SHOW}),
    "miss": frozenset({TicketState.CALLED}),
    "finish": frozenset({TicketState.CALLED}),
    "transfer": frozenset({TicketState.CALLED, TicketState.WAITING, TicketState.NO_SHOW}),
    "give_back": frozenset({TicketState.WAITING}),
}
"""For each act the states in which a number may be."""


def label_of(letter: str, number: int) -> str:
    """`A012`: spoken and read from afar."""
    return f"{letter}{number:03d}"


def ordinary_first(recent: Sequence[bool], most_in_row: int) -> bool:
    """Whether it is the turn of somebody without priority: the last `most_in_row` calls all had it."""
    return most_in_row > 0 and len(recent) >= most_in_row and all(recent[:most_in_row])


def groups_beside(group: int, calls: Set[tuple[int, int]]) -> frozenset[int] | None:
    """The groups whose people are called by the same windows as this one's, by `calls` (window, group) of late.

    None: no window has called this group, so that nobody knows which will, and everybody in the hall counts.
    """
    windows = {window for window, called in calls if called == group}
    return frozenset(called for window, called in calls if window in windows) if windows else None


def windows_beside(group: int, calls: Set[tuple[int, int]]) -> int:
    """How many windows share out the people of these groups."""
    beside = groups_beside(group, calls)
    return len({window for window, called in calls if beside is None or called in beside})


def expect(*, ahead: int, finished: int, mean_seconds: float | None, usual_minutes: int, windows: int) -> Wait:
    """How long somebody with `ahead` people before them waits: each takes the average of today, shared by windows.

    Until enough were served today the usual minutes stand in, and the answer says so. Nobody is promised less than a
    minute for somebody who is still being served.
    """
    measured = mean_seconds is not None and finished >= LEAST_MEASURED
    each = max(1.0, mean_seconds / 60) if measured and mean_seconds is not None else float(usual_minutes)
    return Wait(
        ahead=ahead,
        minutes=math.ceil(ahead * each / max(1, windows)),
        service_minutes=round(each),
        windows=windows,
        measured=measured,
    )
