"""Who has left a post holds no tasks there: they wait for another hand instead of in nobody's worklist."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.directives.contracts import TaskState
from honglam.directives.models import Task
from honglam.directives.queries.pages import find_holder
from honglam.directives.queries.tasks import OPEN
from honglam.directives.services.moving import move
from honglam.directory import api as directory
from honglam.kernel.values import SYSTEM

FREED = "freed"


@transaction.atomic
def free_tasks(*, account_id: UUID, post_id: int, at: datetime) -> int:
    """Take the open tasks of the post's agency from somebody who may no longer hold them; returns how many."""
    unit_id = directory.get_post(post_id=post_id).agency_id
    agency_id = directory.get_agency(agency_id=unit_id).agency_id
    inside = [one for one in directory.descendant_ids(agency_id=agency_id) if _belongs(one, agency_id)]
    held = Task.objects.filter(holder_id=account_id, lead__in=inside, state__in=OPEN, record=False, retired_at=None)
    freed = 0
    for task in held.select_for_update(of=("self",)).order_by("id"):
        if find_holder(task, account_id, at) is None:
            left, task.holder_id, task.holder_name = task.holder_name, None, ""
            move(task, TaskState(task.state), actor=SYSTEM, at=at, what=FREED, words=left)
            freed += 1
    return freed


def _belongs(unit_id: int, agency_id: int) -> bool:
    return directory.get_agency(agency_id=unit_id).agency_id == agency_id
