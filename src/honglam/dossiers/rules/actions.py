"""The next actions: what the transition table, the parties and the open tasks together offer an actor.

What is offered here is checked again by the verb; what is not offered here is refused by it. A test compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from honglam.dossiers.contracts import Action, OutcomeChoice, Party, Status, TaskKind, TaskState, Verb
from honglam.dossiers.rules.parties import (
    TASK_KINDS,
    DossierFacts,
    TaskFacts,
    handled,
    holds_or_free,
    parties_of,
)
from honglam.dossiers.rules.transitions import Guard, Transition, rows_from
from honglam.kernel.values import Actor, text_noop


@dataclass(frozen=True)
class Offer:
    """How an action is offered: the words on its button, and its place among the others."""

    label: str
    danger: bool = False


OFFERS: Mapping[Verb, Offer] = {
    Verb.ACCEPT: Offer(text_noop("Receive the dossier")),
    Verb.TAKE_ON: Offer(text_noop("Take the dossier on")),
    Verb.FINISH_STEP: Offer(text_noop("Finish this step")),
    Verb.ISSUE_RESULT: Offer(text_noop("Issue the result")),
    Verb.DRAFT_RESULT: Offer(text_noop("Draft the result")),
    Verb.RETURN_RESULT: Offer(text_noop("Hand over the result")),
    Verb.ANSWER_CONSULTATION: Offer(text_noop("Answer the consultation")),
    Verb.ANSWER_SUPPLEMENT: Offer(text_noop("Add the requested papers")),
    Verb.CONFIRM_PAYMENT: Offer(text_noop("Confirm the payment")),
    Verb.RESUME: Offer(text_noop("Resume the time limit")),
    Verb.REOPEN: Offer(text_noop("Resume processing")),
    Verb.CLAIM: Offer(text_noop("Take this task")),
    Verb.RELEASE: Offer(text_noop("Give this task back")),
    Verb.ASSIGN: Offer(text_noop("Assign to an officer")),
    Verb.REQUEST_SUPPLEMENT: Offer(text_noop("Request additional papers")),
    Verb.GIVE_LATE_OPINION: Offer(text_noop("Enter the late opinion")),
    Verb.GO_ON_WITHOUT: Offer(text_noop("Go on without this opinion")),
    Verb.ASK_CONSULTATION: Offer(text_noop("Ask another agency for its opinion")),
    Verb.REQUEST_PAYMENT: Offer(text_noop("Notify a financial obligation")),
    Verb.PAUSE: Offer(text_noop("Suspend the time limit")),
    Verb.EXTEND: Offer(text_noop("Apologise and give a new date")),
    Verb.RATE: Offer(text_noop("Rate how you were served")),
    Verb.REFUSE: Offer(text_noop("Refuse to receive"), danger=True),
    Verb.STOP: Offer(text_noop("Stop processing"), danger=True),
    Verb.REVOKE_RESULT: Offer(text_noop("Take the result back"), danger=True),
    Verb.WITHDRAW: Offer(text_noop("Withdraw the dossier"), danger=True),
}
"""In the order in which they are shown. Submitting, starting and changes by the system are nobody's button."""


def next_actions(
    actor: Actor, dossier: DossierFacts, choices: Mapping[str, tuple[OutcomeChoice, ...]] | None = None
) -> tuple[Action, ...]:
    """What the actor may do now. `choices`: the ways out of each open step, by the task's id as text."""
    rows = {row.verb: row for row in rows_from(dossier.status) if _row_holds(row, dossier)}
    found: list[Action] = []
    for verb, offer in OFFERS.items():
        row = rows.get(verb) or _after_start(verb, dossier)
        if row is None:
            continue
        if verb is Verb.GO_ON_WITHOUT:
            found += _without(actor, verb, offer, row, dossier)
        elif verb is Verb.GIVE_LATE_OPINION:
            late = [task for task in dossier.unheard if row.parties & parties_of(actor, verb, dossier, task)]
            found += [Action(verb=verb, label=offer.label, task_id=task.id) for task in late]
        elif verb in TASK_KINDS:
            tasks = [task for task in dossier.tasks if _offers_task(actor, verb, row, dossier, task)]
            found += [_task_action(verb, offer, task, choices or {}) for task in tasks]
            if not tasks and _settles_on_the_spot(actor, row, dossier):
                found.append(Action(verb=verb, label=offer.label))
        elif _may_try(actor, verb, row, dossier):
            found.append(Action(verb=verb, label=offer.label, danger=offer.danger))
    return tuple(found)


def _without(actor: Actor, verb: Verb, offer: Offer, row: Transition, dossier: DossierFacts) -> list[Action]:
    """For the heads of whoever asked, not of whoever was asked: each opinion that must be there and did not come."""
    if not row.parties & parties_of(actor, verb, dossier):
        return []
    return [Action(verb=verb, label=offer.label, task_id=task.id) for task in dossier.tasks if task.unanswered]


def _offers_task(actor: Actor, verb: Verb, row: Transition, dossier: DossierFacts, task: TaskFacts) -> bool:
    """Whether the actor may do `verb` on this very task."""
    if task.kind not in TASK_KINDS[verb] or not row.parties & parties_of(actor, verb, dossier, task):
        return False
    return verb is Verb.ASSIGN or (task.state is TaskState.OPEN and _fits(actor, verb, task))


def _task_action(verb: Verb, offer: Offer, task: TaskFacts, choices: Mapping[str, tuple[OutcomeChoice, ...]]) -> Action:
    ways_out = choices.get(str(task.id), ()) if verb is Verb.FINISH_STEP else ()
    return Action(verb=verb, label=offer.label, task_id=task.id, danger=offer.danger, choices=ways_out)


def _settles_on_the_spot(actor: Actor, row: Transition, dossier: DossierFacts) -> bool:
    """Whether the desk may settle an immediate procedure without going through its steps."""
    return Guard.IMMEDIATE in row.guards and Party.DESK in parties_of(actor, row.verb, dossier)


def _may_try(actor: Actor, verb: Verb, row: Transition, dossier: DossierFacts) -> bool:
    """Whether one of the row's parties is the actor, and as handler not over somebody else's head."""
    parties = row.parties & parties_of(actor, verb, dossier)
    if verb is Verb.REQUEST_SUPPLEMENT and dossier.supplement_late:
        parties &= {Party.HEAD}
    if verb is Verb.RETURN_RESULT:
        # Applicants have no such action: the button that downloads the result is what does it (download_result).
        parties -= {Party.APPLICANT}
    if parties == {Party.HANDLER}:
        return any(holds_or_free(actor, task) for task in handled(actor, verb, dossier))
    return bool(parties)


def _row_holds(row: Transition, dossier: DossierFacts) -> bool:
    """The guards that can be answered before anything is typed."""
    verdicts = {
        Guard.RETURNS_HERE: row.target is dossier.returns_to,
        Guard.CLOCK_RUNS: not dossier.clock_stands,
        Guard.CLOCK_STANDS: dossier.clock_stands,
        Guard.IMMEDIATE: dossier.immediate,
        Guard.NOT_RATED: not dossier.rated,
        Guard.NOT_EXTENDED: not dossier.extended,
    }
    return all(verdicts.get(guard, True) for guard in row.guards)


def _after_start(verb: Verb, dossier: DossierFacts) -> Transition | None:
    """Whoever takes up a received dossier starts it by the way: from `accepted`, what `processing` offers is open."""
    if dossier.status is not Status.ACCEPTED:
        return None
    rows = {row.verb: row for row in rows_from(Status.PROCESSING) if _row_holds(row, dossier)}
    row = rows.get(verb)
    return row if row and Party.HANDLER in row.parties else None


def _fits(actor: Actor, verb: Verb, task: TaskFacts) -> bool:
    if verb is Verb.CLAIM:
        return task.holder_id is None
    if verb is Verb.RELEASE:
        return task.holder_id is not None and task.holder_id == actor.id
    lets = {
        Verb.FINISH_STEP: task.goes_on and not task.waits,
        Verb.ISSUE_RESULT: task.ends_here and not task.waits,
        Verb.DRAFT_RESULT: True,
        Verb.ASK_CONSULTATION: True,
        Verb.ANSWER_CONSULTATION: task.kind is TaskKind.CONSULTATION,
    }
    return lets[verb] and holds_or_free(actor, task) if verb in lets else True
