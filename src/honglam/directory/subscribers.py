"""What the directory does on its own news: it writes to the people concerned, after the commit."""

from datetime import datetime
from uuid import UUID

from honglam.directory.contracts import AbsenceRegistered, PostHeld
from honglam.directory.services.letters import tell_absent, tell_appointed, tell_deputy
from honglam.kernel.events import subscribe


@subscribe(PostHeld, name="directory.tell_appointed")
def on_post_held(event: PostHeld, *, event_id: UUID, at: datetime) -> None:
    """Whoever got a post hears of it."""
    tell_appointed(holding_id=event.holding_id, event_id=event_id, at=at)


@subscribe(AbsenceRegistered, name="directory.tell_deputy")
def on_absence_registered(event: AbsenceRegistered, *, event_id: UUID, at: datetime) -> None:
    """Whoever stands in hears of it."""
    tell_deputy(holding_id=event.holding_id, deputy_id=event.deputy_id, event_id=event_id, at=at)


@subscribe(AbsenceRegistered, name="directory.tell_absent")
def on_absence_registered_by_others(event: AbsenceRegistered, *, event_id: UUID, at: datetime) -> None:
    """Whoever is said to be away by somebody else hears of it."""
    if event.absence_id is not None and event.by_id not in (None, event.account_id):
        tell_absent(absence_id=event.absence_id, event_id=event_id, at=at)
