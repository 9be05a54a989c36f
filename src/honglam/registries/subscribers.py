"""What the block does when something happened."""

from datetime import datetime

from honglam.directory.contracts import AgencyEnded
from honglam.kernel.events import subscribe
from honglam.kernel.values import SYSTEM
from honglam.registries.services.registers.following import follow_ended


@subscribe(AgencyEnded, name="registries.agency_ended")
def agency_ended(event: AgencyEnded, *, at: datetime, **_: object) -> None:
    """The open records of an agency that is over go to whoever carries on its work."""
    follow_ended(actor=SYSTEM, agency_id=event.agency_id, at=at)
