"""The tables of the law, compared with another writing of them; and the small computations beside them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honglam.dossiers.contracts import (
    STATUSES,
    Clock,
    Outcome,
    PauseKind,
    ResultClass,
    ReturnMethod,
    Status,
    StatusGroup,
    TransitionRefused,
    Verb,
)
from honglam.dossiers.rules.building import clean, clean_long, lanes_for, lanes_of
from honglam.dossiers.rules.clock import PauseFacts, Terms, classify, compose, step_request
from honglam.dossiers.rules.guards import GUARDS
from honglam.dossiers.rules.parties import ROLE_NUMBERS
from honglam.dossiers.rules.sentences import LINES, Told, is_public, line, sentence
from honglam.dossiers.rules.transitions import TRANSITIONS, ClockEffect, Guard, find
from honglam.worktime.contracts import ClockPolicy, Duration, Unit

# vietnam.md §1.3, by the national numbers; verbs that leave the status as it is stand apart.
LAW = {
    (1, 2): {Verb.ACCEPT},
    (1, 3): {Verb.REFUSE},
    (1, 5): {Verb.REQUEST_SUPPLEMENT},
    (1, 7): {Verb.WITHDRAW},
    (5, 1): {Verb.ANSWER_SUPPLEMENT},
    (5, 2): {Verb.ANSWER_SUPPLEMENT},
    (5, 4): {Verb.ANSWER_SUPPLEMENT},
    (5, 8): {Verb.STOP},
    (5, 7): {Verb.WITHDRAW},
    (2, 4): {Verb.START},
    (2, 5): {Verb.REQUEST_SUPPLEMENT},
    (4, 5): {Verb.REQUEST_SUPPLEMENT},
    (4, 6): {Verb.REQUEST_PAYMENT},
    (6, 4): {Verb.CONFIRM_PAYMENT},
    (2, 7): {Verb.WITHDRAW},
    (4, 7): {Verb.WITHDRAW},
    (6, 7): {Verb.WITHDRAW},
    (4, 8): {Verb.STOP},
    (8, 4): {Verb.REOPEN},
    (4, 9): {Verb.ISSUE_RESULT},
    (2, 9): {Verb.ISSUE_RESULT},
    (9, 10): {Verb.RETURN_RESULT},
    (9, 4): {Verb.REVOKE_RESULT},
}


def number(status: Status) -> int:
    """The national number of a status."""
    return STATUSES[status].number


def test_the_table_says_what_the_law_says() -> None:
    found: dict[tuple[int, int], set[Verb]] = {}
    for row in TRANSITIONS:
        if row.source is not None and row.source is not row.target:
            found.setdefault((number(row.source), number(row.target)), set()).add(row.verb)
    assert found == LAW


def test_the_ten_statuses() -> None:
    assert sorted(fact.number for fact in STATUSES.values()) == list(range(1, 11))
    groups = {
        StatusGroup.IN_PROCESS: {2, 4},
        StatusGroup.WAITING_SUPPLEMENT: {5},
        StatusGroup.PAUSED: {6, 8},
        StatusGroup.GIVEN_BACK: {7},
        StatusGroup.FINISHED: {9, 10},
        StatusGroup.NOT_RECEIVED: {1, 3},
    }
    for group, numbers in groups.items():
        assert {fact.number for fact in STATUSES.values() if fact.group is group} == numbers
    assert {fact.number for fact in STATUSES.values() if fact.terminal} == {3, 7, 10}


@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("status", list(Status))
def test_what_has_no_row_cannot_happen(verb: Verb, status: Status) -> None:
    rows = [row for row in TRANSITIONS if row.verb is verb and row.source is status]
    if not rows:
        with pytest.raises(TransitionRefused):
            find(verb, status)
        return
    for row in rows:
        assert find(verb, status, returns_to=row.target) is row
    assert len(rows) == 1 or all(Guard.RETURNS_HERE in row.guards for row in rows), "two ways and no way to choose"


def test_nothing_leaves_a_terminal_status() -> None:
    for row in TRANSITIONS:
        if row.source is not None and STATUSES[row.source].terminal:
            assert row.target is row.source


def test_the_clock_follows_the_status() -> None:
    """Into a status whose clock runs comes nobody with a stopped clock, and the other way round."""
    effects = {
        (Clock.IDLE, Clock.RUNS): {ClockEffect.START},
        (Clock.RUNS, Clock.STOPPED): {ClockEffect.STOP},
        (Clock.STOPPED, Clock.RUNS): {ClockEffect.RESUME},
        (Clock.RUNS, Clock.ENDED): {ClockEffect.END},
    }
    for row in TRANSITIONS:
        if row.source is None or row.verb is Verb.SUBMIT:
            continue
        crossing = (STATUSES[row.source].clock, STATUSES[row.target].clock)
        if crossing in effects and row.verb is not Verb.REVOKE_RESULT:
            assert row.clock in effects[crossing], row


def test_every_guard_has_its_question() -> None:
    assert set(GUARDS) == set(Guard)
    assert {guard for row in TRANSITIONS for guard in row.guards} == set(Guard)


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_words_that_can_be_said(status: Status) -> None:
    """A missing moment would be a fault in the citizen's face."""
    moment = datetime(2026, 11, 18, 2, tzinfo=UTC)
    known = {
        Status.SUPPLEMENT_REQUESTED: {"answer_by": moment},
        Status.ACCEPTED: {"due_at": moment},
        Status.PROCESSING: {"due_at": moment},
    }.get(status, {})
    for stands in (False, True):
        for late in (False, True):
            for outcome in (None, Outcome.GRANTED, Outcome.REJECTED):
                for method in ReturnMethod:
                    phrase = sentence(
                        Told(
                            status=status,
                            desk="Một cửa xã An",
                            agency="UBND xã An",
                            outcome=outcome,
                            return_method=method,
                            clock_stands=stands,
                            overdue=late,
                            **known,
                        )
                    )
                    assert phrase.text % phrase.params


def test_every_line_can_be_said_with_nothing_known() -> None:
    for verb in Verb:
        phrase = line(verb, {})
        assert phrase.text % phrase.params
        assert is_public(verb) == (verb in LINES)


_FIRST = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 480_000).map(lambda minutes: _FIRST + timedelta(minutes=minutes))


@given(moments, st.integers(-10_000, 10_000))
def test_a_class_depends_on_the_date_and_the_minute(due: datetime, minutes: int) -> None:
    settled = due + timedelta(minutes=minutes)
    found = classify(settled_at=settled, due_at=due)
    vietnam = timedelta(hours=7)
    if minutes >= 1:
        assert found is ResultClass.OVERDUE
    else:
        same_day = (settled + vietnam).date() == (due + vietnam).date()
        assert found is (ResultClass.ON_TIME if same_day else ResultClass.EARLY)


@given(moments, st.lists(st.tuples(st.integers(0, 500), st.integers(0, 100), st.sampled_from(PauseKind)), max_size=5))
def test_what_is_counted(start: datetime, stretches: list[tuple[int, int, PauseKind]]) -> None:
    """Under `restart` nothing before the last supplement counts, nothing else restarts; under `pause` all counts."""
    pauses = [
        PauseFacts(kind=kind, started_at=start + timedelta(hours=a), ended_at=start + timedelta(hours=a + b))
        for a, b, kind in stretches
    ]
    limit = Duration(3, Unit.WORKING_DAY)
    plain = compose(Terms(started_at=start, duration=limit, policy=ClockPolicy.PAUSE), pauses)
    assert plain.start == start
    assert len(plain.pauses) == sum(pause.ended_at > start for pause in pauses)
    again = compose(Terms(started_at=start, duration=limit, policy=ClockPolicy.RESTART), pauses)
    ends = [pause.ended_at for pause in pauses if pause.kind is PauseKind.SUPPLEMENT]
    assert again.start == max([start, *ends])
    assert all(stop.start >= again.start for stop in again.pauses)


def test_steps_without_hours_have_no_limit_of_their_own() -> None:
    at = datetime(2026, 11, 16, 2, tzinfo=UTC)
    assert step_request(at, 0) is None
    for hours, whole in ((4.0, 4), (0.5, 1), (2.25, 3)):
        request = step_request(at, hours)
        assert request is not None
        assert request.duration == Duration(whole, Unit.WORKING_HOUR)


def test_lanes_of_a_task_meet_those_of_its_readers() -> None:
    """The unit, everything above it, and officers elsewhere in the agency only for what stands at the agency itself."""
    at_unit = set(lanes_of((30, 20, 1), "processing_officer"))
    at_agency = set(lanes_of((20, 1), "processing_officer"))
    officer = set(lanes_for((30,), 20, {"processing_officer"}, heads=False))
    clerk = set(lanes_for((30,), 20, {"clerk"}, heads=False))
    elsewhere = set(lanes_for((31,), 20, {"processing_officer"}, heads=False))
    chairman = set(lanes_for((20,), 20, {"approver"}, heads=True))
    assert officer & at_unit
    assert officer & at_agency
    assert elsewhere & at_agency
    assert not elsewhere & at_unit
    assert not clerk & (at_unit | at_agency)
    assert chairman & at_unit
    assert chairman & at_agency
    assert len(ROLE_NUMBERS) == len(set(ROLE_NUMBERS.values())) == 14


@given(st.text(max_size=80))
def test_cleaned_text_is_composed_and_short(text: str) -> None:
    assert clean(clean(text, 20), 20) == clean(text, 20)
    assert len(clean(text, 20)) <= 20
    assert clean_long(text) == clean_long(clean_long(text))
