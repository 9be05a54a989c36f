"""An agency hangs elsewhere in the tree: whoever stands above its work has changed, the work itself has not."""

from datetime import datetime

from django.db import connection, transaction

from honglam.directory import api as directory
from honglam.dossiers.models import Dossier
from honglam.dossiers.services.indexing import index_dossiers
from honglam.dossiers.services.moving import statements
from honglam.dossiers.services.moving.move import settle_tasks
from honglam.kernel import audit
from honglam.kernel.values import Actor

_TASKS = """
INSERT INTO dossiers_moved_task
SELECT id FROM dossiers_task WHERE unit_id = ANY(%s) AND state IN ('open', 'suspended') ORDER BY id FOR UPDATE
"""
_CHUNK = 2_000


@transaction.atomic
def rescope_agency(*, actor: Actor, agency_id: int, at: datetime) -> int:
    """Write worklist rows and readers anew for an agency and all below it; returns how many dossiers were looked at."""
    below = list(directory.descendant_ids(agency_id=agency_id))
    with connection.cursor() as cursor:
        cursor.execute(statements.STAGE)
        cursor.execute(_TASKS, [below])
    settle_tasks(at=at)
    read = Dossier.objects.filter(unit_ids__overlap=below).order_by("id").values_list("id", flat=True)
    ids = list(read | Dossier.objects.filter(lead_agency__in=below).values_list("id", flat=True))
    for start in range(0, len(ids), _CHUNK):
        index_dossiers(dossier_ids=ids[start : start + _CHUNK])
    audit.record(
        actor=actor,
        action="dossiers.rescoped",
        subject_kind="agency",
        subject_id=agency_id,
        at=at,
        detail={"dossiers": len(ids)},
    )
    return len(ids)
