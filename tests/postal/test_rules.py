"""The tables of the postal service: where a parcel may go, what a report moves, which numbers and signatures hold."""

from datetime import UTC, datetime, timedelta

import pytest

from honglam.postal.contracts import ParcelState, ReportKind, ReportOutcome
from honglam.postal.rules.numbers import is_tracking, note_number
from honglam.postal.rules.stages import MOVES, REPORTED, weigh

S, K = ParcelState, ReportKind
NINE = datetime(2026, 11, 16, 2, tzinfo=UTC)
APPLIED, LATE = ReportOutcome.APPLIED, ReportOutcome.LATE


@pytest.mark.parametrize(
    ("kind", "state", "told_after", "outcome"),
    [
        (K.DELIVERED, S.RESULT_COLLECTED, 60, APPLIED),
        (K.DELIVERED, S.RESULT_COLLECTED, -60, APPLIED),
        (K.DELIVERED, S.UNDELIVERED, -60, APPLIED),
        (K.DELIVERED, S.LOST, 60, APPLIED),
        (K.DELIVERED, S.DELIVERED, 60, LATE),
        (K.UNDELIVERED, S.RESULT_COLLECTED, 60, APPLIED),
        (K.UNDELIVERED, S.UNDELIVERED, 60, APPLIED),
        (K.UNDELIVERED, S.UNDELIVERED, -60, LATE),
        (K.UNDELIVERED, S.DELIVERED, 60, LATE),
        (K.UNDELIVERED, S.LOST, 60, LATE),
        (K.UNDELIVERED, S.BACK_AT_DESK, 60, LATE),
        (K.LOST, S.UNDELIVERED, 60, APPLIED),
        (K.LOST, S.COLLECTED, 60, APPLIED),
        (K.LOST, S.DELIVERED, 60, LATE),
        (K.IN_TRANSIT, S.RESULT_COLLECTED, 60, APPLIED),
        (K.IN_TRANSIT, S.RESULT_COLLECTED, -60, LATE),
        (K.DELIVERED, S.COLLECTED, 60, None),
        (K.DELIVERED, S.WAITING, 60, None),
        (K.LOST, S.HANDED_OVER, 60, None),
        (K.LOST, S.PREPARED, 60, None),
        (K.UNDELIVERED, S.CANCELLED, 60, None),
    ],
)
def test_what_a_report_moves(kind: K, state: S, told_after: int, outcome: ReportOutcome | None) -> None:
    told_at = NINE + timedelta(minutes=told_after)
    assert weigh(kind=kind, state=state, told_at=told_at, last_told_at=NINE) is outcome


def test_ends_are_ends() -> None:
    ends = {state for state, ways in MOVES.items() if not ways}
    assert ends == {S.HANDED_OVER, S.GIVEN_BACK, S.CANCELLED, S.DELIVERED, S.BACK_AT_DESK}
    assert set(MOVES) == set(S)
    assert set(REPORTED) == set(K)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("RR473124829GB", True),  # the example of the standard
        ("RR473124828GB", False),
        ("EE123456785VN", True),
        ("RR473124829", False),
        ("rr473124829gb", False),
        ("", False),
    ],
)
def test_the_posts_own_number(text: str, good: bool) -> None:
    assert is_tracking(text) is good
    assert note_number(office="BC1", year=2026, count=7) == "PG-BC1-26-00007"
