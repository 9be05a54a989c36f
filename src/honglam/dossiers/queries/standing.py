"""Where dossiers stand, for listeners of events that only name them."""

from collections.abc import Iterable
from uuid import UUID

from honglam.dossiers.contracts import DossierEvent
from honglam.dossiers.models import Dossier


def list_standings(dossier_ids: Iterable[UUID]) -> list[DossierEvent]:
    """What an event about each of them would carry now, by id; one query, no personal data."""
    rows = Dossier.objects.filter(id__in=list(dossier_ids)).order_by("id")
    return [
        DossierEvent(
            dossier_id=row.id,
            code=row.code or row.registration_code,
            procedure_code=row.procedure_code,
            procedure_name=row.procedure_name,
            lead_agency_id=row.lead_agency_id,
            desk_id=row.desk_id,
            channel=row.channel,
            status=row.status,
            owner_account_id=row.owner_account_id,
            enterprise_id=row.enterprise_id,
            due_at=row.due_at,
        )
        for row in rows.only(
            "id",
            "code",
            "registration_code",
            "procedure_code",
            "procedure_name",
            "lead_agency_id",
            "desk_id",
            "channel",
            "status",
            "owner_account_id",
            "enterprise_id",
            "due_at",
        )
    ]
