"""Which agencies' days certain dossiers count in."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from honglam.dossiers.models import Dossier, Task
from honglam.kernel.clock import local


def days_of_settlement(dossier_ids: Iterable[UUID]) -> list[tuple[int, date]]:
    """The lead agencies and days of settlement of those that are settled."""
    rows = Dossier.objects.filter(id__in=set(dossier_ids), resolved_at__isnull=False)
    found = rows.values_list("lead_agency_id", "resolved_at")
    return [(agency, local(moment).date()) for agency, moment in found if moment]


def days_of_receipt(dossier_ids: Iterable[UUID]) -> list[tuple[int, date]]:
    """The lead agencies and days of receipt of those that were received."""
    rows = Dossier.objects.filter(id__in=set(dossier_ids), accepted_at__isnull=False)
    found = rows.values_list("lead_agency_id", "accepted_at")
    return [(agency, local(moment).date()) for agency, moment in found if moment]


def days_of_steps(dossier_ids: Iterable[UUID]) -> list[tuple[int, date]]:
    """The agencies and days of every finished step."""
    rows = Task.objects.filter(dossier_id__in=set(dossier_ids), state="done", closed_at__isnull=False)
    return [(agency, local(moment).date()) for agency, moment in rows.values_list("agency_id", "closed_at") if moment]
