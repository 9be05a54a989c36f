"""The door of directives: every verb and every read that others may call."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from honglam.directives.contracts import (
    ActInput,
    DirectiveInput,
    DirectiveView,
    LeaderPage,
    TaskInput,
    TasksAsked,
    TaskState,
    TaskSummary,
    TaskView,
    UrgingView,
    Verb,
)
from honglam.directives.queries import choices, leading, pages, tasks, urging
from honglam.directives.services import acting, escalating, giving
from honglam.directives.services import urging as urging_verbs
from honglam.kernel import idempotency
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor


def give_directive(*, actor: Actor, wish: DirectiveInput, key: str, at: datetime) -> UUID:
    """Give a directive with its task; the same `key` gives it once. Raises NotYours, TextMissing, LeadMissing …"""
    answer = idempotency.once(
        actor=f"directives:{actor.id}",
        key=key,
        request=[wish.text, wish.task.lead_id, str(wish.task.due_on)],
        perform=lambda: {"task": str(giving.give_directive(actor=actor, wish=wish, at=at))},
    )
    return UUID(answer["task"])


def break_down_task(*, actor: Actor, task_id: UUID, wish: TaskInput, at: datetime) -> UUID:
    """Add a part to a task. Raises NotYours, TooDeep, DueAfterParent, LeadOutOfReach."""
    return giving.break_down_task(actor=actor, task_id=task_id, wish=wish, at=at)


def move_task(*, actor: Actor, task_id: UUID, verb: Verb, given: ActInput, at: datetime) -> TaskState:
    """Do one thing to a task, by the table of moves. Raises NotYours, WrongState, WordsMissing and so on."""
    return acting.move_task(actor=actor, task_id=task_id, verb=verb, given=given, at=at)


def escalate_due(*, at: datetime) -> int:
    """Carry out the steps of escalation whose day has come; returns how many tasks were told of."""
    return escalating.escalate_due(at=at)


def draft_urging(
    *, actor: Actor, task_ids: Sequence[UUID], reply_by: date | None, signer_title: str, signer: str, at: datetime
) -> UUID:
    """Draft a letter that urges one unit. Raises NotYours, NothingToUrge, SeveralLeads."""
    return urging_verbs.draft_urging(
        actor=actor, task_ids=task_ids, reply_by=reply_by, signer_title=signer_title, signer=signer, at=at
    )


def get_task(*, actor: Actor, task_id: UUID, at: datetime) -> TaskView:
    """One task with its tree, history, evidence and what the actor may do. Raises TaskNotFound."""
    return pages.get_task(actor=actor, task_id=task_id, at=at)


def get_directive(*, actor: Actor, directive_id: UUID, at: datetime) -> DirectiveView:
    """A directive's board. Raises DirectiveNotFound."""
    return pages.get_directive(actor=actor, directive_id=directive_id, at=at)


def list_tasks(
    *, actor: Actor, asked: TasksAsked, at: datetime, after: str | None = None, limit: int = 50
) -> Page[TaskSummary]:
    """A page of tasks in sight, what is due first. Raises BadCursor."""
    return tasks.list_tasks(actor=actor, asked=asked, at=at, after=after, limit=limit)


def get_leader_page(*, actor: Actor, at: datetime) -> LeaderPage:
    """What is late and why, who is behind, what waits for a decision."""
    return leading.get_leader_page(actor=actor, at=at)


def list_urgings(*, actor: Actor, after: str | None = None, limit: int = 50) -> Page[UrgingView]:
    """Urging letters of the actor's side or to it, newest first. Raises BadCursor."""
    return urging.list_urgings(actor=actor, after=after, limit=limit)


def get_urging(*, actor: Actor, letter_id: UUID) -> UrgingView:
    """One urging letter. Raises LetterNotFound."""
    return urging.get_urging(actor=actor, letter_id=letter_id)


def list_leads(*, actor: Actor, at: datetime) -> list[tuple[int, str]]:
    """Whom the actor may direct, agencies in the order of the directory, each with its inner units."""
    return choices.list_leads(actor=actor, at=at)


def list_tracks() -> list[tuple[str, str]]:
    """The tracks of stages that a task may go through."""
    return choices.list_tracks()


def stage_titles() -> dict[str, str]:
    """`track/stage` in words, for lists."""
    return choices.stage_titles()


def evidence_of(*, actor: Actor, task_id: UUID, file_id: UUID) -> UUID:
    """A file that stands in the task's history. Raises TaskNotFound."""
    return choices.evidence_of(actor=actor, task_id=task_id, file_id=file_id)
