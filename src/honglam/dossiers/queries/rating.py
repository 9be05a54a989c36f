"""What the desk's screen and the rating link show: which dossier, and whether it was rated already."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from honglam.dossiers.contracts import DossierNotFound, EvidenceKind, RatingAsked, Status
from honglam.dossiers.models import Dossier, Rating
from honglam.kernel.values import Actor

_WITHOUT_RESULT = frozenset({Status.REFUSED, Status.WITHDRAWN, Status.STOPPED})


def last_returned(*, actor: Actor, since: datetime) -> RatingAsked | None:
    """The dossier that was handed over last at the actor's desk; None once that one is rated. One query.

    Whoever stands there has just signed for it: what was downloaded, posted or fetched before is somebody else's.
    """
    desks = [one for one in (actor.unit_id, actor.agency_id) if one is not None]
    row = (
        Dossier.objects.filter(desk_id__in=desks, returned_at__gte=since, returned_by=EvidenceKind.SIGNATURE.value)
        .order_by("-returned_at")
        .annotate(is_rated=Exists(Rating.objects.filter(dossier=OuterRef("pk"))))
        .values_list("id", "code", "procedure_name", "is_rated")
        .first()
    )
    if row is None or row[3]:
        return None
    return RatingAsked(dossier_id=row[0], code=row[1] or "", procedure_name=row[2], rated=False)


def asked_by_link(*, dossier_id: UUID) -> RatingAsked:
    """The code and the procedure, nothing of any person; before the hand-over too: the receipt carries the link."""
    row = Dossier.objects.filter(id=dossier_id).first()
    if row is None:
        raise DossierNotFound
    status = Status(row.status)
    return RatingAsked(
        dossier_id=row.id,
        code=row.code or row.registration_code,
        procedure_name=row.procedure_name,
        rated=Rating.objects.filter(dossier_id=dossier_id).exists(),
        too_early=status is not Status.RETURNED and status not in _WITHOUT_RESULT,
        without_result=status in _WITHOUT_RESULT,
    )
