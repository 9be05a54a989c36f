"""Where a parcel may go from where it is, and what a report moves.

Source: QĐ 45/2016/QĐ-TTg (three services: dossiers in, results out, both). Reports come from the post's own software
late, twice and in the wrong order; what is newest where it happened counts, and a delivery cannot be undone.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from honglam.postal.contracts import Direction, ParcelState, ReportKind, ReportOutcome

S = ParcelState
MOVES: Mapping[ParcelState, frozenset[ParcelState]] = {
    S.PREPARED: frozenset({S.COLLECTED, S.CANCELLED}),
    S.COLLECTED: frozenset({S.HANDED_OVER, S.REFUSED, S.GIVEN_BACK, S.LOST}),
    S.REFUSED: frozenset({S.GIVEN_BACK}),
    S.WAITING: frozenset({S.RESULT_COLLECTED, S.CANCELLED}),
    S.RESULT_COLLECTED: frozenset({S.DELIVERED, S.UNDELIVERED, S.LOST, S.BACK_AT_DESK}),
    S.UNDELIVERED: frozenset({S.DELIVERED, S.UNDELIVERED, S.LOST, S.BACK_AT_DESK}),
    S.LOST: frozenset({S.DELIVERED, S.COLLECTED, S.RESULT_COLLECTED, S.GIVEN_BACK}),
    S.HANDED_OVER: frozenset(),
    S.GIVEN_BACK: frozenset(),
    S.CANCELLED: frozenset(),
    S.DELIVERED: frozenset(),
    S.BACK_AT_DESK: frozenset(),
}
"""A lost parcel may reach its receiver after all, or be found: a dossier goes on to the desk or back to its sender, a
result on to its receiver. What is recalled comes back without an attempt. Nothing else leads on from an end.
"""
FOUND: Mapping[Direction, ParcelState] = {
    Direction.DOSSIER: S.COLLECTED,
    Direction.RESULT: S.RESULT_COLLECTED,
}

CARRIED = frozenset({S.COLLECTED, S.RESULT_COLLECTED, S.UNDELIVERED})
"""The post answers for the parcel."""

REPORTED: Mapping[ReportKind, ParcelState | None] = {
    ReportKind.IN_TRANSIT: None,
    ReportKind.DELIVERED: S.DELIVERED,
    ReportKind.UNDELIVERED: S.UNDELIVERED,
    ReportKind.LOST: S.LOST,
}
ATTEMPTS = 2
"""After how many failed attempts the page proposes to bring the result back. Our own measure; no source gives one."""
SKEW = timedelta(minutes=5)
"""By how much the post's clock may go before ours."""


def may_move(source: ParcelState, target: ParcelState) -> bool:
    """Whether a parcel can come from one state into the other."""
    return target in MOVES[source]


def weigh(
    *, kind: ReportKind, state: ParcelState, told_at: datetime, last_told_at: datetime | None
) -> ReportOutcome | None:
    """What a report does to a parcel; None: it cannot be true of a parcel that is there.

    A report older than the newest known one is late: noted, and nothing moves. A delivery always counts, whatever was
    told of failed attempts before. After the end of its way every report is late.
    """
    target = REPORTED[kind]
    if state in (S.DELIVERED, S.BACK_AT_DESK):
        return ReportOutcome.LATE
    if state is S.LOST and kind is not ReportKind.DELIVERED:
        return ReportOutcome.LATE
    if state not in CARRIED | {S.LOST}:
        return None
    if kind is not ReportKind.DELIVERED and last_told_at is not None and told_at < last_told_at:
        return ReportOutcome.LATE
    if target is not None and not may_move(state, target):
        return None
    return ReportOutcome.APPLIED


def is_plausible(*, told_at: datetime, since: datetime, at: datetime) -> bool:
    """Whether the moment told lies between the collection and now, give or take the difference of two clocks."""
    return since - SKEW <= told_at <= at + SKEW
