"""What a result's parcel needs to know of its dossier, for the postal service and for nothing else."""

from uuid import UUID

from honglam.dossiers.contracts import ReturnMethod, Status, WantedByPost
from honglam.dossiers.models import Dossier, ResultDocument


def find_parcel(*, dossier_id: UUID, lock: bool = False) -> WantedByPost | None:
    """The result that is to go out by post; None where there is none, or its owner wants it otherwise.

    `lock`: whoever puts it into the post's hands keeps it from being revoked in the same moment.
    """
    rows = Dossier.objects.filter(status=Status.RESOLVED.value, return_method=ReturnMethod.POSTAL.value)
    row = (rows.select_for_update() if lock else rows).filter(id=dossier_id).first()
    if row is None:
        return None
    result = ResultDocument.objects.filter(dossier=row, revoked_at=None).order_by("-created_at").first()
    return WantedByPost(
        desk_id=row.desk_id,
        procedure_code=row.procedure_code,
        procedure_name=row.procedure_name,
        code=row.code or row.registration_code,
        title=(result.title if result else "") or row.procedure_name,
        name=row.applicant_name,
        address=row.return_address or row.applicant_address,
        phone=row.applicant_phone,
        email=row.applicant_email,
        account_id=row.owner_account_id,
        result_id=result.id if result else None,
    )
