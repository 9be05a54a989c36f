"""The process as a graph: where it goes next, how long the longest way takes, and what is wrong with it."""

from collections.abc import Iterator, Mapping
from typing import Any

from honglam.kernel.expressions import Kind, ValueType, holds, parse
from honglam.kernel.values import text_noop
from honglam.procedures.contracts import (
    Cited,
    Outcome,
    Process,
    Silence,
    Step,
    StepKind,
    StepNotFound,
    UnitRule,
)
from honglam.procedures.rules.faults import Fault, expression_faults
from honglam.worktime.contracts import Duration, Unit

HOURS_A_DAY = 8
HOURS_A_MONTH = 176
_SHARES = ((StepKind.REVIEW, 0.5), (StepKind.APPROVE, 0.2), (StepKind.SIGN, 0.2), (StepKind.CLERK, 0.1))
_ROLES = {
    StepKind.REVIEW: "processing_officer",
    StepKind.APPROVE: "unit_head",
    StepKind.SIGN: "approver",
    StepKind.CLERK: "clerk",
}
DEFAULT_NAMES: dict[str, str] = {
    StepKind.REVIEW: text_noop("Check the dossier and prepare the result"),
    StepKind.APPROVE: text_noop("Approve"),
    StepKind.SIGN: text_noop("Sign"),
    StepKind.CLERK: text_noop("Number and seal"),
    StepKind.RETURN: text_noop("Hand over the result"),
    "met": text_noop("Conditions are met"),
    "unmet": text_noop("Conditions are not met"),
}
"""What the default process is called; the door gives the Vietnamese words."""


def next_step(process: Process, step: str | None, variables: Mapping[str, Any]) -> str | None:
    """The code of the step after `step` (None: before the first), or None where the process ends."""
    if step is None:
        return process.steps[0].code
    index = index_of(process, step)
    for branch in process.steps[index].next:
        if not branch.when or holds(parse(branch.when), variables):
            return branch.to
    if process.steps[index].next or index + 1 == len(process.steps):
        return None
    return process.steps[index + 1].code


def index_of(process: Process, code: str) -> int:
    """The place of a step in the list, or StepNotFound."""
    for index, step in enumerate(process.steps):
        if step.code == code:
            return index
    raise StepNotFound(step=code)


def default_process(duration: Duration, names: Mapping[str, str]) -> Process:
    """Check → approve → sign → number → hand over at the competent agency, within the whole time limit."""
    hours = limit_hours(duration)
    competent = UnitRule(of="competent")
    outcomes = (Outcome(code="dat", name=names["met"]), Outcome(code="khong_dat", name=names["unmet"], rejects=True))
    steps = [
        Step(
            code=kind.value.upper(),
            name=names[kind],
            kind=kind,
            unit=competent,
            role=_ROLES[kind],
            hours=round(hours * share, 2),
            outcomes=outcomes if kind is StepKind.REVIEW else (),
        )
        for kind, share in _SHARES
    ]
    handover = Step(
        code=StepKind.RETURN.value.upper(),
        name=names[StepKind.RETURN],
        kind=StepKind.RETURN,
        unit=UnitRule(of="one_stop"),
        role="result_officer",
    )
    return Process(steps=(*steps, handover))


def limit_hours(duration: Duration) -> float:
    """The greatest number of working hours a time limit can hold."""
    match duration.unit:
        case Unit.WORKING_DAY | Unit.DAY:
            return duration.amount * HOURS_A_DAY
        case Unit.MONTH:
            return duration.amount * HOURS_A_MONTH
        case Unit.SAME_DAY:
            return HOURS_A_DAY
    return duration.amount


def longest_hours(process: Process) -> float:
    """Working hours along the longest way, without the handing over. The graph must have no circles."""
    codes = {step.code: index for index, step in enumerate(process.steps)}
    longest: dict[int, float] = {}
    for index in reversed(_ordered(process, codes)):
        step = process.steps[index]
        after = max((longest[target] for target in _targets(process, index, codes)), default=0)
        longest[index] = after + (0 if step.kind is StepKind.RETURN else step.hours)
    return longest[0]


def process_faults(process: Process, duration: Duration | None, names: Mapping[str, ValueType]) -> Iterator[Fault]:
    """Everything wrong with a process. `names`: what its conditions may use beside `outcome`."""
    found = [*_step_faults(process), *_branch_faults(process, names), *_silence_faults(process)]
    yield from found
    codes = {step.code: index for index, step in enumerate(process.steps)}
    if any(fault.code in {"step_unknown", "step_repeated"} for fault in found):
        return
    if len(_ordered(process, codes)) < len(_reachable(process, codes)):
        yield Fault(path="steps", code="step_circle", message=text_noop("The steps go round in a circle."))
        return
    for index in sorted(set(range(len(process.steps))) - _reachable(process, codes)):
        message = text_noop("No way leads to the step “%(step)s”.")
        params = {"step": process.steps[index].code}
        yield Fault(path=f"steps[{index}]", code="step_unreachable", message=message, params=params)
    if duration is not None:
        yield from _time_faults(process, duration)


def _step_faults(process: Process) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, step in enumerate(process.steps):
        path = f"steps[{index}]"
        if step.code in seen:
            message = text_noop("The step “%(step)s” is given twice.")
            yield Fault(path=f"{path}.code", code="step_repeated", message=message, params={"step": step.code})
        seen.add(step.code)
        if step.kind is StepKind.RETURN and step.hours:
            message = text_noop("A step of kind return stands outside the time limit: its hours are 0.")
            yield Fault(path=f"{path}.hours", code="return_hours", message=message)
        if step.parallel and step.kind is not StepKind.CONSULT:
            message = text_noop("Only a step of kind consult can ask several units at the same time.")
            yield Fault(path=f"{path}.parallel", code="parallel_kind", message=message)
        for number, consultation in enumerate(step.parallel):
            if consultation.hours > step.hours:
                message = text_noop("The opinion takes %(hours)s hours, longer than the step itself (%(limit)s).")
                params = {"hours": consultation.hours, "limit": step.hours}
                where = f"{path}.parallel[{number}].hours"
                yield Fault(path=where, code="parallel_hours", message=message, params=params)


def _silence_faults(process: Process) -> Iterator[Fault]:
    """Silence that binds as agreement cites its law, at the question or at the process, or says provisional."""
    asked: list[tuple[str, Cited, Silence | None]] = [("silence", process, process.silence)]
    for index, step in enumerate(process.steps):
        for number, one in enumerate(step.parallel):
            asked.append((f"steps[{index}].parallel[{number}].silence", one, one.silence))
    for path, cited, silence in asked:
        if silence is Silence.AGREES and not (cited.source or cited.provisional):
            message = text_noop("Silence that counts as agreement cites its law, or says provisional: true.")
            yield Fault(path=path, code="silence_uncited", message=message)


def _branch_faults(process: Process, names: Mapping[str, ValueType]) -> Iterator[Fault]:
    codes = {step.code for step in process.steps}
    for index, step in enumerate(process.steps):
        outcomes = frozenset(outcome.code for outcome in step.outcomes) or None
        known = {**names, "outcome": ValueType(Kind.TEXT, choices=outcomes)}
        for number, branch in enumerate(step.next):
            path = f"steps[{index}].next[{number}]"
            yield from expression_faults(branch.when, f"{path}.when", known, Kind.BOOLEAN)
            if branch.to not in codes:
                message = text_noop("There is no step “%(step)s”.")
                yield Fault(path=f"{path}.to", code="step_unknown", message=message, params={"step": branch.to})
        if step.next and step.next[-1].when:
            message = text_noop("The last branch needs no condition: the dossier must always have a way to go.")
            yield Fault(path=f"steps[{index}].next", code="no_default_branch", message=message)


def _time_faults(process: Process, duration: Duration) -> Iterator[Fault]:
    hours, limit = longest_hours(process), limit_hours(duration)
    exact = duration.unit in {Unit.WORKING_DAY, Unit.WORKING_HOUR}
    if hours > limit or (exact and hours != limit):
        message = text_noop("The steps take %(hours)s working hours, the time limit %(duration)s gives %(limit)s.")
        params = {"hours": f"{hours:g}", "duration": str(duration), "limit": f"{limit:g}"}
        yield Fault(path="steps", code="hours_unequal", message=message, params=params)


def _targets(process: Process, index: int, codes: Mapping[str, int]) -> list[int]:
    step = process.steps[index]
    if step.next:
        return [codes[branch.to] for branch in step.next]
    return [index + 1] if index + 1 < len(process.steps) else []


def _reachable(process: Process, codes: Mapping[str, int]) -> set[int]:
    reached: set[int] = set()
    waiting = [0]
    while waiting:
        index = waiting.pop()
        if index not in reached:
            reached.add(index)
            waiting.extend(_targets(process, index, codes))
    return reached


def _ordered(process: Process, codes: Mapping[str, int]) -> list[int]:
    """The reachable steps, each before those that follow it; steps of a circle are left out."""
    reachable = _reachable(process, codes)
    arrows = dict.fromkeys(reachable, 0)
    for index in reachable:
        for target in _targets(process, index, codes):
            arrows[target] += 1
    ready = [index for index in sorted(reachable) if not arrows[index]]
    ordered: list[int] = []
    while ready:
        index = ready.pop()
        ordered.append(index)
        for target in _targets(process, index, codes):
            arrows[target] -= 1
            if not arrows[target]:
                ready.append(target)
    return ordered
