"""Tables of cases: which moves are open to whom, due days, escalation, explanations."""

from datetime import date

import pytest

from honglam.directives.contracts import DueKind, Part, TaskState, Tells, Verb
from honglam.directives.rules.dates import Step, last_day, late_days, next_watch, steps_due
from honglam.directives.rules.explaining import Part as Piece
from honglam.directives.rules.explaining import explain
from honglam.directives.rules.moves import Standing, open_moves, waits_for
from honglam.directives.rules.numbers import child_number, depth, directive_code, position

S, V = TaskState, Verb


def standing(state: TaskState, **changes: bool | int) -> Standing:
    """A live task without parts, stages or questions, but for what is said."""
    known = {"paused": False, "record": False, "extension_asked": False, "open_children": 0, "has_track": False}
    return Standing(state=state, **{**known, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "part", "changes", "moves"),
    [
        (S.ASSIGNED, Part.LEAD, {}, {V.ACKNOWLEDGE, V.REPORT, V.FINISH, V.ANSWER}),
        (S.ASSIGNED, Part.SUPPORT, {}, {V.REPORT, V.ANSWER}),
        (S.ASSIGNED, Part.GIVER, {}, {V.ANSWER, V.CANCEL}),
        (
            S.ASSIGNED,
            Part.HEAD,
            {},
            {V.ACKNOWLEDGE, V.HOLD, V.REPORT, V.BREAK_DOWN, V.FINISH, V.ANSWER, V.PAUSE, V.ASK_EXTENSION},
        ),
        (S.IN_PROGRESS, Part.LEAD, {"has_track": True}, {V.REPORT, V.ADVANCE, V.FINISH, V.ANSWER}),
        (S.IN_PROGRESS, Part.LEAD, {"open_children": 1}, {V.REPORT, V.ANSWER}),
        (S.IN_PROGRESS, Part.LEAD, {"paused": True}, {V.RESUME, V.ANSWER}),
        (S.IN_PROGRESS, Part.GIVER, {"paused": True}, {V.RESUME, V.ANSWER, V.CANCEL}),
        (S.IN_PROGRESS, Part.GIVER, {"open_children": 2}, {V.ANSWER, V.CANCEL}),
        (
            S.IN_PROGRESS,
            Part.GIVER,
            {"extension_asked": True},
            {V.ANSWER, V.CANCEL, V.GRANT_EXTENSION, V.REFUSE_EXTENSION},
        ),
        (S.REPORTED_DONE, Part.GIVER, {}, {V.CLOSE, V.RETURN, V.ANSWER, V.CANCEL}),
        (S.REPORTED_DONE, Part.LEAD, {}, {V.ANSWER}),
        (S.CLOSED, Part.GIVER, {}, set()),
        (S.CANCELLED, Part.HEAD, {}, set()),
        (S.CLOSED, Part.GIVER, {"record": True}, {V.TAKE_UP}),
        (S.IN_PROGRESS, Part.LEAD, {"record": True}, set()),
    ],
)
def test_open_moves(state: TaskState, part: Part, changes: dict[str, bool | int], moves: set[Verb]) -> None:
    assert set(open_moves(standing(state, **changes), frozenset({part}))) == moves


def test_who_only_reads_does_nothing() -> None:
    assert all(open_moves(standing(state), frozenset()) == () for state in S)


@pytest.mark.parametrize(
    ("state", "asked", "paused", "who"),
    [
        (S.ASSIGNED, False, False, {Part.LEAD}),
        (S.IN_PROGRESS, True, False, {Part.LEAD, Part.GIVER}),
        (S.IN_PROGRESS, False, True, set()),
        (S.REPORTED_DONE, False, False, {Part.GIVER}),
        (S.CLOSED, False, False, set()),
    ],
)
def test_whose_move_is_next(state: TaskState, asked: bool, paused: bool, who: set[Part]) -> None:
    assert waits_for(state, extension_asked=asked, paused=paused) == who


@pytest.mark.parametrize(
    ("kind", "part", "day"),
    [
        (DueKind.MONTH, 2, date(2024, 2, 29)),
        (DueKind.MONTH, 12, date(2024, 12, 31)),
        (DueKind.QUARTER, 1, date(2024, 3, 31)),
        (DueKind.QUARTER, 4, date(2024, 12, 31)),
        (DueKind.HALF, 1, date(2024, 6, 30)),
        (DueKind.YEAR, 1, date(2024, 12, 31)),
    ],
)
def test_a_period_ends_on_its_last_day(kind: DueKind, part: int, day: date) -> None:
    assert last_day(kind, 2024, part) == day


def test_the_due_day_itself_is_on_time() -> None:
    assert [late_days(date(2026, 11, 30), date(2026, 11, day)) for day in (29, 30)] == [0, 0]
    assert late_days(date(2026, 11, 30), date(2026, 12, 3)) == 3
    assert late_days(None, date(2026, 12, 3)) == 0


STEPS = [
    Step(code="late", days=2, tells=Tells.LEADER),
    Step(code="soon", days=-3, tells=Tells.LEAD),
    Step(code="over", days=1, tells=Tells.HEAD),
]


@pytest.mark.parametrize(
    ("warned", "today", "told", "then"),
    [
        (date(2026, 11, 16), date(2026, 11, 26), [], date(2026, 11, 27)),
        (date(2026, 11, 16), date(2026, 11, 27), ["soon"], date(2026, 12, 1)),
        (date(2026, 11, 27), date(2026, 12, 1), ["over"], date(2026, 12, 2)),
        (date(2026, 11, 16), date(2026, 12, 9), ["soon", "over", "late"], None),
        (date(2026, 12, 2), date(2026, 12, 9), [], None),
    ],
)
def test_escalation_speaks_once_a_step(warned: date, today: date, told: list[str], then: date | None) -> None:
    due = date(2026, 11, 30)
    assert [one.code for one in steps_due(STEPS, due_on=due, warned_on=warned, on=today)] == told
    assert next_watch(STEPS, due_on=due, warned_on=today) == then


def piece(title: str, state: TaskState, late: int = 0, paused: bool = False) -> Piece:
    """A part."""
    return Piece(title=title, lead="Sở", state=state, late_days=late, paused=paused)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([], []),
        ([piece("A", S.CANCELLED)], []),
        ([piece("A", S.CLOSED), piece("B", S.CLOSED)], ["2 of 2 sub-tasks are closed."]),
        (
            [
                piece("A", S.CLOSED),
                piece("B", S.IN_PROGRESS, late=2),
                piece("C", S.ASSIGNED, late=9),
                piece("D", S.CANCELLED),
            ],
            ["1 of 3 sub-tasks are closed.", "Longest behind: “C” (Sở), 9 days late."],
        ),
        (
            [piece("A", S.ASSIGNED), piece("B", S.IN_PROGRESS, paused=True)],
            ["0 of 2 sub-tasks are closed.", "“B” (Sở) is suspended."],
        ),
        (
            [piece("A", S.ASSIGNED), piece("B", S.IN_PROGRESS)],
            ["0 of 2 sub-tasks are closed.", "“A” (Sở) has not been taken note of."],
        ),
    ],
)
def test_a_whole_is_explained_by_its_parts(parts: list[Piece], words: list[str]) -> None:
    assert [one.text % one.params for one in explain(parts)] == words


def test_codes_and_numbers() -> None:
    assert directive_code(agency="SO-MAU", year=2026, count=12) == "CD.SO-MAU.2026.0012"
    assert (child_number(parent="", count=2), child_number(parent="3", count=2)) == ("2", "3.2")
    assert (depth("3"), depth("3.2.1")) == (0, 2)
    assert [position(one) for one in ("3", "3.12", "3.b")] == [3, 12, 2]
