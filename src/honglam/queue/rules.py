"""Who is next, how long it takes, what a number looks like. Pure tables and functions."""

import math
from collections.abc import Sequence

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
