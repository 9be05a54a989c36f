"""Letters about feedback follow its moves."""

from datetime import datetime
from uuid import UUID

from honglam.dossiers.contracts import FeedbackFiled, FeedbackMoved, FeedbackVerb
from honglam.dossiers.services.feedback_letters import tell_filed, tell_moved
from honglam.kernel.events import subscribe


@subscribe(FeedbackFiled, name="dossiers.tell_feedback_filed")
def filed(event: FeedbackFiled, *, event_id: UUID, at: datetime) -> None:
    """Code and time for the sender, work for the one-stop."""
    tell_filed(event=event, event_id=event_id, at=at)


@subscribe(FeedbackMoved, name="dossiers.tell_feedback_moved")
def moved(event: FeedbackMoved, *, event_id: UUID, at: datetime) -> None:
    """Refusal, question, answer, or work for a unit."""
    tell_moved(event=event, verb=FeedbackVerb(event.verb), event_id=event_id, at=at)
