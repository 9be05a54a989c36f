"""What happens because time passes: warnings two working days ahead, supplement requests that nobody answered."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.dossiers.contracts import DueSoon, Status, TaskState
from honglam.dossiers.models import Dossier, Supplement, Task
from honglam.dossiers.services.turning import event_of
from honglam.kernel import audit, events
from honglam.kernel.values import SYSTEM
from honglam.worktime import api as worktime
from honglam.worktime.contracts import Duration, Unit

BATCH = 500
AHEAD = Duration(16, Unit.WORKING_HOUR)
"""The apology is due a day before the appointment at the latest (NĐ 61/2018 Đ19.9): a day is left to write it."""


@transaction.atomic
def warn_due_soon(*, at: datetime) -> int:
    """Warn of up to 500 dossiers whose appointment is two working days away; each is warned of once."""
    until = worktime.due_at(start=at, duration=AHEAD).at
    rows = list(
        Dossier.objects.select_for_update(skip_locked=True)
        .filter(
            status__in=[Status.ACCEPTED.value, Status.PROCESSING.value],
            paused_since=None,
            warned_at=None,
            due_at__gt=at,
            due_at__lte=until,
        )
        .order_by("due_at")[:BATCH]
    )
    ids = [row.id for row in rows]
    open_tasks = Task.objects.filter(dossier_id__in=ids, state=TaskState.OPEN.value).order_by("-due_at")
    held = {task.dossier_id: task for task in open_tasks}
    Dossier.objects.filter(id__in=ids).update(warned_at=at)
    events.publish_many([_warning(row, held.get(row.id)) for row in rows], at=at)
    audit.record_many(
        audit.Entry(actor=SYSTEM, action="dossiers.warned", subject_kind="dossier", subject_id=row.id, at=at, detail={})
        for row in rows
    )
    return len(rows)


def list_expired(*, at: datetime) -> list[UUID]:
    """Supplement requests whose time is over, oldest first."""
    rows = Supplement.objects.filter(closed_at=None, answer_by__lt=at).order_by("answer_by")
    return list(rows.values_list("id", flat=True)[:BATCH])


def _warning(row: Dossier, task: Task | None) -> DueSoon:
    return event_of(
        DueSoon,
        row,
        actor=SYSTEM,
        status=Status(row.status),
        unit_id=task.unit_id if task else row.lead_agency_id,
        holder_id=task.holder_id if task else None,
    )
