"""Who may change a calendar. Reading it is nobody's secret."""

from honglam.kernel.values import Actor, ActorKind
from honglam.worktime.contracts import CalendarNotFound

KEEPERS = ("administrator", "procedure_controller")


def require_keeper(*, actor: Actor, calendar: str) -> None:
    """Administrators, controllers of procedures and the system keep calendars; for others there is none to change."""
    if actor.kind is not ActorKind.SYSTEM and not actor.has_role(*KEEPERS):
        raise CalendarNotFound(calendar=calendar)
