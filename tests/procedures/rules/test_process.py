"""The process: where it goes, how long it takes, what is wrong with it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from honglam.procedures.contracts import (
    Branch,
    Consultation,
    Outcome,
    Process,
    Silence,
    Source,
    Step,
    StepKind,
    StepNotFound,
    UnitRule,
)
from honglam.procedures.rules.process import (
    DEFAULT_NAMES,
    default_process,
    limit_hours,
    longest_hours,
    next_step,
    process_faults,
)
from honglam.worktime.contracts import Duration
from tests.procedures.samples import content

HERE = UnitRule(of="competent")


def step(code: str, hours: float = 1, kind: StepKind = StepKind.REVIEW, **more: Any) -> Step:
    return Step(code=code, name=code, kind=kind, unit=HERE, role="clerk", hours=hours, **more)


def codes(process: Process, duration: str | None = None) -> list[str]:
    limit = Duration.parse(duration) if duration else None
    return [fault.code for fault in process_faults(process, limit, {})]


def sample() -> Process:
    process = content().process
    assert process is not None
    return process


def test_the_way_through() -> None:
    process = sample()
    assert next_step(process, None, {}) == "KIEM-TRA"
    assert next_step(process, "KIEM-TRA", {"outcome": "can_hoi"}) == "HOI-Y-KIEN"
    assert next_step(process, "KIEM-TRA", {"outcome": "khong_dat"}) == "DUYET"
    assert next_step(process, "KIEM-TRA", {"outcome": None}) == "DUYET"
    assert next_step(process, "HOI-Y-KIEN", {}) == "DUYET"
    assert next_step(process, "TRA", {}) is None
    with pytest.raises(StepNotFound):
        next_step(process, "LA", {})


def test_the_longest_way_counts() -> None:
    assert longest_hours(sample()) == 24
    assert longest_hours(Process(steps=(step("A", 2), step("B", 3), step("C", 9, StepKind.RETURN)))) == 5


@pytest.mark.parametrize(
    ("duration", "hours"), [("3wd", 24), ("36wh", 36), ("10d", 80), ("2m", 352), ("sd", 8), ("4h", 4)]
)
def test_what_a_time_limit_holds(duration: str, hours: float) -> None:
    assert limit_hours(Duration.parse(duration)) == hours


@pytest.mark.parametrize(
    ("hours", "duration", "fine"),
    [
        (24, "3wd", True),
        (23, "3wd", False),
        (25, "3wd", False),
        (36, "36wh", True),
        (8, "sd", True),
        (4, "sd", True),
        (9, "sd", False),
        (80, "10d", True),
        (79, "10d", True),
        (81, "10d", False),
        (176, "1m", True),
        (177, "1m", False),
    ],
)
def test_hours_and_the_limit(hours: float, duration: str, fine: bool) -> None:
    assert (codes(Process(steps=(step("A", hours),)), duration) == []) is fine


def test_the_smallest_packs_process_is_fine() -> None:
    assert codes(sample(), "3wd") == []


def test_every_fault_has_a_name_and_a_place() -> None:
    broken = Process(
        steps=(
            step(
                "A",
                next=(Branch(to="B", when="outcome == 'x'"), Branch(to="LA")),
                outcomes=(Outcome(code="y", name="Y"),),
            ),
            step("B", kind=StepKind.RETURN, hours=1),
            step("B"),
            step("C", parallel=(Consultation(code="P", name="P", unit=HERE, role="clerk", hours=2),)),
        )
    )
    found = {(fault.path, fault.code) for fault in process_faults(broken, None, {})}
    assert found == {
        ("steps[0].next[0].when", "unknown_choice"),
        ("steps[0].next[1].to", "step_unknown"),
        ("steps[1].hours", "return_hours"),
        ("steps[2].code", "step_repeated"),
        ("steps[3].parallel", "parallel_kind"),
        ("steps[3].parallel[0].hours", "parallel_hours"),
    }


def test_a_way_must_always_be_open() -> None:
    assert codes(Process(steps=(step("A", next=(Branch(to="B", when="outcome == 'x'"),)), step("B")))) == [
        "no_default_branch"
    ]


def test_circles_and_islands() -> None:
    assert codes(Process(steps=(step("A"), step("B", next=(Branch(to="A"),))))) == ["step_circle"]
    assert codes(Process(steps=(step("A", next=(Branch(to="A"),)),))) == ["step_circle"]
    island = Process(steps=(step("A", next=(Branch(to="C"),)), step("B"), step("C")))
    assert [(fault.code, fault.params["step"]) for fault in process_faults(island, None, {})] == [
        ("step_unreachable", "B")
    ]


@settings(deadline=None)
@given(st.sampled_from(["sd", "1wd", "3wd", "15wd", "36wh", "10d", "2m"]))
def test_the_default_process_fits_every_limit(duration: str) -> None:
    limit = Duration.parse(duration)
    process = default_process(limit, DEFAULT_NAMES)
    assert abs(longest_hours(process) - limit_hours(limit)) < 0.05
    assert [fault.code for fault in process_faults(process, None, {})] == []
    assert process.steps[0].outcomes[1].rejects
    assert process.steps[-1].kind is StepKind.RETURN


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 50), st.lists(st.integers(1, 5), max_size=3)), min_size=1, max_size=8))
def test_processes_that_only_go_forward_have_a_longest_way(shape: list[tuple[float, list[int]]]) -> None:
    """Whatever branches forward, the hours are at least those of any single walk and at most those of all steps."""
    last = len(shape) - 1
    steps = []
    for index, (hours, jumps) in enumerate(shape):
        targets = sorted({min(index + jump, last) for jump in jumps if index < last})
        branches = tuple(Branch(to=f"S{target}", when="" if target == targets[-1] else "true") for target in targets)
        steps.append(step(f"S{index}", hours, next=branches))
    process = Process(steps=tuple(steps))
    assert {fault.code for fault in process_faults(process, None, {})} <= {"step_unreachable"}
    at, walked = next_step(process, None, {}), 0.0
    for _ in range(20):
        if at is None:
            break
        here = next(one for one in process.steps if one.code == at)
        walked += here.hours
        at = next_step(process, at, {})
    assert at is None
    assert walked - 1e-6 <= longest_hours(process) <= sum(one.hours for one in process.steps) + 1e-6


def test_steps_that_hand_over_may_stand_in_the_middle() -> None:
    process = Process(steps=(step("A", 8), replace(step("B", 0), kind=StepKind.RETURN), step("C", 16)))
    assert codes(process, "3wd") == []


@pytest.mark.parametrize(
    ("of_process", "of_question", "cited", "found"),
    [
        ({}, {}, False, []),
        ({"silence": Silence.AGREES}, {}, False, ["silence_uncited"]),
        ({"silence": Silence.AGREES, "provisional": True}, {}, False, []),
        ({"silence": Silence.AGREES, "source": Source(document="50/2014/QH13")}, {}, False, []),
        ({}, {"silence": Silence.AGREES}, False, ["silence_uncited"]),
        ({}, {"silence": Silence.AGREES}, True, []),
        ({}, {"silence": Silence.ESCALATES}, False, []),
    ],
)
def test_silence_that_binds_cites_its_law(
    of_process: dict[str, Any], of_question: dict[str, Any], cited: bool, found: list[str]
) -> None:
    source = Source(document="50/2014/QH13", article="Điều 102") if cited else None
    asked = Consultation(code="A", name="A", unit=HERE, role="clerk", hours=1, source=source, **of_question)
    process = Process(steps=(step("HOI", kind=StepKind.CONSULT, parallel=(asked,)),), **of_process)
    assert codes(process) == found
