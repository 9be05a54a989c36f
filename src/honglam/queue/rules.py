"""Who is next, how long it takes, what a number looks like. Pure tables and functions."""

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass

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


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How long one service of a group takes. `measured`: by what was finished today, else the pack's usual minutes."""

    minutes: float
    measured: bool


def pace(*, finished: int, mean_seconds: float | None, usual_minutes: int) -> Pace:
    """The average of today once enough were served; nobody is promised less than a minute for somebody being served."""
    if mean_seconds is None or finished < LEAST_MEASURED:
        return Pace(minutes=float(usual_minutes), measured=False)
    return Pace(minutes=max(1.0, mean_seconds / 60), measured=True)


def groups_beside(group: int, *calls: Set[tuple[int, int]]) -> frozenset[int]:
    """The groups whose people are called by the same windows as this one's, itself among them.

    `calls`: pairs of window and group, those of late first, those of the whole day after them: after a pause the
    windows of before it are the likeliest. While no window has called this group, nobody knows who else it will call.
    """
    known = _known(group, calls)
    windows = {window for window, called in known if called == group}
    return frozenset(called for window, called in known if window in windows) | {group}


def windows_beside(group: int, *calls: Set[tuple[int, int]]) -> int:
    """How many windows share out the people of these groups; 0 while nobody knows."""
    beside = groups_beside(group, *calls)
    return len({window for window, called in _known(group, calls) if called in beside})


def expect(*, own: Pace, ahead: Sequence[tuple[int, Pace]], windows: int) -> Wait:
    """How long somebody waits with so many people of each pace before them, shared out by windows.

    Where one pace among them is not measured, the answer says so.
    """
    before = [(people, one) for people, one in ahead if people]
    people, minutes = sum(many for many, _ in before), sum(many * one.minutes for many, one in before)
    return Wait(
        ahead=people,
        minutes=math.ceil(minutes / max(1, windows)),
        service_minutes=round(minutes / people if people else own.minutes),
        windows=windows,
        measured=all(one.measured for _, one in before) if before else own.measured,
    )


def _known(group: int, calls: Sequence[Set[tuple[int, int]]]) -> Set[tuple[int, int]]:
    """The first of these in which somebody has called this group."""
    return next((pairs for pairs in calls if any(called == group for _, called in pairs)), frozenset())
