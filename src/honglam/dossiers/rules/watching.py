"""When a task is to be looked at, and what has lapsed by then."""

from dataclasses import dataclass
from datetime import datetime

from honglam.dossiers.contracts import LapseKind


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A task as the watch sees it. `ring_at`: untouched until then, it rings; `noted`: what was noted before.

    `promised`: its due time is the new appointment that was given with an apology.
    """

    due_at: datetime
    ring_at: datetime
    noted: frozenset[LapseKind] = frozenset()
    promised: bool = False


def look(task: Watched, at: datetime) -> tuple[tuple[LapseKind, ...], datetime | None]:
    """What lapsed and was not noted yet, and when to look again; None when there is nothing more to notice."""
    late = LapseKind.LATE_AGAIN if task.promised else LapseKind.LATE
    moments = {late: task.due_at, LapseKind.UNTOUCHED: task.ring_at}
    open_kinds = {kind: moment for kind, moment in moments.items() if kind not in task.noted}
    # Late counts from the minute after the appointment: what is done in its very minute is in time.
    lapsed = tuple(kind for kind, moment in open_kinds.items() if moment < at)
    ahead = [moment for kind, moment in open_kinds.items() if kind not in lapsed]
    return lapsed, min(ahead) if ahead else None
