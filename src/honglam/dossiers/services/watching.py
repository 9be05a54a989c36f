"""Nobody's work: steps that run late, and dossiers that no one is working on. Noted once, told to who answers for it.

Each open task carries the moment at which it is to be looked at next (`watch_at`), so that a million tasks that are
well cost nothing. The hours after which untouched work rings come from the pack, by date.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from honglam.dossiers.contracts import LapseKind, Status, TaskLapsed, TaskState
from honglam.dossiers.models import DeskRule, Dossier, Extension, HistoryEvent, Lapse, Task
from honglam.dossiers.rules.watching import Watched, look
from honglam.dossiers.services.turning import event_of
from honglam.kernel import audit, events
from honglam.kernel.clock import local
from honglam.kernel.ids import uuid7
from honglam.kernel.values import SYSTEM
from honglam.worktime import api as worktime
from honglam.worktime.contracts import DueRequest, Duration, Unit

BATCH = 500
UNTOUCHED = "untouched_alarm"
DEFAULT_HOURS = 16
"""Two working days, where the pack says nothing. No text was found: provisional."""


@dataclass(frozen=True, kw_only=True)
class _Found:
    task: Task
    kinds: tuple[LapseKind, ...]


@transaction.atomic
def watch_tasks(*, at: datetime) -> int:
    """Look at up to 500 tasks whose time has come; note what lapsed. Returns how many were looked at.

    While the clock of a dossier lawfully stands nobody is late with it: its tasks leave the watch at the first look and
    come back when the clock runs again. Left where they are they would be walked past at every run, for months.
    """
    # The dossier first, as every verb does: a lapse points to it, and two orders of locking are a deadlock.
    rows = list(
        Task.objects.select_related("dossier")
        .select_for_update(of=("dossier", "self"), skip_locked=True)
        .filter(state=TaskState.OPEN.value, watch_at__lte=at)
        .order_by("watch_at")[:BATCH]
    )
    for row in rows:
        row.watch_at = None
    running = [row for row in rows if row.dossier.paused_since is None]
    found = _look(running, at) if running else []
    Task.objects.bulk_update(rows, ["watch_at"])
    _note([one for one in found if one.kinds], at)
    return len(rows)


def _look(rows: list[Task], at: datetime) -> list[_Found]:
    """What lapsed of tasks whose clock runs; sets when each is to be looked at again."""
    touched = _last_acts({row.dossier_id for row in rows})
    rings = _alarms(rows, touched, at)
    noted = _noted({row.id for row in rows})
    promises = _promises({row.dossier_id for row in rows})
    found: list[_Found] = []
    for row, ring_at in zip(rows, rings, strict=True):
        promised = row.dossier_id in promises and row.due_at >= promises[row.dossier_id]
        seen = Watched(due_at=row.due_at, ring_at=ring_at, noted=frozenset(noted.get(row.id, ())), promised=promised)
        kinds, row.watch_at = look(seen, at)
        found.append(_Found(task=row, kinds=kinds))
    return found


def alarm_hours(*, at: datetime) -> int:
    """After how many working hours untouched work rings, on that day."""
    rules = DeskRule.objects.filter(code=UNTOUCHED, retired_at=None, valid_from__lte=local(at).date())
    rule = rules.order_by("-valid_from").first()
    return rule.hours if rule else DEFAULT_HOURS


def _last_acts(dossier_ids: set[UUID]) -> dict[UUID, datetime]:
    rows = HistoryEvent.objects.filter(dossier_id__in=dossier_ids).values("dossier_id").annotate(last=Max("at"))
    return {row["dossier_id"]: row["last"] for row in rows}


def _alarms(rows: list[Task], touched: dict[UUID, datetime], at: datetime) -> list[datetime]:
    """For each task the moment after which nobody having touched the dossier rings."""
    limit = Duration(alarm_hours(at=at), Unit.WORKING_HOUR)
    starts = [max(row.opened_at, touched.get(row.dossier_id, row.opened_at)) for row in rows]
    return [due.at for due in worktime.due_many(requests=[DueRequest(start, limit) for start in starts])]


def _noted(task_ids: set[UUID]) -> dict[UUID, set[LapseKind]]:
    found: dict[UUID, set[LapseKind]] = {}
    for task_id, kind in Lapse.objects.filter(task_id__in=task_ids).values_list("task_id", "kind"):
        found.setdefault(task_id, set()).add(LapseKind(kind))
    return found


def _promises(dossier_ids: set[UUID]) -> dict[UUID, datetime]:
    """The appointments that were given anew, by dossier."""
    rows = Extension.objects.filter(dossier_id__in=dossier_ids)
    return dict(rows.values_list("dossier_id", "new_due_at"))


def _note(found: list[_Found], at: datetime) -> None:
    """Write the facts, and tell of each."""
    _write(
        [_lapse(one.task, one.task.dossier, kind, at) for one in found for kind in one.kinds],
        {one.task.dossier_id: one.task.dossier for one in found},
        at,
    )


def _write(lapses: list[Lapse], dossiers: Mapping[UUID, Dossier], at: datetime) -> None:
    Lapse.objects.bulk_create(lapses)
    events.publish_many([_event(one, dossiers[one.dossier_id]) for one in lapses], at=at)
    audit.record_many(
        audit.Entry(
            actor=SYSTEM,
            action=f"dossiers.lapsed_{one.kind}",
            subject_kind="dossier",
            subject_id=one.dossier_id,
            at=at,
            detail={"task": str(one.task_id), "unit": one.unit_id, "holder": one.holder_name},
        )
        for one in lapses
    )


def note_lapse(task: Task, dossier: Dossier, kind: LapseKind, *, at: datetime) -> None:
    """Note a lapse at once, unless it was noted: a verb may know of it before the watch does."""
    if not Lapse.objects.filter(task=task, kind=kind.value).exists():
        _write([_lapse(task, dossier, kind, at)], {dossier.id: dossier}, at)


def _lapse(task: Task, dossier: Dossier, kind: LapseKind, at: datetime) -> Lapse:
    return Lapse(
        id=uuid7(),
        kind=kind.value,
        dossier_id=task.dossier_id,
        task=task,
        unit_id=task.unit_id,
        agency_id=task.agency_id,
        step_name=task.step_name,
        holder_id=task.holder_id,
        holder_name=task.holder_name,
        due_at=task.due_at,
        dossier_late=dossier.due_at is not None and dossier.due_at < at,
        noted_at=at,
    )


def _event(lapse: Lapse, dossier: Dossier) -> TaskLapsed:
    return event_of(
        TaskLapsed,
        dossier,
        actor=SYSTEM,
        status=Status(dossier.status),
        kind=lapse.kind,
        task_id=lapse.task_id,
        step=lapse.step_name,
        unit_id=lapse.unit_id,
        holder_id=lapse.holder_id,
        task_due_at=lapse.due_at,
    )
