"""Letters about what happened to tasks; and tasks of those who leave."""

from datetime import datetime
from uuid import UUID

from honglam.directives.contracts import RecommendationMoved, TaskEscalated, TaskMoved
from honglam.directives.services.leaving import free_tasks
from honglam.directives.services.letters import tell_of_answer, tell_of_move, tell_of_step
from honglam.directory.contracts import PostLeft
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
    free_tasks(account_id=event.account_id, post_id=event.post_id, at=at)
