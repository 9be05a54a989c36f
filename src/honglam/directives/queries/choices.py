"""What may be chosen on forms, and evidence by its task."""

from datetime import datetime
from uuid import UUID

from honglam.directives import access
from honglam.directives.contracts import TaskNotFound
from honglam.directives.models import StageTrack
from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind
from honglam.kernel.clock import local
from honglam.kernel.values import Actor

_NOBODY_LEADS = frozenset({AgencyKind.POSTAL})
MANY = 8
"""More agencies than these are offered without the inner units of all of them."""


def list_leads(*, actor: Actor, at: datetime) -> list[tuple[int, str]]:
    """Agencies and units in force that the actor may direct.

    Where there are many agencies, their inner units are left to their heads; those of the actor's own stay.
    """
    reached, own = access.reach(actor), access.own_ids(actor)
    found = [
        one
        for one in directory.list_agencies(on=local(at).date())
        if one.id in reached and one.kind not in _NOBODY_LEADS
    ]
    if sum(not one.is_internal for one in found) > MANY:
        found = [one for one in found if not one.is_internal or one.agency_id in own]
    return [(one.id, one.name) for one in found]


def list_tracks() -> list[tuple[str, str]]:
    """Tracks in use."""
    return list(StageTrack.objects.filter(retired_at=None).order_by("code").values_list("code", "title"))


def stage_titles() -> dict[str, str]:
    """`track/stage` in words."""
    rows = StageTrack.objects.all()
    return {f"{row.code}/{one['code']}": one["title"] for row in rows for one in row.stages}


def evidence_of(*, actor: Actor, task_id: UUID, file_id: UUID) -> UUID:
    """The id back where the file stands in the history of a task in sight. Raises TaskNotFound."""
    task = access.task_for(actor, task_id)
    if not task.lines.filter(file_ids__contains=[file_id]).exists():
        raise TaskNotFound
    return file_id
