"""Walking through the process of a procedure: what kind of task a step makes, where the walk goes, when it ends.

`procedures` says which step comes next (its branches, its conditions); this turns the answer into tasks.
"""

from dataclasses import dataclass

from honglam.dossiers.contracts import Outcome, OutcomeChoice, OutcomeUnknown, ProcessBroken, TaskKind
from honglam.procedures.contracts import Process, Step, StepKind


@dataclass(frozen=True, kw_only=True)
class Walk:
    """What finishing a step leads to: another step, or the end of processing (`step` None) with the result."""

    step: Step | None
    concluded: Outcome | None


def step_of(process: Process, code: str) -> Step:
    """The step with that code, or `ProcessBroken`."""
    for step in process.steps:
        if step.code == code:
            return step
    raise ProcessBroken(step=code)


def first_working_step(process: Process) -> Step | None:
    """The step that opens after acceptance: the first one; None where the process only hands over."""
    first = process.steps[0] if process.steps else None
    return None if first is None or first.kind is StepKind.RETURN else first


def walk(process: Process, at: Step, outcome: str, following: str | None) -> Walk:
    """What follows `at` when it is finished with `outcome` and `procedures` names `following` as the next step."""
    concluded = conclusion(at, outcome)
    if following is None:
        return Walk(step=None, concluded=concluded)
    step = step_of(process, following)
    return Walk(step=None if step.kind is StepKind.RETURN else step, concluded=concluded)


def conclusion(step: Step, outcome: str) -> Outcome | None:
    """What the outcome means for the result: a refusal, a grant, or nothing yet (steps without outcomes)."""
    for choice in step.outcomes:
        if choice.code == outcome:
            return Outcome.REJECTED if choice.rejects else Outcome.GRANTED
    if step.outcomes or outcome:
        raise OutcomeUnknown(field="outcome")
    return None


def knows_outcome(step: Step, outcome: str) -> bool:
    """Whether the step has this way out; a step without outcomes has only the empty one."""
    return any(choice.code == outcome for choice in step.outcomes) if step.outcomes else not outcome


def choices_of(step: Step) -> tuple[OutcomeChoice, ...]:
    """The ways out of a step as an officer chooses them."""
    return tuple(OutcomeChoice(code=choice.code, label=choice.name) for choice in step.outcomes)


def task_kind(step: Step) -> TaskKind:
    """The kind of task a step makes."""
    return TaskKind(step.kind.value)


def returning_step(process: Process) -> Step | None:
    """The step in which the result is handed over, if the process plans one."""
    return next((step for step in process.steps if step.kind is StepKind.RETURN), None)
