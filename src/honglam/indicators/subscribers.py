"""Letters about what happened to the forms of reporting rounds."""

from datetime import datetime
from uuid import UUID

from honglam.indicators.contracts import FormMoved
from honglam.indicators.services.rounds.letters import tell_of_move
from honglam.kernel.events import subscribe


@subscribe(FormMoved, name="indicators.tell_of_form")
def form_moved(event: FormMoved, *, event_id: UUID, at: datetime) -> None:
    """Each turn of a form, and each reminder, to whoever must know of it."""
    tell_of_move(event=event, event_id=event_id, at=at)
