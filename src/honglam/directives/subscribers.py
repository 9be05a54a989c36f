"""Letters about what happened to tasks; and tasks of those who leave, are away or are back."""

from datetime import datetime, time, timedelta
from uuid import UUID

from honglam.directives.contracts import RecommendationMoved, TaskEscalated, TaskMoved
from honglam.directives.services.leaving import ask_to_settle, settle_tasks
from honglam.directives.services.letters import tell_of_answer, tell_of_move, tell_of_step
from honglam.directory.contracts import AbsenceCancelled, AbsenceRegistered, PostLeft
from honglam.kernel.clock import VIETNAM
from honglam.kernel.events import subscribe


@subscribe(TaskMoved, name="directives.tell_of_move")
def task_moved(event: TaskMoved, *, event_id: UUID, at: datetime) -> None:
    """Each turn of a task, to whoever must know of it."""
    tell_of_move(event=event, event_id=event_id, at=at)


@subscribe(TaskEscalated, name="directives.tell_of_step")
def task_escalated(event: TaskEscalated, *, event_id: UUID, at: datetime) -> None:
    """A step of escalation, to whom the rule names."""
    tell_of_step(event=event, event_id=event_id, at=at)


@subscribe(RecommendationMoved, name="directives.tell_of_recommendation")
def recommendation_moved(event: RecommendationMoved, *, event_id: UUID, at: datetime) -> None:
    """An answer, to the heads of the agency that asked."""
    tell_of_answer(event=event, event_id=event_id, at=at)


@subscribe(PostLeft, name="directives.free_tasks")
def post_left(event: PostLeft, *, at: datetime, **_: object) -> None:
    """After the last day in a post, what is still held there waits for another hand."""
    settle_tasks(account_id=event.account_id, post_id=event.post_id, at=at)


@subscribe(AbsenceRegistered, name="directives.absence_registered")
def absence_registered(event: AbsenceRegistered, *, at: datetime, **_: object) -> None:
    """From the first day of an absence its deputy holds the tasks; on the day after the last one they go back."""
    start = datetime.combine(event.first_day, time.min, tzinfo=VIETNAM)
    end = datetime.combine(event.last_day + timedelta(days=1), time.min, tzinfo=VIETNAM)
    ask_to_settle(account_id=event.account_id, post_id=event.post_id, not_before=max(start, at))
    for one in (event.account_id, event.deputy_id):
        ask_to_settle(account_id=one, post_id=event.post_id, not_before=max(end, at))


@subscribe(AbsenceCancelled, name="directives.absence_cancelled")
def absence_cancelled(event: AbsenceCancelled, *, at: datetime, **_: object) -> None:
    """Whoever is back before the last day gets their tasks back at once."""
    for one in (event.account_id, event.deputy_id):
        ask_to_settle(account_id=one, post_id=event.post_id, not_before=at)
