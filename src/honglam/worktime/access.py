"""Who may change a calendar. Reading it is nobody's secret."""

from honglam.kernel.values import Actor, ActorKind
from honglam.worktime.contracts import CalendarNotFound


def require_keeper(*, actor: Actor, calendar: str) -> None:
    """Administrators and the system itself keep calendars; to everybody else there is none to change."""
    if actor.kind is not ActorKind.SYSTEM and not actor.has_role("administrator"):
        raise CalendarNotFound(calendar=calendar)
